/** A piece of an article with the comments that mean it. */
export interface Piece {
  text: string
  comments: readonly string[]
}

/** Cuts a text where passages begin and end; passages may overlap and lie in each other. */
export function piecesOf(text: string, passages: readonly { id: string; from: number; until: number }[]): Piece[] {
  const within = passages
    .map(({ id, from, until }) => ({ id, from: Math.max(0, from), until: Math.min(text.length, until) }))
    .filter(({ from, until }) => from < until)
  const cuts = [...new Set([0, text.length, ...within.flatMap(({ from, until }) => [from, until])])].sort(
    (a, b) => a - b,
  )
  return cuts.slice(0, -1).map((from, at) => ({
    text: text.slice(from, cuts[at + 1]),
    comments: within.filter((passage) => passage.from <= from && from < passage.until).map(({ id }) => id),
  }))
}
