import type { Act } from '../act/index.ts'
import { commonRuns } from './myers.ts'
import { pairArticles, runOf, runsOf } from './pair-articles.ts'
import type { Tokens } from './tokens.ts'

/** A place in a text: an article, and a stretch of its words in UTF-16 units. */
export interface Place {
  unit: string
  from: number
  until: number
}

/**
 * What became of a place in the next text: it stands there word for word (`same`), with other words in it (`changed`),
 * or not at all (`gone`), and then what stands in its place, if anything does.
 */
export type Fate = ({ state: 'same' | 'changed' } & Place) | { state: 'gone'; unit: string | null; instead: string }

/** Below this share of its words that are still there, a passage is gone rather than found. */
const LEAST_KEPT = 0.5
/** Above this share of the words that are left standing elsewhere, a passage was taken apart: no part of it is shown for it. */
const MOST_ELSEWHERE = 0.2
/** Share of a passage's runs of words that must stand in one article for it to be looked for there, and how many at least. */
const ENOUGH_RUNS = 0.4
const FEWEST_RUNS = 2
/** A passage that would have to grow beyond this is scattered over the new text, and not found again. */
const GROWTH = 2
const ROOM = 12

interface Piece {
  /** Place of the article. */
  at: number
  tokens: Tokens
  /** Number of its first token in the cluster. */
  offset: number
}

interface Side {
  pieces: readonly Piece[]
  ids: Int32Array
  isWord: Uint8Array
}

/** Finds places of one text in another. Made once for two texts; each place is then a look-up. */
export interface ActMap {
  fateOf(place: Place): Fate
  /** What became of a whole article. */
  articleFate(unit: string): { state: 'same' | 'changed'; unit: string } | { state: 'gone' }
}

