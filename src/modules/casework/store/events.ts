import type { Tx } from '../../../platform/database/index.ts'

/** One event of a case's history, from the audit log: the log is the history, there is no second one. */
export interface CaseEvent { seq: number; at: string; kind: string; actor: string; facts: Record<string, any> }

/** The history of a case that is not archived. */
export async function eventsOf(tx: Tx, caseId: string): Promise<CaseEvent[]> {
  const rows = (await tx.query<{ seq: number; at: string; kind: string; actor: string; body: string }>('select seq, at, kind, actor, body from audit.history where subject = $1 order by seq', [caseId])).rows
  return rows.map(({ body, ...row }) => ({ ...row, facts: JSON.parse(body) as Record<string, any> }))
}
