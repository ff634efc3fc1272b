import { timerOf } from './due.ts'
import { textOf, valueOf } from './expressions.ts'
import type { Node } from './graph.ts'
import type { Run } from './run.ts'
import type { Item } from './state.ts'

/**
 * Opens the wait of a catching event or receive task. Errors, escalations and compensation are thrown inside the case:
 * nothing waits for them.
 */
export function openWait(
  run: Run,
  node: Node,
  place: Omit<Item, 'i' | 'k' | 'e'>,
  context: Record<string, unknown>,
): Item | undefined {
  const { occurrence } = node
  const variables = context as ReturnType<Run['context']>
  switch (occurrence.type) {
    case 'timer':
      return run.add({ k: 't', e: node.id, ...place, ...timerOf(occurrence, variables, run.environment, node.id) })
    case 'message':
    case 'signal': {
      const key = node.attributes.find(([name]) => name === 'key')
      // the name is kept only where the model works it out: a plain one stands in the graph
      return run.add({
        k: occurrence.type === 'message' ? 'm' : 's',
        e: node.id,
        ...place,
        ...('plain' in occurrence.name ? {} : { m: textOf(occurrence.name, variables, run.clock) }),
        ...(key ? { y: valueOf(key[1], variables, run.clock) } : {}),
      })
    }
    case 'condition':
      run.changed = true
      return run.add({ k: 'c', e: node.id, ...place })
    case 'none':
      return run.add({ k: 'm', e: node.id, ...place })
    default:
      return undefined
  }
}

/** Opens the waits of an activity's boundary events. */
export function armBoundaries(run: Run, node: Node, host: Item): void {
  if (node.boundaries.length === 0) return
  const context = run.context(host)
  for (const boundary of node.boundaries)
    openWait(run, boundary, { a: host.i, ...(host.p === undefined ? {} : { p: host.p }) }, context)
}

/** The name a message or signal wait waits for; undefined for a receive task without one. */
export function awaitedName(node: Node, item: Item): string | undefined {
  if (item.m !== undefined) return item.m
  const { occurrence } = node
  return (occurrence.type === 'message' || occurrence.type === 'signal') && 'plain' in occurrence.name
    ? String(occurrence.name.plain)
    : undefined
}
