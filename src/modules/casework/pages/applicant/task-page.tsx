import { textKey, actKey, findAct } from '../../../../kernel/case/index.ts'
import {
  answerPost,
  faultsOf,
  NOTHING_TYPED,
  page,
  type PageContext,
  type Typed,
  type View,
} from '../../../../platform/http/index.ts'
import { general, Refusal } from '../../../../platform/use-case/index.ts'
import {
  BackLink,
  Button,
  Buttons,
  EmptyState,
  ErrorSummary,
  Form,
  Notice,
  PageHeading,
  uiWords,
} from '../../../../ui/index.ts'
import { parseTaskId } from '../../../process/index.ts'
import { refusal as process } from '../../../process/index.ts'
import { chooseSlot, listSlots } from '../../use/choose-slot.ts'
import { completeTask } from '../../use/complete-task.ts'
import { startCorrecting } from '../start-correcting.ts'
import { getApplicationView } from '../../use/get-application.ts'
import { readCase, type CaseRead } from '../../use/read-case.ts'
import { OFFER_FIELDS, offerForm, readOfferAnswer } from './offer-form.tsx'
import { SlotCalendar } from './slot-calendar.tsx'
import { applicantTaskTitle } from './task-title.ts'

type Task = CaseRead['tasks'][number]

/** What waits for the applicant, one page each: pay, correct, choose an hour, confirm. */
export const taskPages = [
  page('GET /tasks/:task', ['country', 'payments', 'published'], (context) => show(context)),
  page('POST /tasks/:task', ['country', 'payments', 'published'], async (context) => {
    const { application: item, task } = await open(context)
    return answerPost(context, {
      form: 'task',
      async does(posted, { key }) {
        if (task.act === 'correct') return startCorrecting(context, task.id)
        if (task.act === 'choose-slot')
          await context.perform(chooseSlot, { task: task.id, at: posted.get('at') ?? '' }, key)
        else if (task.act === 'answer-offer')
          await context.perform(completeTask, { task: task.id, ...readOfferAnswer(posted) }, key)
        else await context.perform(completeTask, { task: task.id, outcome: posted.get('outcome') ?? '' }, key)
        return `/applications/${item.id}?done=${task.act === 'choose-slot' ? 'slot' : 'task'}`
      },
      mends: ({ kind }) => [409, 422].includes(kind.status) && kind !== process['already-done'],
      ...(task.act === 'answer-offer' ? { fields: OFFER_FIELDS } : {}),
      again: (typed) => show(context, typed),
    })
  }),
  // where the payment provider sends the person back to: the provider's own call may come a moment later
  page('GET /tasks/:task/paid', async (context) => {
    const asked = parseTaskId(context.parameters['task']!)
    if (!asked) throw new Refusal(general['not-found'])
    const { speech } = context
    const item = await context.perform(getApplicationView, { application: asked.caseId })
    if (!item.tasks.some((task) => task.id === context.parameters['task']))
      return context.redirect(`/applications/${item.id}?done=paid`)
    return {
      title: speech.t('applicant.payment.waiting'),
      headers: { refresh: '2' },
      body: (
        <>
          <PageHeading
            caption={`№ ${item.number}`}
            title={speech.t('applicant.payment.waiting')}
            lead={speech.t('applicant.payment.waiting-lead')}
          />
          {/* whoever was sent back without paying would wait here for ever */}
          <p>{speech.t('applicant.payment.not-paid')}</p>
          <p class="row">
            <a href={speech.path(`/tasks/${asked.caseId}.${asked.wait}`)}>{speech.t('applicant.payment.again')}</a>
            <a href={speech.path(`/applications/${item.id}`)}>{speech.t('applicant.receipt.follow')}</a>
          </p>
        </>
      ),
    }
  }),
]

