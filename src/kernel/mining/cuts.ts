import { components, reachable, type Follows } from './follows.ts'
import type { Trace } from './process-tree.ts'

/** A cut of activities into groups, and how traces are divided among them. */
export interface Cut {
  kind: 'choice' | 'sequence' | 'parallel' | 'loop'
  groups: readonly (readonly number[])[]
}

/** The first cut that holds; groups are numbers of activities. */
export function findCut(follows: Follows): Cut | undefined {
  const named = (groups: readonly (readonly number[])[]) =>
    groups.map((group) => group.map((place) => follows.activities[place]!))
  for (const [kind, find] of [
    ['choice', choice],
    ['sequence', sequence],
    ['parallel', parallel],
    ['loop', loop],
  ] as const) {
    const groups = find(follows)
    if (groups.length > 1) return { kind, groups: named(groups) }
  }
  return undefined
}

const choice = ({ activities, next }: Follows): number[][] =>
  components(activities.length, (first, second) => next[first]!.has(second))

/** Groups of which each is come to from the ones before it, and leads to none of them. */
function sequence(follows: Follows): number[][] {
  const size = follows.activities.length
  const reach = reachable(follows)
  // those that lead to each other, and those that do not lead to each other at all, belong together
  const groups = components(size, (first, second) => reach[first]![second] === reach[second]![first])
  const leads = (from: readonly number[], to: readonly number[]) =>
    from.some((first) => to.some((second) => reach[first]![second] === 1))
  return groups.sort((first, second) => (leads(first, second) ? -1 : leads(second, first) ? 1 : 0))
}

/** Groups whose activities follow each other both ways; each begins and ends some trace. */
function parallel({ activities, next, start, end }: Follows): number[][] {
  const groups = components(
    activities.length,
    (first, second) => first !== second && !(next[first]!.has(second) && next[second]!.has(first)),
  )
  const whole = groups.filter(
    (group) => group.some((place) => start.has(place)) && group.some((place) => end.has(place)),
  )
  const rest = groups.filter((group) => !whole.includes(group)).flat()
  if (whole.length === 0) return []
  whole[0] = [...whole[0]!, ...rest]
  return whole
}

/** A body that holds every first and last activity, and what leads from its ends back to its starts. */
function loop({ activities, next, start, end }: Follows): number[][] {
  const size = activities.length
  const body = new Set([...start.keys(), ...end.keys()])
  const rest = Array.from({ length: size }, (_, place) => place).filter((place) => !body.has(place))
  let parts = components(rest.length, (first, second) => next[rest[first]!]!.has(rest[second]!)).map((group) =>
    group.map((place) => rest[place]!),
  )
  const isBack = (part: readonly number[]): boolean => {
    for (const place of part) {
      for (const from of body) if (next[from]!.has(place) && !end.has(from)) return false
      for (const to of next[place]!.keys()) if (body.has(to) && !start.has(to)) return false
      const [entered, left] = [
        [...end.keys()].filter((from) => next[from]!.has(place)),
        [...start.keys()].filter((to) => next[place]!.has(to)),
      ]
      if (entered.length > 0 && entered.length < end.size) return false
      if (left.length > 0 && left.length < start.size) return false
    }
    return true
  }
  // what is no way back belongs to the body, which may make another part none either
  for (let more = true; more; ) {
    more = false
    for (const part of parts)
      if (!isBack(part)) {
        for (const place of part) body.add(place)
        parts = parts.filter((each) => each !== part)
        more = true
        break
      }
  }
  return parts.length === 0 ? [] : [[...body], ...parts]
}

/** What of each trace falls into each group. */
export function divide({ kind, groups }: Cut, traces: readonly Trace[]): Trace[][] {
  const groupOf = new Map(groups.flatMap((group, at) => group.map((activity) => [activity, at] as const)))
  const found: Trace[][] = groups.map(() => [])
  for (const { activities, count } of traces) {
    if (kind === 'choice') {
      const hits = groups.map(() => 0)
      for (const activity of activities) hits[groupOf.get(activity)!]!++
      // with noise a trace may touch several: it goes where most of it is
      const at = hits.indexOf(Math.max(...hits))
      found[at]!.push({ activities: activities.filter((activity) => groupOf.get(activity) === at), count })
    } else if (kind === 'loop') rounds(activities, count, groupOf, found)
    else
      for (const [at] of groups.entries())
        found[at]!.push({ activities: activities.filter((activity) => groupOf.get(activity) === at), count })
  }
  return found.map(gathered)
}

/** Cuts a trace into rounds of the body and of the ways back between them. */
function rounds(
  activities: readonly number[],
  count: number,
  groupOf: ReadonlyMap<number, number>,
  found: Trace[][],
): void {
  let [at, part]: [number, number[]] = [0, []]
  for (const activity of activities) {
    const group = groupOf.get(activity)!
    if (group !== at) {
      found[at]!.push({ activities: part, count })
      // two ways back, one behind the other, have a round of the body between them in which nothing is done
      if (at !== 0 && group !== 0) found[0]!.push({ activities: [], count })
      ;[at, part] = [group, []]
    }
    part.push(activity)
  }
  found[at]!.push({ activities: part, count })
  if (at !== 0) found[0]!.push({ activities: [], count })
}

/** The same sequences counted together. */
export function gathered(traces: readonly Trace[]): Trace[] {
  const found = new Map<string, Trace>()
  for (const { activities, count } of traces) {
    const key = activities.join(',')
    found.set(key, { activities, count: count + (found.get(key)?.count ?? 0) })
  }
  return [...found.values()]
}
