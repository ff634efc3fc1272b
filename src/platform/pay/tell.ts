import type { Tx } from '../database/index.ts'
import { enqueue } from '../jobs/index.ts'
import type { StoredPayment } from './payments.ts'

/** Tells whoever asked for the payment what became of it. */
export async function tell(
  tx: Tx,
  payment: StoredPayment,
  transaction: string | undefined,
  now: string,
): Promise<void> {
  await enqueue(
    tx,
    {
      kind: payment.tells,
      caseId: payment.caseId,
      payload: {
        payment: payment.id,
        state: payment.state,
        amount: payment.amount,
        reference: transaction ?? null,
        context: payment.context,
      },
    },
    now,
  )
}
