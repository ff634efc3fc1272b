import { actKey } from '../../../../kernel/case/index.ts'
import { page } from '../../../../platform/http/index.ts'
import { BackLink, EmptyState, PageHeading, uiWords } from '../../../../ui/index.ts'
import { getApplicationView } from '../../use/get-application.ts'
import { owesFee } from './act-done.tsx'

/** A fee that is asked for again outside the steps of the model, for a document that waits for it. */
export const payPages = [
  page('GET /applications/:application/pay', ['payments'], async (context) => {
    const { speech, world } = context
    const item = await context.perform(getApplicationView, { application: context.parameters['application'] })
    const back = speech.path(`/applications/${item.id}`)
    const payment = item.payments.find(({ state }) => state === 'created')
    if (!payment || !owesFee(item)) return context.redirect(`/applications/${item.id}`)
    const checkout = world.payments.checkoutUrl(payment, `${context.origin}${back}`, speech.language)
    if (checkout) return new Response(null, { status: 303, headers: { location: checkout } })
    const amount = speech.money(payment.amount)
    return {
      title: speech.t(actKey.task('pay'), { amount }),
      body: (
        <>
          <BackLink href={back} text={uiWords(speech.t).back} />
          <PageHeading caption={`№ ${item.number}`} title={speech.t(actKey.task('pay'), { amount })} />
          {payment.until ? <p>{speech.t('applicant.payment.until', { date: speech.date(payment.until) })}</p> : null}
          <EmptyState title={speech.t('applicant.payment.counter', { amount })}>
            {speech.t('applicant.payment.counter-remedy', { number: item.number })}
          </EmptyState>
        </>
      ),
    }
  }),
]
