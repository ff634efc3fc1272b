import { Apart } from './apart.ts'
import { valueOf } from './expressions.ts'
import type { Node, Value } from './graph.ts'
import { holds } from './holds.ts'
import type { Item, RoundsProgress } from './item.ts'
import { leave } from './leave.ts'
import { limits } from './limits.ts'
import { armBoundaries } from './open-wait.ts'
import { Stop } from './process-error.ts'
import type { TokenGame } from './token-game.ts'
import type { Json, Variables } from './types.ts'

type Group = Item & { rounds: RoundsProgress }

/** Begins a multi-instance activity or a standard loop (BPMN 2.0.2, 13.3.6 and 13.3.7). */
export function beginRounds(game: TokenGame, node: Node, scope: Item): void {
  if (node.loop) {
    const rounds = { total: 0, begun: 0, done: 0 }
    const group = game.add({ kind: 'loop', element: node.id, parent: scope, rounds }) as Group
    armBoundaries(game, node, group)
    return goOn(game, node, group, node.loop.before)
  }
  const { list, total } = roundsOf(game, node, scope)
  if (total > limits.rounds)
    throw new Stop(node.id, 'too-many-rounds', `${total} rounds are more than the ${limits.rounds} that are run`)
  const sequential = node.rounds?.sequential === true
  const group = game.add({
    kind: 'rounds',
    element: node.id,
    parent: scope,
    rounds: { total, begun: 0, done: 0, ...(sequential && list ? { list } : {}) },
  }) as Group
  if (total === 0) return endRounds(game, node, group)
  armBoundaries(game, node, group)
  const now = sequential ? 1 : total
  for (let round = 0; round < now; round++) beginRound(game, node, group, round, list)
}

function roundsOf(game: TokenGame, node: Node, scope: Item): { list?: Json[]; total: number } {
  const context = game.context(scope)
  if (node.rounds?.collection) {
    const list = valueOf(node.rounds.collection, context, game.clock)
    if (!Array.isArray(list)) throw new Stop(node.id, 'no-collection', `the collection of "${node.id}" is no list`)
    return { list, total: list.length }
  }
  const number = node.rounds?.cardinality
    ? Number(valueOf(node.rounds.cardinality, context, game.clock) ?? Number.NaN)
    : Number.NaN
  if (!Number.isInteger(number) || number < 0)
    throw new Stop(node.id, 'no-cardinality', `the number of rounds of "${node.id}" is no whole number`)
  return { total: number }
}

function beginRound(game: TokenGame, node: Node, group: Group, round: number, list: readonly Json[] | undefined): void {
  if (group.rounds.apart !== undefined && node.rounds?.collection && !(list && Object.hasOwn(list, round)))
    throw new Apart({ group: group.id, round })
  group.rounds.begun++
  const values: Variables = { loopCounter: round + (node.rounds?.first ?? 0) }
  if (node.rounds?.element && list) values[node.rounds.element] = list[round] ?? null
  if (node.rounds?.index) values[node.rounds.index] = round
  game.push({ do: 'begin', node, parent: group, values, round })
}

/** One round is over: the condition is looked at, the next one begins, or the activity is left. */
export function finishRound(game: TokenGame, node: Node, group: Item, round: Item, result: Json | undefined): void {
  const { rounds } = group as Group
  rounds.done++
  if (group.kind === 'loop') return goOn(game, node, group as Group, true)
  const output = node.rounds?.output
  const value = output ? gathered(game, node, { ...round, parent: group }, output.item, result) : result
  if (value !== undefined && value !== null) {
    rounds.results ??= []
    rounds.results[round.round ?? 0] = value
  }
  const local = { ...round.variables, ...(result === undefined ? {} : { [node.writes]: result }) }
  if (node.rounds?.done && holds(game, node.id, node.rounds.done, game.context(group, local)))
    return endRounds(game, node, group as Group)
  if (rounds.done >= rounds.total) return endRounds(game, node, group as Group)
  if (node.rounds?.sequential) beginRound(game, node, group as Group, rounds.begun, rounds.list)
}

/** What a round gives to the list: a variable as it stands in the round, or an expression that also sees the result. */
function gathered(game: TokenGame, node: Node, round: Item, item: Value, result: Json | undefined): Json | undefined {
  if ('plain' in item) return game.context(round)[String(item.plain)]
  return valueOf(item, game.context(round, result === undefined ? undefined : { [node.writes]: result }), game.clock)
}

/** A standard loop: again while its condition holds and the maximum is not reached. */
function goOn(game: TokenGame, node: Node, group: Group, look: boolean): void {
  const { loop } = node
  if (!loop) return
  const { done } = group.rounds
  const more = loop.maximum === undefined || done < loop.maximum
  const again =
    !look || !loop.condition || holds(game, node.id, loop.condition, game.context(group, { loopCounter: done }))
  if (more && again) beginRound(game, node, group, done, undefined)
  else endRounds(game, node, group)
}

/**
 * The activity is left, whatever rounds are still open. Now that it is over, its finished rounds can be compensated
 * (BPMN 2.0.2, 13.5.5: completed activities only).
 */
export function endRounds(game: TokenGame, node: Node, group: Item): void {
  const { rounds } = group as Group
  if (rounds.apart !== undefined) throw new Apart({ group: group.id })
  const scope = game.scopeOf(group)
  game.cancelInside(group)
  game.remove(group, 'completed')
  if (group.finished) scope.finished = [...(scope.finished ?? []), ...group.finished]
  const name = node.rounds?.output?.list ?? node.writes
  const results = rounds.results
  if (results || (group.kind === 'rounds' && node.rounds?.output))
    game.set(
      scope,
      name,
      Array.from({ length: rounds.total }, (_, round) => results?.[round] ?? null),
      'nearest',
    )
  if (rounds.begun === 0) {
    game.move(node, 'entered')
    game.move(node, 'left')
  }
  leave(game, node, scope)
}
