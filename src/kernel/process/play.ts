import { ProcessError } from './process-error.ts'
import { Runner, type RunnerOptions, type RunningCase } from './runner.ts'
import type { Json, Variables, Wait } from './types.ts'

export interface PlayOptions extends RunnerOptions {
  process: string
  variables?: Variables
  /** Messages to give when they are awaited, in order; the first may start the process. */
  messages?: { name: string; variables: Variables }[]
  /** Results of tasks by element id; a list gives one for each time. */
  results?: Record<string, Json[]>
  /** Complete only what `results` names. */
  manual?: boolean
}

export interface Played {
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

/**
 * Plays a case from start to end in virtual time. Tasks complete by themselves with the given result or none,
 * messages come when they are awaited, and when nothing else can happen the clock moves to the next timer.
 */
export function play(options: PlayOptions): Played {
  const runner = new Runner(options)
  const messages = [...(options.messages ?? [])]
  const results = new Map(Object.entries(options.results ?? {}).map(([element, list]) => [element, [...list]]))
  let one: RunningCase
  try {
    one = begin(runner, options, messages)
  } catch (error) {
    if (!(error instanceof ProcessError)) throw error
    return {
      outcome: 'refused',
      trace: [],
      waiting: [],
      variables: options.variables ?? {},
      statuses: [],
      now: runner.now,
      error: { code: error.code, message: error.message },
    }
  }
  for (let turn = 0; turn < TURNS_AT_MOST && !one.incident; turn++) {
    if (
      !completeNext(runner, results, options.manual === true) &&
      !giveMessage(runner, messages) &&
      !runner.fireNext((wait) => options.manual !== true || wait.place === undefined || wait.place === 'gateway')
    )
      break
  }
  const waits = runner.waits(one).filter((wait) => wait.place === undefined || wait.place === 'gateway')
  return {
    outcome: one.incident
      ? 'failed'
      : one.outcome === 'running'
        ? 'waiting'
        : one.outcome === 'failed'
          ? 'failed'
          : 'completed',
    trace: one.moves.filter((move) => move.move === 'entered').map((move) => move.element),
    waiting: waits.map((wait) => wait.element),
    variables: one.state.variables,
    statuses: one.statuses,
    now: runner.now,
    ...(one.incident ? { error: one.incident } : {}),
  }
}

function begin(runner: Runner, options: PlayOptions, messages: { name: string; variables: Variables }[]): RunningCase {
  try {
    return runner.start(options.process, options.variables)
  } catch (error) {
    const first = messages[0]
    if (!(error instanceof ProcessError) || !first) throw error
    const started = runner.startByMessage(first.name, { ...options.variables, ...first.variables }, options.process)
    messages.shift()
    return started
  }
}

function completeNext(runner: Runner, results: Map<string, Json[]>, manual: boolean): boolean {
  for (const one of runner.running()) {
    for (const wait of runner.waits(one)) {
      const given = results.get(wait.element)
      const trigger = wait.kind === 'message' && wait.awaits === undefined
      if (wait.kind !== 'task' && wait.kind !== 'job' && !trigger) continue
      if ((manual || trigger) && !given?.length) continue
      // the last result holds for all further times, so that a loop goes on; by hand each one counts once
      const result = given === undefined ? undefined : given.length > 1 || manual ? given.shift() : given[0]
      runner.send(one, {
        type: 'complete',
        wait: wait.id,
        ...(result === undefined ? {} : { result, ...asVariables(wait, result) }),
      })
      return !one.incident
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

function giveMessage(runner: Runner, messages: { name: string; variables: Variables }[]): boolean {
  for (const [at, message] of messages.entries()) {
    try {
      runner.message(message.name, message.variables)
    } catch (error) {
      if (error instanceof ProcessError) continue
      throw error
    }
    messages.splice(at, 1)
    return true
  }
  return false
}
