import { mixed, wordHashes } from './word-hashes.ts'

/** Values of a signature: one for each 64th of all hashes (one-permutation MinHash, filled up by optimal densification). */
export const VALUES = 64
/** Fewer runs of words than this say too little: such a text is grouped only with its equals. */
export const FEWEST_RUNS = 4
/** A comment is 10,000 letters at most; words beyond this number add nothing to telling it apart. */
const MOST_WORDS = 4096

const words = new Uint32Array(MOST_WORDS)

/** What is compared of a text. */
export interface Signature {
  /** `VALUES` numbers; undefined for a text too short to be told from others by its runs. */
  values: Uint32Array | undefined
  /** Equal texts (after the fold) have equal hashes. */
  content: bigint
}

/** Runs of two words of the act itself: comments quote it, and a quotation makes nobody one of a campaign. */
export function runsOfAct(text: string): Set<number> {
  const runs = new Set<number>()
  for (const line of text.split('\n')) {
    const count = wordHashes(line, words)
    for (let at = 1; at < count; at++) runs.add(runOf(words[at - 1]!, words[at]!))
  }
  return runs
}

const runOf = (first: number, second: number): number => mixed(Math.imul(first, 0x9e3779b1) ^ second)

/**
 * The signature of a text without what it quotes of the act.
 * @param into values are put there, to spare memory; else in an array of their own
 */
export function signatureOf(
  text: string,
  act: ReadonlySet<number>,
  into: Uint32Array = new Uint32Array(VALUES),
): Signature {
  const count = wordHashes(text, words)
  let [high, low] = [0x9747b28c, 0x85ebca77]
  into.fill(0xffffffff)
  let runs = 0
  for (let at = 0; at < count; at++) {
    const word = words[at]!
    high = Math.imul(high ^ word, 0xcc9e2d51) + at
    low = Math.imul(low, 0x1b873593) ^ mixed(word + at)
    if (at === 0) continue
    const run = runOf(words[at - 1]!, word)
    if (act.has(run)) continue
    runs++
    const bin = run >>> 26
    const value = mixed(run ^ 0x5bd1e995) >>> 1
    if (value < into[bin]!) into[bin] = value
  }
  const content = (BigInt(mixed(high)) << 32n) | BigInt(mixed(low))
  if (runs < FEWEST_RUNS) return { values: undefined, content }
  densify(into)
  return { values: into, content }
}

const EMPTY = 0xffffffff
const filled = new Uint8Array(VALUES)

/** Empty bins take the value of one that is filled, chosen by their number alone (A. Shrivastava, 2017). */
function densify(values: Uint32Array): void {
  for (let bin = 0; bin < VALUES; bin++) filled[bin] = values[bin] === EMPTY ? 0 : 1
  for (let bin = 0; bin < VALUES; bin++) {
    if (filled[bin]) continue
    let attempt = 1
    let from = mixed(Math.imul(bin + 1, 0x9e3779b1) + attempt) % VALUES
    while (!filled[from]) from = mixed(Math.imul(bin + 1, 0x9e3779b1) + ++attempt) % VALUES
    values[bin] = values[from]!
  }
}

/** Estimated share of runs that two texts have in common: how many of their values are equal. */
export function likeness(all: Uint32Array, one: number, other: number): number {
  let equal = 0
  const [left, right] = [one * VALUES, other * VALUES]
  for (let at = 0; at < VALUES; at++) if (all[left + at] === all[right + at]) equal++
  return equal / VALUES
}
