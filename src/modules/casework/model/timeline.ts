import { findOutcome } from '../../../kernel/case/index.ts'
import type { OpenTask } from '../../process/index.ts'
import type { CaseEvent } from '../store/events.ts'
import type { Decision } from '../store/decisions.ts'
import type { Evidence } from '../store/evidence.ts'
import { HOUR_EVENTS } from './appointment.ts'
import { disputedBy } from './disputed.ts'
import type { Application } from './application.ts'
import {
  appealTermMoved,
  feeTermMoved,
  paid,
  paymentTakenBack,
  silenceSpoke,
  takenBackText,
  taskTermMoved,
  termMoved,
} from './events.ts'

/** One line of a case's story; `kind` is the last part of a text key `casework.timeline.…`. */
export interface TimelineEntry {
  state: 'done' | 'now' | 'later'
  kind: string
  /** RFC 3339; absent for what has no instant of its own. */
  at?: string
  /** Office it happened in. */
  office?: string
  facts: Record<string, string | number>
  /** Seen by those who work on the case only. */
  internal?: true
}

interface Told {
  application: Application
  events: readonly CaseEvent[]
  evidence: readonly Evidence[]
  decisions: readonly Decision[]
  tasks: readonly OpenTask[] /** Since when a question to the applicant is open. */
  asked?: string | undefined
  localDate(instant: string): string
  /** The line of a kind of event, as its declaration says. */
  lineOf(kind: string): string | undefined
}

/** The story of a case, oldest first: what was done, what goes on now, what comes. Made from the log itself. */
export function timelineOf(told: Told): TimelineEntry[] {
  const done = [...told.events.flatMap((event) => entriesOf(event, told)), ...looks(askedOf(told)), ...ends(told)]
  // instants are written with and without fractions: only as numbers do they stand in order
  done.sort((a, b) => Date.parse(a.at ?? '') - Date.parse(b.at ?? ''))
  return [...away(told.events), ...done, ...goingOn(told), ...coming(told)]
}

const done = (
  kind: string,
  at: string,
  facts: Record<string, string | number> = {},
  office?: string,
): TimelineEntry => ({ state: 'done', kind, at, facts, ...(office ? { office } : {}) })

/**
 * An archived case whose file is not there, or not the one that was written: what is missing is said, not passed over.
 */
const away = ([first]: readonly CaseEvent[]): TimelineEntry[] =>
  first && first.seq > 1 ? [{ state: 'done', kind: 'history-away', facts: {} }] : []

function entriesOf(event: CaseEvent, { application, localDate, lineOf }: Told): TimelineEntry[] {
  const { kind, at, facts } = event
  if (kind === 'casework.submit-application') {
    const night = localDate(application.filedAt) !== localDate(application.countsFrom)
    return [
      done('filed', application.filedAt, { channel: application.channel }, application.takenByOffice ?? undefined),
      ...(night ? [done('counts-as', application.filedAt, { date: application.countsFrom })] : []),
      ...disputes(event, application.filedAt),
    ]
  }
  if (kind === 'casework.withdraw-application' && facts['appeal'] === true) return [done('appeal-withdrawn', at)]
  if (kind === paid.kind) return [done('paid', at, { amount: facts['amount'] as number })]
  if (kind === paymentTakenBack.kind) return [done(takenBackText(facts['appeal']), at)]
  if (kind === termMoved.kind) return [done('term-moved', at, { date: facts['to'] as string })]
  if (kind === appealTermMoved.kind) return [done('appeal-term-moved', at, { date: facts['to'] as string })]
  if (kind === feeTermMoved.kind) return [done('fee-term-moved', at, { date: facts['to'] as string })]
  if (kind === taskTermMoved.kind)
    return facts['performer'] === 'applicant'
      ? [done('your-term-moved', at, { date: facts['to'] as string })]
      : [
          {
            ...done('task-term-moved', at, { date: facts['to'] as string }, facts['office'] as string),
            internal: true as const,
          },
        ]
  if (kind === HOUR_EVENTS.chosen) return [done('slot-chosen', at, { time: facts['at'] as string })]
  if (kind === HOUR_EVENTS.cancelled) return [done('appointment-cancelled', at, { time: facts['at'] as string })]
  if (kind === HOUR_EVENTS.moved)
    return [
      facts['by'] === 'office'
        ? done('appointment-moved-by-office', at, { time: facts['at'] as string }, facts['office'] as string)
        : done('appointment-moved', at, { time: facts['at'] as string }),
    ]
  if (kind === 'casework.complete-task' || kind === 'casework.answer-by-link') {
    const outcome = findOutcome(String(facts['act']), String(facts['outcome']))
    return outcome?.line
      ? [
          {
            // put off until then
            ...done(
              outcome.line,
              at,
              typeof facts['until'] === 'string' ? { due: facts['until'] } : {},
              facts['office'] as string | undefined,
            ),
            ...(outcome.internal ? { internal: true as const } : {}),
          },
        ]
      : []
  }
  if (kind === silenceSpoke.kind) return [done(`silence-${String(facts['means'])}`, at)]
  if (kind === 'casework.open-decision' && facts['decisions'] === 0) return []
  const plain = lineOf(kind)
  return plain ? [done(plain, at, {}, facts['office'] as string | undefined), ...disputes(event, at)] : []
}

