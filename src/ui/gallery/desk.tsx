import {
  Beside,
  Button,
  Buttons,
  CheckList,
  Clock,
  Disclosure,
  Field,
  FigureNumber,
  Form,
  Messages,
  PageHeading,
  Pagination,
  Search,
  Section,
  StatusTag,
  SummaryList,
  Table,
  Tabs,
  Tag,
  Timeline,
  uiWords,
} from '../index.ts'
import { officer, SampleShell, type GalleryVoice } from './sample-shell.tsx'

const nav = [
  { href: '#', text: 'Queue', current: true },
  { href: '#', text: 'Cases' },
  { href: '#', text: 'Figures' },
]
const ROWS = [
  {
    number: '2026-10-001102',
    what: 'Opinion on rebuilding a house',
    who: 'Toʻraqulova Shahnoza Abdurahmonovna',
    due: '11 March',
    late: 2,
    claimed: 'Bobur Aliyev',
  },
  {
    number: '2026-10-001180',
    what: 'Decide on guardianship',
    who: 'Karimov Anvar',
    due: 'today',
    late: 0,
    claimed: '',
  },
  {
    number: '2026-10-001234',
    what: 'Opinion on rebuilding a house',
    who: 'Zarafshon Qurilish MCHJ',
    due: '16 March',
    late: -1,
    claimed: '',
  },
  {
    number: '2026-10-001240',
    what: 'Examine an application',
    who: 'Rahimova Madina',
    due: '18 March',
    late: -1,
    claimed: 'Bobur Aliyev',
  },
]

export const Worklist = ({ voice }: { voice: GalleryVoice }) => (
  <SampleShell voice={voice} title="Queue" person={officer} part="Architecture, Mill district" navigation={nav} wide>
    <div class="row" data-apart="">
      <PageHeading title="Queue" />
      <Search action="#" label="Number, name or personal number" labelHidden button="Search" />
    </div>
    <div class="row" data-wide-gap="">
      <FigureNumber value="7" name="due today" href="#" tone="waits" />
      <FigureNumber value="31" name="this week" href="#" />
      <FigureNumber value="2" name="late" href="#" tone="refused" />
    </div>
    <Tabs
      label="Queue"
      tabs={[
        { href: '#', text: 'All', current: true, count: '40' },
        { href: '#', text: 'Mine', count: '6' },
        { href: '#', text: 'Unclaimed', count: '21' },
        { href: '#', text: 'Late', count: '2', tone: 'refused' },
      ]}
    />
    <Table
      caption="Tasks, the most urgent first"
      captionHidden
      stack
      rows={ROWS}
      tone={(row) => (row.late > 0 ? 'refused' : row.late === 0 ? 'waits' : undefined)}
      rowAttributes={(row) => ({ 'data-href': `#${row.number}` })}
      columns={[
        { header: 'Task', main: true, cell: (row) => <a href="#">{row.what}</a> },
        { header: 'Number', cell: (row) => <span class="num">{row.number}</span> },
        { header: 'Applicant', cell: (row) => row.who },
        {
          header: 'Due',
          cell: (row) =>
            row.late > 0 ? (
              <span class="late">
                {row.due} · {row.late} days late
              </span>
            ) : row.late === 0 ? (
              <span class="soon">{row.due}</span>
            ) : (
              row.due
            ),
        },
        { header: 'Claimed by', cell: (row) => row.claimed },
      ]}
    />
    <Pagination next="#" words={uiWords(voice.say)} />
  </SampleShell>
)

export const CasePage = ({ voice }: { voice: GalleryVoice }) => {
  const words = uiWords(voice.say)
  return (
    <SampleShell
      voice={voice}
      title="Case 2026-10-001234"
      person={officer}
      part="Architecture, Mill district"
      navigation={nav}
      wide
    >
      <PageHeading caption="Case 2026-10-001234" title="Permit to rebuild a house">
        <StatusTag status="in_progress" text="In progress" />
        <Tag plain>On the Portal</Tag>
        <span class="soft">Zarafshon Qurilish MCHJ</span>
      </PageHeading>
      <Beside
        sideLabel="Timeline and messages"
        main={
          <Section title="Facts and evidence">
            <SummaryList
              rows={[
                { key: 'Owner of the house', value: 'Zarafshon Qurilish MCHJ', note: 'Cadastre · 3 March 10:02' },
                { key: 'Cadastre number', value: '10:09:03:01:02:0012', note: 'Cadastre · 3 March 10:02' },
                { key: 'What will be built', value: 'A second floor, 64 m²', note: 'Given by the applicant' },
                {
                  key: 'Arrest on the property',
                  value: <Tag tone="done">None</Tag>,
                  note: 'Register of arrests · 3 March 10:02',
                },
              ]}
            />
          </Section>
        }
        middle={
          <Section title="What is to decide">
            <CheckList
              items={[
                { text: 'The plot is for housing' },
                { text: 'Not in a protected zone' },
                {
                  text: 'Height: a second floor needs an engineer’s opinion',
                  tone: 'waits',
                  detail: 'Rule: height limits, row 4',
                },
              ]}
            />
            <Disclosure summary="How it came about">
              <p>Decision “opinions”, rows 2 and 4 matched.</p>
            </Disclosure>
            <Form action="#">
              <Field
                kind="choice"
                name="reason"
                label="Ground for refusal"
                optional
                hint="Only grounds the law gives can be chosen."
                asList
                options={[{ value: 'a', text: 'The plot is in a protected zone (art. 21)' }]}
                words={words}
              />
              <Field
                kind="textarea"
                name="note"
                label="Note"
                hint="The applicant reads this too. Write plainly."
                rows={3}
                words={words}
              />
              <Buttons>
                <Button data-key="a">Grant</Button>
                <Button look="secondary" danger data-key="r">
                  Refuse…
                </Button>
              </Buttons>
            </Form>
          </Section>
        }
        side={
          <>
            <Clock
              due="Decision by 14 March"
              holder="Architecture holds the clock: 2 of 5 working days"
              used={2}
              of={5}
              label="2 of 5 working days used"
              source="Set by resolution 149"
            />
            <Timeline
              words={words}
              label="Timeline"
              items={[
                { state: 'done', what: 'Filed on the Portal', when: '2 March 22:10', detail: 'Counts as 3 March' },
                { state: 'done', what: 'Civil registry answered', when: '3 March 10:02 (2 s)' },
                { state: 'done', what: '3 bodies asked', when: '3 March' },
                { state: 'now', what: 'Architecture examines', when: 'since 4 March' },
                { state: 'later', what: 'Decision', when: 'by 14 March' },
              ]}
            />
            <Messages
              messages={[
                { from: 'Bobur Aliyev', when: '4 March 11:20', text: 'Is the staircase inside or outside?', own: true },
                { from: 'Zarafshon Qurilish MCHJ', when: '4 March 15:02', text: 'Inside. مرحبا <b>not bold</b>' },
              ]}
            />
          </>
        }
      />
    </SampleShell>
  )
}
