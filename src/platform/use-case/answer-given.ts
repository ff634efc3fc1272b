import type { Tx } from '../database/index.ts'
import { clientOf, type Principal } from '../rights/index.ts'

/**
 * What one of these use cases answered before to this client's Idempotency-Key; undefined when it was not asked, or
 * refused.
 */
export async function answerGiven(
  tx: Tx,
  principal: Principal,
  key: string,
  useCases: readonly string[],
): Promise<unknown> {
  return (
    await tx.query<{ answer: { answer: unknown } | null }>(
      'select answer from use_case.idempotency where client = $1 and key = $2 and use_case = any($3)',
      [clientOf(principal), key, useCases],
    )
  ).rows[0]?.answer?.answer
}
