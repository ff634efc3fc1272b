import { OFFER_FIELDS, readOfferAnswer } from '../applicant/offer-form.tsx'
import { isFavourable, isRefusal } from '../../../../kernel/case/index.ts'
import { renderSVG } from 'uqr'
import {
  answerPost,
  NOTHING_TYPED,
  page,
  type PageContext,
  type Typed,
  type View,
} from '../../../../platform/http/index.ts'
import { sendFile } from '../../../../platform/files/index.ts'
import {
  Alert,
  BackLink,
  Beside,
  Button,
  Buttons,
  ErrorSummary,
  Form,
  LinkButton,
  Notice,
  PageHeading,
  Panel,
  Qr,
  Section,
  SummaryList,
} from '../../../../ui/index.ts'
import { appealDecision } from '../../use/appeal-decision.ts'
import { answerQuestion } from '../../use/ask-applicant.ts'
import { chooseSlot } from '../../use/choose-slot.ts'
import { completeTask } from '../../use/complete-task.ts'
import { startCorrecting } from '../start-correcting.ts'
import { getApplicationView, type ApplicationView } from '../../use/get-application.ts'
import { answerHearingOf } from '../../use/hear-applicant.ts'
import { serveDecision } from '../../use/know-decision.ts'
import { takeCash } from '../../use/take-cash.ts'
import { readCase, readCaseFile } from '../../use/read-case.ts'
import { withdrawApplication } from '../../use/withdraw-application.ts'
import { CaseTag } from '../case/case-tag.tsx'
import { Served } from '../case/served.tsx'
import { CaseClock } from '../case/case-clock.tsx'
import { CaseTimeline } from '../case/case-timeline.tsx'
import { withdrawWords } from '../case/withdraw-words.ts'
import { AppointmentTold } from '../applicant/appointment.tsx'
import { changeAppointmentPages } from '../case/change-appointment.tsx'
import { counterOf, ownCounters } from './counter-office.ts'
import { Scans, scanPage } from './scan.tsx'
import { personToDo } from './person-to-do.tsx'

const at = '/counter/applications/:application'
const text = (form: URLSearchParams, name: string) => form.get(name)?.trim() ?? ''

/**
 * What the operator does for the person after the application was taken: print, take cash, answer, correct, choose an
 * hour, withdraw, appeal.
 */
export const counterApplicationPages = [
  page(`GET ${at}`, ['country', 'published'], (context) => show(context)),
  page(`POST ${at}/cash`, ['country', 'published', 'registers'], (context) =>
    act(context, 'cash', ['receipt'], (application, form, key) =>
      context.perform(takeCash, { application, receipt: text(form, 'receipt') }, key),
    ),
  ),
  page(`POST ${at}/answer`, ['country', 'published'], (context) =>
    act(context, 'answer', ['text'], (application, form, key) =>
      context.perform(answerQuestion, { application, question: text(form, 'question'), text: text(form, 'text') }, key),
    ),
  ),
  page(`POST ${at}/hearing`, ['country', 'published'], (context) =>
    act(context, 'hearing', ['hearing'], (application, form, key) =>
      context.perform(answerHearingOf, { application, text: text(form, 'hearing') }, key),
    ),
  ),
  page(`POST ${at}/served`, ['country', 'published', 'registers'], (context) =>
    act(context, 'served', ['how'], (application, form, key) =>
      context.perform(serveDecision, { application, how: form.get('how') }, key),
    ),
  ),
  page(`POST ${at}/slot`, ['country', 'published'], (context) =>
    act(context, 'slot', ['at'], (_application, form, key) =>
      context.perform(chooseSlot, { task: text(form, 'task'), at: text(form, 'at') }, key),
    ),
  ),
  page(`POST ${at}/confirm`, ['country', 'published'], (context) =>
    act(context, 'confirm', OFFER_FIELDS, (_application, form, key) =>
      context.perform(completeTask, { task: text(form, 'task'), ...readOfferAnswer(form) }, key),
    ),
  ),
  page(`POST ${at}/correct`, ['country', 'published'], (context) =>
    act(context, 'correct', [], async (_application, form) => startCorrecting(context, text(form, 'task'))),
  ),
  page(`POST ${at}/appeal`, ['country', 'published'], (context) =>
    act(context, 'appeal', ['grounds'], (application, form, key) =>
      context.perform(appealDecision, { application, grounds: text(form, 'grounds') }, key),
    ),
  ),
  ...changeAppointmentPages(at, { moved: '#appointment', cancelled: '' }),
  scanPage(at, show),
  page(`GET ${at}/withdraw`, askWithdrawal),
  page(`POST ${at}/withdraw`, ['country', 'published'], (context) =>
    act(context, 'withdraw', [], (application, _form, key) =>
      context.perform(withdrawApplication, { application }, key),
    ),
  ),
  page(`GET ${at}/document`, ['files'], async (context) => {
    ownCounters(context)
    const { application } = context.parameters
    return sendFile(context.world.files, await context.perform(readCaseFile, { application, file: 'result' }))
  }),
]

