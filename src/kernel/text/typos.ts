/** The set of three-letter pieces of a word, as PostgreSQL's pg_trgm makes them: two spaces before, one after. */
export function trigrams(word: string): Set<string> {
  const padded = `  ${word} `
  const pieces = new Set<string>()
  for (let at = 0; at + 3 <= padded.length; at++) pieces.add(padded.slice(at, at + 3))
  return pieces
}

/** Share of trigrams two words have in common, 0 to 1 (Jaccard; pg_trgm's similarity of single words). */
export function similarity(text: string, other: string): number {
  const [a, b] = [trigrams(text), trigrams(other)]
  let common = 0
  for (const piece of a) if (b.has(piece)) common++
  return common / (a.size + b.size - common)
}

/**
 * How many letters were added, left out, changed or swapped with their neighbour (optimal string alignment distance).
 * @param atMost beyond this the count is not gone on with; the answer is then atMost + 1
 */
export function editDistance(text: string, other: string, atMost = Infinity): number {
  const [a, b] = [[...text], [...other]]
  if (Math.abs(a.length - b.length) > atMost) return atMost + 1
  let before: number[] = []
  let above = b.map((_, at) => at).concat(b.length)
  for (let row = 1; row <= a.length; row++) {
    const current = [row]
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1]
      let least = Math.min(above[column]! + 1, current[column - 1]! + 1, above[column - 1]! + (same ? 0 : 1))
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1])
        least = Math.min(least, before[column - 2]! + 1)
      current.push(least)
    }
    if (Math.min(...current) > atMost) return atMost + 1
    before = above
    above = current
  }
  return Math.min(above[b.length]!, atMost + 1)
}

/** Typing mistakes that are believed of a word this long: none up to 3 letters, one up to 6, then two. */
export const mistakesBelieved = (word: string): number => (word.length <= 3 ? 0 : word.length <= 6 ? 1 : 2)

/**
 * The words nearest to a mistyped one, nearest first: within the mistakes believed of its length, then by trigrams in
 * common.
 * @param candidates known words, best already narrowed by an index
 */
export function corrections(word: string, candidates: Iterable<string>): string[] {
  const believed = mistakesBelieved(word)
  const near: { candidate: string; distance: number; alike: number }[] = []
  for (const candidate of candidates) {
    // what was typed may be the beginning of a longer word
    const distance = Math.min(
      editDistance(word, candidate, believed),
      editDistance(word, candidate.slice(0, word.length), believed),
    )
    if (distance <= believed) near.push({ candidate, distance, alike: similarity(word, candidate) })
  }
  return near
    .sort((a, b) => a.distance - b.distance || b.alike - a.alike || (a.candidate < b.candidate ? -1 : 1))
    .map((item) => item.candidate)
}
