/** An expression of another engine that has no FEEL equal, such as a call of a Java bean. */
export class Untranslatable extends Error {}

/**
 * True for text that holds `${…}` or `#{…}`: the expression form of the Camunda, Flowable and Activiti engines (Jakarta
 * Expression Language).
 */
export const isForeignExpression = (text: string): boolean => /[$#]\{/.test(text)

/**
 * Translates text with `${…}` parts to one FEEL expression. Text around the parts makes it a concatenation.
 * @throws Untranslatable
 */
export function toFeel(text: string): string {
  const parts: string[] = []
  let at = 0,
    whole = true
  const trimmed = text.trim()
  while (at < trimmed.length) {
    const open = trimmed.slice(at).search(/[$#]\{/)
    if (open !== 0) {
      const literal = open < 0 ? trimmed.slice(at) : trimmed.slice(at, at + open)
      parts.push(JSON.stringify(literal))
      whole = false
      at += literal.length
      continue
    }
    const close = closing(trimmed, at + 2)
    const feel = new Translator(trimmed.slice(at + 2, close)).translate()
    parts.push(feel)
    at = close + 1
  }
  if (whole && parts.length === 1) return parts[0] as string
  return parts.map((part) => (part.startsWith('"') ? part : `string(${part})`)).join(' + ')
}

function closing(text: string, from: number): number {
  let quote = ''
  for (let at = from; at < text.length; at++) {
    const letter = text[at] as string
    if (quote) {
      if (letter === '\\') at++
      else if (letter === quote) quote = ''
    } else if (letter === '"' || letter === "'") quote = letter
    else if (letter === '}') return at
  }
  throw new Untranslatable('a closing } is missing')
}

type Token = { kind: 'number' | 'string' | 'name' | 'operator' | 'end'; text: string }

const TOKEN =
  /\s*(?:(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|([\p{L}_$][\p{L}\p{N}_$]*)|(==|!=|<=|>=|&&|\|\||[-+*/%<>!?:().,[\]]))/uy
/** Binding power of binary operators and their FEEL form; word forms of the language included. */
const BINARY: Record<string, [power: number, feel: string]> = {
  '||': [1, 'or'],
  or: [1, 'or'],
  '&&': [2, 'and'],
  and: [2, 'and'],
  '==': [3, '='],
  eq: [3, '='],
  '!=': [3, '!='],
  ne: [3, '!='],
  '<': [4, '<'],
  lt: [4, '<'],
  '>': [4, '>'],
  gt: [4, '>'],
  '<=': [4, '<='],
  le: [4, '<='],
  '>=': [4, '>='],
  ge: [4, '>='],
  '+': [5, '+'],
  '-': [5, '-'],
  '*': [6, '*'],
  '/': [6, '/'],
  div: [6, '/'],
  '%': [6, '%'],
  mod: [6, '%'],
}

class Translator {
  readonly tokens: Token[]
  at = 0
  constructor(source: string) {
    this.tokens = tokens(source)
  }

  translate(): string {
    const feel = this.expression(0)
    if (this.peek().kind !== 'end') throw new Untranslatable(`"${this.peek().text}" is not expected`)
    return feel
  }

  expression(power: number): string {
    let left = this.unary()
    for (;;) {
      const token = this.peek()
      const binary = token.kind === 'operator' || token.kind === 'name' ? BINARY[token.text] : undefined
      if (!binary || binary[0] <= power) break
      this.next()
      const right = this.expression(binary[0])
      left = binary[1] === '%' ? `modulo(${left}, ${right})` : `${left} ${binary[1]} ${right}`
      // FEEL has no chain of comparisons: brackets keep what the other language means
      if (binary[0] === 3 || binary[0] === 4) left = `(${left})`
    }
    if (power === 0 && this.take('?')) {
      const yes = this.expression(0)
      this.need(':')
      left = `if ${left} then ${yes} else ${this.expression(0)}`
    }
    return left
  }

  unary(): string {
    const token = this.peek()
    if (this.take('!') || this.take('not')) return `not(${this.unary()})`
    if (this.take('-')) return `-${this.unary()}`
    if (token.kind === 'name' && token.text === 'empty') {
      this.next()
      const value = this.unary()
      return isEmpty(value)
    }
    return this.postfix(this.primary())
  }

  primary(): string {
    const token = this.next()
    if (token.kind === 'number') return /e/i.test(token.text) ? plainNumber(token.text) : token.text
    if (token.kind === 'string') return JSON.stringify(token.text.slice(1, -1).replace(/\\(.)/g, '$1'))
    if (token.text === '(') {
      const inside = this.expression(0)
      this.need(')')
      return `(${inside})`
    }
    if (token.kind !== 'name') throw new Untranslatable(`"${token.text}" is not expected`)
    if (VARIABLE_FUNCTIONS.has(token.text) && this.take(':'))
      return ofVariable(this.next().text, this.take('(') ? this.operands() : [])
    if ((token.text === 'now' || token.text === 'dateTime') && this.take('(')) {
      this.need(')')
      return 'now()'
    }
    if (this.peek().text === '(') throw new Untranslatable(`the function ${token.text} has no equal in FEEL`)
    return token.text
  }

  postfix(base: string): string {
    let value = base
    for (;;) {
      if (this.take('.')) {
        const member = this.next()
        value = this.take('(') ? call(value, member.text, this.operands()) : `${value}.${member.text}`
      } else if (this.take('[')) {
        const index = this.expression(0)
        this.need(']')
        // lists count from 1 in FEEL
        value = index.startsWith('"')
          ? `get value(${value}, ${index})`
          : /^\d+$/.test(index)
            ? `${value}[${Number(index) + 1}]`
            : `${value}[(${index}) + 1]`
      } else return value
    }
  }

  operands(): string[] {
    const found: string[] = []
    if (this.take(')')) return found
    do found.push(this.expression(0))
    while (this.take(','))
    this.need(')')
    return found
  }

  peek(): Token {
    return this.tokens[this.at] as Token
  }
  next(): Token {
    return this.tokens[this.at++] as Token
  }
  take(text: string): boolean {
    if (this.peek().text !== text || this.peek().kind === 'string') return false
    this.at++
    return true
  }
  need(text: string): void {
    if (!this.take(text)) throw new Untranslatable(`"${text}" is missing`)
  }
}

/** True or false whatever the value is: null, an empty text, an empty list. */
const isEmpty = (value: string): string =>
  `(if ${value} = null then true else if ${value} instance of list<Any> then count(${value}) = 0 else if ${value} instance of string then ${value} = "" else false)`

/** FEEL has no exponents. */
const plainNumber = (text: string): string => {
  const number = Number(text)
  if (!Number.isFinite(number) || /e/.test(String(number)))
    throw new Untranslatable(`the number ${text} is too large or too small`)
  return String(number)
}

/** Prefixes under which Flowable has functions of variables: `variables:get(name)`. */
const VARIABLE_FUNCTIONS = new Set(['variables', 'vars', 'var'])
const COMPARING: Record<string, string> = {
  equals: '=',
  eq: '=',
  notEquals: '!=',
  ne: '!=',
  lessThan: '<',
  lowerThan: '<',
  lt: '<',
  lessThanOrEquals: '<=',
  lowerThanOrEquals: '<=',
  lte: '<=',
  greaterThan: '>',
  gt: '>',
  greaterThanOrEquals: '>=',
  gte: '>=',
}

/** The variable's name stands in quotes or without. */
function ofVariable(name: string, [named, value]: string[]): string {
  const variable = named?.startsWith('"') ? (JSON.parse(named) as string) : named
  if (variable === undefined || !/^[\p{L}_][\p{L}\p{N}_.]*$/u.test(variable))
    throw new Untranslatable(`the function ${name} names no variable`)
  const sign = Object.hasOwn(COMPARING, name) ? COMPARING[name] : undefined
  if (sign && value !== undefined) return `(${variable} ${sign} ${value})`
  if (name === 'get' && value === undefined) return variable
  if (name === 'getOrDefault' && value !== undefined) return `(if ${variable} = null then ${value} else ${variable})`
  if (name === 'exists') return `(${variable} != null)`
  if (name === 'isEmpty' || name === 'empty') return isEmpty(variable)
  if (name === 'isNotEmpty' || name === 'notEmpty') return `not(${isEmpty(variable)})`
  if (name === 'contains' && value !== undefined) return call(variable, 'contains', [value])
  throw new Untranslatable(`the function ${name} has no equal in FEEL`)
}

/** What is added to a time, as ISO 8601. */
const PLUS: Record<string, string> = {
  plusSeconds: 'T#S',
  plusMinutes: 'T#M',
  plusHours: 'T#H',
  plusDays: '#D',
  plusMonths: '#M',
  plusYears: '#Y',
}

/** Methods whose meaning FEEL has by another name; any other would run foreign code. */
function call(value: string, method: string, operands: string[]): string {
  const [first] = operands
  if (
    (value === 'execution' || value === 'task') &&
    /^(getVariable|hasVariable)(Local)?$/.test(method) &&
    first?.startsWith('"')
  ) {
    const name = JSON.parse(first) as string
    return method.startsWith('has') ? `(${name} != null)` : name
  }
  const unit = Object.hasOwn(PLUS, method) ? PLUS[method] : undefined
  if (unit && first && /^\d+$/.test(first)) return `(${value} + duration("P${unit.replace('#', first)}"))`
  if (method === 'equals' && first) return `(${value} = ${first})`
  if (method === 'contains' && first)
    return `(if ${value} instance of string then contains(${value}, ${first}) else list contains(${value}, ${first}))`
  if (method === 'isEmpty' && !first) return isEmpty(value)
  if (method === 'size' && !first) return `count(${value})`
  if (method === 'length' && !first) return `string length(${value})`
  if (method === 'startsWith' && first) return `starts with(${value}, ${first})`
  if (method === 'endsWith' && first) return `ends with(${value}, ${first})`
  if (method === 'concat' && first) return `(${value} + ${first})`
  if (method === 'toUpperCase') return `upper case(${value})`
  if (method === 'toLowerCase') return `lower case(${value})`
  if (method === 'get' && first)
    return /^\d+$/.test(first) ? `${value}[${Number(first) + 1}]` : `get value(${value}, ${first})`
  throw new Untranslatable(`the call of ${method}() has no equal in FEEL`)
}

function tokens(source: string): Token[] {
  const found: Token[] = []
  TOKEN.lastIndex = 0
  let at = 0
  while (source.slice(at).trim() !== '') {
    TOKEN.lastIndex = at
    const match = TOKEN.exec(source)
    if (!match) throw new Untranslatable(`"${source.slice(at).trim().slice(0, 20)}" is not understood`)
    at = TOKEN.lastIndex
    const [, number, string, name, operator] = match
    found.push(
      number !== undefined
        ? { kind: 'number', text: number }
        : string !== undefined
          ? { kind: 'string', text: string }
          : name !== undefined
            ? { kind: 'name', text: name }
            : { kind: 'operator', text: operator as string },
    )
  }
  found.push({ kind: 'end', text: '' })
  return found
}