/** What is confirmed on the page after it, by the form that was sent. */
const CONFIRMED = ['cash', 'answer', 'hearing', 'served', 'slot', 'confirm', 'appeal', 'withdraw']

/** Does something for the person and shows the application again, or goes where the work says. */
function act(
  context: PageContext<'country' | 'published'>,
  form: string,
  fields: readonly string[],
  work: (application: string, posted: URLSearchParams, key: string | undefined) => Promise<unknown>,
): Promise<View | Response> {
  ownCounters(context)
  const application = context.parameters['application']!
  return answerPost(context, {
    form,
    fields,
    async does(posted, { key }) {
      const done = await work(application, posted, key)
      return typeof done === 'string' ? done : `/counter/applications/${application}?done=${form}`
    },
    again: (typed) => show(context, typed),
  })
}

async function askWithdrawal(context: PageContext): Promise<View> {
  ownCounters(context)
  const { speech } = context
  const item = await context.perform(getApplicationView, { application: context.parameters['application'] })
  const here = speech.path(`/counter/applications/${item.id}`)
  const says = withdrawWords(item)
  return {
    title: speech.t(says.asked),
    body: (
      <>
        <BackLink href={here} text={speech.t('ui.back')} />
        <PageHeading
          caption={`№ ${item.number} · ${String(item.applicant['name'])}`}
          title={speech.t(says.asked)}
          lead={speech.t(says.warning)}
        />
        <Form action={`${here}/withdraw`}>
          <input type="hidden" name="key" value={context.formKey()} />
          <Buttons>
            <Button danger>{speech.t(says.start)}</Button>
            <LinkButton look="secondary" href={here}>
              {speech.t('ui.cancel')}
            </LinkButton>
          </Buttons>
        </Form>
      </>
    ),
  }
}

