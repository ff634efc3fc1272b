import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { makeFolder } from '../platform/config/index.ts'
import { WrongUsage } from './arguments.ts'

const IS_NAME = /^[a-z][a-z0-9]*$/

/**
 * Writes a room that passes its checks at once: a page, a use case that records an event, texts in every language, its
 * rows of the matrix of rights, and its line in the list of rooms.
 * @param root folder of the project
 * @returns the files that were written, in the order in which one reads them
 * @throws WrongUsage when it can't be, with nothing written
 */
export function newModule(name: string | undefined, root: string): string[] {
  if (name === undefined || !IS_NAME.test(name) || name.length > 30)
    throw new WrongUsage(`"${name}" is no name of a room: small letters and digits, a letter first`)
  const folder = join('src/modules', name)
  if (existsSync(join(root, folder))) throw new WrongUsage(`${folder} is there already`)
  // what is written in another script (a folder with a hyphen) is made from its language
  const languages = readdirSync(join(root, 'texts')).filter((language) => /^[a-z]{2,3}$/.test(language))
  const files: Record<string, string> = {
    ...roomOf(name, folder),
    ...Object.fromEntries(languages.map((language) => [`texts/${language}/${name}.yaml`, textsIn(language)])),
  }
  const taken = Object.keys(files).find((path) => existsSync(join(root, path)))
  if (taken) throw new WrongUsage(`${taken} is there already`)
  const list = join(root, 'src/commands/modules.ts')
  const before = readFileSync(list, 'utf8')
  try {
    for (const [path, text] of Object.entries(files)) {
      makeFolder(dirname(join(root, path)))
      writeFileSync(join(root, path), text)
    }
    writeFileSync(list, listedIn(before, name))
  } catch (error) {
    for (const path of Object.keys(files)) rmSync(join(root, path), { force: true })
    rmSync(join(root, folder), { recursive: true, force: true })
    writeFileSync(list, before)
    throw error
  }
  return [...Object.keys(files), 'src/commands/modules.ts']
}

/** The list of rooms with one more, behind those that furnish and before what is put together from all. */
function listedIn(list: string, name: string): string {
  const entry = `import { ${name}Module } from '../modules/${name}/index.ts'\n`
  const imports = list.match(/^import \{ \w+Module \} from '\.\.\/modules\/\w+\/index\.ts'\n/gm) ?? []
  const next = imports.find((line) => line.split(' from ')[1]! > entry.split(' from ')[1]!) ?? 'import { auditModule }'
  return list.replace(next, `${entry}${next}`).replace('  portalModule,\n', `  ${name}Module,\n  portalModule,\n`)
}

const capital = (name: string): string => `${name[0]!.toUpperCase()}${name.slice(1)}`

