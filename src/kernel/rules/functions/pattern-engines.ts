import { RE2JS } from 're2js'
import { FeelError, type Place } from '../feel-error.ts'
import {
  javascriptLiteral,
  translatePattern,
  WrongPattern,
  type Dialect,
  type Translated,
} from './translate-pattern.ts'

/** A place where a pattern is found: its offsets, and the texts of its groups, of the whole first. */
export interface Found {
  readonly from: number
  readonly to: number
  readonly groups: readonly (string | null)[]
}

/** Steps an engine may take for one text: about a second of work. */
const STEPS_AT_MOST = 100_000_000

const RE2: Dialect = {
  literal: (character) => `\\x{${character.codePointAt(0)!.toString(16)}}`,
  set: re2Set,
  lineStart: '(?m:^)',
  lineEnd: '(?m:$)',
  textStart: '\\A',
  textEnd: '\\z',
}

/** A line starts after each line feed but one that ends the text (XPath Functions 3.1, 5.6.1.1). */
const JAVASCRIPT: Dialect = {
  literal: javascriptLiteral,
  set: (source) => source,
  lineStart: '(?:^|(?<=\\n)(?!$))',
  lineEnd: '(?:$|(?=\\n))',
  textStart: '^',
  textEnd: '$',
}

/**
 * A pattern ready to run. RE2 takes time in proportion to the text, whatever the pattern. It has no references to groups
 * and no look at what follows, which line starts need in a text that ends with a line feed: there JavaScript's own
 * engine tries one way after another, on texts short enough for what it may come to.
 */
export class Pattern {
  readonly groups: number
  private readonly re2: RE2JS | undefined
  private readonly translated: Translated
  private readonly pattern: string
  private readonly flags: string
  private tried: RegExp | undefined

  /** @throws WrongPattern */
  constructor(pattern: string, flags: string) {
    this.pattern = pattern
    this.flags = flags
    this.translated = translatePattern(pattern, flags, RE2)
    this.groups = this.translated.groups
    if (this.translated.refersBack) this.backtracking()
    else this.re2 = compiledRe2(this.translated.source, flags.includes('i'))
  }

  /** Whether it is found. @throws FeelError when the text is too long for it */
  test(text: string, place: Place): boolean {
    const re2 = this.re2For(text, place)
    return re2 ? re2.test(text) : this.backtrackingOn(text, place).test(text)
  }

  /** Where it is found, from the first place on. @throws FeelError when the text is too long for it */
  *findAll(text: string, place: Place): Iterable<Found> {
    const re2 = this.re2For(text, place)
    if (!re2) {
      const expression = this.backtrackingOn(text, place)
      for (const match of text.matchAll(new RegExp(expression.source, `${expression.flags}g`)))
        yield { from: match.index, to: match.index + match[0].length, groups: match.map((word) => word ?? null) }
      return
    }
    const matcher = re2.matcher(text)
    while (matcher.find()) {
      const groups = Array.from({ length: this.groups + 1 }, (_, at) => matcher.group(at) ?? null)
      yield { from: matcher.start(), to: matcher.end(), groups }
    }
  }

  private re2For(text: string, place: Place): RE2JS | undefined {
    if (!this.re2 || (this.translated.findsLineStarts && text.endsWith('\n'))) return undefined
    if (text.length * this.re2.programSize() > STEPS_AT_MOST)
      throw tooLong(STEPS_AT_MOST / this.re2.programSize(), place)
    return this.re2
  }

  private backtracking(): RegExp {
    const { source } = translatePattern(this.pattern, this.flags, JAVASCRIPT)
    return (this.tried ??= expressionOf(source, this.flags.includes('i') ? 'vi' : 'v'))
  }

  private backtrackingOn(text: string, place: Place): RegExp {
    const { nested, loops, choices } = this.translated
    // each loop may end anywhere and begin anywhere, each choice doubles the ways
    const most = nested ? 24 : (STEPS_AT_MOST / 2 ** choices) ** (1 / (loops + 1))
    if (text.length > most) throw tooLong(most, place)
    return this.backtracking()
  }
}

const tooLong = (most: number, place: Place): FeelError =>
  new FeelError(
    'text-too-long',
    `this pattern is not tried on a text of more than ${Math.floor(most)} characters`,
    place,
  )

function compiledRe2(source: string, ignoresCase: boolean): RE2JS {
  try {
    return RE2JS.compile(source, ignoresCase ? RE2JS.CASE_INSENSITIVE : 0)
  } catch {
    throw new WrongPattern()
  }
}

function expressionOf(source: string, flags: string): RegExp {
  try {
    return new RegExp(source, flags)
  } catch {
    throw new WrongPattern()
  }
}

/** A set as RE2 writes it. Sets within sets and subtractions it has none: those become the ranges they come to. */
function re2Set(source: string): string {
  const nested = source.lastIndexOf('[') > 0
  return nested ? rangesOf(source) : source.replaceAll('\\u{', '\\x{')
}

/** Characters looked at in one go. */
const BLOCK = 0x2000
const [SURROGATES_FROM, SURROGATES_TO] = [0xd800, 0xdfff]

/** The ranges of characters that a set of JavaScript comes to. */
function rangesOf(set: string): string {
  const inSet = new RegExp(`${expressionOf(set, 'v').source}+`, 'gv')
  let ranges = ''
  for (let block = 0; block <= 0x10ffff; block += BLOCK) {
    const points: number[] = []
    for (let point = block; point < block + BLOCK; point++)
      if (point < SURROGATES_FROM || point > SURROGATES_TO) points.push(point)
    for (const { 0: found } of String.fromCodePoint(...points).matchAll(inSet))
      ranges += `\\x{${found.codePointAt(0)!.toString(16)}}-\\x{${lastPoint(found).toString(16)}}`
  }
  return ranges === '' ? '[^\\x{0}-\\x{10ffff}]' : `[${ranges}]`
}

const lastPoint = (text: string): number => {
  const unit = text.charCodeAt(text.length - 1)
  return unit >= SURROGATES_FROM && unit <= SURROGATES_TO ? text.codePointAt(text.length - 2)! : unit
}
