import { textOf, type Act } from '../act/index.ts'
import { newVocabulary, tokensOf, type Tokens } from './tokens.ts'

/** Articles of two texts that share their words: what was split, joined, moved or given another number comes together. */
export interface Cluster {
  /** Places of articles in the text before, and in the text after. */
  before: readonly number[]
  after: readonly number[]
}

export interface PairedActs {
  before: readonly Tokens[]
  after: readonly Tokens[]
  clusters: readonly Cluster[]
}

/** A run that stands in more articles than this is boilerplate, and tells nothing. */
const COMMON_FROM = 5
/** Share of an article's runs that must stand in another for them to belong together. */
const ENOUGH = 0.25

/** Pairs the articles of two texts by the runs of three words they share; an article without any stays alone. */
export function pairArticles(before: Act, after: Act): PairedActs {
  const vocabulary = newVocabulary()
  const tokens = (act: Act) => act.articles.map((article) => tokensOf(textOf(article), vocabulary))
  const [old, now] = [tokens(before), tokens(after)]
  const runsOld = old.map((tokens) => runsOf(tokens))
  const runsNow = now.map((tokens) => runsOf(tokens))
  const holders = new Map<number, number[]>()
  runsOld.forEach((runs, at) => {
    for (const run of runs) {
      const known = holders.get(run)
      if (known) known.push(at)
      else holders.set(run, [at])
    }
  })
  const parent = Int32Array.from({ length: old.length + now.length }, (_unused, at) => at)
  const rootOf = (at: number): number => {
    while (parent[at] !== at) at = parent[at] = parent[parent[at]!]!
    return at
  }
  const unite = (oldAt: number, nowAt: number) => {
    parent[rootOf(oldAt)] = rootOf(old.length + nowAt)
  }
  // the best of each, both ways: an article that was split has two children, one that was joined two parents
  const bestOfOld = old.map(() => ({ at: -1, shared: 0 }))
  runsNow.forEach((runs, nowAt) => {
    const shared = new Map<number, number>()
    for (const run of runs) {
      const found = holders.get(run)
      if (found && found.length < COMMON_FROM) for (const at of found) shared.set(at, (shared.get(at) ?? 0) + 1)
    }
    let best = { at: -1, shared: 0 }
    for (const [at, count] of shared) {
      if (count > best.shared) best = { at, shared: count }
      if (count > bestOfOld[at]!.shared) bestOfOld[at] = { at: nowAt, shared: count }
    }
    if (best.shared > 0 && best.shared >= ENOUGH * Math.min(runs.size, runsOld[best.at]!.size)) unite(best.at, nowAt)
  })
  bestOfOld.forEach(({ at, shared }, oldAt) => {
    if (shared > 0 && shared >= ENOUGH * Math.min(runsOld[oldAt]!.size, runsNow[at]!.size)) unite(oldAt, at)
  })
  pairShort(before, after, (oldAt, nowAt) => {
    const alone = (at: number) =>
      rootOf(at) === at && !parent.some((_root, other) => other !== at && rootOf(other) === at)
    if (alone(oldAt) && alone(old.length + nowAt)) unite(oldAt, nowAt)
  })
  const clusters = new Map<number, { before: number[]; after: number[] }>()
  for (let at = 0; at < parent.length; at++) {
    const root = rootOf(at)
    let cluster = clusters.get(root)
    if (!cluster) clusters.set(root, (cluster = { before: [], after: [] }))
    if (at < old.length) cluster.before.push(at)
    else cluster.after.push(at - old.length)
  }
  return { before: old, after: now, clusters: [...clusters.values()] }
}

/** Articles that share no run of three words are one when they keep their id and heading, or all their words. */
function pairShort(before: Act, after: Act, pair: (oldAt: number, nowAt: number) => void): void {
  const byText = new Map(after.articles.map((article, at) => [`${article.heading}\n${textOf(article)}`, at] as const))
  const byId = new Map(after.articles.map((article, at) => [`${article.id}\n${article.heading}`, at] as const))
  before.articles.forEach((article, at) => {
    const found = byText.get(`${article.heading}\n${textOf(article)}`) ?? byId.get(`${article.id}\n${article.heading}`)
    if (found !== undefined) pair(at, found)
  })
}

/** Hashes of all runs of three words. */
export function runsOf(tokens: Pick<Tokens, 'ids' | 'isWord'>, from = 0, until = tokens.ids.length): Set<number> {
  const { ids, isWord } = tokens
  const runs = new Set<number>()
  let [first, second] = [-1, -1]
  for (let at = from; at < until; at++) {
    if (!isWord[at]) continue
    const third = ids[at]!
    if (first >= 0) runs.add(runOf(first, second, third))
    first = second
    second = third
  }
  return runs
}

/** Hash of a run of three words. */
export const runOf = (first: number, second: number, third: number): number =>
  Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b) ^ Math.imul(third, 0xc2b2ae35)
