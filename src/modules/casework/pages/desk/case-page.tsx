import { visiblePages } from '../../../../kernel/forms/index.ts'
import { draftFile } from '../../../documents/index.ts'
import { page, type PageContext, type View } from '../../../../platform/http/index.ts'
import { sendFile } from '../../../../platform/files/index.ts'
import { inLanguage } from '../../../../platform/i18n/index.ts'
import { general, Refusal } from '../../../../platform/use-case/index.ts'
import { BackLink, Beside, Button, Buttons, Card, Clock, Disclosure, ErrorSummary, Field, Form, LinkList, Messages, Notice, PageHeading, Section, StatusTag, SummaryList, Tag, Timeline, uiWords } from '../../../../ui/index.ts'
import { findInstance, parseTaskId } from '../../../process/index.ts'
import { findAttachment } from '../../store/attachments.ts'
import { askApplicant } from '../../use/ask-applicant.ts'
import { answerBody, askBody } from '../../use/ask-body.ts'
import { claimTask } from '../../use/claim-task.ts'
import { completeTask } from '../../use/complete-task.ts'
import { getApplicationView, type ApplicationView } from '../../use/get-application.ts'
import { reassign, releaseTask } from '../../use/assign-task.ts'
import { showTeam } from '../../use/show-team.ts'
import { answerRows } from '../case/answer-rows.tsx'
import { CaseEvidence } from '../case/case-evidence.tsx'
import { timelineItems } from '../case/timeline-items.ts'
import { ActForm, type Typed } from './act-form.tsx'
import { isHead, ownOffices } from './desk-office.ts'
import { taskTitle } from './task-title.ts'

type Task = ApplicationView['tasks'][number]

export const casePages = [
  page('GET /desk/tasks/:task', (context) => showTask(context)),
  page('POST /desk/tasks/:task/claim', (context) => onTask(context, async (task) => { await context.perform(claimTask, { task }) })),
  page('POST /desk/tasks/:task/release', (context) => onTask(context, async (task) => { await context.perform(releaseTask, { task }) })),
  page('POST /desk/tasks/:task/assign', (context) => onTask(context, async (task) => { await context.perform(reassign, { task, person: (await context.form()).get('person') ?? '' }) })),
  page('POST /desk/tasks/:task/complete', complete),
  page('GET /desk/cases/:application', async (context) => { ownOffices(context); return showCase(context, context.parameters['application']!, undefined, { faults: {} }) }),
  page('POST /desk/cases/:application/ask', (context) => onCase(context, async (application, form) => { await context.perform(askApplicant, { application, text: form.get('text') ?? '' }, form.get('key') ?? undefined) })),
  page('POST /desk/cases/:application/ask-body', (context) => onCase(context, async (application, form) => { await context.perform(askBody, { application, office: form.get('office') ?? '', question: form.get('question') ?? '' }, form.get('key') ?? undefined) })),
  page('POST /desk/cases/:application/answer-body', (context) => onCase(context, async (application, form) => { await context.perform(answerBody, { application, inquiry: form.get('inquiry') ?? '', text: form.get('text') ?? '' }, form.get('key') ?? undefined) })),
  page('GET /desk/cases/:application/draft', async (context) => {
    ownOffices(context)
    const one = await context.perform(getApplicationView, { application: context.parameters['application'] })
    const file = await draftFile(context.database, one.id)
    if (!file) throw new Refusal(general['not-found'])
    return sendFile(context.world.files, file)
  }),
  page('GET /cases/:application/files/:file', async (context) => {
    const one = await context.perform(getApplicationView, { application: context.parameters['application'] })
    const file = await findAttachment(context.database, one.id, one.files.find((each) => each.id === context.parameters['file'])?.id ?? '00000000-0000-7000-8000-000000000000')
    if (!file) throw new Refusal(general['not-found'])
    return sendFile(context.world.files, file)
  }),
]

