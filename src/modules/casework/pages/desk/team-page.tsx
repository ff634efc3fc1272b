import {
  answerPost,
  faultsOf,
  NOTHING_TYPED,
  page,
  type PageContext,
  type Typed,
  type View,
} from '../../../../platform/http/index.ts'
import { getOfficial } from '../../../../platform/identity/index.ts'
import { general, shownOf } from '../../../../platform/use-case/index.ts'
import {
  Alert,
  BackLink,
  Button,
  Buttons,
  Columns,
  dateFromParts,
  ErrorSummary,
  Field,
  Form,
  PageHeading,
  Section,
  Table,
  Tag,
  uiWords,
} from '../../../../ui/index.ts'
import { nameSystem } from '../../../exchange/index.ts'
import { reassignAll } from '../../use/assign-task.ts'
import { showTeam, theTeam } from '../../use/show-team.ts'
import { appointSubstitute } from '../../use/substitute.ts'
import { officeOf } from './desk-office.ts'

export const teamPages = [
  page('GET /desk/team', ['country'], (context) => show(context)),
  page('POST /desk/team/reassign', ['country'], (context) =>
    act(context, 'reassign', ['from', 'to'], async (office, form) => {
      const { moved, returned } = await context.perform(
        reassignAll,
        { office, from: form.get('from') ?? '', ...(form.get('to') ? { to: form.get('to')! } : {}) },
        undefined,
        form.get('shown'),
      )
      return `moved=${moved}${returned > 0 ? `&returned=${returned}` : ''}`
    }),
  ),
  page('POST /desk/team/substitute', ['country'], (context) =>
    act(context, 'substitute', ['person', 'substitute', 'until'], async (office, form) => {
      await context.perform(
        appointSubstitute,
        { office, person: form.get('person') ?? '', substitute: form.get('substitute') ?? '', until: untilOf(form) },
        undefined,
        form.get('shown'),
      )
      return 'appointed='
    }),
  ),
]

const untilOf = (form: URLSearchParams) => dateFromParts((name) => form.get(name) ?? undefined, 'until') ?? ''

/** Does something for an office and shows its team again. */
function act(
  context: PageContext<'country'>,
  form: string,
  fields: readonly [string, string, ...string[]],
  work: (office: string, posted: URLSearchParams) => Promise<string>,
): Promise<View | Response> {
  const { speech } = context
  const office = officeOf(context)
  let stranger = false
  return answerPost(context, {
    form,
    fields,
    named: (people) => namesOf(context, people),
    does: async (posted) => `/desk/team?office=${office}&${await work(office, posted)}`,
    mends({ kind }) {
      // a person who is not of this office
      stranger = kind === general['not-found']
      return stranger || [409, 412, 422].includes(kind.status)
    },
    async again(typed) {
      return show(context, {
        ...typed,
        values: { ...typed.values, until: untilOf(await context.form()) },
        ...(stranger ? { faults: { [fields[1]]: speech.t('casework.problem.substitute') }, status: 422 } : {}),
      })
    },
  })
}

/** Names of the people whose roles changed meanwhile, also of those who hold none any more. */
const namesOf = (context: PageContext, people: readonly string[]): Promise<string[]> =>
  Promise.all(
    people.map(async (person) => (await context.perform(getOfficial, { body: officeOf(context), person })).name),
  )

