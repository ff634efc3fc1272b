import { compensateNext } from './compensate.ts'
import { mapped } from './activities.ts'
import type { Node } from './graph.ts'
import { leave } from './leave.ts'
import { finishRound } from './rounds.ts'
import type { Run } from './run.ts'
import type { Finished, Item } from './state.ts'
import type { Json } from './types.ts'

/** An activity has done its work: its result is kept, what can be compensated is noted, the token goes on. */
export function finish(run: Run, node: Node, item: Item, result: Json | undefined): void {
  const parent = run.item(item.p ?? 0)
  const scope = parent.k === 'S' ? parent : run.scopeOf(parent)
  run.move(node, 'left', item.r)
  if (node.outputs) {
    const inner = run.context(item, result === undefined ? undefined : { [node.writes]: result })
    for (const [name, value] of Object.entries(mapped(run, inner, node.outputs, undefined)))
      run.set(parent, name, value)
  }
  note(node, item, scope)
  if (parent.k === 'M') return finishRound(run, node, parent, item, result)
  // a script that is there for its own sake writes nothing
  if (result !== undefined) run.set(parent, node.writes, result, 'nearest')
  if (parent.k === 'L') return finishRound(run, node, parent, item, result)
  if (parent.k === 'C') return compensateNext(run, parent)
  leave(run, node, scope)
}

/**
 * Remembers what a later compensation can undo: an activity with a handler, or a sub-process with such activities in
 * it.
 */
function note(node: Node, item: Item, scope: Item): void {
  if (node.isHandler || node.isEventSubProcess) return
  if (!node.handler && !item.z?.length) return
  const done: Finished = {
    e: node.id,
    ...(item.v ? { v: item.v } : {}),
    ...(item.z?.length ? { z: item.z } : {}),
    ...(item.g === undefined ? {} : { g: item.g }),
  }
  scope.z = [...(scope.z ?? []), done]
}
