import { timerOf } from './due.ts'
import { compileValue } from './expressions.ts'
import type { CompiledGraph } from './graph.ts'
import { ProcessError } from './process-error.ts'
import { step } from './step.ts'
import { addDuration, isDuration } from './timer.ts'
import type {
  CaseOutcome,
  Environment,
  Graph,
  Json,
  Move,
  ProcessEvent,
  State,
  Step,
  Thrown,
  Variables,
  Wait,
} from './types.ts'
import { waitsOf } from './waits.ts'

export interface RunnerOptions {
  /** Deployed processes by id. */
  graphs: Record<string, Graph>
  /** Where virtual time begins, RFC 3339 in UTC. */
  now?: string
  decide?: Environment['decide']
  /** Default: every day counts alike, and working days are Monday to Friday. */
  dueAt?: Environment['dueAt']
}

/** A case that runs in virtual time. */
export interface RunningCase {
  readonly process: string
  state: State
  outcome: CaseOutcome
  moves: Move[]
  statuses: string[]
  thrown: Thrown[]
  incident?: NonNullable<Step['incident']>
}

const FIRINGS_AT_MOST = 10_000

/**
 * Runs cases without a database, in virtual time: messages and signals go from case to case, timers fire when the clock
 * is moved.
 */
export class Runner {
  readonly cases: RunningCase[] = []
  now: string
  private readonly options: RunnerOptions
  /** Timer start events: a case starts when they are due. */
  private readonly startTimers: { process: string; element: string; due: string; left: number; interval?: string }[] =
    []

  constructor(options: RunnerOptions) {
    this.options = options
    this.now = options.now ?? '2026-01-01T00:00:00.000Z'
    for (const [process, graph] of Object.entries(options.graphs)) {
      for (const start of (graph as CompiledGraph).starts) {
        if (!start.timer) continue
        const timer = timerOf(
          { type: 'timer', form: start.timer.form, value: compileValue(start.timer.value) },
          {},
          this.environment(),
          start.element,
        )
        this.startTimers.push({
          process,
          element: start.element,
          due: timer.d,
          left: timer.l ?? 0,
          ...(timer.n ? { interval: timer.n } : {}),
        })
      }
    }
  }

  /** Starts a case. @throws ProcessError when the process is unknown or has no such start */
  start(process: string, variables: Variables = {}, startEvent?: string): RunningCase {
    return this.begin(process, { type: 'start', variables, ...(startEvent === undefined ? {} : { startEvent }) })
  }

  /** Starts a case at the start event that waits for this message. @throws ProcessError when none does */
  startByMessage(name: string, variables: Variables = {}, process?: string): RunningCase {
    for (const [id, graph] of Object.entries(this.options.graphs)) {
      if (process !== undefined && id !== process) continue
      if ((graph as CompiledGraph).starts.some((one) => one.type === 'message' && one.name === name))
        return this.begin(id, { type: 'start-by-message', name, variables })
    }
    throw new ProcessError('no-start', `no process starts with the message "${name}"`)
  }

  /** Gives a case an event, and what it throws to the others. @throws ProcessError when it can't take it */
  send(one: RunningCase, event: ProcessEvent): void {
    this.take(one, step(this.graph(one.process), one.state, event, this.environment()))
  }

  /** Gives a message to the first running case that waits for it. @throws ProcessError when none does */
  message(name: string, variables: Variables = {}, key?: Json): void {
    for (const one of this.running()) {
      try {
        return this.send(one, { type: 'message', name, variables, ...(key === undefined ? {} : { key }) })
      } catch (error) {
        if (!(error instanceof ProcessError)) throw error
      }
    }
    throw new ProcessError('wait-over', `no case waits for the message "${name}"`)
  }

  /** Gives a signal to all running cases, and starts the processes that it starts. */
  signal(name: string, variables: Variables = {}, from?: RunningCase): void {
    // what one case throws may end another before the signal comes to it
    for (const one of this.running())
      if (one !== from && one.outcome === 'running') this.send(one, { type: 'signal', name, variables })
    for (const [id, graph] of Object.entries(this.options.graphs)) {
      for (const found of (graph as CompiledGraph).starts.filter((one) => one.type === 'signal' && one.name === name))
        this.start(id, variables, found.element)
    }
  }

  /** Moves the clock and fires what comes due, in order. @param duration ISO 8601 */
  advance(duration: string): void {
    const until = addDuration(this.now, duration)
    if (until === undefined) throw new TypeError(`"${duration}" is no ISO 8601 duration`)
    for (let fired = 0; fired < FIRINGS_AT_MOST && this.fireNext(() => true, until); fired++);
    this.now = until
  }

