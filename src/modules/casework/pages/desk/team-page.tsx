import { page, type PageContext, type View } from '../../../../platform/http/index.ts'
import { Refusal } from '../../../../platform/use-case/index.ts'
import { Alert, BackLink, Button, Buttons, ErrorSummary, Field, Form, PageHeading, Section, Table, Tag, uiWords } from '../../../../ui/index.ts'
import { reassignAll } from '../../use/assign-task.ts'
import { showTeam } from '../../use/show-team.ts'
import { appointSubstitute } from '../../use/substitute.ts'
import { officeOf } from './desk-office.ts'

export const teamPages = [
  page('GET /desk/team', (context) => show(context)),
  page('POST /desk/team/reassign', (context) => act(context, async (office, form) => { await context.perform(reassignAll, { office, from: form.get('from') ?? '', ...(form.get('to') ? { to: form.get('to')! } : {}) }) })),
  page('POST /desk/team/substitute', (context) => act(context, async (office, form) => {
    const [day, month, year] = ['day', 'month', 'year'].map((part) => (form.get(`until.${part}`) ?? '').padStart(2, '0'))
    await context.perform(appointSubstitute, { office, person: form.get('person') ?? '', substitute: form.get('substitute') ?? '', until: `${year}-${month}-${day}` })
  })),
]

async function act(context: PageContext, work: (office: string, form: URLSearchParams) => Promise<void>): Promise<View> {
  try {
    await work(officeOf(context), await context.form())
    return show(context, { done: true })
  } catch (error) {
    if (!(error instanceof Refusal) || ![404, 422].includes(error.kind.status)) throw error
    return show(context, { fault: context.speech.t(error.problems[0]?.text ?? error.kind.text, error.parameters) })
  }
}

/** Who holds what; when someone leaves, all of it goes to another; who stands in for whom, and until when. */
async function show(context: PageContext, said: { done?: true; fault?: string } = {}): Promise<View> {
  const { speech, world } = context
  const words = uiWords(speech.t)
  const office = officeOf(context)
  const team = await context.perform(showTeam, { office })
  const people = team.people.map((one) => ({ value: one.person, text: one.name }))
  const list = (name: string, id: string, label: string, empty?: string) => <Field kind="choice" name={name} id={id} label={label} asList options={empty ? [{ value: '', text: empty }, ...people] : people} words={words} />
  return {
    title: speech.t('desk.team-load'), wide: true, status: said.fault ? 422 : 200,
    body: <>
      <BackLink href={speech.path(`/desk?office=${office}`)} text={speech.t('desk.queue')} />
      {said.fault ? <ErrorSummary title={words['error-title']} errors={[{ text: said.fault }]} /> : null}
      {said.done ? <Alert title={speech.t('desk.done')} /> : null}
      <PageHeading caption={world.country.displayName(office, speech.language)} title={speech.t('desk.team-load')} />
      <Table caption={speech.t('desk.team-load')} captionHidden stack rows={team.people} columns={[
        { header: speech.t('desk.person'), main: true, cell: (one) => one.name },
        { header: speech.t('desk.role'), cell: (one) => <>{one.roles.map((role) => <Tag plain>{speech.t(`desk.role-${role}`)}</Tag>)}{one.until ? ` ${speech.t('casework.task.by', { date: speech.date(one.until) })}` : ''}</> },
        { header: speech.t('desk.queue'), number: true, cell: (one) => speech.number(one.tasks) },
        { header: speech.t('desk.late'), number: true, cell: (one) => (one.late > 0 ? <span class="late">{speech.number(one.late)}</span> : '0') },
      ]} />
      <p class="soft">{speech.t('desk.unclaimed')}: {speech.number(team.unclaimed)}</p>
      <Section title={speech.t('desk.reassign-all')}>
        <Form action={speech.path(`/desk/team/reassign?office=${office}`)}>{list('from', 'from', speech.t('desk.from-person'))}{list('to', 'to', speech.t('desk.to-person'), speech.t('desk.pile'))}<Buttons><Button look="secondary">{speech.t('desk.reassign')}</Button></Buttons></Form>
      </Section>
      <Section title={speech.t('desk.substitute')}>
        <Form action={speech.path(`/desk/team/substitute?office=${office}`)}>
          {list('person', 'away', speech.t('desk.away'))}{list('substitute', 'substitute', speech.t('desk.stands-in'))}
          <Field kind="date" name="until" label={speech.t('desk.until')} words={words} /><Buttons><Button look="secondary">{speech.t('ui.save')}</Button></Buttons>
        </Form>
      </Section>
    </>,
  }
}
