import { startHolds } from './beginning.ts'
import type { CompiledGraph, StartEvent } from './graph.ts'
import { ProcessError } from './process-error.ts'
import type { Json, Variables, Wait } from './types.ts'
import { VirtualEngine, type RunningCase, type VirtualEngineOptions } from './virtual-engine.ts'

export interface RunOptions extends VirtualEngineOptions {
  process: string
  variables?: Variables
  /** Messages to give when they are awaited, in order; the first may start the process. */
  messages?: GivenMessage[]
  /** Results of tasks by element id; a list gives one for each time. */
  results?: Record<string, Json[]>
  /** Complete only what `results` names. */
  manual?: boolean
}

interface GivenMessage {
  name: string
  variables: Variables
}

/** How a case went. */
export interface RunReport {
  outcome: 'completed' | 'waiting' | 'failed' | 'refused'
  /** Elements in the order they were entered. */
  trace: string[]
  waiting: string[]
  variables: Variables
  statuses: string[]
  now: string
  error?: { element?: string; code: string; message: string }
}

const TURNS_AT_MOST = 50_000
/** An event that goes off again and again beside what is waited for does not change any more what comes of the case. */
const REPETITIONS_AT_MOST = 1_000

/**
 * Runs a case from start to end in virtual time. Tasks complete by themselves with the given result or none, messages
 * come when they are awaited, and when nothing else can happen the clock moves to the next timer. The run ends with the
 * case, with a step that can't be taken, or when nothing more can happen.
 */
export function runToEnd(options: RunOptions): RunReport {
  const engine = new VirtualEngine(options)
  const messages = [...(options.messages ?? [])]
  const results = new Map(Object.entries(options.results ?? {}).map(([element, list]) => [element, [...list]]))
  let running: RunningCase
  try {
    running = begin(engine, options, messages)
  } catch (error) {
    if (!(error instanceof ProcessError)) throw error
    return refused(options.variables ?? {}, engine.now, error)
  }
  const fireTimer = timerFiring(engine, options)
  for (let turn = 0; turn < TURNS_AT_MOST && running.outcome === 'running' && !running.incident; turn++)
    if (!completeNext(engine, results, options.manual === true) && !giveMessage(engine, messages) && !fireTimer()) break
  return reportOf(engine, running)
}

function reportOf(engine: VirtualEngine, running: RunningCase): RunReport {
  // what another case stands still at may be what this one waits for
  const incident =
    running.incident ??
    (running.outcome === 'running' ? engine.cases.find((each) => each.incident)?.incident : undefined)
  const ended = running.outcome === 'failed' ? 'failed' : 'completed'
  return {
    outcome: incident ? 'failed' : running.outcome === 'running' ? 'waiting' : ended,
    trace: running.moves.filter((move) => move.move === 'entered').map((move) => move.element),
    waiting: engine
      .waits(running)
      .filter((wait) => !isBeside(wait))
      .map((wait) => wait.element),
    variables: running.state.variables,
    statuses: [...running.statuses],
    now: engine.now,
    ...(incident ? { error: incident } : {}),
  }
}

const refused = (variables: Variables, now: string, { code, message }: ProcessError): RunReport => ({
  outcome: 'refused',
  trace: [],
  waiting: [],
  variables,
  statuses: [],
  now,
  error: { code, message },
})

/** True for what waits beside an activity or scope: no token stands there. */
const isBeside = (wait: Wait): boolean => wait.place !== undefined && wait.place !== 'gateway'

/**
 * Fires the next timer. Timers beside something fire neither by hand nor without end, and no more cases of the process
 * itself are begun.
 */
function timerFiring(engine: VirtualEngine, { manual, process }: RunOptions): () => boolean {
  const repetitions = new Map<string, number>()
  const timesOf = (wait: Wait) => repetitions.get(wait.element) ?? 0
  return () => {
    const fired = engine.fireNext({
      process: (id) => id !== process,
      wait: (wait) => !isBeside(wait) || (manual !== true && timesOf(wait) < REPETITIONS_AT_MOST),
    })
    if (fired && 'wait' in fired && isBeside(fired.wait)) repetitions.set(fired.wait.element, timesOf(fired.wait) + 1)
    return fired !== undefined
  }
}

/** Starts the case: at its plain start, by the first message, or as its own start event says. @throws ProcessError */
function begin(engine: VirtualEngine, options: RunOptions, messages: GivenMessage[]): RunningCase {
  const { process, variables = {} } = options
  try {
    return engine.start(process, variables)
  } catch (error) {
    if (!(error instanceof ProcessError)) throw error
    const [first] = messages
    if (!first) return beginByItself(engine, options, error)
    const started = engine.startByMessage(first.name, { ...variables, ...first.variables }, process)
    messages.shift()
    return started
  }
}

/** A process without a plain start begins as if what its first start event waits for had come. */
function beginByItself(engine: VirtualEngine, options: RunOptions, refusal: ProcessError): RunningCase {
  const { process, variables = {} } = options
  const starts: readonly StartEvent[] = (options.graphs[process] as CompiledGraph | undefined)?.starts ?? []
  const byTimer = starts.some((start) => start.timer) ? engine.startByTimer(process, variables) : undefined
  if (byTimer) return byTimer
  const [start] = starts
  if (!start) throw refusal
  if (!startHolds(options.graphs[process]!, start.element, variables, options.now ?? null))
    throw new ProcessError('no-start', `the condition of the start event ${start.element} does not hold`)
  return engine.start(process, variables, start.element)
}

function completeNext(engine: VirtualEngine, results: Map<string, Json[]>, manual: boolean): boolean {
  for (const running of engine.running()) {
    if (running.incident) continue
    for (const wait of engine.waitsIn(running)) {
      const given = results.get(wait.element)
      const trigger = wait.kind === 'message' && wait.awaits === undefined
      if (wait.kind !== 'task' && wait.kind !== 'job' && !trigger) continue
      if ((manual || trigger) && !given?.length) continue
      // the last result holds for all further times, so that a loop goes on; by hand each one counts once
      const result = given === undefined ? undefined : given.length > 1 || manual ? given.shift() : given[0]
      engine.send(running, {
        type: 'complete',
        wait: wait.id,
        ...(result === undefined ? {} : { result, ...asVariables(wait, result) }),
      })
      return true
    }
  }
  return false
}

/** A result that is a context also sets variables of its own, as forms of other engines do. */
function asVariables(wait: Wait, result: Json): { variables?: Variables } {
  return Object.keys(wait.attributes).length === 0 &&
    result !== null &&
    typeof result === 'object' &&
    !Array.isArray(result)
    ? { variables: result }
    : {}
}

function giveMessage(engine: VirtualEngine, messages: GivenMessage[]): boolean {
  for (const [at, message] of messages.entries()) {
    try {
      engine.message(message.name, message.variables)
    } catch (error) {
      if (error instanceof ProcessError) continue
      throw error
    }
    messages.splice(at, 1)
    return true
  }
  return false
}
