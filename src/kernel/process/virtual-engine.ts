import { CaseSession } from './case-session.ts'
import { nextDue, timerOf, type TimerDue } from './due.ts'
import { compileValue } from './expressions.ts'
import type { CompiledGraph, StartEvent } from './graph.ts'
import { plainDueAt } from './plain-due-at.ts'
import { ProcessError } from './process-error.ts'
import type { StepOutcome } from './step.ts'
import { addDuration } from './timer.ts'
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

export interface VirtualEngineOptions {
  /** Deployed processes by id. */
  graphs: Record<string, Graph>
  /** Where virtual time begins, RFC 3339 in UTC. */
  now?: string
  decide?: Environment['decide']
  /** Default: every day counts alike, and working days are Monday to Friday. */
  dueAt?: Environment['dueAt']
  tell?: Environment['tell']
}

/** A case that runs in virtual time. */
export interface RunningCase {
  readonly process: string
  readonly state: State
  readonly outcome: CaseOutcome
  readonly moves: readonly Move[]
  readonly statuses: readonly string[]
  readonly thrown: readonly Thrown[]
  /** Set when the last step could not be taken, or ended the case. */
  readonly incident?: NonNullable<Step['incident']>
}

class VirtualCase implements RunningCase {
  readonly process: string
  readonly session: CaseSession
  outcome: CaseOutcome = 'running'
  readonly moves: Move[] = []
  readonly statuses: string[] = []
  readonly thrown: Thrown[] = []
  /** What it waits for, oldest first. */
  readonly waits = new Map<number, Wait>()
  incident?: NonNullable<Step['incident']>
  /** Timers that could not be taken: they stand as incidents until the case has moved on. */
  readonly stopped = new Set<number>()

  constructor(process: string, session: CaseSession) {
    this.process = process
    this.session = session
  }

  get state(): State {
    return this.session.state
  }

  take(step: StepOutcome): void {
    this.outcome = step.outcome
    for (const move of step.moves) this.moves.push(move)
    this.statuses.push(...step.statuses)
    this.thrown.push(...step.thrown)
    for (const closed of step.closed) this.waits.delete(closed.id)
    for (const wait of step.opened) this.waits.set(wait.id, wait)
    if (step.outcome !== 'running') this.waits.clear()
    delete this.incident
    if (step.incident) this.incident = step.incident
    else this.stopped.clear()
  }
}

/** Timers of cases that count, processes that may be started by theirs, and until when; default: all. */
export interface WhichTimers {
  wait?(wait: Wait): boolean
  process?(id: string): boolean
  until?: string
}

/** Timer start event of a process: a case starts when it is due. */
interface StartTimer {
  process: string
  element: string
  timer: TimerDue
}

const FIRINGS_AT_MOST = 10_000

/**
 * Runs cases without a database, in virtual time: messages and signals go from case to case, timers fire when the clock
 * is moved.
 */
export class VirtualEngine {
  now: string
  private readonly all: VirtualCase[] = []
  private readonly options: VirtualEngineOptions
  private readonly startTimers: StartTimer[] = []

  constructor(options: VirtualEngineOptions) {
    this.options = options
    this.now = options.now ?? '2026-01-01T00:00:00.000Z'
    for (const [process, graph] of Object.entries(options.graphs))
      for (const start of (graph as CompiledGraph).starts) if (start.timer) this.awaitStart(process, start)
  }

  get cases(): readonly RunningCase[] {
    return this.all
  }

  /** Starts a case. @throws ProcessError when the process is unknown or has no such start */
  start(process: string, variables: Variables = {}, startEvent?: string): RunningCase {
    return this.begin(process, { type: 'start', variables, ...(startEvent === undefined ? {} : { startEvent }) })
  }

  /** Starts a case at the start event that waits for this message. @throws ProcessError when none does */
  startByMessage(name: string, variables: Variables = {}, process?: string): RunningCase {
    for (const [id, graph] of Object.entries(this.options.graphs)) {
      if (process !== undefined && id !== process) continue
      if ((graph as CompiledGraph).starts.some((start) => start.type === 'message' && start.name === name))
        return this.begin(id, { type: 'start-by-message', name, variables })
    }
    throw new ProcessError('no-start', `no process starts with the message "${name}"`)
  }

  /**
   * Moves the clock to when a process starts by its timer, and starts a case there.
   * @returns undefined when it has no timer start that is still to come
   */
  startByTimer(process: string, variables: Variables): RunningCase | undefined {
    const [first] = this.startTimers
      .filter((start) => start.process === process)
      .sort((a, b) => (a.timer.due < b.timer.due ? -1 : 1))
    return first && this.fireStart(first, variables)
  }

  /** Gives a case an event, and what it throws to the others. @throws ProcessError when it can't take it */
  send(running: RunningCase, event: ProcessEvent): void {
    this.take(running as VirtualCase, (running as VirtualCase).session.take(event, this.environment()))
  }