async function onTask(context: PageContext, work: (task: string) => Promise<void>): Promise<View | Response> {
  const id = context.parameters['task']!
  try {
    await work(id)
  } catch (error) {
    if (!(error instanceof Refusal) || error.kind.status !== 409) throw error
    return showTask(context, { faults: { form: context.speech.t(error.kind.text) } })
  }
  return context.redirect(`/desk/tasks/${id}`)
}

async function onCase(context: PageContext, work: (application: string, form: URLSearchParams) => Promise<void>): Promise<View | Response> {
  const application = context.parameters['application']!
  const form = await context.form()
  const back = /^[0-9a-f-]{36}\.\d{1,9}$/.test(form.get('task') ?? '') ? `/desk/tasks/${form.get('task')}` : `/desk/cases/${application}`
  try {
    await work(application, form)
    return context.redirect(back)
  } catch (error) {
    if (!(error instanceof Refusal) || ![409, 422].includes(error.kind.status)) throw error
    return showCase(context, application, undefined, { faults: { form: context.speech.t(error.kind.text, error.parameters) }, note: form.get('text') ?? form.get('question') ?? '' })
  }
}

async function complete(context: PageContext): Promise<View | Response> {
  const form = await context.form()
  const given = { outcome: form.get('outcome') ?? '', ...(form.get('reason') ? { reason: form.get('reason')! } : {}), ...(form.get('note')?.trim() ? { note: form.get('note')!.trim() } : {}) }
  try {
    const done = await context.perform(completeTask, { task: context.parameters['task'], ...given }, form.get('key') ?? undefined)
    return context.redirect(`/desk?done=${done.application}`)
  } catch (error) {
    if (!(error instanceof Refusal) || ![409, 422].includes(error.kind.status)) throw error
    const problems = Object.fromEntries(error.problems.map((one) => [one.path, context.speech.t(one.text, one.parameters)]))
    return showTask(context, { ...given, faults: error.problems.length > 0 ? problems : { form: context.speech.t(error.kind.text, error.parameters) } })
  }
}

async function showTask(context: PageContext, typed: Typed = { faults: {} }): Promise<View> {
  ownOffices(context)
  const asked = parseTaskId(context.parameters['task']!)
  if (!asked) throw new Refusal(general['not-found'])
  return showCase(context, asked.caseId, context.parameters['task'], typed)
}