/** Maps the text before onto the text after: articles by what they say, then word by word within them. */
export function mapActs(before: Act, after: Act): ActMap {
  const paired = pairArticles(before, after)
  const placeOf = new Map(before.articles.map(({ id }, at) => [id, at] as const))
  const clusterOf = new Map<number, (typeof paired.clusters)[number]>()
  for (const cluster of paired.clusters) for (const at of cluster.before) clusterOf.set(at, cluster)
  const made = new Map<(typeof paired.clusters)[number], { old: Side; now: Side; to: Int32Array }>()
  const mapOf = (cluster: (typeof paired.clusters)[number]) => {
    let known = made.get(cluster)
    if (!known) {
      const old = sideOf(cluster.before, paired.before)
      const now = sideOf(cluster.after, paired.after)
      const to = new Int32Array(old.ids.length).fill(-1)
      for (const run of commonRuns(old.ids, now.ids))
        for (let step = 0; step < run.length; step++) to[run.before + step] = run.after + step
      made.set(cluster, (known = { old, now, to }))
    }
    return known
  }
  let held: Map<number, number[]> | undefined
  /** Articles of the new text by the runs of three words they hold; made when first asked for. */
  const holders = (): Map<number, number[]> => {
    if (held) return held
    held = new Map()
    for (const [at, tokens] of paired.after.entries())
      for (const run of runsOf(tokens)) {
        const known = held.get(run)
        if (known) known.push(at)
        else held.set(run, [at])
      }
    return held
  }
  /**
   * Whether three words that a passage lost stand somewhere in the new text: then it was taken apart. Words of many
   * articles tell that only where they stand in one that came of its own.
   */
  const strayFrom =
    (cluster: (typeof paired.clusters)[number]) =>
    (run: number): boolean => {
      const holding = holders().get(run)
      return holding !== undefined && (holding.length < 3 || holding.some((at) => cluster.after.includes(at)))
    }
  return {
    articleFate(unit) {
      const at = placeOf.get(unit)
      const cluster = at === undefined ? undefined : clusterOf.get(at)
      if (at === undefined || !cluster || cluster.after.length === 0) return { state: 'gone' }
      const { old, now, to } = mapOf(cluster)
      const piece = old.pieces.find((candidate) => candidate.at === at)!
      const kept = new Map<number, number>()
      for (let token = piece.offset; token < piece.offset + piece.tokens.ids.length; token++)
        if (to[token]! >= 0 && old.isWord[token]) {
          const found = pieceAt(now, to[token]!).at
          kept.set(found, (kept.get(found) ?? 0) + 1)
        }
      const best = [...kept].sort((a, b) => b[1] - a[1])[0]
      // an article without words of its own goes by its number
      if (!best) return after.articles[cluster.after[0]!]!.id === unit ? { state: 'changed', unit } : { state: 'gone' }
      const same =
        paired.before[at]!.text === paired.after[best[0]]!.text &&
        before.articles[at]!.heading === after.articles[best[0]]!.heading
      return { state: same ? 'same' : 'changed', unit: after.articles[best[0]]!.id }
    },
    fateOf(place) {
      const at = placeOf.get(place.unit)
      const cluster = at === undefined ? undefined : clusterOf.get(at)
      if (at === undefined || !cluster) return { state: 'gone', unit: null, instead: '' }
      const tokens = paired.before[at]!
      const [first, last] = [tokenAt(tokens, place.from), tokenAt(tokens, place.until - 1)]
      const passage: Passage = { tokens, place, first, last, isElsewhere: strayFrom(cluster) }
      const { old, now, to } = mapOf(cluster)
      const piece = old.pieces.find((candidate) => candidate.at === at)!
      const found = cluster.after.length > 0 ? locate(passage, to.subarray(piece.offset), now) : undefined
      const fate = found ?? elsewhere(passage)
      if (fate) return { ...fate.place, state: fate.same ? 'same' : 'changed', unit: after.articles[fate.at]!.id }
      if (cluster.after.length === 0) return { state: 'gone', unit: null, instead: '' }
      return gone(old, now, to, piece.offset + first, piece.offset + last, after)
    },
  }

  /** A passage that its own article lost may stand in another: it was moved there. */
  function elsewhere(passage: Passage): Found | undefined {
    const { tokens, first, last } = passage
    const runs = runsOf(tokens, first, last + 1)
    const shared = new Map<number, number>()
    for (const run of runs) {
      const holding = holders().get(run) ?? []
      // what stands in several articles tells nothing of where it came from
      if (holding.length < 3) for (const at of holding) shared.set(at, (shared.get(at) ?? 0) + 1)
    }
    const [best] = [...shared].sort((a, b) => b[1] - a[1])
    if (!best || best[1] < Math.max(FEWEST_RUNS, ENOUGH_RUNS * runs.size)) return undefined
    const now = sideOf([best[0]], paired.after)
    const to = new Int32Array(tokens.ids.length).fill(-1)
    for (const run of commonRuns(tokens.ids.subarray(first, last + 1), now.ids))
      for (let step = 0; step < run.length; step++) to[first + run.before + step] = run.after + step
    return locate(passage, to, now)
  }
}

interface Passage {
  tokens: Tokens
  place: Place
  /** Its first and last token in its article. */
  first: number
  last: number
  /** Whether a run of three words that it lost stands elsewhere in the new text. */
  isElsewhere(run: number): boolean
}

interface Found {
  at: number
  same: boolean
  place: { from: number; until: number }
}

/**
 * Where the words of a passage stand in the new text, when enough of them stand together.
 * @param to for each token of its article the token of the new text
 */
function locate(passage: Passage, to: Int32Array, now: Side): Found | undefined {
  const { tokens, place, first, last } = passage
  let [words, kept, from, until] = [0, 0, -1, -1]
  for (let token = first; token <= last; token++) {
    if (!tokens.isWord[token]) continue
    words++
    if (to[token]! < 0) continue
    kept++
    if (from < 0) from = to[token]!
    until = to[token]!
  }
  if (kept === 0 || kept < LEAST_KEPT * words) return undefined
  const target = pieceAt(now, from)
  if (target !== pieceAt(now, until) || wordsIn(now, from, until) > GROWTH * words + ROOM) return undefined
  const elsewhere = kept < words ? wordsElsewhere(passage, to) : 0
  if (elsewhere > MOST_ELSEWHERE * (kept + elsewhere)) return undefined
  // signs at the edges (a closing quotation mark) belong to the passage when they stand there still
  if (to[first]! >= 0 && to[first]! < from && pieceAt(now, to[first]!) === target) from = to[first]!
  if (to[last]! > until && pieceAt(now, to[last]!) === target) until = to[last]!
  const start = target.tokens.starts[from - target.offset]!
  const end = target.tokens.starts[until - target.offset + 1]!
  // people mark half a word too
  const [before, behind] = [place.from - tokens.starts[first]!, tokens.starts[last + 1]! - place.until]
  const exact = kept === words && end - start - before - behind === place.until - place.from
  const stretch = exact ? { from: start + before, until: end - behind } : { from: start, until: end }
  const same = tokens.text.slice(place.from, place.until) === target.tokens.text.slice(stretch.from, stretch.until)
  return { at: target.at, same, place: stretch }
}