  /** Gives a message to the first running case that waits for it. @throws ProcessError when none does */
  message(name: string, variables: Variables = {}, key?: Json): void {
    for (const running of this.running()) {
      try {
        return this.send(running, { type: 'message', name, variables, ...(key === undefined ? {} : { key }) })
      } catch (error) {
        if (!(error instanceof ProcessError)) throw error
      }
    }
    throw new ProcessError('wait-over', `no case waits for the message "${name}"`)
  }

  /** Gives a signal to all running cases, and starts the processes that it starts. */
  signal(name: string, variables: Variables = {}, from?: RunningCase): void {
    // what one case throws may end another before the signal comes to it
    for (const running of this.running())
      if (running !== from && running.outcome === 'running') this.send(running, { type: 'signal', name, variables })
    for (const [id, graph] of Object.entries(this.options.graphs))
      for (const start of (graph as CompiledGraph).starts)
        if (start.type === 'signal' && start.name === name) this.start(id, variables, start.element)
  }

  /** Moves the clock and fires what comes due, in order. @param duration ISO 8601 */
  advance(duration: string): void {
    const until = addDuration(this.now, duration)
    if (until === undefined) throw new TypeError(`"${duration}" is no ISO 8601 duration`)
    for (let fired = 0; fired < FIRINGS_AT_MOST && this.fireNext({ until }); fired++);
    this.now = until
  }

  /**
   * Moves the clock to the next timer and fires it.
   * @returns the wait that is over, or the process that was started; undefined when none is pending
   */
  fireNext(which: WhichTimers = {}): { wait: Wait } | { process: string } | undefined {
    const { until = '9999' } = which
    let next: { due: string; fire: () => { wait: Wait } | { process: string } } | undefined
    for (const start of this.startTimers) {
      const { due } = start.timer
      if (due <= until && (!next || due < next.due) && which.process?.(start.process) !== false)
        next = { due, fire: () => this.fireStart(start, {}) }
    }
    search: for (const running of this.all) {
      for (const wait of running.waits.values()) {
        // one that is due at this very time is first, however many there are
        if (next?.due === this.now) break search
        const due = wait.dueAt ?? ''
        if (wait.kind !== 'timer' || due > until || (next && due >= next.due) || running.stopped.has(wait.id)) continue
        if (which.wait?.(wait) !== false) next = { due, fire: () => this.fireWait(running, wait) }
      }
    }
    if (!next) return undefined
    if (next.due > this.now) this.now = next.due
    return next.fire()
  }

  /** What a case waits for, oldest first. */
  waits(running: RunningCase): Wait[] {
    return [...this.waitsIn(running)]
  }

  /** The same without a copy, to look for the first that fits. */
  waitsIn(running: RunningCase): Iterable<Wait> {
    return (running as VirtualCase).waits.values()
  }

  /** Timers that are pending, of cases and of processes that start by themselves. */
  timers(): number {
    const waits = this.all.flatMap((running) => this.waits(running))
    return this.startTimers.length + waits.filter((wait) => wait.kind === 'timer').length
  }

  running(): RunningCase[] {
    return this.all.filter((running) => running.outcome === 'running')
  }

  private begin(process: string, event: ProcessEvent): RunningCase {
    const environment = this.environment()
    const session = new CaseSession(this.graph(process), environment)
    const step = session.take(event, environment)
    const running = new VirtualCase(process, session)
    this.all.push(running)
    this.take(running, step)
    return running
  }

  private take(running: VirtualCase, step: StepOutcome): void {
    running.take(step)
    for (const thrown of step.thrown) this.deliver(running, thrown)
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

  private awaitStart(process: string, { element, timer }: StartEvent): void {
    if (!timer) return
    const occurrence = { type: 'timer' as const, form: timer.form, value: compileValue(timer.value) }
    this.startTimers.push({ process, element, timer: timerOf(occurrence, {}, this.environment(), element) })
  }

  private fireWait(running: VirtualCase, wait: Wait): { wait: Wait } {
    this.send(running, { type: 'timer', wait: wait.id })
    if (running.incident) running.stopped.add(wait.id)
    return { wait }
  }

  private fireStart(start: StartTimer, variables: Variables): RunningCase {
    if (start.timer.due > this.now) this.now = start.timer.due
    const next = nextDue(start.timer, this.environment(), start.element)
    if (next) start.timer = next
    else this.startTimers.splice(this.startTimers.indexOf(start), 1)
    return this.start(start.process, variables, start.element)
  }

  private graph(process: string): Graph {
    const graph = Object.hasOwn(this.options.graphs, process) ? this.options.graphs[process] : undefined
    if (!graph) throw new ProcessError('no-start', `there is no process "${process}"`)
    return graph
  }

  private environment(): Environment {
    const { graphs, decide, dueAt, tell } = this.options
    return {
      now: this.now,
      dueAt: dueAt ?? plainDueAt,
      graph: (process) => graphs[process],
      ...(decide ? { decide } : {}),
      ...(tell ? { tell, tellsMissing: true } : {}),
    }
  }
}
