import {
  Alert,
  BackLink,
  Breadcrumbs,
  Button,
  Buttons,
  Card,
  CheckList,
  Clock,
  Columns,
  Disclosure,
  EmptyState,
  ErrorPage,
  errorPageOf,
  ErrorSummary,
  ERROR_STATUSES,
  FactsBox,
  Field,
  FigureNumber,
  Form,
  LinkButton,
  LinkList,
  Messages,
  Notice,
  PageHeading,
  Pagination,
  Panel,
  Progress,
  Qr,
  Search,
  Section,
  Stack,
  StatusTag,
  StepHeader,
  SummarySection,
  Table,
  Tabs,
  Tag,
  TaskCard,
  TextButton,
  TileLinks,
  Timeline,
  uiWords,
  type FieldProps,
  type UiWords,
} from './index.ts'
import { firm, SampleShell, type GalleryVoice } from './gallery/sample-shell.tsx'

const STATUSES = ['new', 'in_progress', 'awaiting_payment', 'completed', 'refused', 'annulled'] as const
const OPTIONS = [
  { value: 'a', text: 'First answer' },
  { value: 'b', text: 'Second answer', hint: 'With a hint of its own' },
]
const SVG = '<svg viewBox="0 0 9 9"><path fill="#000" d="M1 1h3v3H1zM5 1h3v3H5zM1 5h3v3H1zM6 6h1v1H6z"/></svg>'

const fields = (words: UiWords): FieldProps[] => [
  { kind: 'text', name: 'f1', label: 'Text', hint: 'A hint', words },
  { kind: 'textarea', name: 'f2', label: 'Longer text', optional: true, value: 'Two\nlines', words },
  {
    kind: 'number',
    name: 'f3',
    label: 'Number',
    suffix: 'm²',
    error: 'Number: enter a number, such as 1,500',
    value: 'twelve',
    words,
  },
  { kind: 'money', name: 'f4', label: 'Money', suffix: 'crowns', value: '72 900', words },
  {
    kind: 'date',
    name: 'f5',
    label: 'Date of birth',
    hint: 'For example: 14 3 1990',
    autocomplete: 'bday',
    value: '1990-03-14',
    words,
  },
  {
    kind: 'date',
    name: 'f6',
    label: 'A date with an error',
    value: '2026-13-1',
    faulty: ['month'],
    error: 'There is no such date',
    words,
  },
  {
    kind: 'choice',
    name: 'f7',
    label: 'Choice',
    options: OPTIONS,
    value: 'a',
    error: 'Choice: choose an answer',
    words,
  },
  { kind: 'choice', name: 'f8', label: 'Choice from a list', options: OPTIONS, asList: true, value: 'b', words },
  {
    kind: 'choices',
    name: 'f9',
    label: 'Choices',
    options: OPTIONS,
    values: ['b'],
    hint: 'Choose all that apply',
    error: 'Choices: choose an answer',
    words,
  },
  { kind: 'yesno', name: 'f10', label: 'Yes or no?', words },
  {
    kind: 'file',
    name: 'f11',
    label: 'File',
    accept: ['pdf'],
    files: [{ id: '1', name: 'a-very-long-name-of-a-file-that-somebody-scanned-yesterday.pdf', size: '1.2 MB' }],
    words,
  },
  {
    kind: 'person-number',
    name: 'f12',
    label: 'Personal number',
    value: '31204890012345',
    found: {
      text: 'Found in Register of population: Karimova Dilnoza',
      notRight: {
        name: 'f12-remark',
        label: 'What is not right?',
        text: 'The Ministry keeps this register.',
        maxLength: 300,
      },
    },
    why: <p>Civil Code, art. 32</p>,
    words,
  },
  { kind: 'organisation-number', name: 'f13', label: 'Taxpayer number', readonly: true, value: '123456789', words },
  { kind: 'phone', name: 'f14', label: 'Telephone', words },
  { kind: 'email', name: 'f15', label: 'E-mail', words },
  {
    kind: 'district',
    name: 'f16',
    label: 'District',
    options: [],
    groups: [{ label: 'Riverside', options: [{ value: '1726262', text: 'Mill district' }] }],
    words,
  },
  {
    kind: 'declaration',
    name: 'f17',
    label: 'I confirm that what I have given is correct',
    error: 'To go on, confirm this',
    words,
  },
]

