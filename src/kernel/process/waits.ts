import { textOf, valueOf } from './expressions.ts'
import type { CompiledGraph } from './graph.ts'
import { isWait, type Item } from './item.ts'
import { awaitedName } from './open-wait.ts'
import { TokenGame } from './token-game.ts'
import type { Environment, Graph, Json, State, Wait } from './types.ts'

/**
 * All that a case waits for now, oldest first.
 * @param called finds the graphs of called processes that are not in the same file
 */
export function waitsOf(state: State, graph: Graph, called?: Environment['graph']): Wait[] {
  const game = new TokenGame(graph as CompiledGraph, state, {
    now: '',
    ...(called ? { graph: called } : {}),
  })
  return [...game.items.values()].filter(isWait).map((item) => toWait(game, item))
}

/** A resting item as the world sees it. */
export function toWait(game: TokenGame, item: Item): Wait {
  if (!isWait(item)) throw new TypeError(`${item.element} is waited for by nobody`)
  const graph = game.graphOf(item)
  const node = game.nodeOf(item)
  game.at = node.id
  let context: Record<string, Json> | undefined
  const see = () => (context ??= game.context(item))
  const attributes: Record<string, Json> = {}
  for (const [name, value] of node.attributes)
    attributes[name] = valueOf(value, 'plain' in value ? {} : see(), game.clock)
  const round = roundOf(item)
  const awaited = item.kind === 'message' || item.kind === 'signal' ? awaitedName(node, item) : undefined
  const place = placeOf(item)
  return {
    id: item.id,
    kind: item.kind,
    element: item.element,
    process: graph.id,
    attributes,
    ...(node.name ? { name: textOf(node.name, 'plain' in node.name ? {} : see(), game.clock) } : {}),
    ...(item.due === undefined ? {} : { dueAt: item.due }),
    ...(awaited === undefined
      ? {}
      : { awaits: { name: awaited, ...(item.key === undefined ? {} : { key: item.key }) } }),
    ...(round === undefined ? {} : { round }),
    ...(place ? { place } : {}),
  }
}

function placeOf(item: Item): Wait['place'] {
  if (item.host) return 'boundary'
  if (item.startsEventSubProcess) return 'event-sub-process'
  return item.alternatives === undefined ? undefined : 'gateway'
}

/** A task in a sub-process that is repeated belongs to that round. */
function roundOf(item: Item): number | undefined {
  for (let at: Item | undefined = item; at; at = at.parent) if (at.round !== undefined) return at.round
  return undefined
}
