import type { State, Wait } from '../../../kernel/process/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import { reshapeJobs } from '../../../platform/jobs/index.ts'
import type { CaseFacts } from './instances.ts'
import { wholeState } from './state-parts.ts'
import { jobKind, subscriptionRow, taskRow, type Placement } from './steps.ts'

export interface RunningCase {
  caseId: string
  facts: CaseFacts
  state: State
}

/** Running cases of a version in order, with their whole states, for a walk by keyset; locked when they are to be moved. */
export async function runningCases(
  tx: Tx,
  definition: string,
  after: string | undefined,
  size: number,
  lock: boolean,
): Promise<RunningCase[]> {
  const found = (
    await tx.query<RunningCase>(
      `select case_id as "caseId", facts, state from process.instance where definition = (select number from process.definition where id = $1) and status = 0 and case_id > $2
     order by case_id limit $3${lock ? ' for update' : ''}`,
      [definition, after ?? '00000000-0000-0000-0000-000000000000', size],
    )
  ).rows
  const cases: RunningCase[] = []
  for (const each of found) cases.push({ ...each, state: await wholeState(tx, each.caseId, each.state) })
  return cases
}

/**
 * Puts a case on another version: what stays open keeps office, holder and term, and takes element, act and attributes
 * of the new model.
 */
export async function putOnVersion(
  tx: Tx,
  item: { caseId: string; facts: CaseFacts; to: string; kept: Wait[]; now: string; place(): Placement },
): Promise<void> {
  const tasks = item.kept
    .filter((wait) => wait.kind === 'task')
    .map((wait) => taskRow(wait, { facts: item.facts, place: item.place }))
  const jobs = item.kept
    .filter((wait) => wait.kind === 'job')
    .map((wait) => ({
      wait: wait.id,
      kind: jobKind(wait),
      payload: { element: wait.element, attributes: wait.attributes },
    }))
  const awaited = item.kept.filter((wait) => wait.kind === 'message' || wait.kind === 'signal').map(subscriptionRow)
  const rows = (list: unknown[]) => JSON.stringify(list)
  await Promise.all([
    tx.query(
      'update process.instance set definition = (select number from process.definition where id = $2) where case_id = $1',
      [item.caseId, item.to],
    ),
    tx.query(
      `update process.task t set element = r.element, act = r.act, performer = r.performer, role = r.role, attributes = r.attributes
       from jsonb_to_recordset($2) as r(wait integer, element text, act text, performer text, role text, attributes jsonb) where t.case_id = $1 and t.wait = r.wait`,
      [item.caseId, rows(tasks)],
    ),
    tx.query(
      `update process.subscription s set name = r.name, key = r.key
       from jsonb_to_recordset($2) as r(wait integer, name text, key text) where s.case_id = $1 and s.wait = r.wait`,
      [item.caseId, rows(awaited)],
    ),
    // timers keep their instant, and a kept event of a person its own payload
    reshapeJobs(tx, item.caseId, jobs, ['process.timer', 'process.event']),
  ])
}
