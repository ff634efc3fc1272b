import { renderSVG } from 'uqr'
import { page, type PageContext, type View } from '../../../../platform/http/index.ts'
import { inLanguage } from '../../../../platform/i18n/index.ts'
import { Refusal } from '../../../../platform/use-case/index.ts'
import { BackLink, Beside, Button, Buttons, Clock, ErrorSummary, Field, Form, Notice, Panel, Qr, Section, StatusTag, Timeline, uiWords } from '../../../../ui/index.ts'
import { answerQuestion } from '../../use/ask-applicant.ts'
import { getApplicationView } from '../../use/get-application.ts'
import { takeCash } from '../../use/take-cash.ts'
import { withdrawApplication } from '../../use/withdraw-application.ts'
import { timelineItems } from '../case/timeline-items.ts'
import { ownCounters } from './counter-office.ts'

const at = '/counter/applications/:application'

/** What the operator does for the person after the application was taken: print, take cash, answer, withdraw. */
export const counterApplicationPages = [
  page(`GET ${at}`, (context) => show(context)),
  page(`POST ${at}/cash`, (context) => act(context, async (application, form) => { await context.perform(takeCash, { application, receipt: form.get('receipt') ?? '' }, form.get('key') ?? undefined) })),
  page(`POST ${at}/answer`, (context) => act(context, async (application, form) => { await context.perform(answerQuestion, { application, question: form.get('question') ?? '', text: form.get('text') ?? '' }, form.get('key') ?? undefined) })),
  page(`POST ${at}/withdraw`, (context) => act(context, async (application, form) => { await context.perform(withdrawApplication, { application }, form.get('key') ?? undefined) })),
]

async function act(context: PageContext, work: (application: string, form: URLSearchParams) => Promise<void>): Promise<View | Response> {
  ownCounters(context)
  const application = context.parameters['application']!
  try {
    await work(application, await context.form())
    return context.redirect(`/counter/applications/${application}`)
  } catch (error) {
    if (!(error instanceof Refusal) || ![409, 422].includes(error.kind.status)) throw error
    return show(context, context.speech.t(error.kind.text, error.parameters))
  }
}

async function show(context: PageContext, fault?: string): Promise<View> {
  ownCounters(context)
  const { speech, world, database, origin } = context
  const words = uiWords(speech.t)
  const one = await context.perform(getApplicationView, { application: context.parameters['application'] })
  const service = await world.services.get(database, one.service, one.version)
  const hidden = <input type="hidden" name="key" value={context.formKey()} />
  const open = one.payments.find((payment) => payment.state === 'created')
  const here = `/counter/applications/${one.id}`
  return {
    title: one.number, wide: true, status: fault ? 422 : 200,
    body: <>
      <BackLink href={speech.path('/counter')} text={speech.t('counter.title')} />
      {fault ? <ErrorSummary title={words['error-title']} errors={[{ text: fault }]} /> : null}
      <Beside
        sideLabel={speech.t('counter.print-receipt')}
        main={<>
          <Panel title={speech.t('casework.receipt.title')} number={`№ ${one.number}`}>{`${inLanguage(service.passport.name, speech.language)}. ${String(one.applicant['name'])}. ${speech.t('casework.filed-on')}: ${speech.dateTime(one.filedAt)} (${speech.t(`casework.channel.${one.channel}`)}).`}</Panel>
          <p><StatusTag status={one.status} text={speech.t(`casework.status.${one.status}`)} /></p>
          {open ? <Section title={speech.t('casework.task.pay', { amount: speech.money(open.amount) })}>
            <Form action={speech.path(`${here}/cash`)}>{hidden}<Field kind="text" name="receipt" label={speech.t('counter.cash-receipt')} words={words} /><Buttons><Button>{speech.t('counter.cash')}</Button></Buttons></Form>
          </Section> : null}
          {one.questions.map((question) => <Notice tone="waits" title={question.office ? world.country.displayName(question.office, speech.language) : ''}>
            <p dir="auto">{question.text}</p>
            <Form action={speech.path(`${here}/answer`)}>{hidden}<input type="hidden" name="question" value={question.id} /><Field kind="textarea" name="text" label={speech.t('casework.task.answer')} words={words} /><Buttons><Button>{speech.t('casework.messages.send')}</Button></Buttons></Form>
          </Notice>)}
          <Section title={speech.t('casework.timeline.title')}><Timeline words={words} items={timelineItems(context, one)} /></Section>
          {one.mayWithdraw ? <form class="no-print" method="post" action={speech.path(`${here}/withdraw`)}>{hidden}<Button look="tertiary" danger>{speech.t('casework.withdraw.start')}</Button></form> : null}
        </>}
        side={<>
          {one.dueAt ? <Clock due={speech.t('casework.clock.due', { date: speech.date(one.dueAt) })} holder={speech.t('casework.receipt.sent-to', { office: world.country.displayName(one.owner, speech.language) })} /> : null}
          <Qr svg={renderSVG(`${origin}/verify?code=${one.receipt}`)} label={speech.t('casework.receipt.verify-how')} code={one.receipt} />
          <p class="no-print soft small">{speech.t('counter.print-how')}</p>
        </>}
      />
    </>,
  }
}