async function showCase(context: PageContext, application: string, taskId: string | undefined, typed: Typed): Promise<View> {
  const { speech, world, database } = context
  const words = uiWords(speech.t)
  const one = (await context.perform(getApplicationView, { application })) as ApplicationView
  const service = await world.services.get(database, one.service, one.version)
  const task = one.tasks.find((each) => each.id === taskId && each.performer === 'office')
  const variables = (await findInstance(database, one.id))?.state.variables ?? {}
  const name = inLanguage(service.passport.name, speech.language)
  const faults = Object.entries(typed.faults)
  return {
    title: `${name} · ${one.number}`, wide: true, scripts: ['desk-keys.js'], status: faults.length > 0 ? 422 : 200,
    body: <>
      <BackLink href={speech.path('/desk')} text={speech.t('desk.queue')} />
      {faults.length > 0 ? <ErrorSummary title={words['error-title']} errors={faults.map(([field, text]) => (field === 'form' ? { text } : { field, text }))} /> : null}
      <PageHeading caption={speech.t('desk.case', { number: one.number })} title={task ? taskTitle(context, service, task, variables) : name}>
        <StatusTag status={one.status} text={speech.t(`casework.status.${one.status}`)} /><Tag plain>{speech.t(`casework.channel.${one.channel}`)}</Tag><span class="soft">{String(one.applicant['name'])}</span>
      </PageHeading>
      <Beside
        sideLabel={speech.t('casework.timeline.title')}
        main={<Section title={speech.t('desk.facts')}>
          <SummaryList rows={[
            { key: speech.t('casework.applicant'), value: String(one.applicant['name']), note: String(one.applicant['number']) },
            ...(one.representative ? [{ key: speech.t('casework.representative'), value: String(one.representative['name']) }] : []),
            ...visiblePages(service.form!, { ...variables, answers: one.answers }).flatMap((shown) => answerRows(context, service, shown.fields, one.answers, variables)),
          ]} />
          {one.files.length > 0 ? <LinkList links={one.files.map((file) => ({ href: speech.path(`/cases/${one.id}/files/${file.id}`), text: file.name }))} /> : null}
          <CaseEvidence context={context} service={service} one={one} />
        </Section>}
        middle={<>
          {task ? <TaskSection context={context} service={service} one={one} task={task} typed={typed} /> : one.tasks.filter((each) => each.performer === 'office' && context.principal.roles.some((held) => held.body === each.office)).map((each) => (
            <Notice tone="waits" title={taskTitle(context, service, each, variables)}><p><a href={speech.path(`/desk/tasks/${each.id}`)}>{speech.t('ui.open')}</a></p></Notice>
          ))}
          <Prior context={context} variables={variables} service={service} />
          <Inquiries context={context} one={one} />
          {one.closedAt || one.status === 'refused' ? null : <Asking context={context} one={one} task={task} typed={typed} />}
        </>}
        side={<>
          {one.dueAt && !one.closedAt ? <Clock due={speech.t('casework.clock.due', { date: speech.date(one.dueAt) })} holder={one.pauses.some((pause) => pause.until === null) ? speech.t('casework.clock.stopped') : speech.t('casework.clock.holder', { office: world.country.displayName(one.owner, speech.language) })} tone={one.dueAt < context.now && !one.decidedAt ? 'refused' : 'action'} /> : null}
          <Timeline words={words} label={speech.t('casework.timeline.title')} items={timelineItems(context, one)} />
          {one.messages.length > 0 ? <Messages messages={one.messages.map((message) => ({ from: message.side === 'applicant' ? String(one.applicant['name']) : message.office ? world.country.displayName(message.office, speech.language) : '', when: speech.dateTime(message.sentAt), at: message.sentAt, text: message.text, own: message.side === 'office' }))} /> : null}
        </>}
      />
    </>,
  }
}

/** Whose hands the task is in, the prepared document, and the form of its act. */
async function TaskSection({ context, service, one, task, typed }: { context: PageContext; service: Parameters<typeof ActForm>[0]['service']; one: ApplicationView; task: Task; typed: Typed }) {
  const { speech, principal } = context
  const mine = task.assignee === principal.personId
  const head = isHead(context, task.office)
  const team = head ? (await context.perform(showTeam, { office: task.office })).people : []
  const draft = one.results.some((result) => result.status === 'draft')
  return (
    <Section title={speech.t('desk.to-decide')}>
      {draft ? <Card title={speech.t('desk.preview')}><p><a href={speech.path(`/desk/cases/${one.id}/draft`)}>{speech.t('casework.result.download')}</a></p></Card> : null}
      {task.assignee !== null && !mine ? <Notice tone="waits">{speech.t('process.refusal.taken-by-another')}</Notice> : <ActForm context={context} service={service} task={task} typed={typed} />}
      <div class="row">
        {task.assignee === null ? <form method="post" action={speech.path(`/desk/tasks/${task.id}/claim`)}><Button look="tertiary" data-key="c">{speech.t('desk.claim')}</Button></form> : null}
        {mine || (head && task.assignee !== null) ? <form method="post" action={speech.path(`/desk/tasks/${task.id}/release`)}><Button look="tertiary">{speech.t('desk.release')}</Button></form> : null}
      </div>
      {head && team.length > 1 ? <Disclosure summary={speech.t('desk.reassign')}>
        <Form action={speech.path(`/desk/tasks/${task.id}/assign`)}>
          <Field kind="choice" name="person" label={speech.t('desk.by-person')} asList options={team.map((person) => ({ value: person.person, text: `${person.name} (${person.tasks})` }))} value={task.assignee ?? ''} words={uiWords(speech.t)} />
          <Buttons><Button look="secondary">{speech.t('desk.reassign')}</Button></Buttons>
        </Form>
      </Disclosure> : null}
    </Section>
  )
}