async function open(
  context: PageContext,
): Promise<{ application: Omit<CaseRead, 'events' | 'sight' | 'kept'>; task: Task }> {
  const asked = parseTaskId(context.parameters['task']!)
  if (!asked) throw new Refusal(general['not-found'])
  const item = await context.perform(readCase, { application: asked.caseId })
  const task = item.tasks.find((open) => open.id === context.parameters['task'] && open.performer === 'applicant')
  if (!task) throw new Refusal(process['already-done'])
  return { application: item, task }
}

async function show(
  context: PageContext<'country' | 'payments' | 'published'>,
  typed: Typed = NOTHING_TYPED,
): Promise<View | Response> {
  const { speech, world } = context
  const words = uiWords(speech.t)
  const { application, task } = await open(context)
  const fault = Object.values(typed.faults)[0]
  const service = await world.published.get(application.service, application.version)
  const variables = { ...application.variables, answers: application.answers }
  const title = applicantTaskTitle(context, service, application, task, variables)
  const hint = textKey.taskHint(task.element)
  const frame = (children: unknown): View => ({
    title,
    status: fault ? 422 : 200,
    body: (
      <>
        <BackLink href={speech.path(`/applications/${application.id}`)} text={words.back} />
        {fault ? (
          <ErrorSummary
            title={words['error-title']}
            errors={task.act === 'answer-offer' ? faultsOf(typed) : [{ field: 'at', text: fault }]}
          />
        ) : null}
        <PageHeading
          caption={`№ ${application.number}`}
          title={title}
          {...(task.dueAt ? { lead: speech.t('casework.task.by', { date: speech.date(task.dueAt) }) } : {})}
        />
        {service.has(hint) ? <p>{service.say(speech.language, hint, variables)}</p> : null}
        <Form action={speech.path(`/tasks/${task.id}`)}>
          <input type="hidden" name="key" value={context.formKey()} />
          {children as never}
        </Form>
      </>
    ),
  })
  switch (task.act) {
    case 'pay': {
      const payment = application.payments.find((each) => each.state === 'created')
      if (!payment) return context.redirect(`/tasks/${task.id}/paid`)
      const checkout = world.payments.checkoutUrl(
        payment,
        `${context.origin}${speech.path(`/tasks/${task.id}/paid`)}`,
        speech.language,
      )
      if (checkout) return new Response(null, { status: 303, headers: { location: checkout } })
      return frame(
        <EmptyState title={speech.t('applicant.payment.counter', { amount: speech.money(payment.amount) })}>
          {speech.t('applicant.payment.counter-remedy', { number: application.number })}
        </EmptyState>,
      )
    }
    case 'choose-slot': {
      const { items, office } = await context.perform(listSlots, { task: task.id })
      if (items.length === 0)
        return frame(
          <EmptyState title={speech.t('applicant.slot.none')}>{speech.t('applicant.slot.none-remedy')}</EmptyState>,
        )
      return frame(
        <>
          <SlotCalendar
            context={context}
            legend={speech.t('applicant.slot.label', { office: world.country.displayName(office, speech.language) })}
            free={items}
            error={fault}
            errorPrefix={words['error-prefix']}
          />
          <Buttons>
            <Button>{speech.t('applicant.slot.choose')}</Button>
          </Buttons>
        </>,
      )
    }
    case 'correct': {
      const note = application.toCorrect
      return frame(
        <>
          {note ? (
            <Notice tone="waits" title={world.country.displayName(application.owner, speech.language)}>
              <p dir="auto">{note}</p>
            </Notice>
          ) : null}
          <Buttons>
            <Button>{speech.t('applicant.correct.start')}</Button>
          </Buttons>
        </>,
      )
    }
    case 'answer-offer':
      return frame(offerForm(context, service, task.act, { ...application, ...task, variables }, typed))
    default:
      return frame(
        <Buttons>
          {Object.entries(findAct(task.act)?.outcomes ?? {}).map(([outcome, { against }]) => (
            <Button name="outcome" value={outcome} {...(against ? { look: 'secondary' as const } : {})}>
              {speech.t(actKey.do(task.act, outcome))}
            </Button>
          ))}
        </Buttons>,
      )
  }
}