/** Every component once, with its states: for tests of accessibility and for looking. */
export const Gallery = ({ voice }: { voice: GalleryVoice }) => {
  const words = uiWords(voice.say)
  return (
    <SampleShell
      voice={voice}
      title="Gallery"
      person={firm}
      banner={<p>Civil registry has not answered since 10:12; your application goes on.</p>}
    >
      <BackLink href="#" text={words.back} />
      <Breadcrumbs
        label={words['you-are-here']}
        crumbs={[
          { href: '#', text: 'Services' },
          { href: '#', text: 'Family' },
        ]}
      />
      <PageHeading caption="Caption" title="Every part, once" lead="For looking at, and for the tests.">
        <StatusTag status="new" text="New" />
      </PageHeading>
      <Section title="Buttons">
        <Buttons>
          <Button>Primary</Button>
          <Button look="secondary">Secondary</Button>
          <Button look="tertiary">Tertiary</Button>
          <Button danger look="secondary">
            Refuse…
          </Button>
          <Button danger>Delete</Button>
          <Button disabled>Disabled</Button>
          <LinkButton href="#">A link</LinkButton>
          <TextButton>Text only</TextButton>
        </Buttons>
        <p>
          A <a href="#">link in a text</a>, a <kbd>key</kbd> and <code>code</code>.
        </p>
      </Section>
      <Section title="Form">
        <ErrorSummary
          title={words['error-title']}
          errors={[{ field: 'f3', text: 'Number: enter a number, such as 1,500' }, { text: 'An error of no field' }]}
        />
        <StepHeader text="Step 3 of 5" step={3} of={5} saved="saved 10:42" />
        <Form action="#">
          {fields(words).map((field) => (
            <Field {...field} />
          ))}
        </Form>
      </Section>
      <Section title="Search">
        <Search action="#" label="What do you need?" button="Search" hint="For example: land" large />
        <Search action="#" id="s2" label="Small" button="Search" />
      </Section>
      <Section title="Statuses and tones">
        <div class="row">
          {STATUSES.map((status) => (
            <StatusTag status={status} text={status} />
          ))}
          <Tag plain>plain</Tag>
        </div>
        <Alert title="Saved">Your answers are safe.</Alert>
        <Alert tone="refused" title="Not sent">
          The line is down.
        </Alert>
        {(['action', 'neutral', 'waits', 'done', 'refused'] as const).map((tone) => (
          <Notice tone={tone} level={3} title={`Notice: ${tone}`}>
            What one should know, and <a href="#">where to go</a>.
          </Notice>
        ))}
      </Section>
      <Section title="Facts">
        <FactsBox
          facts={[
            { name: 'Price', value: '72 900 crowns' },
            { name: 'Time', value: '15 working days', before: '30 days' },
            { name: 'Visits', value: '0', before: '4' },
            { name: 'Papers from you', value: '0', note: 'none to bring' },
          ]}
        />
        <Columns columns={3}>
          <FigureNumber value="94 %" name="in time" href="#" />
          <FigureNumber value="7" name="due today" tone="waits" />
          <FigureNumber value="2" name="late" tone="refused" />
        </Columns>
        <CheckList
          items={[
            { text: 'met' },
            { text: 'waits', tone: 'waits' },
            { text: 'fails', tone: 'refused', detail: 'Article 21' },
            { text: 'open', tone: 'neutral' },
          ]}
        />
        <SummarySection
          title="Summary"
          change={{ href: '#', text: words.change }}
          rows={[
            { key: 'Name', value: 'Karimova Dilnoza', change: { href: '#', text: words.change, about: 'Name' } },
            { key: 'Nothing given', value: '' },
          ]}
        />
      </Section>
      <Section title="Cards and lists">
        <Stack gap="small">
          <TaskCard title="Pay 72 900 crowns" due="by 3 May" detail="Permit" action={{ href: '#', text: 'Pay' }} />
          <TaskCard title="Answer" late due="2 days late" action={{ href: '#', text: 'Answer' }} />
        </Stack>
        <Columns columns={2}>
          <Card title="A card" href="#">
            <p>Whole card is a link.</p>
          </Card>
          <Card title="Another" tone="action">
            <Progress value={2} max={5} label="2 of 5 done" text="2 of 5" />
          </Card>
        </Columns>
        <EmptyState title="Nothing here yet">What you begin appears here.</EmptyState>
        <LinkList links={[{ href: '#', text: 'A service', detail: 'One sentence of result.', count: '12' }]} />
        <TileLinks
          links={[
            { href: '#', text: 'Home' },
            { href: '#', text: 'Work', detail: '12 services' },
          ]}
        />
        <Tabs
          label="Tabs"
          tabs={[
            { href: '#', text: 'One', current: true, count: '3' },
            { href: '#', text: 'Late', count: '2', tone: 'refused' },
          ]}
        />
        <Pagination next="#" previous="#" words={words} />
        <Disclosure summary="More">Detail.</Disclosure>
      </Section>
      <Section title="Time">
        <Columns columns={3}>
          <Clock
            due="Decision by 14 March"
            holder="Architecture holds the clock: 2 of 5 working days"
            used={2}
            of={5}
            label="2 of 5 working days used"
            source="Set by resolution 149"
          />
          <Clock
            due="Late by 2 working days"
            holder="Cadastre holds the clock"
            used={7}
            of={5}
            label="7 of 5 days used"
            tone="refused"
          />
          <Clock due="Waits for you" holder="The clock stands still" tone="waits" />
        </Columns>
        <Timeline
          words={words}
          items={[
            { state: 'done', what: 'Filed', when: '2 March', at: '2026-03-02T17:10:00Z' },
            { state: 'done', what: 'Refused by one body', tone: 'refused' },
            { state: 'now', what: 'It waits for you', tone: 'waits', detail: 'Answer the question' },
            { state: 'later', what: 'Decision', when: 'by 14 March' },
          ]}
        />
      </Section>
      <Section title="Tables">
        <Table
          caption="Figures"
          note="Source: audit log"
          rows={[
            { a: 'Riverside', n: '12 408' },
            { a: 'Buxoro', n: '811' },
          ]}
          columns={[
            { header: 'Region', main: true, cell: (row) => row.a },
            { header: 'Applications', number: true, cell: (row) => row.n, sort: { href: '#', sorted: 'descending' } },
            { header: 'A column of a long name that makes it scroll', cell: () => 'value' },
          ]}
        />
        <Table
          caption="Things"
          stack
          dense
          rows={[
            { a: 'Task one', late: true },
            { a: 'Task two', late: false },
          ]}
          tone={(row) => (row.late ? 'refused' : undefined)}
          columns={[
            { header: 'Task', main: true, cell: (row) => <a href="#">{row.a}</a> },
            { header: 'Due', cell: (row) => (row.late ? <span class="late">2 days late</span> : 'today') },
          ]}
        />
      </Section>
      <Section title="Talk and receipt">
        <Messages
          messages={[
            { from: 'Officer', when: '4 March', text: 'Inside or outside?' },
            { from: 'You', when: '4 March', text: 'Inside.', own: true },
          ]}
        />
        <Qr svg={SVG} label="Check this receipt" code="7Q4M-X2KD-91" />
      </Section>
    </SampleShell>
  )
}

/** The content of a panel page and of all error pages. */
export const GalleryErrors = ({ voice }: { voice: GalleryVoice }) => (
  <SampleShell voice={voice} title="Errors">
    <Panel title="Application received" number="№ 2026-10-001234" />
    {ERROR_STATUSES.map((status) => (
      <ErrorPage {...errorPageOf(status, voice.say, { home: '/en', reference: 'a1b2c3' })} />
    ))}
  </SampleShell>
)
