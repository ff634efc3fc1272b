import type { Json, Step, Wait } from '../../../kernel/process/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import { noteInAct, takeVouchedOf } from '../../../platform/audit/index.ts'
import { laneOf, WAKE } from '../../../platform/jobs/index.ts'
import { movesText } from './moves-text.ts'
import { STATUS, type CaseFacts } from './instances.ts'

/** Where a task stands: worked out from the model's attributes and the country's bodies. */
export interface Placement {
  office: string
  assignee?: string
}

export interface StepRecord {
  caseId: string
  step: Pick<Step, 'state' | 'opened' | 'closed' | 'moves' | 'thrown' | 'outcome' | 'incident'>
  facts: CaseFacts
  now: string
  /** What happened, for the history: event kind and who did it. */
  kind: string
  actor: string
  /** Element whose wait the event ended. */
  by?: string
  /** What the history says in place of the moves. */
  body?: Record<string, unknown>
  place(wait: Wait, facts: CaseFacts): Placement
}

/** The rows a step opens. @throws when a task has no office */
export function stepRows(record: StepRecord) {
  const { step, facts, now } = record
  const job = (wait: Wait) => ({
    kind: jobKind(wait),
    wait: wait.id,
    payload: { element: wait.element, attributes: wait.attributes },
    run_at: now,
    lane: laneOf(facts.service, facts.owner, Number(wait.attributes['priority'] ?? 0) || 0),
  })
  const lane = laneOf(facts.service, facts.owner)
  return {
    tasks: step.opened.filter((wait) => wait.kind === 'task').map((wait) => taskRow(wait, record)),
    subscriptions: step.opened.filter((wait) => wait.kind === 'message' || wait.kind === 'signal').map(subscriptionRow),
    jobs: [
      ...step.opened.filter((wait) => wait.kind === 'job').map(job),
      ...step.opened
        .filter((wait) => wait.kind === 'timer')
        .map((wait) => ({
          kind: 'process.timer',
          wait: wait.id,
          payload: { element: wait.element },
          run_at: wait.dueAt ?? now,
          lane,
        })),
      ...step.thrown
        .filter((thrown) => thrown.type !== 'escalation')
        .map((thrown) => ({
          kind: 'process.thrown',
          wait: null,
          payload: {
            element: thrown.element,
            type: thrown.type,
            name: thrown.name,
            variables: thrown.variables,
            ...(thrown.key === undefined ? {} : { key: thrown.key }),
          },
          run_at: now,
          lane,
        })),
    ],
  }
}

/**
 * Writes one step: state, tasks, subscriptions, jobs, history — one statement, sent at once: who goes on to the commit
 * need not wait.
 */
export function writeStep(
  tx: Tx,
  record: StepRecord,
  { tasks, subscriptions, jobs }: ReturnType<typeof stepRows>,
): Promise<unknown> {
  const { step, now } = record
  const history = historyOf(record)
  // within an act of a person the step is told by the event of that act
  const noted = noteInAct(tx, {
    subject: record.caseId,
    kind: record.kind,
    actor: record.actor,
    at: now,
    body: history,
  })
  const writing = tx.query('select process.apply_step($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)', [
    record.caseId,
    now,
    STATUS[step.outcome],
    JSON.stringify(step.state),
    step.closed.map((closed) => closed.id),
    orNull(tasks),
    orNull(subscriptions),
    orNull(jobs),
    noted ? null : record.kind,
    record.actor,
    noted ? null : JSON.stringify(history),
  ])
  return jobs.some((job) => job.run_at <= now)
    ? Promise.all([writing, tx.query('select pg_notify($1, $2)', [WAKE, ''])])
    : writing
}

