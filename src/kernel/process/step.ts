import { FeelError } from '../rules/index.ts'
import { advance } from './advance.ts'
import { Apart } from './apart.ts'
import { fire } from './catch.ts'
import { valueOf } from './expressions.ts'
import type { CompiledGraph, Node } from './graph.ts'
import { isWait, type Item } from './item.ts'
import { awaitedName } from './open-wait.ts'
import { ProcessError, Stop } from './process-error.ts'
import { armEventSubProcesses, declareData, openScope } from './scopes.ts'
import { awaiting, broadcast, throwError } from './throw.ts'
import { TokenGame } from './token-game.ts'
import type { Environment, Graph, ProcessEvent, State, Step, Wait } from './types.ts'
import { toWait } from './waits.ts'

/** What came of a step, its state aside. */
export type StepOutcome = Omit<Step, 'state'>

/**
 * Gives a case an event and moves its tokens until all rest. Pure: the same state, event and environment always give
 * the same step, and nothing that was passed in is changed.
 * @param state null to start a case
 * @returns the new state with what opened, closed and moved. A model that can't go on gives an `incident`, and the
 *   state as it was before (of a start: a failed case); a BPMN error that nobody catches ends the case as failed.
 * @throws ProcessError when the case can't take the event: no such wait, no such start event, already over
 */
export function step(graph: Graph, state: State | null, event: ProcessEvent, environment: Environment): Step {
  const game = new TokenGame(graph as CompiledGraph, state, environment)
  return stepFrom(game, state, () => takeEvent(game, state === null, event))
}

/** Takes one step by this work, from a state that it does not change. */
export function stepFrom(game: TokenGame, before: State | null, work: () => void): Step {
  const outcome = tried(game, before === null, work)
  if (outcome.incident && before !== null && game.outcome === 'running') return { ...outcome, state: before }
  return { ...outcome, state: game.state() }
}

/**
 * Does the work of a step. When the model can't go on, the tokens are left as they are in the middle of it: a running
 * case has to be taken back to where it was, one that has just started has failed.
 */
export function tried(game: TokenGame, starting: boolean, work: () => void): StepOutcome {
  try {
    work()
    advance(game)
    return outcomeOf(game)
  } catch (error) {
    return stopped(game, starting, incidentOf(game, error))
  }
}

function outcomeOf(game: TokenGame): StepOutcome {
  // of a case that is over nothing waits
  const opened: Wait[] = []
  if (game.outcome === 'running') for (const item of game.opened) opened.push(toWait(game, item))
  return {
    opened,
    closed: game.closed,
    moves: game.moves,
    thrown: game.thrown,
    outcome: game.outcome,
    statuses: game.statuses,
    outcomes: game.outcomes,
    ...(game.failure ? { incident: game.failure } : {}),
  }
}

/** @throws the error itself when it is none of the model's */
function incidentOf(game: TokenGame, error: unknown): NonNullable<Step['incident']> {
  if (error instanceof Stop) return { element: error.element, code: error.code, message: error.message }
  // an expression that went over a limit: all else gives null
  if (error instanceof FeelError) return { element: game.at, code: 'expression', message: error.message }
  throw error
}

function stopped(game: TokenGame, starting: boolean, incident: NonNullable<Step['incident']>): StepOutcome {
  const failed = {
    element: incident.element,
    type: game.graph.nodes.get(incident.element)?.type ?? '',
    move: 'failed' as const,
  }
  if (starting) game.outcome = 'failed'
  return {
    opened: [],
    closed: [],
    moves: starting ? [...game.moves, failed].slice(-1000) : [failed],
    thrown: [],
    outcome: starting ? 'failed' : 'running',
    statuses: starting ? game.statuses : [],
    outcomes: starting ? game.outcomes : [],
    incident,
  }
}

/** Gives an event to the tokens; nothing has moved when it can't be taken. @throws ProcessError */
export function takeEvent(game: TokenGame, starting: boolean, event: ProcessEvent): void {
  if (event.type === 'start' || event.type === 'start-by-message') {
    if (!starting && game.last > 0) throw new ProcessError('started', 'the case runs already')
    return start(game, event)
  }
  if (starting) throw new ProcessError('not-started', 'the case has not started')
  if (game.outcome !== 'running') throw new ProcessError('ended', 'the case is over')
  take(game, event)
}

function start(game: TokenGame, event: ProcessEvent & { type: 'start' | 'start-by-message' }): void {
  game.variables = { ...event.variables }
  game.changed = true
  const { nodes, scopes, id } = game.graph
  const named = (node: Node): boolean => {
    if (event.type === 'start') return node.id === event.startEvent
    return (
      node.occurrence.type === 'message' &&
      String(valueOf(node.occurrence.name, game.variables, game.clock)) === event.name
    )
  }
  if (event.type === 'start' && event.startEvent === undefined) {
    if ((scopes.get(id)?.starts.length ?? 0) === 0)
      throw new ProcessError('no-start', `the process ${id} has no plain start event`)
    return openScope(game, game.root)
  }
  const found = [...nodes.values()].find((node) => node.kind === 'start' && node.scope === id && named(node))
  if (!found)
    throw new ProcessError(
      'no-start',
      event.type === 'start'
        ? `the process ${id} has no start event ${event.startEvent}`
        : `no start event of ${id} waits for the message "${event.name}"`,
    )
  declareData(game, game.root)
  armEventSubProcesses(game, game.root)
  game.push({ do: 'enter', node: found, parent: game.root, slot: 0 })
}

function take(game: TokenGame, event: Exclude<ProcessEvent, { type: 'start' | 'start-by-message' }>): void {
  switch (event.type) {
    case 'complete':
      return fire(game, waitOf(game, event.wait), event)
    case 'timer': {
      const item = waitOf(game, event.wait)
      if (item.kind !== 'timer') throw new ProcessError('wait-over', `the wait ${event.wait} is no timer`)
      return fire(game, item)
    }
    case 'error': {
      const item = waitOf(game, event.wait)
      game.at = item.element
      return throwError(game, item, game.nodeOf(item), { code: event.code }, event.message)
    }
    case 'message': {
      const found =
        event.wait === undefined
          ? awaiting(game, 'message', event.name, event.key).next().value
          : namedWait(game, event.wait, event.name)
      if (!found) throw new ProcessError('wait-over', `the case waits for no message "${event.name}"`)
      return fire(game, found, event.variables ? { variables: event.variables } : {})
    }
    case 'signal':
      return broadcast(game, 'outside', event.name, event.variables)
    case 'set-variables':
      return game.setAll(game.root, event.variables)
    case 'cancel':
      game.cancelInside(game.root)
      game.outcome = 'cancelled'
      return
  }
}

function namedWait(game: TokenGame, number: number, name: string): Item | undefined {
  const item = waitOf(game, number)
  return item.kind === 'message' && awaitedName(game.nodeOf(item), item) === name ? item : undefined
}

/** @throws ProcessError when nothing is awaited under this number (any more) */
export function waitOf(game: TokenGame, number: number): Item {
  const item = game.items.get(number)
  if (!item && game.apart > 0) throw new Apart({ wait: number })
  if (!item || !isWait(item)) throw new ProcessError('wait-over', `the wait ${number} is over`)
  return item
}