/** What others said before: opinions, examinations, the rules' outcome. */
function Prior({ context: { speech }, variables, service }: { context: PageContext; variables: Record<string, any>; service: { has(key: string): boolean; say(language: string, key: string, variables?: Record<string, any>): string } }) {
  const said = Object.entries(variables).filter(([, value]) => typeof value === 'object' && value !== null && !Array.isArray(value) && typeof (value as { outcome?: unknown }).outcome === 'string')
  if (said.length === 0) return null
  return <Section title={speech.t('desk.said-before')} level={3}><SummaryList rows={said.map(([name, value]) => ({
    key: service.has(`task.${name}.title`) ? service.say(speech.language, `task.${name}.title`, variables) : name,
    value: speech.has(`desk.outcome.${value.outcome}`) ? speech.t(`desk.outcome.${value.outcome}`) : String(value.outcome), ...(value.note ? { note: String(value.note) } : {}),
  }))} /></Section>
}

function Inquiries({ context, one }: { context: PageContext; one: ApplicationView }) {
  const { speech, world, principal } = context
  if (one.inquiries.length === 0) return null
  return <Section title={speech.t('desk.inquiries')} level={3}>{one.inquiries.map((asked) => {
    const mine = !asked.answeredAt && principal.roles.some((held) => held.body === asked.office && (held.role === 'officer' || held.role === 'head'))
    return <div id={`inquiry-${asked.id}`} class="stack" data-gap="small">
      <p><strong>{world.country.displayName(asked.office, speech.language)}</strong> <span class="soft small">{speech.t('casework.task.by', { date: speech.date(asked.dueAt) })}</span><br /><span dir="auto">{asked.question}</span></p>
      {asked.answer ? <blockquote><p dir="auto">{asked.answer}</p></blockquote> : mine ? <Form action={speech.path(`/desk/cases/${one.id}/answer-body`)}>
        <input type="hidden" name="key" value={context.formKey()} /><input type="hidden" name="inquiry" value={asked.id} />
        <Field kind="textarea" name="text" id={`answer-${asked.id}`} label={speech.t('casework.task.answer')} rows={3} words={uiWords(speech.t)} /><Buttons><Button look="secondary">{speech.t('casework.messages.send')}</Button></Buttons>
      </Form> : null}
    </div>
  })}</Section>
}

function Asking({ context, one, task, typed }: { context: PageContext; one: ApplicationView; task: Task | undefined; typed: Typed }) {
  const { speech, world } = context
  const words = uiWords(speech.t)
  const offices = world.country.offices().filter((office) => (office.place === one.district || office.level !== 'district') && office.id !== task?.office)
  const hidden = <><input type="hidden" name="key" value={context.formKey()} />{task ? <input type="hidden" name="task" value={task.id} /> : null}</>
  return <>
    <Disclosure summary={speech.t('desk.ask-applicant')} open={Boolean(typed.note && !task)}>
      <Form action={speech.path(`/desk/cases/${one.id}/ask`)}>{hidden}<Field kind="textarea" name="text" id="ask-text" label={speech.t('desk.question')} hint={speech.t('desk.question-hint')} rows={3} words={words} /><Buttons><Button look="secondary">{speech.t('casework.messages.send')}</Button></Buttons></Form>
    </Disclosure>
    <Disclosure summary={speech.t('desk.ask-body')}>
      <Form action={speech.path(`/desk/cases/${one.id}/ask-body`)}>{hidden}
        <Field kind="choice" name="office" label={speech.t('casework.office')} asList options={offices.map((office) => ({ value: office.id, text: world.country.displayName(office.id, speech.language) }))} words={words} />
        <Field kind="textarea" name="question" label={speech.t('desk.question')} rows={3} words={words} /><Buttons><Button look="secondary">{speech.t('casework.messages.send')}</Button></Buttons>
      </Form>
    </Disclosure>
  </>
}
