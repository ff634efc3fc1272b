import type { Tx } from '../../../platform/database/index.ts'

/** What a register said of one piece of evidence. `unavailable`: it has not answered yet, and is asked again. */
export interface Evidence {
  evidence: string
  register: string
  status: 'found' | 'missing' | 'unavailable'
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
  await tx.query(
    `insert into casework.evidence as evidence (case_id, evidence, register, status, data, source, as_of, fetched_at) values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (case_id, evidence) do update set status = excluded.status, data = excluded.data, source = excluded.source, as_of = excluded.as_of, 
       -- since when a register is silent, not when it was asked last
       fetched_at = case when evidence.status = 'unavailable' and excluded.status = 'unavailable' then evidence.fetched_at else excluded.fetched_at end
     where evidence.status <> 'found' or excluded.status = 'found'`,
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
}
