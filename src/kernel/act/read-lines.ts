import { withoutHidden } from '../text/index.ts'
import { PREAMBLE, type Act, type Article, type Chapter, type Paragraph } from './act.ts'

/**
 * How headings are written in one language: `{number}` stands where the number stands (`Статья {number}`,
 * `{number}-modda`).
 */
export interface HeadingWords {
  article: string
  chapter: string
}

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹'
/** Bounded: an id is made of it, and a row of a hundred digits numbers nothing. */
const NUMBER = `[0-9]{1,6}(?:[-–.][0-9]{1,6}){0,6}[${SUPERSCRIPTS}]{0,6}|[IVXLC]{1,12}`

/** `2¹` and `2-1` are `2-1`: what an id may hold. */
const plainNumber = (number: string): string =>
  number
    .replace(
      new RegExp(`[${SUPERSCRIPTS}]+`, 'g'),
      (raised) => `-${[...raised].map((digit) => SUPERSCRIPTS.indexOf(digit)).join('')}`,
    )
    .replace(/[–.]/g, '-')

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/**
 * A line is a heading when its number is followed by a full stop, by nothing, or by a capital: "Article 5 of this Law"
 * within a text may begin a line too.
 */
const patternOf = (words: readonly string[]): RegExp =>
  new RegExp(
    `^(?:${words.map((word) => escaped(word).replace('\\{number\\}', `(${NUMBER})`)).join('|')})(?:\\.\\s*(.*)|\\s*$|\\s+(?=\\p{Lu})(.*))$`,
    'iu',
  )
const CAPITAL = /^\p{Lu}/u

function readHeading(pattern: RegExp, line: string): { number: string; heading: string } | undefined {
  const found = pattern.exec(line)
  if (!found) return undefined
  const groups = found.slice(1)
  const [dotted, spaced] = groups.slice(-2)
  if (spaced !== undefined && !CAPITAL.test(spaced)) return undefined
  const number = groups.slice(0, -2).find((group) => group !== undefined)!
  return { number: plainNumber(number), heading: (dotted ?? spaced ?? '').trim() }
}

/** The most articles, paragraphs and letters of one act: above a code of laws of a thousand pages. */
export const MOST_ARTICLES = 5_000
export const MOST_PARAGRAPHS = 30_000
export const MOST_LETTERS = 2_000_000
/** Lines that are looked at to find the paragraphs: between two of them some stand empty. */
const MOST_LINES = 8 * MOST_PARAGRAPHS

/** @throws ActError when nothing of a text can be read as an act */
export class ActError extends Error {
  readonly code: 'empty' | 'too-large' | 'not-readable'
  constructor(code: ActError['code']) {
    super(code)
    this.code = code
  }
}

/**
 * Reads lines of text, one paragraph each, as an act. Where no line is the heading of an article, points `1.` are what
 * has a number; where there are none either, the whole is one.
 * @param words headings of all languages: a text may be in another than its page
 * @throws ActError
 */
export function readLines(
  title: string,
  language: string,
  given: readonly string[],
  words: readonly HeadingWords[],
): Act {
  if (given.length > MOST_LINES) throw new ActError('too-large')
  const lines = given.flatMap((line) => withoutHidden(line).split('\n')).map((line) => line.replace(/\s+/g, ' ').trim())
  const filled = lines.filter((line) => line !== '')
  if (filled.length === 0) throw new ActError('empty')
  if (filled.length > MOST_PARAGRAPHS) throw new ActError('too-large')
  if (filled.reduce((sum, line) => sum + line.length, 0) > MOST_LETTERS) throw new ActError('too-large')
  const article = patternOf(words.map((word) => word.article))
  const chapter = patternOf(words.map((word) => word.chapter))
  const byPoints = !filled.some((line) => readHeading(article, line))
  const begins = (line: string): { number: string; heading: string; text?: string } | undefined => {
    if (!byPoints) return readHeading(article, line)
    const point = /^(\d{1,6})\.\s+(.+)$/u.exec(line)
    return point ? { number: point[1]!, heading: '', text: line } : undefined
  }
  const chapters: Chapter[] = []
  const articles: (Article & { paragraphs: Paragraph[] })[] = []
  const ids = new Set<string>()
  const unique = (id: string): string => {
    let [free, copy] = [id, 1]
    while (ids.has(free)) free = `${id}-copy${++copy}`
    ids.add(free)
    return free
  }
  const add = (text: string) => {
    if (articles.length === 0) articles.push({ id: unique(PREAMBLE), number: '', heading: '', paragraphs: [] })
    const { id, paragraphs } = articles.at(-1)!
    paragraphs.push({ id: `${id}__para_${paragraphs.length + 1}`, text })
  }
  for (const line of filled) {
    const head = readHeading(chapter, line)
    if (head) {
      chapters.push({ id: unique(`chp_${head.number}`), number: head.number, heading: head.heading })
      continue
    }
    const start = begins(line)
    if (!start) {
      add(line)
      continue
    }
    if (articles.length >= MOST_ARTICLES) throw new ActError('too-large')
    const within = chapters.at(-1)
    articles.push({
      id: unique(`art_${start.number}`),
      number: start.number,
      heading: start.heading,
      ...(within ? { chapter: within.id } : {}),
      paragraphs: [],
    })
    if (start.text) add(start.text)
  }
  const titleLines = articles[0]?.id === PREAMBLE ? articles[0].paragraphs : []
  // the title on top of the text is the act's title, not a paragraph one comments on
  if (titleLines[0] && titleLines[0].text.toLowerCase() === title.trim().toLowerCase()) titleLines.shift()
  return {
    title: title.trim(),
    language,
    chapters,
    articles: articles.filter(({ id, paragraphs }) => id !== PREAMBLE || paragraphs.length > 0),
  }
}
