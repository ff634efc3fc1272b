import { valueOf } from './expressions.ts'
import type { Node } from './graph.ts'
import { leave } from './leave.ts'
import { limits } from './limits.ts'
import { armBoundaries } from './open-wait.ts'
import { Stop } from './process-error.ts'
import type { Run } from './run.ts'
import type { Item } from './state.ts'
import type { Json, Variables } from './types.ts'

type Group = Item & { q: NonNullable<Item['q']> }

/** Begins a multi-instance activity or a standard loop (BPMN 2.0.2, 13.3.6 and 13.3.7). */
export function beginRounds(run: Run, node: Node, scope: Item): void {
  const place = scope.i === 0 ? {} : { p: scope.i }
  if (node.loop) {
    const group = run.add({ k: 'L', e: node.id, ...place, q: { n: 0, s: 0, d: 0 } }) as Group
    armBoundaries(run, node, group)
    return goOn(run, node, group, node.loop.before)
  }
  const { list, total } = roundsOf(run, node, scope)
  if (total > limits.rounds)
    throw new Stop(node.id, 'too-many-rounds', `${total} rounds are more than the ${limits.rounds} that are run`)
  const sequential = node.rounds?.sequential === true
  const group = run.add({
    k: 'M',
    e: node.id,
    ...place,
    q: { n: total, s: 0, d: 0, ...(sequential && list ? { w: list } : {}) },
  }) as Group
  if (total === 0) return endRounds(run, node, group)
  armBoundaries(run, node, group)
  const now = sequential ? 1 : total
  for (let round = 0; round < now; round++) beginRound(run, node, group, round, list)
}

function roundsOf(run: Run, node: Node, scope: Item): { list?: Json[]; total: number } {
  const context = run.context(scope)
  if (node.rounds?.collection) {
    const list = valueOf(node.rounds.collection, context, run.clock)
    if (!Array.isArray(list)) throw new Stop(node.id, 'no-collection', `the collection of "${node.id}" is no list`)
    return { list, total: list.length }
  }
  const number = node.rounds?.cardinality
    ? Number(valueOf(node.rounds.cardinality, context, run.clock) ?? Number.NaN)
    : Number.NaN
  if (!Number.isInteger(number) || number < 0)
    throw new Stop(node.id, 'no-cardinality', `the number of rounds of "${node.id}" is no whole number`)
  return { total: number }
}

function beginRound(run: Run, node: Node, group: Group, round: number, list: readonly Json[] | undefined): void {
  group.q.s++
  const values: Variables = { loopCounter: round }
  if (node.rounds?.element && list) values[node.rounds.element] = list[round] ?? null
  if (node.rounds?.index) values[node.rounds.index] = round
  run.queue.push({ do: 'begin', node, parent: group.i, values, round })
}

/** One round is over: the condition is looked at, the next one begins, or the activity is left. */
export function finishRound(run: Run, node: Node, group: Item, round: Item, result: Json | undefined): void {
  const { q } = group as Group
  q.d++
  if (group.k === 'L') return goOn(run, node, group as Group, true)
  const output = node.rounds?.output
  const value = output ? run.context({ ...round, p: group.i } as Item)[output.item] : result
  if (value !== undefined && value !== null) {
    q.y ??= []
    q.y[round.r ?? 0] = value
  }
  const local = { ...round.v, ...(result === undefined ? {} : { [node.writes]: result }) }
  if (node.rounds?.done && node.rounds.done.evaluate(run.context(group, local), run.clock) === true)
    return endRounds(run, node, group as Group)
  if (q.d >= q.n) return endRounds(run, node, group as Group)
  if (node.rounds?.sequential) beginRound(run, node, group as Group, q.s, q.w)
}

/** A standard loop: again while its condition holds and the maximum is not reached. */
function goOn(run: Run, node: Node, group: Group, look: boolean): void {
  const { loop } = node
  if (!loop) return
  const more = loop.maximum === undefined || group.q.d < loop.maximum
  const holds =
    !look ||
    !loop.condition ||
    loop.condition.evaluate(run.context(group, { loopCounter: group.q.d }), run.clock) === true
  if (more && holds) beginRound(run, node, group, group.q.d, undefined)
  else endRounds(run, node, group)
}

/** The activity is left, whatever rounds are still open. */
export function endRounds(run: Run, node: Node, group: Item): void {
  const { q } = group as Group
  const scope = run.scopeOf(group)
  run.cancelInside(group)
  run.remove(group, 'completed')
  const name = node.rounds?.output?.list ?? node.writes
  if (q.y || (group.k === 'M' && node.rounds?.output))
    run.set(
      scope,
      name,
      Array.from({ length: q.n }, (_, round) => q.y?.[round] ?? null),
      'nearest',
    )
  if (q.s === 0) {
    run.move(node, 'entered')
    run.move(node, 'left')
  }
  leave(run, node, scope)
}