  /** Moves the clock to the next timer and fires it. @returns false when none is pending */
  fireNext(which: (wait: Wait) => boolean = () => true, until = '9999'): boolean {
    let next: { due: string; fire: () => void } | undefined
    for (const timer of this.startTimers) {
      if (timer.due <= until && (!next || timer.due < next.due))
        next = { due: timer.due, fire: () => this.fireStart(timer) }
    }
    for (const one of this.running()) {
      for (const wait of this.waits(one)) {
        const due = wait.dueAt ?? ''
        if (wait.kind === 'timer' && due <= until && which(wait) && (!next || due < next.due))
          next = { due, fire: () => this.send(one, { type: 'timer', wait: wait.id }) }
      }
    }
    if (!next) return false
    if (next.due > this.now) this.now = next.due
    next.fire()
    return true
  }

  waits(one: RunningCase): Wait[] {
    return one.outcome === 'running'
      ? waitsOf(one.state, this.graph(one.process), (process) => this.options.graphs[process])
      : []
  }

  /** Timers that are pending, of cases and of processes that start by themselves. */
  timers(): number {
    return (
      this.startTimers.length +
      this.running().reduce((sum, one) => sum + this.waits(one).filter((wait) => wait.kind === 'timer').length, 0)
    )
  }

  running(): RunningCase[] {
    return this.cases.filter((one) => one.outcome === 'running')
  }

  private begin(process: string, event: ProcessEvent): RunningCase {
    const taken = step(this.graph(process), null, event, this.environment())
    const one: RunningCase = { process, state: taken.state, outcome: 'running', moves: [], statuses: [], thrown: [] }
    this.cases.push(one)
    this.take(one, taken)
    return one
  }

  private take(one: RunningCase, taken: Step): void {
    one.state = taken.state
    one.outcome = taken.outcome
    one.moves.push(...taken.moves)
    one.statuses.push(...taken.statuses)
    one.thrown.push(...taken.thrown)
    delete one.incident
    if (taken.incident) one.incident = taken.incident
    for (const thrown of taken.thrown) this.deliver(one, thrown)
  }

  private deliver(from: RunningCase, thrown: Thrown): void {
    // within its own case the step has delivered a signal
    if (thrown.type === 'signal') return this.signal(thrown.name, thrown.variables, from)
    if (thrown.type !== 'message') return
    try {
      this.message(thrown.name, thrown.variables, thrown.key)
    } catch (error) {
      if (!(error instanceof ProcessError)) throw error
      try {
        this.startByMessage(thrown.name, thrown.variables)
      } catch (refused) {
        if (!(refused instanceof ProcessError)) throw refused
      }
    }
  }

  private fireStart(timer: Runner['startTimers'][number]): void {
    const next = timer.interval !== undefined && timer.left !== 0 ? addDuration(timer.due, timer.interval) : undefined
    if (next !== undefined && next > timer.due)
      Object.assign(timer, { due: next, left: timer.left < 0 ? timer.left : timer.left - 1 })
    else this.startTimers.splice(this.startTimers.indexOf(timer), 1)
    this.start(timer.process, {}, timer.element)
  }

  private graph(process: string): Graph {
    const graph = Object.hasOwn(this.options.graphs, process) ? this.options.graphs[process] : undefined
    if (!graph) throw new ProcessError('no-start', `there is no process "${process}"`)
    return graph
  }

  private environment(): Environment {
    const { graphs, decide, dueAt } = this.options
    return {
      now: this.now,
      dueAt: dueAt ?? plainDueAt,
      graph: (process) => graphs[process],
      ...(decide ? { decide } : {}),
    }
  }
}

/** Terms without a country's calendar: days of 24 hours, working days Monday to Friday. */
export function plainDueAt(term: string, from: string): string {
  if (isDuration(term)) return addDuration(from, term) as string
  const match = /^(\d+) (?:(working|calendar) )?(minute|hour|day|week|month)s?$/.exec(term)
  if (!match) throw new Error('it is neither an ISO 8601 duration nor a term such as "3 working days"')
  const [, amount, kind, unit] = match
  if (kind !== 'working' || unit !== 'day')
    return addDuration(
      from,
      { minute: `PT${amount}M`, hour: `PT${amount}H`, day: `P${amount}D`, week: `P${amount}W`, month: `P${amount}M` }[
        unit as 'day'
      ],
    ) as string
  const at = new Date(from)
  for (let left = Number(amount); left > 0; ) {
    at.setUTCDate(at.getUTCDate() + 1)
    if (at.getUTCDay() % 6 !== 0) left--
  }
  return at.toISOString()
}
