import { callOf, elementOf, ofVariable, VARIABLE_FUNCTIONS } from './calls.ts'
import { arithmetic, asBoolean, asNumber, asText, comparison, equality, isEmpty } from './coerce.ts'
import { term, type Names, type Term } from './term.ts'
import { closingBrace, tokensOf, type Token } from './tokens.ts'
import { Untranslatable } from './untranslatable.ts'

/**
 * True for text that holds `${…}` or `#{…}`: the expression form of the Camunda, Flowable and Activiti engines (Jakarta
 * Expression Language).
 */
export const isForeignExpression = (text: string): boolean => /[$#]\{/.test(text)

export interface Translated {
  feel: string
  /** It reads no variable and no clock: its value is the same wherever it stands. */
  isConstant: boolean
  /** Text around its parts, or several of them, make it a text. */
  isText: boolean
}

/**
 * Translates text with `${…}` parts to one FEEL expression that means the same: what is null, empty or a text is taken
 * as the other language takes it. Text around the parts makes it a text.
 * @throws Untranslatable
 */
export function translate(text: string): Translated {
  const trimmed = text.trim()
  const parts: Term[] = []
  let isConstant = true
  let bindings = 0
  const names: Names = () => `_e${++bindings}`
  for (let at = 0; at < trimmed.length; ) {
    const open = trimmed.slice(at).search(/[$#]\{/)
    if (open === 0) {
      const close = closingBrace(trimmed, at + 2)
      const translator = new Translator(trimmed.slice(at + 2, close), names)
      parts.push(translator.translate())
      isConstant &&= translator.isConstant
      at = close + 1
    } else {
      const literal = open < 0 ? trimmed.slice(at) : trimmed.slice(at, at + open)
      parts.push(term(JSON.stringify(literal), 'string'))
      at += literal.length
    }
  }
  const [whole] = parts
  const feel = whole && parts.length === 1 ? whole.feel : parts.map((part) => asText(part, names).feel).join(' + ')
  return { feel, isConstant, isText: parts.length > 1 }
}

/** As `translate`: the FEEL alone. @throws Untranslatable */
export const toFeel = (text: string): string => translate(text).feel

type Binary = 'or' | 'and' | '=' | '!=' | '<' | '>' | '<=' | '>=' | '+' | '-' | '*' | '/' | '%'

/** Binding power of binary operators; word forms of the language included. */
const BINARY: Record<string, [power: number, operator: Binary]> = {
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

const LITERALS: Record<string, Term> = {
  null: term('null', 'null'),
  true: term('true', 'boolean'),
  false: term('false', 'boolean'),
}

/** What an engine knows of the case it runs; a variable `execution` may have any other entry. */
const OF_ENGINE =
  /^(id|parentId|tenantId|eventName|(root)?[pP]rocess(Instance|Definition|Business)?(Id|Key)|businessKey|currentActivity(Id|Name)|activityInstanceId|variables)$/

class Translator {
  isConstant = true
  private readonly tokens: Token[]
  private readonly names: Names
  private at = 0

  constructor(source: string, names: Names) {
    this.tokens = tokensOf(source)
    this.names = names
  }

  translate(): Term {
    const found = this.expression(0)
    if (this.peek().kind !== 'end') throw new Untranslatable(`"${this.peek().text}" is not expected`)
    return found
  }

  private expression(power: number): Term {
    let left = this.unary()
    for (;;) {
      const token = this.peek()
      const named = token.kind === 'operator' || token.kind === 'name'
      const binary = named && Object.hasOwn(BINARY, token.text) ? BINARY[token.text] : undefined
      if (!binary || binary[0] <= power) break
      this.next()
      left = this.binary(binary[1], left, this.expression(binary[0]))
    }
    if (power === 0 && this.take('?')) {
      const condition = asBoolean(left, this.names)
      const yes = this.expression(0)
      this.need(':')
      const no = this.expression(0)
      left = term(`(if ${condition.feel} then ${yes.feel} else ${no.feel})`, yes.type === no.type ? yes.type : 'any')
    }
    return left
  }

  private binary(operator: Binary, left: Term, right: Term): Term {
    const { names } = this
    switch (operator) {
      case 'or':
      case 'and':
        return term(`(${asBoolean(left, names).feel} ${operator} ${asBoolean(right, names).feel})`, 'boolean')
      case '=':
        return equality(left, right, names)
      case '!=':
        return term(`not(${equality(left, right, names).feel})`, 'boolean')
      case '<':
      case '>':
      case '<=':
      case '>=':
        return comparison(operator, left, right, names)
      default:
        return arithmetic(operator, left, right, names)
    }
  }

  private unary(): Term {
    if (this.take('!') || this.take('not')) return term(`not(${asBoolean(this.unary(), this.names).feel})`, 'boolean')
    if (this.take('-')) return term(`(-${asNumber(this.unary(), this.names).feel})`, 'number')
    if (this.peek().kind === 'name' && this.take('empty')) return isEmpty(this.unary(), this.names)
    return this.postfix(this.primary())
  }

  private primary(): Term {
    const token = this.next()
    if (token.kind === 'number') return term(plainNumber(token.text), 'number')
    if (token.kind === 'string') return term(JSON.stringify(token.text.slice(1, -1).replace(/\\(.)/gs, '$1')), 'string')
    if (token.text === '(') {
      const inside = this.expression(0)
      this.need(')')
      return inside
    }
    if (token.kind !== 'name') throw new Untranslatable(`"${token.text}" is not expected`)
    if (Object.hasOwn(LITERALS, token.text)) return LITERALS[token.text] as Term
    this.isConstant = false
    if (VARIABLE_FUNCTIONS.has(token.text) && this.take(':'))
      return ofVariable(this.next().text, this.take('(') ? this.operands() : [], this.names)
    if ((token.text === 'now' || token.text === 'dateTime') && this.take('(')) {
      this.need(')')
      return term('now()')
    }
    if (this.peek().text === '(') throw new Untranslatable(`the function ${token.text} has no equal in FEEL`)
    return term(token.text)
  }

  private postfix(base: Term): Term {
    let value = base
    for (;;) {
      if (this.take('.')) {
        const member = this.next()
        if (member.kind !== 'name') throw new Untranslatable(`"${member.text}" is not expected`)
        if (value.feel === 'execution' && OF_ENGINE.test(member.text))
          throw new Untranslatable(`execution.${member.text} is known to the other engine alone`)
        const ofCase = value.feel === 'environment' ? this.ofEnvironment(member.text) : undefined
        if (ofCase) {
          value = ofCase
          continue
        }
        value = this.take('(')
          ? callOf(value, member.text, this.operands(), this.names)
          : term(`${value.feel}.${member.text}`)
      } else if (this.take('[')) {
        const index = this.expression(0)
        this.need(']')
        value = elementOf(value, index, this.names)
      } else return value
    }
  }

  /**
   * bpmn-engine has the variables of a case under `environment.variables`, and what its tasks gave under
   * `environment.output`: here both are variables.
   */
  private ofEnvironment(part: string): Term | undefined {
    if (part === 'services' || part === 'settings')
      throw new Untranslatable(`environment.${part} is known to the other engine alone`)
    if ((part !== 'variables' && part !== 'output') || !this.take('.')) return undefined
    const name = this.next()
    if (name.kind !== 'name') throw new Untranslatable(`"${name.text}" is not expected`)
    return term(name.text)
  }

  private operands(): Term[] {
    const found: Term[] = []
    if (this.take(')')) return found
    do found.push(this.expression(0))
    while (this.take(','))
    this.need(')')
    return found
  }

  private peek(): Token {
    return this.tokens[this.at] as Token
  }
  private next(): Token {
    const token = this.tokens[this.at] as Token
    if (token.kind === 'end') throw new Untranslatable('the expression ends too early')
    this.at++
    return token
  }
  private take(text: string): boolean {
    if (this.peek().text !== text || this.peek().kind === 'string') return false
    this.at++
    return true
  }
  private need(text: string): void {
    if (!this.take(text)) throw new Untranslatable(`"${text}" is missing`)
  }
}

/** FEEL has no exponents. */
function plainNumber(text: string): string {
  if (/^\d+(\.\d+)?$/.test(text)) return text
  const number = Number(text)
  if (!Number.isFinite(number) || /e/.test(String(number)))
    throw new Untranslatable(`the number ${text} is too large or too small`)
  return String(number)
}
