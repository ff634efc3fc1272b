import type { Act } from '../act/index.ts'
import { commonRuns } from './myers.ts'
import { pairArticles } from './pair-articles.ts'
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
        paired.before[at]!.written.join('') === paired.after[best[0]]!.written.join('') &&
        before.articles[at]!.heading === after.articles[best[0]]!.heading
      return { state: same ? 'same' : 'changed', unit: after.articles[best[0]]!.id }
    },
    fateOf(place) {
      const at = placeOf.get(place.unit)
      const cluster = at === undefined ? undefined : clusterOf.get(at)
      if (at === undefined || !cluster || cluster.after.length === 0) return { state: 'gone', unit: null, instead: '' }
      const { old, now, to } = mapOf(cluster)
      const piece = old.pieces.find((candidate) => candidate.at === at)!
      const first = piece.offset + tokenAt(piece.tokens, place.from)
      const last = piece.offset + tokenAt(piece.tokens, place.until - 1)
      let [words, kept, from, until] = [0, 0, -1, -1]
      for (let token = first; token <= last; token++) {
        if (!old.isWord[token]) continue
        words++
        if (to[token]! < 0) continue
        kept++
        if (from < 0) from = to[token]!
        until = to[token]!
      }
      const found = from >= 0 && pieceAt(now, from).at === pieceAt(now, until).at
      if (kept === 0 || kept < LEAST_KEPT * words || !found || wordsIn(now, from, until) > GROWTH * words + ROOM)
        return gone(old, now, to, first, last, after)
      const target = pieceAt(now, from)
      // signs at the edges (a closing quotation mark) belong to the passage when they stand there still
      if (to[first]! >= 0 && to[first]! < from && pieceAt(now, to[first]!) === target) from = to[first]!
      if (to[last]! > until && pieceAt(now, to[last]!) === target) until = to[last]!
      const start = target.tokens.starts[from - target.offset]!
      const end = target.tokens.starts[until - target.offset + 1]!
      const [offsetIn, offsetOut] = edges(piece, place, first, last)
      const exact = kept === words && end - start - offsetIn - offsetOut === place.until - place.from
      const stretch = exact ? { from: start + offsetIn, until: end - offsetOut } : { from: start, until: end }
      const same =
        piece.tokens.written.join('').slice(place.from, place.until) ===
        target.tokens.written.join('').slice(stretch.from, stretch.until)
      return { state: same ? 'same' : 'changed', unit: after.articles[target.at]!.id, ...stretch }
    },
  }
}

/** How far within its first and last token a passage begins and ends: people mark half a word too. */
function edges(piece: Piece, place: Place, first: number, last: number): [number, number] {
  return [
    place.from - piece.tokens.starts[first - piece.offset]!,
    piece.tokens.starts[last - piece.offset + 1]! - place.until,
  ]
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