async function show(context: PageContext<'country' | 'published'>, typed: Typed = NOTHING_TYPED): Promise<View> {
  ownCounters(context)
  const { speech, world } = context
  const item = await context.perform(readCase, { application: context.parameters['application'] })
  const service = await world.published.get(item.service, item.version)
  const here = speech.path(`/counter/applications/${item.id}`)
  const name = speech.text(service.passport.name)
  // what is handed over says itself what it decides; a document that was withdrawn is not
  const done = CONFIRMED.find((form) => form === context.query.get('done'))
  const paper = item.results.find(({ status }) => status === 'valid')
  return {
    title: `${item.number} · ${name}`,
    wide: true,
    status: typed.status,
    body: (
      <>
        <BackLink href={speech.path('/counter')} text={speech.t('counter.title')} />
        <ErrorSummary
          title={speech.t(typed.status === 409 ? 'desk.moved-on' : 'ui.error-title')}
          errors={Object.entries(typed.faults).map(([field, text]) =>
            field === 'form'
              ? { text }
              : { field: field === 'text' ? `answer-${typed.values['question']}` : field, text },
          )}
        />
        {done ? <Alert title={speech.t(`counter.done.${done}`)}>{''}</Alert> : null}
        <Beside
          sideLabel={speech.t('casework.clock.title')}
          main={
            <>
              <Receipt context={context} application={item} name={name} />
              <div class="stack no-print">
                <p class="row">
                  <CaseTag speech={speech} of={item} />
                  <span class="soft small">{speech.t('counter.print-how')}</span>
                </p>
                <Scans context={context} application={item} action={`${here}/scan`} fault={typed.faults['scan']} />
                {await AppointmentTold({ context, application: item, service, here })}
                {await personToDo({ context, service, application: item, typed })}
                <Served context={context} application={item} action={`${here}/served`} typed={typed} />
                {paper ? (
                  <Notice
                    tone={isFavourable(paper.outcome) ? 'done' : isRefusal(paper.outcome) ? 'refused' : 'neutral'}
                    title={`${speech.t('counter.result')}: ${speech.t(`casework.outcome.${paper.outcome}`)}`}
                  >
                    <p>{speech.t('counter.result-how')}</p>
                    <p>
                      <LinkButton href={`${here}/document`}>{speech.t('casework.result.download')}</LinkButton>
                    </p>
                  </Notice>
                ) : null}
              </div>
            </>
          }
          side={
            <>
              <Qr
                svg={renderSVG(`${context.origin}/verify?code=${item.receipt}`)}
                label={speech.t('casework.receipt.verify-how')}
                code={item.receipt}
              />
              <div class="stack no-print">
                <CaseClock context={context} service={service} clocked={item} />
                <Section title={speech.t('casework.timeline.title')}>
                  <CaseTimeline context={context} application={item} side="office" />
                </Section>
                <p>
                  <a href={speech.path(`/counter/people/${item.person}?office=${counterOf(context)}`)}>
                    {speech.t('counter.applications')}: {String((item.representative ?? item.applicant)['name'])}
                  </a>
                </p>
                {item.mayWithdraw ? (
                  <p>
                    <a href={`${here}/withdraw`}>{speech.t(withdrawWords(item).start)}</a>
                  </p>
                ) : null}
              </div>
            </>
          }
        />
      </>
    ),
  }
}

/** What is printed and handed over: number, what and whose, when it came and when the answer is due. */
function Receipt({
  context: { speech, world },
  application: item,
  name,
}: {
  context: PageContext<'country'>
  application: ApplicationView
  name: string
}) {
  const office = (id: string) => world.country.displayName(id, speech.language)
  const night = speech.isoDate(item.filedAt) !== speech.isoDate(item.countsFrom)
  return (
    <>
      <Panel title={speech.t('casework.receipt.title')} number={`№ ${item.number}`}>
        {name}
      </Panel>
      <SummaryList
        rows={[
          {
            key: speech.t('counter.receipt-for'),
            value: String(item.applicant['name']),
            ...(item.representative
              ? { note: `${speech.t('casework.representative')}: ${String(item.representative['name'])}` }
              : {}),
          },
          {
            key: speech.t('casework.filed-on'),
            value: `${speech.dateTime(item.filedAt)} · ${speech.t(`casework.channel.${item.channel}`)}`,
            ...(night ? { note: speech.t('casework.timeline.counts-as', { date: speech.date(item.countsFrom) }) } : {}),
          },
          { key: speech.t('casework.office'), value: office(item.owner) },
          ...(item.dueAt ? [{ key: speech.t('counter.due'), value: <strong>{speech.date(item.dueAt)}</strong> }] : []),
          ...(item.fee && item.fee.amount > 0
            ? [
                {
                  key: speech.t('form.check.fee'),
                  value: <span class="num">{speech.money(item.fee.amount)}</span>,
                  note: speech.t(
                    item.payments.some((payment) => payment.state === 'paid')
                      ? 'casework.fee.paid'
                      : 'casework.fee.open',
                  ),
                },
              ]
            : []),
        ]}
      />
    </>
  )
}
