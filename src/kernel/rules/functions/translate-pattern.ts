import { blockRange } from './unicode-blocks.ts'

/** How an engine writes what a pattern is made of. */
export interface Dialect {
  literal(character: string): string
  /** A set or class that the reader has written for JavaScript with flag v. */
  set(source: string): string
  lineStart: string
  lineEnd: string
  textStart: string
  textEnd: string
}

/** A pattern in a dialect, and what it asks of an engine. */
export interface Translated {
  readonly source: string
  readonly groups: number
  /** Loops without a limit, and how many choices there are besides. */
  readonly loops: number
  readonly choices: number
  /** Whether something with a loop or a choice in it is itself repeated. */
  readonly nested: boolean
  readonly refersBack: boolean
  readonly findsLineStarts: boolean
}

export class WrongPattern extends Error {}

/** Flags of XPath's functions (XPath Functions 3.1, 5.6.1.1). @throws WrongPattern for others */
export function checkFlags(flags: string): void {
  if (!/^[smixq]*$/.test(flags)) throw new WrongPattern()
}

/**
 * Translates a pattern of XPath (XPath Functions 3.1, 5.6; XML Schema Part 2, appendix F).
 * @param flags any of s, m, i, x and q
 * @throws WrongPattern
 */
export function translatePattern(pattern: string, flags: string, dialect: Dialect): Translated {
  checkFlags(flags)
  return new PatternReader(flags.includes('x') ? withoutSpace(pattern) : pattern, flags, dialect).read()
}

/** White space means nothing with flag x, but for that in classes. */
function withoutSpace(pattern: string): string {
  let kept = ''
  let depth = 0
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at]!
    if (depth === 0 && /[\t\n\r ]/.test(character)) continue
    if (character === '\\' && depth > 0) {
      kept += character + (pattern[++at] ?? '')
      continue
    }
    if (character === '\\') {
      let next = at + 1
      while (/[\t\n\r ]/.test(pattern[next] ?? '')) next++
      kept += character + (pattern[next] ?? '')
      at = next
      continue
    }
    if (character === '[') depth++
    if (character === ']') depth--
    kept += character
  }
  return kept
}

/** A character as JavaScript writes it with flag v. */
export const javascriptLiteral = (character: string): string =>
  /^[\p{L}\p{N}]$/u.test(character) ? character : `\\u{${character.codePointAt(0)!.toString(16)}}`

const CATEGORIES = /^(?:L[ulmto]?|M[nce]?|N[dlo]?|P[cdseifo]?|Z[slp]?|S[mcko]?|C[cfon]?)$/

/** Classes by a letter, as XML Schema has them. */
const CLASSES: Record<string, string> = {
  d: '\\p{Nd}',
  D: '\\P{Nd}',
  s: '[ \\t\\n\\r]',
  S: '[^ \\t\\n\\r]',
  w: '[^\\p{P}\\p{Z}\\p{C}]',
  W: '[\\p{P}\\p{Z}\\p{C}]',
  i: '[\\p{L}_:]',
  I: '[^\\p{L}_:]',
  c: '[\\p{L}\\p{N}\\p{M}_:.\\-\u00b7]',
  C: '[^\\p{L}\\p{N}\\p{M}_:.\\-\u00b7]',
}

class PatternReader {
  private opened = 0
  private loops = 0
  private choices = 0
  private nested = false
  private refersBack = false
  private findsLineStarts = false
  private at = 0
  private readonly closed = new Set<number>()
  /** Groups that are open: their number, and the loops and choices there were before. */
  private readonly open: { group: number; before: number }[] = []
  private readonly pattern: string
  private readonly flags: string
  private readonly dialect: Dialect

  constructor(pattern: string, flags: string, dialect: Dialect) {
    this.pattern = pattern
    this.flags = flags
    this.dialect = dialect
  }

  read(): Translated {
    let source = ''
    if (this.flags.includes('q')) source = Array.from(this.pattern, this.dialect.literal).join('')
    else while (this.at < this.pattern.length) source += this.piece()
    if (this.open.length > 0) throw new WrongPattern()
    const { opened: groups, loops, choices, nested, refersBack, findsLineStarts } = this
    return { source, groups, loops, choices, nested, refersBack, findsLineStarts }
  }

  private next(): string {
    const point = this.pattern.codePointAt(this.at)
    if (point === undefined) throw new WrongPattern()
    const character = String.fromCodePoint(point)
    this.at += character.length
    return character
  }

