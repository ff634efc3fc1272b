import type { Step, Wait } from '../../../kernel/process/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import { WAKE } from '../../../platform/jobs/index.ts'
import { STATUS, type CaseFacts } from './instances.ts'

/** Where a task stands: worked out from the model's attributes and the country's bodies. */
export interface Placement { office: string; assignee?: string }

export interface StepRecord {
  caseId: string
  step: Step
  facts: CaseFacts
  now: string
  /** What happened, for the history: event kind and who did it. */
  kind: string
  actor: string
  /** Element whose wait the event ended. */
  by?: string
  place(wait: Wait, facts: CaseFacts): Placement
}

/** Writes one step: state, tasks, subscriptions, jobs, history — one statement. */
export async function writeStep(tx: Tx, record: StepRecord): Promise<void> {
  const { step, facts, now } = record
  const tasks = step.opened.filter((wait) => wait.kind === 'task').map((wait) => taskRow(wait, record))
  const subscriptions = step.opened.filter((wait) => wait.kind === 'message' || wait.kind === 'signal')
    .map((wait) => ({ wait: wait.id, kind: wait.kind, name: wait.awaits?.name ?? '', key: wait.awaits?.key === undefined ? '' : String(wait.awaits.key) }))
  const jobs = [
    ...step.opened.filter((wait) => wait.kind === 'job').map((wait) => ({ kind: `process.${String(wait.attributes['job'] ?? 'none')}`, wait: wait.id, payload: { element: wait.element, attributes: wait.attributes }, run_at: now, lane: facts.service })),
    ...step.opened.filter((wait) => wait.kind === 'timer').map((wait) => ({ kind: 'process.timer', wait: wait.id, payload: {}, run_at: wait.dueAt ?? now, lane: facts.service })),
    ...step.thrown.filter((one) => one.type !== 'escalation').map((one) => ({ kind: 'process.thrown', wait: null, payload: { type: one.type, name: one.name, variables: one.variables }, run_at: now, lane: facts.service })),
  ]
  const writing = tx.query('select process.apply_step($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)', [
    record.caseId, now, STATUS[step.outcome], JSON.stringify(step.state), step.closed.map((one) => one.id),
    orNull(tasks), orNull(subscriptions), orNull(jobs), record.kind, record.actor,
    JSON.stringify({ ...(record.by ? { by: record.by } : {}), moves: step.moves.map((move) => [move.element, move.type, move.move, ...(move.round === undefined ? [] : [move.round])]), ...(step.incident ? { incident: step.incident } : {}) }),
  ])
  if (jobs.some((job) => job.run_at <= now)) await Promise.all([writing, tx.query('select pg_notify($1, $2)', [WAKE, ''])])
  else await writing
}

const orNull = (rows: unknown[]) => (rows.length > 0 ? JSON.stringify(rows) : null)

function taskRow(wait: Wait, record: StepRecord) {
  const text = (name: string, fallback: string) => { const value = wait.attributes[name]; return typeof value === 'string' && value !== '' ? value : fallback }
  const placed = record.place(wait, record.facts)
  return {
    wait: wait.id, element: wait.element, act: text('act', 'examine'), performer: text('performer', 'office'), office: placed.office, role: text('role', 'officer'),
    service: record.facts.service, label: record.facts.label, assignee: placed.assignee ?? null, due_at: wait.dueAt ?? null, attributes: { ...wait.attributes, ...(wait.name ? { name: wait.name } : {}), ...(wait.round === undefined ? {} : { round: wait.round }) },
  }
}