/** Writes the steps of many cases, each case once: one statement for all, sent at once. */
export function writeSteps(
  tx: Tx,
  now: string,
  steps: readonly { record: StepRecord; rows: ReturnType<typeof stepRows> }[],
): Promise<unknown> {
  const writing = tx.query('select process.apply_steps($1, $2)', [
    now,
    JSON.stringify(
      steps.map(({ record, rows }) => ({
        case_id: record.caseId,
        status: STATUS[record.step.outcome],
        state: record.step.state,
        closed: record.step.closed.map((closed) => closed.id),
        ...rows,
        kind: record.kind,
        actor: record.actor,
        body: JSON.stringify(historyOf(record)),
      })),
    ),
  ])
  return steps.some(({ rows }) => rows.jobs.some((job) => job.run_at <= now))
    ? Promise.all([writing, tx.query('select pg_notify($1, $2)', [WAKE, ''])])
    : writing
}

/**
 * Writes cases as they are after their first steps: one statement for all, sent at once. Their history says of other rows
 * of them, written before in the same transaction, how they stand.
 */
export function writeBegun(
  tx: Tx,
  now: string,
  begun: readonly { definition: string; record: StepRecord; rows: ReturnType<typeof stepRows> }[],
): Promise<unknown> {
  const ofAll = (kind: keyof ReturnType<typeof stepRows>) =>
    orNull(begun.flatMap(({ record, rows }) => rows[kind].map((row) => ({ case_id: record.caseId, ...row }))))
  const events = begun.flatMap(({ record }) => {
    const { caseId: subject, kind, actor } = record
    const history = historyOf(record)
    if (noteInAct(tx, { subject, kind, actor, at: now, body: history })) return []
    const vouched = takeVouchedOf(tx, subject)
    return [{ subject, kind, actor, body: JSON.stringify({ ...history, ...(vouched ? { rows: vouched } : {}) }) }]
  })
  const writing = tx.query('select process.begin_cases($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)', [
    now,
    begun.map(({ record }) => record.caseId),
    begun.map(({ definition }) => definition),
    begun.map(({ record }) => STATUS[record.step.outcome]),
    begun.map(({ record }) => JSON.stringify(record.facts)),
    begun.map(({ record }) => JSON.stringify(record.step.state)),
    ofAll('tasks'),
    ofAll('subscriptions'),
    ofAll('jobs'),
    orNull(events),
  ])
  return begun.some(({ rows }) => rows.jobs.some((job) => job.run_at <= now))
    ? Promise.all([writing, tx.query('select pg_notify($1, $2)', [WAKE, ''])])
    : writing
}

/** What the history says of a step. */
const historyOf = ({ body, by, step }: StepRecord): Record<string, unknown> =>
  body ?? { ...(by ? { by } : {}), moves: movesText(step.moves), ...(step.incident ? { incident: step.incident } : {}) }

/** Kind of the job that does the work of a wait. */
export const jobKind = (wait: Wait): string => `process.${String(wait.attributes['job'] ?? 'none')}`

/** A correlation key as the subscriptions keep it; `` matches every message of the name. */
export const keyText = (key: Json | undefined): string =>
  key === undefined ? '' : typeof key === 'string' ? key : JSON.stringify(key)

export const subscriptionRow = (wait: Wait) => ({
  wait: wait.id,
  kind: wait.kind,
  name: wait.awaits?.name ?? '',
  key: keyText(wait.awaits?.key),
})

const orNull = (rows: unknown[]) => (rows.length > 0 ? JSON.stringify(rows) : null)

/** A task as the worklists keep it. */
export function taskRow(wait: Wait, record: Pick<StepRecord, 'facts' | 'place'>) {
  const text = (name: string, fallback: string) => {
    const value = wait.attributes[name]
    return typeof value === 'string' && value !== '' ? value : fallback
  }
  const placed = record.place(wait, record.facts)
  const { act: _act, role: _role, performer: _performer, ...attributes } = wait.attributes
  return {
    wait: wait.id,
    element: wait.element,
    act: text('act', 'examine'),
    performer: text('performer', 'office'),
    office: placed.office,
    role: text('role', 'officer'),
    service: record.facts.service,
    label: record.facts.label,
    assignee: placed.assignee ?? null,
    due_at: wait.dueAt ?? null,
    attributes: {
      ...attributes,
      ...(wait.name ? { name: wait.name } : {}),
      ...(wait.round === undefined ? {} : { round: wait.round }),
    },
  }
}
