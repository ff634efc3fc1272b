import { textOf, valueOf } from './expressions.ts'
import type { CompiledGraph } from './graph.ts'
import { awaitedName } from './open-wait.ts'
import { Run, WAIT_KINDS } from './run.ts'
import { isWait, type CaseState, type Item } from './state.ts'
import type { Environment, Graph, Json, State, Wait, WaitKind } from './types.ts'

/**
 * All that a case waits for now, oldest first.
 * @param called finds the graphs of called processes that are not in the same file
 */
export function waitsOf(state: State, graph: Graph, called?: Environment['graph']): Wait[] {
  const run = new Run(graph as CompiledGraph, state as CaseState, { now: '', ...(called ? { graph: called } : {}) })
  return [...run.items.values()].filter(isWait).map((item) => toWait(run, item))
}

/** A resting item as the world sees it. */
export function toWait(run: Run, item: Item): Wait {
  const graph = run.graphOf(item)
  const node = run.nodeOf(item)
  let context: Record<string, Json> | undefined
  const see = () => (context ??= run.context(item))
  const attributes: Record<string, Json> = {}
  for (const [name, value] of node.attributes)
    attributes[name] = valueOf(value, 'plain' in value ? {} : see(), run.clock)
  const round = item.r ?? roundOf(run, item)
  const awaited = item.k === 'm' || item.k === 's' ? awaitedName(node, item) : undefined
  return {
    id: item.i,
    kind: WAIT_KINDS[item.k] as WaitKind,
    element: item.e,
    process: graph.id,
    attributes,
    ...(node.name ? { name: textOf(node.name, 'plain' in node.name ? {} : see(), run.clock) } : {}),
    ...(item.d === undefined ? {} : { dueAt: item.d }),
    ...(awaited === undefined ? {} : { awaits: { name: awaited, ...(item.y === undefined ? {} : { key: item.y }) } }),
    ...(round === undefined ? {} : { round }),
    ...(item.a !== undefined
      ? { place: 'boundary' as const }
      : item.h !== undefined
        ? { place: 'event-sub-process' as const }
        : item.x !== undefined
          ? { place: 'gateway' as const }
          : {}),
  }
}

/** A task in a sub-process that is repeated belongs to that round. */
function roundOf(run: Run, item: Item): number | undefined {
  for (let at = item; at.p !== undefined; ) {
    at = run.item(at.p)
    if (at.r !== undefined) return at.r
  }
  return undefined
}