/** A line for each register against which something was said with the answers. */
const disputes = (event: CaseEvent, at: string): TimelineEntry[] =>
  [...new Set(disputedBy(event).map(({ register }) => register))].map((register) =>
    done('fact-disputed', at, { register }),
  )

/** Lines of registers that have not answered. */
const WITHOUT_ANSWER: Partial<Record<Evidence['status'], string>> = {
  unavailable: 'register-silent',
  withheld: 'register-not-asked',
}

/** What registers were asked for: what an official read instead has a line of its own, that of the answer. */
function askedOf({ evidence, events }: Told): Evidence[] {
  const offices = new Set(
    events.flatMap(({ kind, facts }) => (kind === 'casework.answer-body' ? [facts['office']] : [])),
  )
  return evidence.filter(({ source }) => source === null || !offices.has(source))
}

/** Registers that answered together are one line. */
function looks(evidence: readonly Evidence[]): TimelineEntry[] {
  const batches = new Map<string, Evidence[]>()
  for (const piece of evidence) {
    const key = `${piece.status in WITHOUT_ANSWER ? piece.status : ''} ${piece.fetchedAt.slice(0, 19)}`
    batches.set(key, [...(batches.get(key) ?? []), piece])
  }
  return [...batches.values()].flatMap((batch): TimelineEntry[] => {
    const [first] = batch as [Evidence]
    const without = WITHOUT_ANSWER[first.status]
    if (without)
      return batch.map((item) => ({
        state: 'now',
        kind: without,
        at: item.fetchedAt,
        facts: { register: item.register },
      }))
    return batch.length > 2
      ? [done('registers-answered', first.fetchedAt, { count: batch.length })]
      : batch.map((item) => done('register-answered', item.fetchedAt, { register: item.register }))
  })
}

/** What was decided, each time; what an act says in a line of its own is not said again. */
function ends({ decisions, events, lineOf }: Told): TimelineEntry[] {
  const said = new Set(['upheld', 'overturned', ...events.map(({ kind }) => lineOf(kind))])
  if (events.some(({ facts }) => findOutcome(String(facts['act']), String(facts['outcome']))?.declines))
    said.add('declined')
  return decisions.flatMap(({ outcome, office, madeAt }) =>
    madeAt === null || said.has(outcome) ? [] : [done(outcome, madeAt, {}, office)],
  )
}

function goingOn({ application, tasks, asked }: Told): TimelineEntry[] {
  if (application.closedAt) return []
  const entries = new Map<string, TimelineEntry>()
  if (asked) entries.set('waits-for-you ', { state: 'now', kind: 'waits-for-you', at: asked, facts: {} })
  for (const task of tasks) {
    const entry: TimelineEntry =
      task.performer === 'applicant'
        ? { state: 'now', kind: 'waits-for-you', at: task.openedAt, facts: {} }
        : {
            state: 'now',
            kind: 'at-office',
            at: task.openedAt,
            office: task.office,
            facts: dueOf(task, application),
          }
    entries.set(`${entry.kind} ${entry.office ?? ''}`, entry)
  }
  return [...entries.values()]
}

/**
 * Until when an office's step is to be done: never later than the decision it is a step to, whatever term its own model
 * gives it; two days of which the later comes first would tell a person nothing.
 */
function dueOf(task: OpenTask, { dueAt, decidedAt }: Application): Record<string, string> {
  if (task.dueAt === 'infinity') return {}
  return { due: dueAt && !decidedAt && Date.parse(dueAt) < Date.parse(task.dueAt) ? dueAt : task.dueAt }
}

function coming({ application, tasks }: Told): TimelineEntry[] {
  if (
    application.closedAt ||
    application.decidedAt ||
    !application.dueAt ||
    (tasks.length === 0 && application.status !== 'new' && application.status !== 'in_progress')
  )
    return []
  return [{ state: 'later', kind: 'decision-by', at: application.dueAt, facts: { date: application.dueAt } }]
}