/** Who holds what; when someone leaves, all of it goes to another; who stands in for whom, and until when. */
async function show(context: PageContext<'country'>, typed: Typed = NOTHING_TYPED): Promise<View> {
  const { speech, world, query } = context
  const words = uiWords(speech.t)
  const office = officeOf(context)
  const team = await context.perform(showTeam, { office })
  const people = team.people.map((person) => ({ value: person.person, text: person.name }))
  const choose = (form: string, name: string, label: string, empty?: string) => (
    <Field
      kind="choice"
      name={name}
      label={label}
      asList
      options={people}
      {...(empty ? { optional: true } : {})}
      value={typed.form === form ? (typed.values[name] ?? '') : ''}
      error={typed.form === form ? typed.faults[name] : undefined}
      words={empty ? { ...words, choose: empty } : words}
    />
  )
  const shown = <input type="hidden" name="shown" value={shownOf(theTeam, team)} />
  const administers = await context.may(nameSystem, { body: office })
  const [moved, returned] = ['moved', 'returned'].map((name) =>
    /^\d{1,6}$/.test(query.get(name) ?? '') ? Number(query.get(name)) : undefined,
  )
  return {
    title: speech.t('desk.team-load'),
    wide: true,
    status: typed.status,
    body: (
      <>
        <BackLink href={speech.path(`/desk?office=${office}`)} text={speech.t('desk.queue')} />
        <ErrorSummary title={words['error-title']} errors={faultsOf(typed)} />
        {moved !== undefined ? (
          <Alert title={speech.t('desk.moved', { count: moved })}>
            {returned ? speech.t('desk.moved-back', { count: returned }) : null}
          </Alert>
        ) : query.has('appointed') ? (
          <Alert title={speech.t('desk.appointed')} />
        ) : null}
        <PageHeading
          caption={world.country.displayName(office, speech.language)}
          title={speech.t('desk.team-load')}
          lead={speech.t('desk.load-hint')}
        />
        <Table
          caption={speech.t('desk.team-load')}
          captionHidden
          stack
          rows={[...team.people].sort((a, b) => b.tasks - a.tasks)}
          columns={[
            {
              header: speech.t('desk.person'),
              main: true,
              cell: (item) => <a href={speech.path(`/desk?office=${office}&person=${item.person}`)}>{item.name}</a>,
            },
            {
              header: speech.t('desk.role'),
              cell: (item) => (
                <>
                  {item.roles.map((role) => (
                    <Tag plain>{speech.t(`desk.role-${role}`)}</Tag>
                  ))}
                  {item.until ? ` ${speech.t('casework.task.by', { date: speech.date(item.until) })}` : ''}
                </>
              ),
            },
            { header: speech.t('desk.holds'), number: true, cell: (item) => speech.number(item.tasks) },
            {
              header: speech.t('desk.late'),
              number: true,
              cell: (item) => (item.late > 0 ? <span class="late">{speech.number(item.late)}</span> : '0'),
            },
          ]}
        />
        <p>
          <a href={speech.path(`/desk?office=${office}&whose=unclaimed`)}>{speech.t('desk.unclaimed')}</a>:{' '}
          {speech.number(team.unclaimed)}
        </p>
        {administers ? (
          <p>
            <a href={speech.path(`/administration/systems?body=${office}`)}>{speech.t('systems.of-body')}</a>
          </p>
        ) : null}
        <Columns columns={2}>
          <Section title={speech.t('desk.reassign-all')}>
            <p class="soft">{speech.t('desk.reassign-all-hint')}</p>
            <Form action={speech.path(`/desk/team/reassign?office=${office}`)}>
              {shown}
              {choose('reassign', 'from', speech.t('desk.from-person'))}
              {choose('reassign', 'to', speech.t('desk.to-person'), speech.t('desk.pile'))}
              <Buttons>
                <Button look="secondary">{speech.t('desk.reassign')}</Button>
              </Buttons>
            </Form>
          </Section>
          <Section title={speech.t('desk.substitute')}>
            <p class="soft">{speech.t('desk.substitute-hint')}</p>
            <Form action={speech.path(`/desk/team/substitute?office=${office}`)}>
              {shown}
              {choose('substitute', 'person', speech.t('desk.away'))}
              {choose('substitute', 'substitute', speech.t('desk.stands-in'))}
              <Field
                kind="date"
                name="until"
                label={speech.t('desk.until')}
                value={typed.values['until'] ?? ''}
                error={typed.faults['until']}
                words={words}
              />
              <Buttons>
                <Button look="secondary">{speech.t('ui.save')}</Button>
              </Buttons>
            </Form>
          </Section>
        </Columns>
      </>
    ),
  }
}
