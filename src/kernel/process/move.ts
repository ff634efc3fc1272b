import { advance } from './advance.ts'
import type { CompiledGraph, Node } from './graph.ts'
import { leave } from './leave.ts'
import { ProcessError } from './process-error.ts'
import { Run } from './run.ts'
import type { CaseState, Item } from './state.ts'
import { taken, waitOf } from './step.ts'
import type { Environment, Graph, State, Step } from './types.ts'

/**
 * An administrator moves a token: the wait ends undone, and a token starts at another element of the same scope or of
 * one
 * around it. Going outward ends the sub-process with all in it; all rounds of a repeated activity end together.
 * @throws ProcessError when the wait is over, no token stands there, or the element is not in such a scope
 */
export function move(
  graph: Graph,
  state: State,
  to: { wait: number; element: string },
  environment: Environment,
): Step {
  const before = state as CaseState
  if (before.o !== undefined) throw new ProcessError('ended', 'the case is over')
  const run = new Run(graph as CompiledGraph, before, environment)
  const item = waitOf(run, to.wait)
  if (item.a !== undefined || item.h !== undefined)
    throw new ProcessError('no-element', `no token stands at ${item.e}: it waits beside another element`)
  const target = targetOf(run, item, to.element)
  return taken(run, before, () => {
    for (const other of [...run.items.values()])
      if (item.x !== undefined && other.x === item.x && other !== item) run.remove(other, 'cancelled')
    run.cancel(target.leaving)
    if (target.node.kind === 'parallel' || target.node.kind === 'inclusive') {
      run.move(target.node, 'entered')
      run.move(target.node, 'left')
      leave(run, target.node, target.scope)
    } else run.queue.push({ do: 'enter', node: target.node, scope: target.scope.i, slot: 0 })
    advance(run)
  })
}

/** The element in the nearest scope that has it, and what of that scope the token leaves. */
function targetOf(run: Run, item: Item, element: string): { node: Node; scope: Item; leaving: Item } {
  let leaving = item
  for (;;) {
    const parent = run.item(leaving.p ?? 0)
    if (parent.k === 'S') {
      const node = run.graphInside(parent).nodes.get(element)
      if (
        node &&
        node.scope === run.definition(parent).id &&
        node.kind !== 'boundary' &&
        node.kind !== 'start' &&
        !node.isEventSubProcess &&
        !node.isHandler
      )
        return { node, scope: parent, leaving }
    }
    if (parent.i === 0)
      throw new ProcessError(
        'no-element',
        `a token at ${item.e} can't be moved to ${element}: it is in no scope around it`,
      )
    leaving = parent
  }
}