/**
 * Words of a passage that are not here, and stand elsewhere in the new text with a neighbour on each side, or two on one:
 * neighbours outside the passage count too, since what is cut off at its edge is often a word or two.
 */
function wordsElsewhere({ tokens: { ids, isWord }, first, last, isElsewhere }: Passage, to: Int32Array): number {
  const words: number[] = []
  for (let at = first - 1; at >= 0 && words.length < 2; at--) if (isWord[at]) words.unshift(at)
  for (let at = first, behind = 0; at < ids.length && behind < 2; at++)
    if (isWord[at]) {
      words.push(at)
      if (at > last) behind++
    }
  const known = new Int8Array(words.length)
  const stands = (at: number): boolean => {
    if (at < 0 || at + 2 >= words.length) return false
    known[at] ||= isElsewhere(runOf(ids[words[at]!]!, ids[words[at + 1]!]!, ids[words[at + 2]!]!)) ? 1 : -1
    return known[at] === 1
  }
  let elsewhere = 0
  words.forEach((token, at) => {
    if (token < first || token > last || to[token]! >= 0) return
    if (stands(at - 2) || stands(at - 1) || stands(at)) elsewhere++
  })
  return elsewhere
}

/** Says what stands where the passage stood: the words between its neighbours that are still there. */
function gone(old: Side, now: Side, to: Int32Array, first: number, last: number, after: Act): Fate {
  let left = first - 1
  while (left >= 0 && !(to[left]! >= 0 && old.isWord[left])) left--
  let right = last + 1
  while (right < to.length && !(to[right]! >= 0 && old.isWord[right])) right++
  const from = left < 0 ? 0 : to[left]! + 1
  const until = right >= to.length ? now.ids.length : to[right]!
  const near = pieceAt(now, Math.max(0, Math.min(left < 0 ? until - 1 : to[left]!, now.ids.length - 1)))
  const [start, end] = [Math.max(from, near.offset), Math.min(until, near.offset + near.tokens.ids.length)]
  const instead = near.tokens.written
    .slice(start - near.offset, Math.max(start, end) - near.offset)
    .join('')
    .trim()
  return { state: 'gone', unit: after.articles[near.at]!.id, instead: instead.slice(0, 1000) }
}

function sideOf(articles: readonly number[], all: readonly Tokens[]): Side {
  const pieces: Piece[] = []
  let offset = 0
  for (const at of articles) {
    pieces.push({ at, tokens: all[at]!, offset })
    offset += all[at]!.ids.length
  }
  const ids = new Int32Array(offset)
  const isWord = new Uint8Array(offset)
  for (const piece of pieces) {
    ids.set(piece.tokens.ids, piece.offset)
    isWord.set(piece.tokens.isWord, piece.offset)
  }
  return { pieces, ids, isWord }
}

const pieceAt = ({ pieces }: Side, token: number): Piece =>
  pieces.findLast(({ offset, tokens }) => offset <= token && tokens.ids.length > 0)!

function wordsIn({ isWord }: Side, from: number, until: number): number {
  let words = 0
  for (let at = from; at <= until; at++) words += isWord[at]!
  return words
}

/** The token that a place stands in. */
function tokenAt({ starts }: Tokens, place: number): number {
  let [low, high] = [0, starts.length - 2]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (starts[middle]! <= place) low = middle
    else high = middle - 1
  }
  return Math.max(0, low)
}
