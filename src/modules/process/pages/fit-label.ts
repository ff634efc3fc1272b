/** A text in lines with the size of letters at which it fits. */
export interface FittedLabel {
  lines: string[]
  size: number
}

/** Sizes that are tried, the largest that fits is taken. */
const SIZES = [12, 11, 10] as const
/** From one line to the next. */
export const leading = (size: number): number => size + 2

/**
 * Breaks a text between words into lines that fit a width and a height; what fits at no size is cut and ends in an
 * ellipsis.
 */
export function fitLabel(text: string, width: number, height: number): FittedLabel {
  for (const size of SIZES) {
    const lines = broken(text, width, size)
    if (lines.length <= Math.floor(height / leading(size)) && lines.every((line) => widthOf(line, size) <= width))
      return { lines, size }
  }
  const size = SIZES[SIZES.length - 1]!
  const lines = broken(text, width, size)
  const most = Math.max(1, Math.floor(height / leading(size)))
  const kept = lines.length > most ? [...lines.slice(0, most - 1), lines.slice(most - 1).join(' ')] : lines
  return { lines: kept.map((line) => cut(line, width, size)), size }
}

function broken(text: string, width: number, size: number): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const longer = lines.length === 0 ? undefined : `${lines.at(-1)} ${word}`
    if (longer !== undefined && widthOf(longer, size) <= width) lines[lines.length - 1] = longer
    else lines.push(word)
  }
  return lines
}

function cut(line: string, width: number, size: number): string {
  if (widthOf(line, size) <= width) return line
  let shorter = line.slice(0, -1)
  while (shorter.length > 1 && widthOf(`${shorter}…`, size) > width) shorter = shorter.slice(0, -1)
  return `${shorter}…`
}

const NARROW = /[ijlftrI .,:;!'’ʻʼ()|-]/
const MIDDLING = /[мыжф]/
const WIDE = /[mwMWшщюЖМФШЩЮ]/

/**
 * How wide a text is. The server has no fonts and readers have different ones: the widest of Segoe UI, Roboto, Noto
 * Sans and Liberation Sans
 * by kinds of letters, so that Cyrillic, a tenth wider than Latin, is not told by its number of letters.
 */
export function widthOf(text: string, size: number): number {
  let em = 0
  for (const letter of text)
    em += NARROW.test(letter)
      ? 0.34
      : WIDE.test(letter)
        ? 0.88
        : MIDDLING.test(letter)
          ? 0.76
          : letter === letter.toLowerCase()
            ? 0.6
            : 0.7
  return em * size
}