const roomOf = (name: string, folder: string): Record<string, string> => ({
  [`${folder}/README.md`]: `# ${capital(name)}

What this room is for, in one sentence. Its words, states, tables, events and limits (60 lines at most).

- **note**: what a signed-in person leaves. It stands in the person's own history as \`${name}.leave-note\`.
`,
  [`${folder}/index.ts`]: `export { ${name}Module } from './module.ts'
`,
  [`${folder}/module.ts`]: `import { describeModule } from '../../platform/module/index.ts'
import { ${name}Pages } from './pages/${name}-page.tsx'
import { leaveNote } from './use/leave-note.ts'

/** What this room is for, in one sentence. */
export const ${name}Module = describeModule({
  name: '${name}',
  about: 'What it is for, in a sentence: it stands above its part of the interface.',
  useCases: [leaveNote],
  matrix: [{ useCase: leaveNote.name, may: 'signed in', asks: () => ({ text: 'Written for the matrix of rights' }) }],
  pages: ${name}Pages,
})
`,
  [`${folder}/use/leave-note.ts`]: `import { z } from 'zod'
import { useCase } from '../../../platform/use-case/index.ts'

/** One sentence of a person about themselves. */
export const leaveNote = useCase({
  name: '${name}.leave-note',
  title: 'Leave a note',
  at: 'POST /${name}/notes',
  input: z.object({ text: z.string().trim().min(1).max(1000) }),
  output: z.object({ length: z.int() }),
  may: 'signed in',
  records: { about: 'person', facts: z.object({ length: z.int() }), readers: 'subject' },
  status: 201,
}).does(async ({ input }) => ({
  answer: { length: input.text.length },
  facts: { length: input.text.length },
}))
`,
  [`${folder}/pages/${name}-page.tsx`]: `import {
  answerPost,
  faultsOf,
  NOTHING_TYPED,
  page,
  type PageContext,
  type Typed,
  type View,
} from '../../../platform/http/index.ts'
import { general, Refusal } from '../../../platform/use-case/index.ts'
import { Alert, Button, Buttons, ErrorSummary, Field, Form, PageHeading, uiWords } from '../../../ui/index.ts'
import { leaveNote } from '../use/leave-note.ts'

export const ${name}Pages = [
  page('GET /${name}', async (context) => show(context)),
  page('POST /${name}', (context) =>
    answerPost(context, {
      form: 'note',
      fields: ['text'],
      async does(posted, { key }) {
        await context.perform(leaveNote, { text: posted.get('text') ?? '' }, key)
        return '/${name}?done='
      },
      again: (typed) => show(context, typed),
    }),
  ),
]

function show(context: PageContext, typed: Typed = NOTHING_TYPED): View {
  const { speech, principal, query } = context
  if (!principal.personId) throw new Refusal(general['sign-in-needed'])
  const words = uiWords(speech.t)
  return {
    title: speech.t('${name}.title'),
    status: typed.status,
    body: (
      <>
        <ErrorSummary title={words['error-title']} errors={faultsOf(typed)} />
        {query.get('done') === null ? null : <Alert>{speech.t('${name}.done')}</Alert>}
        <PageHeading title={speech.t('${name}.title')} />
        <Form action={speech.path('/${name}')}>
          <input type="hidden" name="key" value={context.formKey()} />
          <Field
            kind="textarea"
            name="text"
            label={speech.t('${name}.note')}
            value={typed.values['text'] ?? ''}
            error={typed.faults['text']}
            words={words}
          />
          <Buttons>
            <Button>{speech.t('${name}.leave')}</Button>
          </Buttons>
        </Form>
      </>
    ),
  }
}
`,
  [`${folder}/${name}.test.ts`]: `import { afterAll, beforeAll, expect, it } from 'vitest'
import { testDatabase } from '../../platform/database/testing.ts'
import { performer } from '../../platform/use-case/index.ts'
import { ${name}Module } from './module.ts'
import { leaveNote } from './use/leave-note.ts'

const PERSON = '0190c0de-0000-7000-8000-00000000beef'
const NOW = '2026-04-08T05:00:00Z'

let test: Awaited<ReturnType<typeof testDatabase>>
beforeAll(async () => {
  test = await testDatabase()
})
afterAll(() => test?.drop())

it("stands in the person's own history", async () => {
  const principal = { personId: PERSON, roles: [] }
  const { perform } = performer(test.database, ${name}Module.rights, {})
  expect(await perform(leaveNote, { text: 'Good morning' }, { principal, language: 'en', now: NOW })).toEqual({
    length: 12,
  })
  const { rows } = await test.database.query('select kind from audit.history where subject = $1', [PERSON])
  expect(rows).toEqual([{ kind: '${name}.leave-note' }])
})
`,
})

const TEXTS: Record<string, Record<string, string>> = {
  en: { done: 'Your note was left', leave: 'Leave the note', note: 'Your note', title: 'Notes' },
  ru: { done: 'Ваша заметка сохранена', leave: 'Оставить заметку', note: 'Ваша заметка', title: 'Заметки' },
  uz: { done: 'Qaydingiz saqlandi', leave: 'Qayd qoldirish', note: 'Qaydingiz', title: 'Qaydlar' },
}

/** Texts of the room; a language of which none are known here begins with the English ones. */
const textsIn = (language: string): string =>
  Object.entries(TEXTS[language] ?? TEXTS['en']!)
    .map(([key, text]) => `${key}: ${text}\n`)
    .join('')
