import { FeelError } from '../feel-error.ts'

const SPACE = /[\s\u0085\u180e\u200b\ufeff]/
/** Letters a name may begin with, and those it may go on with (DMN 1.5, grammar rules 28 and 29). */
const NAME_START = /[?\p{L}_\p{Nl}\p{So}\p{Sk}]/u
const NAME_PART = /[?\p{L}_\p{Nl}\p{So}\p{Sk}\p{N}\p{M}\u00b7\u203f\u2040\u200c\u200d]/u

/** Reads tokens of a FEEL expression, one after another. */
export class Scanner {
  readonly source: string
  at = 0

  constructor(source: string) {
    this.source = source
    this.skip()
  }

  get ended(): boolean {
    return this.at >= this.source.length
  }

  /** @throws FeelError always */
  fail(message: string, at = this.at): never {
    throw new FeelError('syntax', `this is no FEEL: ${message}`, { source: this.source, position: at })
  }

  /** Passes white space and comments. */
  skip(): void {
    for (;;) {
      const character = this.source[this.at]
      if (character === undefined) return
      if (SPACE.test(character)) {
        this.at++
        continue
      }
      if (character !== '/') return
      const next = this.source[this.at + 1]
      if (next === '/') {
        while (this.at < this.source.length && this.source[this.at] !== '\n') this.at++
      } else if (next === '*') {
        const end = this.source.indexOf('*/', this.at + 2)
        if (end < 0) this.fail('the comment does not end')
        this.at = end + 2
      } else return
    }
  }

  startsWith(symbol: string): boolean {
    return this.source.startsWith(symbol, this.at)
  }

  /** Takes a symbol when it is next. */
  take(symbol: string): boolean {
    if (!this.startsWith(symbol)) return false
    this.at += symbol.length
    this.skip()
    return true
  }

  /** @throws FeelError when the symbol is not next */
  expect(symbol: string): void {
    if (!this.take(symbol)) this.fail(this.ended ? `"${symbol}" is missing at the end` : `"${symbol}" is expected`)
  }

  /** The word at a place, or an empty text. */
  wordAt(at = this.at): string {
    const first = characterAt(this.source, at)
    if (first === '' || !NAME_START.test(first)) return ''
    let end = at + first.length
    for (
      let next = characterAt(this.source, end);
      next !== '' && NAME_PART.test(next);
      next = characterAt(this.source, end)
    )
      end += next.length
    return this.source.slice(at, end)
  }

  isWord(word: string): boolean {
    return this.startsWith(word) && this.wordAt() === word
  }

  /** Takes a word when it is next. */
  takeWord(word: string): boolean {
    if (!this.isWord(word)) return false
    this.at += word.length
    this.skip()
    return true
  }

  expectWord(word: string): void {
    if (!this.takeWord(word)) this.fail(`"${word}" is expected`)
  }

  /** Number without a sign, or undefined. */
  takeNumber(): number | undefined {
    const match = /^(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?/.exec(this.source.slice(this.at, this.at + 400))
    if (!match) return undefined
    this.at += match[0].length
    if (this.wordAt() !== '') this.fail('a number does not go on with letters')
    this.skip()
    return Number(match[0])
  }

  /**
   * Text between quotes, with its escapes resolved; an escape FEEL does not know stays as it is, which patterns rely
   * on.
   */
  takeText(): string | undefined {
    if (this.source[this.at] !== '"') return undefined
    const start = this.at
    let end = start + 1
    while (end < this.source.length && this.source[end] !== '"') end += this.source[end] === '\\' ? 2 : 1
    if (end >= this.source.length) this.fail('the text does not end', start)
    this.at = end + 1
    this.skip()
    const raw = this.source.slice(start + 1, end)
    return raw.includes('\\')
      ? raw.replace(
          /\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{6})|(["'\\nrt]))/g,
          (whole, unit?: string, point?: string, letter?: string) => {
            if (unit) return String.fromCharCode(parseInt(unit, 16))
            if (point) return parseInt(point, 16) <= 0x10ffff ? String.fromCodePoint(parseInt(point, 16)) : whole
            return { n: '\n', r: '\r', t: '\t' }[letter!] ?? letter!
          },
        )
      : raw
  }
}

export function characterAt(text: string, at: number): string {
  const point = text.codePointAt(at)
  return point === undefined ? '' : point > 0xffff ? String.fromCodePoint(point) : text[at]!
}

export const isNamePart = (character: string): boolean => character !== '' && NAME_PART.test(character)
