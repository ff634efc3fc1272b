import { advance } from './advance.ts'
import { fire } from './catch.ts'
import { valueOf } from './expressions.ts'
import type { CompiledGraph, Node } from './graph.ts'
import { awaitedName } from './open-wait.ts'
import { ProcessError, Stop } from './process-error.ts'
import { Run } from './run.ts'
import { armEventSubProcesses, declareData, openScope } from './scopes.ts'
import { isWait, type CaseState, type Item } from './state.ts'
import { awaiting, broadcast, throwError } from './throw.ts'
import type { Environment, Graph, ProcessEvent, State, Step } from './types.ts'
import { toWait } from './waits.ts'

/**
 * Gives a case an event and moves its tokens until all rest. Pure: the same state, event and environment always give
 * the same step, and nothing that was passed in is changed.
 * @param state null to start a case
 * @returns the new state with what opened, closed and moved. A model that can't go on gives an `incident`, and the
 *   state
 *   as it was before (of a start: a failed case); a BPMN error that nobody catches ends the case as failed.
 * @throws ProcessError when the case can't take the event: no such wait, no such start event, already over
 */
export function step(graph: Graph, state: State | null, event: ProcessEvent, environment: Environment): Step {
  const before = state as CaseState | null
  const run = new Run(graph as CompiledGraph, before, environment)
  return taken(run, before, () => {
    if (event.type === 'start' || event.type === 'start-by-message') {
      if (before !== null && before.n !== undefined) throw new ProcessError('started', 'the case runs already')
      start(run, event)
    } else {
      if (before === null) throw new ProcessError('not-started', 'the case has not started')
      if (before.o !== undefined) throw new ProcessError('ended', 'the case is over')
      take(run, event)
    }
    advance(run)
  })
}

/** Runs the work of a step and tells what came of it. */
export function taken(run: Run, before: CaseState | null, work: () => void): Step {
  try {
    work()
  } catch (error) {
    if (!(error instanceof Stop)) throw error
    const incident = { element: error.element, code: error.code, message: error.message }
    const failed: CaseState = { variables: run.variables, n: run.last, o: 'failed' }
    const moves = [
      ...run.moves,
      { element: error.element, type: run.graph.nodes.get(error.element)?.type ?? '', move: 'failed' as const },
    ].slice(-1000)
    return before
      ? {
          state: before,
          opened: [],
          closed: [],
          moves: moves.slice(-1),
          thrown: [],
          outcome: 'running',
          statuses: [],
          incident,
        }
      : {
          state: failed,
          opened: [],
          closed: [],
          moves,
          thrown: [],
          outcome: 'failed',
          statuses: run.statuses,
          incident,
        }
  }
  // of a case that is over nothing waits
  const opened = run.outcome === 'running' ? run.opened.map((item) => toWait(run, item)) : []
  return {
    state: run.state(),
    opened,
    closed: run.closed,
    moves: run.moves,
    thrown: run.thrown,
    outcome: run.outcome,
    statuses: run.statuses,
    ...(run.failure ? { incident: run.failure } : {}),
  }
}

function start(run: Run, event: ProcessEvent & { type: 'start' | 'start-by-message' }): void {
  run.variables = { ...event.variables }
  run.changed = true
  const { nodes, scopes, id } = run.graph
  const named = (node: Node): boolean => {
    if (event.type === 'start') return node.id === event.startEvent
    return (
      node.occurrence.type === 'message' &&
      String(valueOf(node.occurrence.name, run.variables, run.clock)) === event.name
    )
  }
  if (event.type === 'start' && event.startEvent === undefined) {
    if ((scopes.get(id)?.starts.length ?? 0) === 0)
      throw new ProcessError('no-start', `the process ${id} has no plain start event`)
    return openScope(run, run.root)
  }
  const found = [...nodes.values()].find((node) => node.kind === 'start' && node.scope === id && named(node))
  if (!found)
    throw new ProcessError(
      'no-start',
      event.type === 'start'
        ? `the process ${id} has no start event ${event.startEvent}`
        : `no start event of ${id} waits for the message "${event.name}"`,
    )
  declareData(run, run.root)
  armEventSubProcesses(run, run.root)
  run.queue.push({ do: 'enter', node: found, scope: 0, slot: 0 })
}

function take(run: Run, event: Exclude<ProcessEvent, { type: 'start' | 'start-by-message' }>): void {
  switch (event.type) {
    case 'complete':
      return fire(run, waitOf(run, event.wait), event)
    case 'timer': {
      const item = waitOf(run, event.wait)
      if (item.k !== 't') throw new ProcessError('wait-over', `the wait ${event.wait} is no timer`)
      return fire(run, item)
    }
    case 'error': {
      const item = waitOf(run, event.wait)
      return throwError(run, item, run.nodeOf(item), event.code, event.message)
    }
    case 'message': {
      const found =
        event.wait === undefined
          ? awaiting(run, 'm', event.name, event.key)
          : [waitOf(run, event.wait)].filter(
              (item) => item.k === 'm' && awaitedName(run.nodeOf(item), item) === event.name,
            )
      if (!found[0]) throw new ProcessError('wait-over', `the case waits for no message "${event.name}"`)
      return fire(run, found[0], event.variables ? { variables: event.variables } : {})
    }
    case 'signal':
      return broadcast(run, 'outside', event.name, event.variables)
    case 'set-variables':
      return run.setAll(run.root, event.variables)
    case 'cancel':
      run.cancelInside(run.root)
      run.outcome = 'cancelled'
      return
  }
}

export function waitOf(run: Run, number: number): Item {
  const item = run.items.get(number)
  if (!item || !isWait(item)) throw new ProcessError('wait-over', `the wait ${number} is over`)
  return item
}
