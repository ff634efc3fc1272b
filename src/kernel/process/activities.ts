import { dueOf } from './due.ts'
import { textOf, valueOf } from './expressions.ts'
import type { Mapping, Node } from './graph.ts'
import { isGroup, type Item, type ItemKind, type Place } from './item.ts'
import { armBoundaries } from './open-wait.ts'
import { beginRounds } from './rounds.ts'
import type { TokenGame } from './token-game.ts'
import type { Json, Variables } from './types.ts'

/**
 * A token comes to an activity: it begins, once or in rounds, when as many tokens are there as it needs
 * (`startQuantity`, BPMN 2.0.2, table 10.3).
 */
export function enterActivity(game: TokenGame, node: Node, scope: Item, slot: number): void {
  if (node.startQuantity !== undefined && !gather(game, node, scope, slot, node.startQuantity)) return
  if (node.rounds || node.loop) return beginRounds(game, node, scope)
  game.push({ do: 'begin', node, parent: scope })
}

/** Keeps a token until there are enough. @returns true when there are: they are one now */
function gather(game: TokenGame, node: Node, scope: Item, slot: number, needed: number): boolean {
  const counts = ((scope.joins ??= {})[node.id] ??= [])
  for (let at = counts.length; at <= slot; at++) counts.push(0)
  counts[slot] = (counts[slot] ?? 0) + 1
  game.joining.add(scope)
  if (counts.reduce((sum, count) => sum + count, 0) < needed) return false
  delete scope.joins[node.id]
  if (Object.keys(scope.joins).length === 0) {
    delete scope.joins
    game.joining.delete(scope)
  }
  return true
}

/** Begins one performance of an activity, in a scope or as a round of a group. */
export function begin(
  game: TokenGame,
  node: Node,
  parent: Item,
  values: Variables | undefined,
  round: number | undefined,
): void {
  game.move(node, 'entered', round)
  const variables = node.locals?.length
    ? mapped(game, game.context(parent, values), node.locals, values)
    : values && { ...values }
  node.element.perform?.(game, node, {
    parent,
    ...(variables ? { variables } : {}),
    ...(round === undefined ? {} : { round }),
  })
}

/** What an activity sees that is about to be performed. */
export const contextAt = (game: TokenGame, place: Place): Record<string, Json> =>
  game.context(place.parent, place.variables)

/** The work is done in the step itself. */
export const done = (game: TokenGame, node: Node, place: Place, result?: Json): void =>
  game.push({
    do: 'finish',
    node,
    parent: place.parent,
    item: { id: -1, kind: 'scope', element: node.id, ...place },
    ...(result === undefined ? {} : { result }),
  })

/** The work is waited for: a person's, a worker's. */
export function awaitWork(game: TokenGame, node: Node, place: Place, kind: ItemKind, due?: string): void {
  arm(game, node, game.add({ kind, element: node.id, ...place, ...(due === undefined ? {} : { due }) }))
}

/** Boundary events of rounds belong to their group, which has armed them. */
export function arm(game: TokenGame, node: Node, item: Item): void {
  if (!isGroup(item.parent as Item)) armBoundaries(game, node, item)
}

/** Values of a mapping, added to what is there. */
export function mapped(
  game: TokenGame,
  context: Record<string, Json>,
  mappings: readonly Mapping[],
  into: Variables | undefined,
): Variables {
  const values: Variables = { ...into }
  for (const mapping of mappings) {
    if ('all' in mapping) Object.assign(values, context)
    else values[mapping.target] = valueOf(mapping.value, { ...context, ...values }, game.clock)
  }
  return values
}

/** When the work of a task is due (`darcha:term`). */
export function termOf(game: TokenGame, node: Node, context: Record<string, Json>): string | undefined {
  const term = node.attributes.find(([name]) => name === 'term')
  const text = term ? textOf(term[1], context, game.clock) : ''
  return text === '' ? undefined : dueOf(text, game.environment.now, game.environment, node.id)
}

/** What a thrown message or signal carries: the context of `darcha:payload`, and the key of `darcha:key`. */
export function payloadOf(
  game: TokenGame,
  node: Node,
  context: Record<string, Json>,
): { variables: Variables; key?: Json } {
  const find = (wanted: string) => node.attributes.find(([name]) => name === wanted)?.[1]
  const payload = find('payload'),
    key = find('key')
  const value = payload ? valueOf(payload, context, game.clock) : null
  return {
    variables: value !== null && typeof value === 'object' && !Array.isArray(value) ? value : {},
    ...(key ? { key: valueOf(key, context, game.clock) } : {}),
  }
}
