import type { Tx } from '../../../platform/database/index.ts'
import type { StepBody, StepEvent } from '../model/history.ts'

const STEPS = "kind like 'process.%'"

/** What happened in a case, oldest first; for a person's reading `kind` tells operations from steps. */
export async function eventsOfCase(tx: Tx, caseId: string): Promise<StepEvent[]> {
  const found = await tx.query<Omit<StepEvent, 'body'> & { body: string }>(`select seq, at, kind, actor, body from audit.event where subject = $1 and ${STEPS} order by seq`, [caseId])
  return found.rows.map((row) => ({ ...row, body: JSON.parse(row.body) as StepBody }))
}

/** The same of many cases, by case. */
export async function eventsOfCases(tx: Tx, cases: readonly string[]): Promise<Map<string, StepEvent[]>> {
  const found = await tx.query<Omit<StepEvent, 'body'> & { subject: string; body: string }>(`select subject, seq, at, kind, actor, body from audit.event where subject = any($1) and ${STEPS} order by subject, seq`, [cases])
  const all = new Map<string, StepEvent[]>(cases.map((one) => [one, []]))
  for (const { subject, body, ...row } of found.rows) all.get(subject)!.push({ ...row, body: JSON.parse(body) as StepBody })
  return all
}

export interface CaseLine { caseId: string; label: string; definition: string; status: number; suspended: boolean; startedAt: string; endedAt: string | null; archived: boolean }

const line = `case_id as "caseId", label, definition, status, suspended, started_at as "startedAt", ended_at as "endedAt", archived`

/** Cases of versions, archived ones too, in the order of their start. */
export async function casesOf(tx: Tx, definitions: readonly string[], after: string | undefined, size: number): Promise<CaseLine[]> {
  return (await tx.query<CaseLine>(`select ${line} from process.any_case where definition = any($1) and case_id > $2 order by case_id limit $3`, [definitions, after ?? '00000000-0000-0000-0000-000000000000', size])).rows
}

/** The newest cases of versions. */
export async function latestCases(tx: Tx, definitions: readonly string[], size: number): Promise<CaseLine[]> {
  return (await tx.query<CaseLine>(`select ${line} from process.any_case where definition = any($1) order by case_id desc limit $2`, [definitions, size])).rows
}

/** By the case's number as worklists show it, or by its id. */
export async function findCases(tx: Tx, wanted: string): Promise<CaseLine[]> {
  const id = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(wanted) ? wanted : null
  return (await tx.query<CaseLine>(`select ${line} from process.any_case where label = $1 or case_id = $2 order by case_id desc limit 20`, [wanted, id])).rows
}

export async function findCaseLine(tx: Tx, caseId: string): Promise<CaseLine | undefined> {
  return (await tx.query<CaseLine>(`select ${line} from process.any_case where case_id = $1`, [caseId])).rows[0]
}
