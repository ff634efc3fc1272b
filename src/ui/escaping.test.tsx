import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  Card,
  Clock,
  ErrorPage,
  ErrorSummary,
  FactsBox,
  Field,
  LinkList,
  Messages,
  Notice,
  PageHeading,
  Panel,
  Search,
  SummaryList,
  Table,
  Tabs,
  Tag,
  TaskCard,
  Timeline,
  uiWords,
  type FieldProps,
} from './index.ts'
import { SampleShell } from './gallery/sample-shell.tsx'
import { galleryVoice } from './testing/voice.ts'

const NAUGHTY = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</textarea><b>x</b>',
  '</title><svg onload=alert(1)>',
  '&lt;b&gt;',
  '\u202Eoʻgʻri',
  '‏مرحبا',
  '${7*7}{{7*7}}',
  ' -->',
  ']]>',
]
const voice = galleryVoice('en', '/main.css')
const words = uiWords(voice.say)

const fields = (text: string): FieldProps[] => [
  {
    kind: 'text',
    name: 'a',
    label: text,
    hint: text,
    error: text,
    value: text,
    why: text,
    found: { text, notRight: { name: 'r', label: text, text, value: text, error: text, maxLength: 300 } },
    suffix: text,
    words,
  },
  { kind: 'textarea', name: 'b', label: text, value: text, words },
  { kind: 'date', name: 'c', label: text, value: text, error: text, words },
  { kind: 'choice', name: 'd', label: text, options: [{ value: text, text, hint: text }], value: text, words },
  {
    kind: 'district',
    name: 'e',
    label: text,
    options: [],
    groups: [{ label: text, options: [{ value: text, text }] }],
    words,
  },
  { kind: 'choices', name: 'f', label: text, options: [{ value: text, text }], values: [text], words },
  { kind: 'file', name: 'g', label: text, files: [{ id: text, name: text, size: text }], accept: [text], words },
  { kind: 'declaration', name: 'h', label: text, text, words },
]

const everything = (text: string) => (
  <SampleShell
    voice={voice}
    title={text}
    person={{ name: text, actingFor: text, links: [], signOut: '/' }}
    part={text}
    banner={text}
  >
    <PageHeading title={text} caption={text} lead={text} />
    <ErrorSummary title={text} errors={[{ field: text, text }]} />
    {fields(text).map((field) => (
      <Field {...field} />
    ))}
    <SummaryList rows={[{ key: text, value: text, note: text, change: { href: '#', text, about: text } }]} />
    <Timeline words={words} label={text} items={[{ state: 'now', what: text, when: text, at: text, detail: text }]} />
    <Notice title={text}>{text}</Notice>
    <Panel title={text} number={text} />
    <Tag>{text}</Tag>
    <Card title={text} href="#">
      {text}
    </Card>
    <TaskCard title={text} due={text} detail={text} action={{ href: '#', text }} />
    <Clock due={text} holder={text} label={text} used={1} of={2} source={text} />
    <Table
      caption={text}
      note={text}
      stack
      rows={[text]}
      columns={[
        { header: text, cell: (row) => row },
        { header: text, main: true, cell: (row) => row },
      ]}
      rowAttributes={(row) => ({ 'data-href': row })}
    />
    <Tabs label={text} tabs={[{ href: '#', text, count: text }]} />
    <LinkList links={[{ href: '#', text, detail: text, count: text }]} />
    <FactsBox facts={[{ name: text, value: <>{text}</>, before: text, note: text }]} />
    <Messages messages={[{ from: text, when: text, at: text, text }]} />
    <Search action="#" label={text} button={text} value={text} hint={text} />
    <ErrorPage title={text} text={text} remedy={text} reference={text} />
  </SampleShell>
)

/** Tags and attribute names of a document, without texts and values: what markup there is. */
const skeleton = (html: string): string =>
  [...html.replaceAll(/="[^"]*"/g, '=""').matchAll(/<\/?[a-z][a-z0-9]*|\s[a-z-]+(?==")/gi)]
    .map(([match]) => match.trim())
    .join(' ')
const htmlOf = async (text: string): Promise<string> => String(await everything(text))

it('never lets a text become markup', async () => {
  const plain = skeleton(await htmlOf('plain'))
  for (const text of NAUGHTY) {
    const html = await htmlOf(text)
    expect(skeleton(html.replaceAll('\u202E', '')), text).toBe(plain)
    expect(html).not.toContain('<img')
    expect(html).not.toMatch(/<svg onload|<script/)
  }
})

it('never lets any text become markup', async () => {
  const plain = skeleton(await htmlOf('plain'))
  await fc.assert(
    fc.asyncProperty(
      fc
        .array(
          fc.constantFrom(
            '<',
            '>',
            '"',
            "'",
            '&',
            '/',
            '=',
            ' ',
            'a',
            'x',
            '\n',
            '`',
            '\\',
            'script',
            '{',
            ']]>',
            '-->',
          ),
        )
        .map((parts) => `x${parts.join('')}`),
      async (text) => {
        expect(skeleton(await htmlOf(text))).toBe(plain)
      },
    ),
    { numRuns: 60 },
  )
})

it('escapes addresses', () => {
  expect(String(<Card title="x" href={'"><script>alert(1)</script>'} />)).not.toContain('<script')
})
