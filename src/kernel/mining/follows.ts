import type { Trace } from './process-tree.ts'

/** What directly follows what in traces that are not empty. */
export interface Follows {
  activities: readonly number[]
  /** By place of the activity: successors with how often. */
  next: readonly ReadonlyMap<number, number>[]
  start: ReadonlyMap<number, number>
  end: ReadonlyMap<number, number>
  placeOf: ReadonlyMap<number, number>
}

/** Counts what follows what; activities are told by their places in a sorted list. */
export function followsOf(traces: readonly Trace[]): Follows {
  const activities = [...new Set(traces.flatMap((trace) => trace.activities))].sort((first, second) => first - second)
  const placeOf = new Map(activities.map((activity, place) => [activity, place]))
  const next = activities.map(() => new Map<number, number>())
  const [start, end] = [new Map<number, number>(), new Map<number, number>()]
  const bump = (map: Map<number, number>, key: number, count: number) => void map.set(key, (map.get(key) ?? 0) + count)
  for (const { activities: done, count } of traces) {
    if (done.length === 0) continue
    bump(start, placeOf.get(done[0]!)!, count)
    bump(end, placeOf.get(done.at(-1)!)!, count)
    for (let at = 1; at < done.length; at++) bump(next[placeOf.get(done[at - 1]!)!]!, placeOf.get(done[at]!)!, count)
  }
  return { activities, next, start, end, placeOf }
}

/** Leaves out what is seen seldom beside the commonest thing after the same activity, the end of the case included. */
export function withoutNoise(follows: Follows, noise: number): Follows {
  const kept = (counts: ReadonlyMap<number, number>, ended = 0) => {
    const least = noise * Math.max(ended, ...counts.values())
    return new Map([...counts].filter(([, count]) => count >= least))
  }
  return {
    ...follows,
    next: follows.next.map((counts, place) => kept(counts, follows.end.get(place))),
    start: kept(follows.start),
    end: kept(follows.end),
  }
}

/** Sets of places that hang together. */
export function components(size: number, joined: (first: number, second: number) => boolean): number[][] {
  const found: number[][] = []
  const seen = new Uint8Array(size)
  for (let from = 0; from < size; from++) {
    if (seen[from]) continue
    seen[from] = 1
    const group = [from]
    for (const node of group)
      for (let neighbour = 0; neighbour < size; neighbour++)
        if (!seen[neighbour] && (joined(node, neighbour) || joined(neighbour, node))) {
          seen[neighbour] = 1
          group.push(neighbour)
        }
    found.push(group)
  }
  return found
}

/** Which places can be come to from each. */
export function reachable({ next }: Follows): Uint8Array[] {
  return next.map((_, from) => {
    const found = new Uint8Array(next.length)
    const open = [from]
    for (let node = open.pop(); node !== undefined; node = open.pop())
      for (const neighbour of next[node]!.keys())
        if (!found[neighbour]) {
          found[neighbour] = 1
          open.push(neighbour)
        }
    return found
  })
}
