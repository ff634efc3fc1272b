import { DOCUMENT_LETTERS } from './document-letters.ts'
import { withoutHidden } from './hidden-characters.ts'

type Letters = ReadonlySet<number>
const SPACES = /[\t\n]/
const MARK = /\p{M}/u
/** Where a letter is that no document can be set in. */
const HOLE = '\uFFFD'

const readRanges = (lines: readonly string[]): Letters =>
  new Set(
    lines.flatMap((line) =>
      line.split(' ').flatMap((range) => {
        const [from, to = from] = range.split('-').map((digits) => Number.parseInt(digits, 16)) as [number, number?]
        return Array.from({ length: to! - from + 1 }, (_, at) => from + at)
      }),
    ),
  )

const plain = readRanges(DOCUMENT_LETTERS.plain)
const { plain: _plain, ...others } = DOCUMENT_LETTERS
/** Read when a text first has a letter that the plain font lacks. */
let otherFonts: readonly (readonly [name: string, letters: Letters])[] | undefined
const fontsOfOthers = () =>
  (otherFonts ??= Object.entries(others).map(([name, lines]) => [name, readRanges(lines)] as const))

/** A letter with the marks above and below it: a font sets both, or neither. */
const clusters = (text: string): string[] => text.match(/[^\p{M}]\p{M}*|\p{M}+/gu) ?? []

const fits = (letters: Letters, cluster: string): boolean =>
  [...cluster].every((letter) => letters.has(letter.codePointAt(0)!))

const isSet = (cluster: string): boolean =>
  SPACES.test(cluster) ||
  fits(plain, cluster) ||
  (!MARK.test(cluster[0]!) && fontsOfOthers().some(([, letters]) => fits(letters, cluster)))

/**
 * Letters of a text that no official document can be set in, each once: emoji, signs, scripts without a font. Characters
 * that nobody sees are none of these; documents leave them out.
 */
export const unprintableIn = (text: string): string[] => [
  ...new Set(clusters(withoutHidden(text)).filter((cluster) => !isSet(cluster))),
]

/** The text with a sign of a hole for each letter that no document can be set in: a document never waits for a letter. */
export const printable = (text: string): string =>
  unprintableIn(text).length === 0
    ? text
    : clusters(withoutHidden(text))
        .map((cluster) => (isSet(cluster) ? cluster : HOLE))
        .join('')

/** Fonts beside the plain one that a text needs, by name. */
export const fontsNeeded = (text: string): string[] => {
  const foreign = clusters(text).filter((cluster) => !SPACES.test(cluster) && !fits(plain, cluster))
  return foreign.length === 0
    ? []
    : fontsOfOthers().flatMap(([name, letters]) => (foreign.some((cluster) => fits(letters, cluster)) ? [name] : []))
}

const LINE_BREAKS = /[\n\r\v\f\u0085\u2028\u2029]/
const BROKEN = new RegExp(`[\\s\\u0085]*${LINE_BREAKS.source}[\\s\\u0085]*`, 'gu')

/** Whether a text goes on in a second line, however the line is broken. */
export const hasLineBreak = (text: string): boolean => LINE_BREAKS.test(text)

/** The text in one line: a value that is put into a sentence never begins a paragraph of its own. */
export const inOneLine = (text: string): string => (hasLineBreak(text) ? text.trim().replace(BROKEN, ' ') : text)
