import { page, type PageContext, type View } from '../../../../platform/http/index.ts'
import { getOfficial } from '../../../../platform/identity/index.ts'
import { general, Refusal, shownOf } from '../../../../platform/use-case/index.ts'
import {
  Alert,
  BackLink,
  Button,
  Buttons,
  Columns,
  ErrorSummary,
  Field,
  Form,
  PageHeading,
  Section,
  Table,
  Tag,
  uiWords,
} from '../../../../ui/index.ts'
import { reassignAll } from '../../use/assign-task.ts'
import { showTeam, theTeam } from '../../use/show-team.ts'
import { appointSubstitute } from '../../use/substitute.ts'
import { NOTHING_TYPED, typedAgain, type Typed } from '../typed.ts'
import { officeOf } from './desk-office.ts'

export const teamPages = [
  page('GET /desk/team', (context) => show(context)),
  page('POST /desk/team/reassign', (context) =>
    act(context, 'reassign', ['from', 'to'], async (office, form) => {
      const { moved } = await context.perform(
        reassignAll,
        { office, from: form.get('from') ?? '', ...(form.get('to') ? { to: form.get('to')! } : {}) },
        undefined,
        form.get('shown'),
      )
      return `moved=${moved}`
    }),
  ),
  page('POST /desk/team/substitute', (context) =>
    act(context, 'substitute', ['person', 'substitute', 'until'], async (office, form) => {
      await context.perform(
        appointSubstitute,
        { office, person: form.get('person') ?? '', substitute: form.get('substitute') ?? '', until: dateOf(form) },
        undefined,
        form.get('shown'),
      )
      return 'appointed='
    }),
  ),
]

const parts = (form: URLSearchParams) =>
  ['year', 'month', 'day'].map((part) => (form.get(`until.${part}`) ?? '').trim())
const dateOf = (form: URLSearchParams) => {
  const [year, month, day] = parts(form) as [string, string, string]
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}

/** Does something for an office and shows its team again. */
async function act(
  context: PageContext,
  name: string,
  fields: readonly string[],
  work: (office: string, form: URLSearchParams) => Promise<string>,
): Promise<View | Response> {
  const office = officeOf(context)
  const form = await context.form()
  try {
    return context.redirect(`/desk/team?office=${office}&${await work(office, form)}`)
  } catch (error) {
    // a person who is not of this office
    if (error instanceof Refusal && error.kind === general['not-found'])
      return show(context, {
        form: name,
        values: Object.fromEntries(form),
        faults: { [fields[1]!]: context.speech.t('casework.problem.substitute') },
        status: 422,
      })
    const typed = typedAgain(context, error, name, form, fields, await namesOf(context, error))
    return show(context, {
      ...typed,
      values: { ...typed.values, until: parts(form).join('-') },
      faults: { ...typed.faults, ...(typed.faults['until'] ? { until: context.speech.t('desk.until-wrong') } : {}) },
    })
  }
}

/** Names of the people whose roles changed meanwhile, also of those who hold none any more. */
async function namesOf(context: PageContext, error: unknown): Promise<(people: string[]) => string[]> {
  const names = new Map<string, string>()
  if (error instanceof Refusal && error.kind === general['changed-meanwhile'])
    for (const { path } of error.problems)
      names.set(path, (await context.perform(getOfficial, { body: officeOf(context), person: path })).name)
  return (people) => people.map((person) => names.get(person) ?? person)
}

/** Who holds what; when someone leaves, all of it goes to another; who stands in for whom, and until when. */
async function show(context: PageContext, typed: Typed = NOTHING_TYPED): Promise<View> {
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
  const moved = /^\d{1,6}$/.test(query.get('moved') ?? '') ? Number(query.get('moved')) : undefined
  return {
    title: speech.t('desk.team-load'),
    wide: true,
    status: typed.status,
    body: (
      <>
        <BackLink href={speech.path(`/desk?office=${office}`)} text={speech.t('desk.queue')} />
        <ErrorSummary
          title={words['error-title']}
          errors={Object.entries(typed.faults).map(([field, text]) => (field === 'form' ? { text } : { field, text }))}
        />
        {moved !== undefined ? (
          <Alert title={speech.t('desk.moved', { count: moved })} />
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
