import type { Variables } from '../../../kernel/process/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import { enqueueForCases } from '../../../platform/jobs/index.ts'

/**
 * Cases that a message may be for: those that wait with this key, then those that wait without one, the oldest first.
 */
export async function messageReceivers(tx: Tx, name: string, key: string): Promise<string[]> {
  const found = await tx.query<{ caseId: string }>(
    `select case_id as "caseId" from process.subscription where kind = 'message' and name = $1 and ($2 = '' or key = '' or key = $2)
     group by case_id order by bool_or($2 <> '' and key = $2) desc, case_id limit 50`,
    [name, key],
  )
  return found.rows.map((row) => row.caseId)
}

/** Writes a job for each case, but the throwing one, that waits for a signal. */
export async function sendSignal(
  tx: Tx,
  signal: { name: string; variables: Variables },
  from: string | null,
  now: string,
): Promise<void> {
  const waiting = await tx.query<{ caseId: string }>(
    `select distinct case_id as "caseId" from process.subscription where kind = 'signal' and name = $1 and case_id is distinct from $2::uuid`,
    [signal.name, from],
  )
  const event = { type: 'signal', name: signal.name, variables: signal.variables }
  await enqueueForCases(
    tx,
    { kind: 'process.event', payload: { event }, lane: 'thrown' },
    waiting.rows.map((row) => row.caseId),
    now,
  )
}
