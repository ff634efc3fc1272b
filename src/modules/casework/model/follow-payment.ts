import { paidResult } from '../../../kernel/case/index.ts'
import { append } from '../../../platform/audit/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import type { JobHandler } from '../../../platform/jobs/index.ts'
import { markSpent, paymentsOfCase, refund, requestPayment } from '../../../platform/pay/index.ts'
import { Refusal, type World } from '../../../platform/use-case/index.ts'
import { refusal as process, type Stepped } from '../../process/index.ts'
import { getApplication } from '../store/applications.ts'

/** Kind of the job that is told what became of a payment. */
export const PAYMENT_TOLD = 'casework.payment'

/** Asks for the fee when a case comes to its `pay` task; an amount of nothing is paid at once. */
export async function followPayment(
  tx: Tx,
  stepped: Stepped,
  world: Pick<World, 'country' | 'engine' | 'services'>,
): Promise<void> {
  for (const wait of stepped.step.opened) {
    if (wait.kind !== 'task' || wait.attributes['act'] !== 'pay') continue
    const application = await getApplication(tx, stepped.caseId)
    const amount = application.fee?.amount ?? 0
    if (amount === 0) {
      await world.engine.send(
        tx,
        stepped.caseId,
        { type: 'complete', wait: wait.id, result: { outcome: 'paid', amount: 0, reference: null } },
        { now: stepped.now, actor: 'system' },
      )
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
}

/** A service that was given is paid for: from then on the money stays. */
export async function settlePayments(tx: Tx, stepped: Stepped): Promise<void> {
  if (stepped.step.outcome === 'running') return
  if ((await getApplication(tx, stepped.caseId)).status !== 'completed') return
  for (const payment of await paymentsOfCase(tx, stepped.caseId))
    if (payment.state === 'paid') await markSpent(tx, payment.id, stepped.now)
}

/** What became of a payment: paid ends the task; paid after the task was over is given back. */
export const paymentTold = (world: Pick<World, 'country' | 'engine'>): JobHandler => ({
  kind: PAYMENT_TOLD,
  async finish(tx, job, _outcome, now) {
    const { payment, state, amount, reference, context } = job.payload as {
      payment: string
      state: string
      amount: number
      reference: string | null
      context: { wait: number }
    }
    if (state !== 'paid') return
    const caseId = job.caseId as string
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
      await append(tx, { subject: caseId, at: now, kind: 'casework.paid', actor: 'system', body: { amount, payment } })
    } catch (error) {
      if (
        !(error instanceof Refusal) ||
        (error.kind !== process['already-done'] && error.kind !== process['already-ended'])
      )
        throw error
      await refund(tx, payment, now)
    }
  },
})