  private piece(): string {
    const character = this.next()
    const multiline = this.flags.includes('m')
    switch (character) {
      case '\\':
        return this.escapeOutside()
      case '[':
        return this.dialect.set(this.set())
      case '.':
        return this.dialect.set(this.flags.includes('s') ? '[\\u{0}-\\u{10ffff}]' : '[^\\n\\r]')
      case '^':
        this.findsLineStarts ||= multiline
        return multiline ? this.dialect.lineStart : this.dialect.textStart
      case '$':
        return multiline ? this.dialect.lineEnd : this.dialect.textEnd
      case '(':
        return this.group()
      case ')':
        return this.groupEnd()
      case '*':
      case '+':
        this.loops++
        return character
      case '?':
      case '|':
        this.choices++
        return character
      case '{':
        return this.count()
      case '}':
      case ']':
        throw new WrongPattern()
      default:
        return this.dialect.literal(character)
    }
  }

  /** An escape that is no part of a set. Classes keep their case with flag i: `\\p{Lu}` stays upper case. */
  private escapeOutside(): string {
    const escaped = this.escape()
    if (escaped.startsWith('\\u{'))
      return this.dialect.literal(String.fromCodePoint(parseInt(escaped.slice(3, -1), 16)))
    if (/^\\[1-9]/.test(escaped) || /^\\[nrt]$/.test(escaped)) return escaped
    const found = this.dialect.set(escaped)
    return this.flags.includes('i') ? `(?-i:${found})` : found
  }

  private group(): string {
    const plain = this.pattern.startsWith('?:', this.at)
    if (plain) this.at += 2
    else if (this.pattern[this.at] === '?') throw new WrongPattern()
    else this.opened++
    this.open.push({ group: plain ? 0 : this.opened, before: this.loops + this.choices })
    return plain ? '(?:' : '('
  }

  private groupEnd(): string {
    const group = this.open.pop()
    if (!group) throw new WrongPattern()
    this.closed.add(group.group)
    if (this.loops + this.choices > group.before && /^(?:[*+]|\{\d+,?\d*\})/.test(this.pattern.slice(this.at)))
      this.nested = true
    return ')'
  }

  private count(): string {
    const match = /^(\d+)(,?)(\d*)\}/.exec(this.pattern.slice(this.at))
    if (!match) throw new WrongPattern()
    if (match[2] !== '') this.loops++
    this.at += match[0].length
    return `{${match[0]}`
  }

  private escape(inSet = false): string {
    const character = this.next()
    if (/\d/.test(character)) return this.backReference(character, inSet)
    if (character === 'p' || character === 'P') return this.property(character)
    if ('nrt'.includes(character)) return `\\${character}`
    if (CLASSES[character]) return CLASSES[character]
    if (/^[\\|.?*+(){}\-[\]^$]$/.test(character)) return javascriptLiteral(character)
    throw new WrongPattern()
  }

  private backReference(first: string, inSet: boolean): string {
    let digits = first
    while (/\d/.test(this.pattern[this.at] ?? '') && this.closed.has(Number(digits + this.pattern[this.at]!)))
      digits += this.next()
    if (inSet || digits === '0' || !this.closed.has(Number(digits))) throw new WrongPattern()
    this.refersBack = true
    return `\\${digits}(?:)`
  }

  private property(letter: string): string {
    const match = /^\{(Is)?([A-Za-z0-9-]+)\}/.exec(this.pattern.slice(this.at))
    if (!match) throw new WrongPattern()
    this.at += match[0].length
    if (!match[1]) {
      if (!CATEGORIES.test(match[2]!)) throw new WrongPattern()
      return `\\${letter}{${match[2]}}`
    }
    const range = blockRange(match[2]!)
    if (!range) throw new WrongPattern()
    return `[${letter === 'P' ? '^' : ''}\\u{${range[0].toString(16)}}-\\u{${range[1].toString(16)}}]`
  }

  /** `[a-z-[aeiou]]`, after its first bracket. */
  private set(): string {
    const negative = this.pattern[this.at] === '^'
    if (negative) this.at++
    let items = ''
    let first = true
    for (;;) {
      const character = this.next()
      if (character === ']' && !first) return `[${negative ? '^' : ''}${items}]`
      if (character === ']' || character === '[') throw new WrongPattern()
      if (character === '-' && this.pattern[this.at] === '[') {
        this.at++
        const less = this.set()
        if (this.next() !== ']') throw new WrongPattern()
        return `[[${negative ? '^' : ''}${items}]--${less}]`
      }
      items += this.item(character)
      first = false
    }
  }

  /** One character, class or range of a set. */
  private item(character: string): string {
    const from = character === '\\' ? this.escape(true) : javascriptLiteral(character)
    const next = this.pattern[this.at + 1]
    if (this.pattern[this.at] !== '-' || next === ']' || next === '[' || next === undefined) return from
    this.at++
    const end = this.next()
    return `${from}-${end === '\\' ? this.escape(true) : javascriptLiteral(end)}`
  }
}
