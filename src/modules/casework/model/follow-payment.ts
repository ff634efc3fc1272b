import { mayWithdraw, paidResult, standingOf } from '../../../kernel/case/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import type { Texts } from '../../../platform/i18n/index.ts'
import { enqueue, parkJob, type JobHandler } from '../../../platform/jobs/index.ts'
import { markSpent, paymentsOfCase, refund, requestPayment } from '../../../platform/pay/index.ts'
import { Refusal, type World } from '../../../platform/use-case/index.ts'
import { resultsOfCase, withdrawResult } from '../../documents/index.ts'
import { lockCase, refusal as process, type Followed, type Stepped } from '../../process/index.ts'
import { getApplication, updateApplication } from '../store/applications.ts'
import { paid, paymentTakenBack, paymentUndone, takenBackText } from './events.ts'
import { holdUntilPaid, isContested, issuePaid, lapseUnpaid } from './fee-owed.ts'
import { decide, PAYMENT_UNDONE } from './record-outcome.ts'

/** Kind of the job that is told what became of a payment. */
export const PAYMENT_TOLD = 'casework.payment'

/** Asks for the fee when a case comes to its `pay` task; an amount of nothing is paid at once. */
export async function followPayment(
  tx: Tx,
  stepped: Stepped,
  world: Pick<World, 'country' | 'engine' | 'services'>,
): Promise<Followed> {
  const followed: Followed = {}
  for (const wait of stepped.step.opened) {
    if (wait.kind !== 'task' || wait.attributes['act'] !== 'pay') continue
    const application = await getApplication(tx, stepped.caseId)
    const amount = application.fee?.amount ?? 0
    if (amount === 0) {
      const paid = await world.engine.send(
        tx,
        stepped.caseId,
        { type: 'complete', wait: wait.id, result: { outcome: 'paid', amount: 0, reference: null } },
        { now: stepped.now, actor: 'system' },
      )
      Object.assign(followed, paid.followed)
      continue
    }
    const { passport } = await world.services.get(tx, application.service, application.version)
    await requestPayment(
      tx,
      {
        caseId: stepped.caseId,
        reason: `task ${wait.id}`,
        amount,
        purpose: `${world.country.text(passport.name, application.language)} · ${application.number}`,
        tells: PAYMENT_TOLD,
        context: { wait: wait.id },
        ...(wait.dueAt ? { expiresAt: wait.dueAt } : {}),
      },
      stepped.now,
    )
  }
  return followed
}

/** A service that was given is paid for: from then on the money stays. */
export async function settlePayments(tx: Tx, stepped: Stepped): Promise<void> {
  if (stepped.step.outcome === 'running' || stepped.followed.status !== 'completed') return
  for (const payment of await paymentsOfCase(tx, stepped.caseId))
    if (payment.state === 'paid') await markSpent(tx, payment.id, stepped.now)
}

/**
 * What became of a payment: paid ends the task; paid after the task was over is given back; what the provider took back
 * without our asking stops or undoes what it paid for.
 */
export const paymentTold = (world: Pick<World, 'country' | 'engine' | 'events'>, texts: Texts): JobHandler => ({
  kind: PAYMENT_TOLD,
  async finish(tx, job, _outcome, now) {
    const { payment, state, amount, reference, context } = job.payload as {
      payment: string
      state: string
      amount: number
      reference: string | null
      context: { wait: number } | { again: true }
    }
    const caseId = job.caseId as string
    if (state === 'refunded') await undoPaid(tx, { caseId, payment, now }, world, texts)
    // let go by the provider after its term was over: nobody waits for it any longer
    if (state === 'created' && 'again' in context && (await isTermOver(tx, caseId, payment, now)))
      return lapseUnpaid(tx, job, payment, world, now)
    if (state !== 'paid') return
    if ('again' in context) {
      if (!(await issuePaid(tx, caseId, now))) return void (await refund(tx, payment, now))
      await world.events.tell(tx, paid, { subject: caseId, at: now, actor: 'system', facts: { amount, payment } })
      return
    }
    try {
      await world.engine.send(
        tx,
        caseId,
        {
          type: 'complete',
          wait: context.wait,
          result: paidResult(amount, reference, world.country.currency),
        },
        { now, actor: 'system' },
      )
      await world.events.tell(tx, paid, { subject: caseId, at: now, actor: 'system', facts: { amount, payment } })
    } catch (error) {
      // the case learns of it when it goes on
      if (error instanceof Refusal && error.kind === process.suspended) return parkJob(tx, job)
      if (
        !(error instanceof Refusal) ||
        (error.kind !== process['already-done'] && error.kind !== process['already-ended'])
      )
        throw error
      await refund(tx, payment, now)
    }
  },
})

const isTermOver = async (tx: Tx, caseId: string, payment: string, now: string): Promise<boolean> =>
  (await paymentsOfCase(tx, caseId)).some(
    ({ id, expiresAt }) => id === payment && expiresAt !== null && Date.parse(expiresAt) < Date.parse(now),
  )

/**
 * The provider cancelled a payment after it was made. A case that was not decided yet is ended, and nothing is given for
 * nothing; a document that was issued meanwhile is taken out of force. A refusal stands, and so does the appeal against
 * it: who looks at it is the body above, and what it grants is issued when it is paid for. Money that we asked to be given
 * back undoes nothing: whoever asked did it.
 */
async function undoPaid(
  tx: Tx,
  { caseId, payment, now }: { caseId: string; payment: string; now: string },
  world: Pick<World, 'country' | 'engine' | 'events'>,
  texts: Texts,
): Promise<void> {
  // a step to the signing either sees the money gone, or is seen here
  await lockCase(tx, caseId)
  const undone = (await paymentsOfCase(tx, caseId)).find(({ id }) => id === payment)
  if (!undone || undone.refundAskedAt !== null) return
  const application = await getApplication(tx, caseId)
  const { status } = application
  const facts = { payment, amount: undone.amount }
  const tell = (text: string) =>
    enqueue(
      tx,
      { kind: 'casework.tell-applicant', caseId, payload: { text }, key: `tell ${caseId} undone ${payment}` },
      now,
    )
  if (isContested(application)) {
    const looked = standingOf(application).by === 'appeal'
    const appeal = application.outcome === 'overturned' ? 'won' : looked ? 'pending' : undefined
    await world.events.tell(tx, paymentTakenBack, {
      subject: caseId,
      at: now,
      actor: 'system',
      facts: { ...facts, ...(appeal ? { appeal } : {}) },
    })
    await tell(takenBackText(appeal))
    await holdUntilPaid(tx, caseId, world, now)
    return
  }
  const goesOn = mayWithdraw(status)
  // what is over without having been granted stays as it was decided
  if (!goesOn && status !== 'completed') return
  if (goesOn) await world.engine.send(tx, caseId, { type: 'cancel', reason: PAYMENT_UNDONE }, { now, actor: 'system' })
  const reason = texts.inKnown(application.language).t('casework.payment-undone')
  for (const result of await resultsOfCase(tx, caseId))
    if (result.status === 'valid')
      await withdrawResult(tx, world.events, { code: result.code, reason, actor: 'system', now })
  if (status === 'completed') {
    await decide(tx, world, caseId, {
      outcome: 'terminated',
      ground: null,
      office: application.owner,
      decidedBy: null,
      actor: 'system',
      now,
    })
    await updateApplication(tx, caseId, { outcome: 'terminated' }, now)
  }
  await world.events.tell(tx, paymentUndone, { subject: caseId, at: now, actor: 'system', facts })
  await tell(PAYMENT_UNDONE)
}
