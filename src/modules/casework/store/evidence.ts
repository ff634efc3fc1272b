import { vouchRows, type VouchedRow } from '../../../platform/audit/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import { returningRow, SAID_ROWS } from './said-rows.ts'

/**
 * What a register said of one piece of evidence. `unavailable`: it has not answered yet, and is asked again; `withheld`:
 * the applicant has not agreed that it is asked.
 */
export interface Evidence {
  evidence: string
  register: string
  status: 'found' | 'missing' | 'unavailable' | 'withheld'
  data: Record<string, any> | null
  source: string | null
  asOf: string | null
  fetchedAt: string
}

export async function evidenceOf(tx: Tx, caseId: string): Promise<Evidence[]> {
  return (
    await tx.query<Evidence>(
      'select evidence, register, status, data, source, as_of as "asOf", fetched_at as "fetchedAt" from casework.evidence where case_id = $1 order by fetched_at, evidence',
      [caseId],
    )
  ).rows
}

export async function saveEvidence(tx: Tx, caseId: string, evidence: Evidence): Promise<void> {
  const { rows } = await tx.query<VouchedRow>(
    `insert into casework.evidence as evidence (case_id, evidence, register, status, data, source, as_of, fetched_at) values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (case_id, evidence) do update set status = excluded.status, data = excluded.data, source = excluded.source, as_of = excluded.as_of, fetched_at = excluded.fetched_at
     -- what was found stays; of a register that is silent it counts since when, not when it was asked last
     where excluded.status = 'found' or not (evidence.status = 'found' or (evidence.status = 'unavailable' and excluded.status = 'unavailable'))
     ${returningRow(SAID_ROWS.evidence)}`,
    [
      caseId,
      evidence.evidence,
      evidence.register,
      evidence.status,
      evidence.data && JSON.stringify(evidence.data),
      evidence.source,
      evidence.asOf,
      evidence.fetchedAt,
    ],
  )
  await vouchRows(tx, caseId, rows, { now: evidence.fetchedAt })
}
