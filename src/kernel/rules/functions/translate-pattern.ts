import { blockRange } from './unicode-blocks.ts'

/** A pattern ready to run, and how much work it may be. */
export interface Translated {
  readonly expression: RegExp
  readonly groups: number
  readonly loops: number
  readonly nested: boolean
}

class WrongPattern extends Error {}

/**
 * Translates a pattern of XPath (XPath Functions 3.1, 5.6; XML Schema Part 2, appendix F) to JavaScript's with sets
 * (flag v).
 * @param flags any of s, m, i, x and q
 * @returns null when the pattern or a flag is wrong
 */
export function translatePattern(pattern: string, flags: string): Translated | null {
  if (!/^[smixq]*$/.test(flags)) return null
  const letters = flags.includes('i') ? 'vi' : 'v'
  try {
    if (flags.includes('q'))
      return {
        expression: new RegExp(Array.from(pattern, literal).join(''), letters),
        groups: 0,
        loops: 0,
        nested: false,
      }
    const reader = new PatternReader(
      flags.includes('x') ? withoutSpace(pattern) : pattern,
      flags.includes('s'),
      flags.includes('m'),
    )
    const source = reader.read()
    return {
      expression: new RegExp(source, letters),
      groups: reader.opened,
      loops: reader.loops,
      nested: reader.nested,
    }
  } catch (error) {
    if (error instanceof WrongPattern || error instanceof SyntaxError) return null
    throw error
  }
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

const literal = (character: string): string =>
  /^[\p{L}\p{N}]$/u.test(character) ? character : `\\u{${character.codePointAt(0)!.toString(16)}}`

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
  opened = 0
  loops = 0
  nested = false
  private at = 0
  private readonly closed = new Set<number>()
  /** Groups that are open: their number, and the loops there were before. */
  private readonly open: { group: number; loopsBefore: number }[] = []
  private readonly pattern: string
  private readonly dotAll: boolean
  private readonly multiline: boolean

  constructor(pattern: string, dotAll: boolean, multiline: boolean) {
    this.pattern = pattern
    this.dotAll = dotAll
    this.multiline = multiline
  }

  read(): string {
    let source = ''
    while (this.at < this.pattern.length) source += this.one()
    if (this.open.length > 0) throw new WrongPattern()
    return source
  }

  private next(): string {
    const point = this.pattern.codePointAt(this.at)
    if (point === undefined) throw new WrongPattern()
    const character = String.fromCodePoint(point)
    this.at += character.length
    return character
  }

  private one(): string {
    const character = this.next()
    switch (character) {
      case '\\':
        return this.escape(false)
      case '[':
        return this.set()
      case '.':
        return this.dotAll ? '[\\s\\S]' : '[^\\n\\r]'
      case '^':
        return this.multiline ? '(?:^|(?<=\\n)(?!$))' : '^'
      case '$':
        return this.multiline ? '(?:$|(?=\\n))' : '$'
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
        return character
      case '{':
        return this.count()
      case '}':
      case ']':
        throw new WrongPattern()
      default:
        return literal(character)
    }
  }

  private group(): string {
    const plain = this.pattern.startsWith('?:', this.at)
    if (plain) this.at += 2
    else if (this.pattern[this.at] === '?') throw new WrongPattern()
    else this.opened++
    this.open.push({ group: plain ? 0 : this.opened, loopsBefore: this.loops })
    return plain ? '(?:' : '('
  }

  private groupEnd(): string {
    const group = this.open.pop()
    if (!group) throw new WrongPattern()
    this.closed.add(group.group)
    if (this.loops > group.loopsBefore && /^(?:[*+]|\{\d+,\d*\})/.test(this.pattern.slice(this.at))) this.nested = true
    return ')'
  }

  private count(): string {
    const match = /^(\d+)(,?)(\d*)\}/.exec(this.pattern.slice(this.at))
    if (!match) throw new WrongPattern()
    if (match[2] !== '') this.loops++
    this.at += match[0].length
    return `{${match[0]}`
  }

  private escape(inSet: boolean): string {
    const character = this.next()
    if (/\d/.test(character)) return this.backReference(character, inSet)
    if (character === 'p' || character === 'P') return this.property(character)
    if ('nrt'.includes(character)) return `\\${character}`
    if (CLASSES[character]) return CLASSES[character]
    if (/^[\\|.?*+(){}\-[\]^$]$/.test(character)) return literal(character)
    throw new WrongPattern()
  }

  private backReference(first: string, inSet: boolean): string {
    let digits = first
    while (/\d/.test(this.pattern[this.at] ?? '') && this.closed.has(Number(digits + this.pattern[this.at]!)))
      digits += this.next()
    if (inSet || digits === '0' || !this.closed.has(Number(digits))) throw new WrongPattern()
    return `\\${digits}(?:)`
  }

  private property(letter: string): string {
    const match = /^\{(Is)?([A-Za-z0-9-]+)\}/.exec(this.pattern.slice(this.at))
    if (!match) throw new WrongPattern()
    this.at += match[0].length
    if (!match[1]) return `\\${letter}{${match[2]}}`
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
    const from = character === '\\' ? this.escape(true) : literal(character)
    const next = this.pattern[this.at + 1]
    if (this.pattern[this.at] !== '-' || next === ']' || next === '[' || next === undefined) return from
    this.at++
    const end = this.next()
    return `${from}-${end === '\\' ? this.escape(true) : literal(end)}`
  }
}
