import { divide, findCut, gathered } from './cuts.ts'
import { followsOf, withoutNoise } from './follows.ts'
import type { Trace, Tree } from './process-tree.ts'

/** To look for an activity beside all others costs a cut for each; larger parts go without. */
const BESIDE_AT_MOST = 40

/**
 * The inductive miner (Leemans, Fahland, van der Aalst 2013; with noise 2014): cuts the log into parts again and again. The
 * result is sound by construction; without noise every trace of the log goes through it.
 * @param noise share of the commonest successor below which what follows is left out; 0: nothing is
 */
export function discoverTree(traces: readonly Trace[], noise: number): Tree {
  const total = traces.reduce((sum, { count }) => sum + count, 0)
  const empty = traces.reduce((sum, { activities, count }) => sum + (activities.length === 0 ? count : 0), 0)
  if (empty === total) return { kind: 'nothing', count: total }
  const full = traces.filter(({ activities }) => activities.length > 0)
  if (empty > total * noise || (empty > 0 && noise === 0))
    return {
      kind: 'choice',
      children: [discoverTree(full, noise), { kind: 'nothing', count: empty }],
      count: total,
    }
  const follows = followsOf(full)
  const count = total - empty
  if (follows.activities.length === 1) return ofOne(follows.activities[0]!, full, noise, count)
  for (const seen of noise > 0 ? [withoutNoise(follows, noise), follows] : [follows]) {
    const cut = findCut(seen)
    if (!cut) continue
    const [first, ...others] = divide(cut, full).map((part) => discoverTree(part, noise))
    if (cut.kind !== 'loop') return { kind: cut.kind, children: [first!, ...others], count }
    const back: Tree =
      others.length === 1
        ? others[0]!
        : { kind: 'choice', children: others, count: others.reduce((sum, each) => sum + each.count, 0) }
    return { kind: 'loop', children: [first!, back], count }
  }
  return fallBack(full, noise, count)
}

function ofOne(activity: number, traces: readonly Trace[], noise: number, count: number): Tree {
  const again = traces.reduce((sum, trace) => sum + (trace.activities.length > 1 ? trace.count : 0), 0)
  const leaf: Tree = {
    kind: 'activity',
    activity,
    count: traces.reduce((sum, trace) => sum + trace.count * trace.activities.length, 0),
  }
  if (again === 0 || (noise > 0 && again <= count * noise)) return leaf
  return { kind: 'loop', children: [leaf, { kind: 'nothing', count: leaf.count - count }], count }
}

/** Where no cut holds: what is least general and still lets every trace through. */
function fallBack(traces: readonly Trace[], noise: number, count: number): Tree {
  const follows = followsOf(traces)
  const without = (activity: number) =>
    gathered(traces.map((trace) => ({ ...trace, activities: trace.activities.filter((each) => each !== activity) })))
  const only = (activity: number) =>
    gathered(traces.map((trace) => ({ ...trace, activities: trace.activities.filter((each) => each === activity) })))
  const beside = (activity: number): Tree => ({
    kind: 'parallel',
    children: [discoverTree(only(activity), noise), discoverTree(without(activity), noise)],
    count,
  })
  const once = follows.activities.find((activity) =>
    traces.every((trace) => trace.activities.filter((each) => each === activity).length === 1),
  )
  if (once !== undefined) return beside(once)
  if (follows.activities.length <= BESIDE_AT_MOST)
    for (const activity of follows.activities) {
      const rest = without(activity).filter((trace) => trace.activities.length > 0)
      if (rest.length > 0 && findCut(followsOf(rest))) return beside(activity)
    }
  const ends = (activity: number) => follows.end.has(follows.placeOf.get(activity)!)
  const begins = (activity: number) => follows.start.has(follows.placeOf.get(activity)!)
  for (const cutsAt of [
    (last: number, next: number) => ends(last) && begins(next),
    (_last: number, next: number) => begins(next),
  ]) {
    const parts = traces.flatMap(({ activities, count: of }) => {
      const found: Trace[] = []
      let from = 0
      for (let at = 1; at <= activities.length; at++)
        if (at === activities.length || cutsAt(activities[at - 1]!, activities[at]!)) {
          found.push({ activities: activities.slice(from, at), count: of })
          from = at
        }
      return found
    })
    if (parts.length > traces.length) {
      const body = discoverTree(gathered(parts), noise)
      return { kind: 'loop', children: [body, { kind: 'nothing', count: Math.max(0, body.count - count) }], count }
    }
  }
  const leaves = follows.activities.map(
    (activity): Tree => ({ kind: 'activity', activity, count: countOf(activity, traces) }),
  )
  const all = leaves.reduce((sum, leaf) => sum + leaf.count, 0)
  return {
    kind: 'loop',
    children: [
      { kind: 'choice', children: leaves, count: all },
      { kind: 'nothing', count: all - count },
    ],
    count,
  }
}

const countOf = (activity: number, traces: readonly Trace[]): number =>
  traces.reduce((sum, trace) => sum + trace.count * trace.activities.filter((each) => each === activity).length, 0)
