import { FeelError } from '../feel-error.ts'
import { EXPRESSION_AT_MOST, NESTING_AT_MOST } from '../limits.ts'
import type { ArithmeticOperator } from '../values/arithmetic.ts'
import { finite } from '../values/number.ts'
import type { ComparisonOperator, Iterator, Node, UnaryTests } from './node.ts'
import { isReserved, KnownNames } from './names.ts'
import { TypeReader } from './type-reader.ts'

const COMPARISONS: readonly ComparisonOperator[] = ['<=', '>=', '!=', '<', '>', '=']

/** What is meant by signs of other languages. */
const MEANT: ReadonlyMap<string, ComparisonOperator> = new Map([
  ['<>', '!='],
  ['=<', '<='],
  ['=>', '>='],
])

/** Words that begin an expression of their own. */
const OPENING_WORDS = new Set(['if', 'for', 'some', 'every', 'function'])

const LITERALS: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['false', false],
  ['null', null],
])

/** Reads FEEL expressions and unary tests (DMN 1.5, 10.3.1.2), by recursive descent. */
export class Parser extends TypeReader {
  /** Whether a bracket after a value may be a filter; not at the open end of a range such as `[1..10[`. */
  private filters = true
  private nesting = 0

  constructor(source: string, scopes: readonly KnownNames[], members: KnownNames) {
    if (source.length > EXPRESSION_AT_MOST)
      throw new FeelError('too-long', `the expression is longer than ${EXPRESSION_AT_MOST} characters`, {
        source,
        position: EXPRESSION_AT_MOST,
      })
    super(source, scopes, members)
  }

  /** The whole source as one expression. @throws FeelError */
  readExpression(): Node {
    const node = this.expression()
    if (!this.ended) this.fail("this can't be read")
    return node
  }

  /** The whole source as unary tests. @throws FeelError */
  readUnaryTests(): UnaryTests {
    const tests = (): Node[] => {
      const found = [this.expression()]
      while (this.take(',')) found.push(this.expression())
      return found
    }
    const whole = (): UnaryTests => {
      const found = tests()
      if (!this.ended) this.fail("this can't be read")
      return { negated: false, tests: found }
    }
    if (!this.isWord('not')) return whole()
    return this.either(() => {
      this.takeWord('not')
      this.expect('(')
      const found = tests()
      this.expect(')')
      if (!this.ended) this.fail("this can't be read")
      return { negated: true, tests: found }
    }, whole)
  }

  private expression(): Node {
    if (++this.nesting > NESTING_AT_MOST)
      throw new FeelError('too-deep', `the expression is nested more than ${NESTING_AT_MOST} deep`, {
        source: this.source,
        position: this.at,
      })
    try {
      return this.disjunction()
    } finally {
      this.nesting--
    }
  }

  /** An expression between brackets of any kind, where filters may stand again. */
  private inside<T>(read: () => T): T {
    const before = this.filters
    this.filters = true
    try {
      return read()
    } finally {
      this.filters = before
    }
  }

  private disjunction(): Node {
    const { at } = this
    let left = this.conjunction()
    while (this.takeWord('or')) left = { kind: 'or', left, right: this.conjunction(), at }
    return left
  }

  private conjunction(): Node {
    const { at } = this
    let left = this.comparison()
    while (this.takeWord('and')) left = { kind: 'and', left, right: this.comparison(), at }
    return left
  }

  private comparison(): Node {
    const { at } = this
    let left = this.additive()
    for (;;) {
      const operator = COMPARISONS.find((comparison) => this.startsWith(comparison))
      if (operator) {
        this.take(operator)
        left = { kind: 'comparison', operator, left, right: this.compared(operator), at }
      } else if (this.takeWord('between')) {
        const low = this.additive()
        this.expectWord('and')
        left = { kind: 'between', value: left, low, high: this.additive(), at }
      } else if (this.takeWord('in')) {
        left = { kind: 'in', value: left, tests: this.tests(), at }
      } else return left
    }
  }

  /**
   * What stands after a sign that compares. Another such sign would begin a range, and `x == 1` or `x <> 1`, as other
   * languages write it, would compare with that and never hold.
   */
  private compared(operator: ComparisonOperator): Node {
    const second = COMPARISONS.find((comparison) => this.startsWith(comparison))
    if (!second) return this.additive()
    const written = operator + second
    return this.fail(`"${written}" is no sign of FEEL: write "${MEANT.get(written) ?? operator}"`)
  }

  /** One test, or several in brackets. */
  private tests(): Node[] {
    return this.either(
      () => [this.additive()],
      () =>
        this.inside(() => {
          this.expect('(')
          const tests = [this.expression()]
          while (this.take(',')) tests.push(this.expression())
          this.expect(')')
          return tests
        }),
    )
  }

  private additive(): Node {
    return this.leftToRight(['+', '-'], () =>
      this.leftToRight(['*', '/'], () => this.leftToRight(['**'], () => this.negation())),
    )
  }

  private leftToRight(operators: readonly ArithmeticOperator[], operand: () => Node): Node {
    const { at } = this
    let left = operand()
    for (;;) {
      const operator = operators.find(
        (arithmeticOperator) =>
          this.startsWith(arithmeticOperator) && !(arithmeticOperator === '*' && this.startsWith('**')),
      )
      if (!operator) return left
      this.take(operator)
      left = { kind: 'arithmetic', operator, left, right: operand(), at }
    }
  }

  private negation(): Node {
    const { at } = this
    let count = 0
    while (this.take('-')) count++
    let node = this.instance()
    for (; count > 0; count--)
      node =
        node.kind === 'literal' && typeof node.value === 'number'
          ? { kind: 'literal', value: 0 - node.value, at }
          : { kind: 'negate', operand: node, at }
    return node
  }

  private instance(): Node {
    const { at } = this
    const value = this.postfix()
    if (!this.isWord('instance')) return value
    this.takeWord('instance')
    this.expectWord('of')
    return { kind: 'instance', value, type: this.takeType(), at }
  }

  /** A value with paths, filters and calls after it. */
  private postfix(): Node {
    const { at } = this
    let node = this.primary()
    for (;;) {
      if (this.startsWith('.') && !this.startsWith('..')) {
        this.take('.')
        node = { kind: 'path', of: node, name: this.takeMember(), at }
      } else if (this.startsWith('(')) {
        node = this.call(node, at)
      } else if (this.filters && this.startsWith('[')) {
        this.take('[')
        const condition = this.inside(() => this.withMembers(() => this.expression()))
        this.expect(']')
        node = { kind: 'filter', list: node, condition, at }
      } else return node
    }
  }

  private call(target: Node, at: number): Node {
    this.take('(')
    return this.inside(() => {
      if (/^[\p{L}_?'][^:,(){}[\]"<>=!@]*:/u.test(this.source.slice(this.at, this.at + 200))) {
        const named: { name: string; value: Node }[] = []
        do {
          const name = this.takeNameUntil(/[:,)]/, 'a parameter')
          this.expect(':')
          named.push({ name, value: this.expression() })
        } while (this.take(','))
        this.expect(')')
        return { kind: 'named-call', target, values: named, at }
      }
      return { kind: 'call', target, values: this.expressionsUntil(')'), at }
    })
  }

  private expressionsUntil(closing: string): Node[] {
    const found: Node[] = []
    while (!this.take(closing)) {
      if (found.length > 0) this.separator(closing)
      found.push(this.expression())
    }
    return found
  }

  /** A comma, or the end of the list that was expected in its place. */
  private separator(closing: string): void {
    if (!this.take(',')) this.fail(`"," or "${closing}" is expected`)
  }

  private primary(): Node {
    const { at } = this
    const word = this.wordAt()
    if (word !== '') return this.fromWord(word, at)
    const number = this.takeNumber()
    if (number !== undefined) return { kind: 'literal', value: finite(number), at }
    const text = this.takeText()
    if (text !== undefined) return { kind: 'literal', value: text, at }
    if (this.take('@')) {
      const literal = this.takeText()
      return literal === undefined ? this.fail('a text is expected after @') : { kind: 'at-literal', text: literal, at }
    }
    if (this.take('(')) return this.inside(() => this.bracketed(at))
    if (this.take('[')) return this.inside(() => this.listOrRange(at))
    if (this.take(']')) return this.inside(() => this.range(this.expression(), false, at))
    if (this.take('{')) return this.inside(() => this.context(at))
    const operator = COMPARISONS.find((comparison) => this.startsWith(comparison))
    if (operator) {
      this.take(operator)
      return { kind: 'test', operator, value: this.compared(operator), at }
    }
    return this.fail(this.ended ? 'the expression ends too early' : "this can't be read")
  }

  private fromWord(word: string, at: number): Node {
    const known = this.knownAt()
    if (
      !known &&
      OPENING_WORDS.has(word) &&
      (word !== 'function' || /^function\s*\(/.test(this.source.slice(at, at + 40)))
    )
      return this.opened(word, at)
    if (!known && isReserved(word)) {
      if (!LITERALS.has(word)) this.fail(`a value is expected here, and "${word}" is a word of the language`)
      this.takeWord(word)
      return { kind: 'literal', value: LITERALS.get(word), at }
    }
    return { kind: 'name', name: this.takeName(), at }
  }

  private opened(word: string, at: number): Node {
    this.takeWord(word)
    switch (word) {
      case 'if': {
        const condition = this.expression()
        this.expectWord('then')
        const then = this.expression()
        this.expectWord('else')
        return { kind: 'if', condition, then, otherwise: this.expression(), at }
      }
      case 'for':
        return this.iterators((iterators) => {
          this.expectWord('return')
          return { kind: 'for', iterators, result: this.expression(), at }
        })
      case 'function':
        return this.functionDefinition(at)
      default:
        return this.iterators((iterators) => {
          this.expectWord('satisfies')
          return { kind: word as 'some' | 'every', iterators, condition: this.expression(), at }
        })
    }
  }

  /** `x in list, y in 1..10`; each name is known to what follows. */
  private iterators(then: (iterators: Iterator[]) => Node, before: Iterator[] = []): Node {
    const name = this.takeVariable(/\s+in\b/, 'a variable')
    this.expectWord('in')
    const domain = this.expression()
    const end = this.take('..') ? this.expression() : undefined
    const all = [...before, { name, domain, end }]
    return this.withNames([name], () => (this.take(',') ? this.iterators(then, all) : then(all)))
  }

  private functionDefinition(at: number): Node {
    this.expect('(')
    const parameters: { name: string; type: ReturnType<TypeReader['takeType']> | undefined }[] = []
    while (!this.take(')')) {
      if (parameters.length > 0) this.expect(',')
      const name = this.takeVariable(/[:,)]/, 'a parameter')
      parameters.push({ name, type: this.take(':') ? this.takeType() : undefined })
    }
    const external = this.takeWord('external')
    return this.withNames(
      parameters.map((parameter) => parameter.name),
      () => ({ kind: 'function', parameters, external, body: this.expression(), at }),
    )
  }

  private bracketed(at: number): Node {
    const first = this.expression()
    if (this.startsWith('..')) return this.range(first, false, at)
    this.expect(')')
    return first
  }

  private listOrRange(at: number): Node {
    if (this.take(']')) return { kind: 'list', items: [], at }
    const first = this.expression()
    if (this.startsWith('..')) return this.range(first, true, at)
    const items = [first]
    while (!this.take(']')) {
      this.separator(']')
      items.push(this.expression())
    }
    return { kind: 'list', items, at }
  }

  private range(start: Node, startIncluded: boolean, at: number): Node {
    this.expect('..')
    const end = (): Node => {
      const value = this.expression()
      const endIncluded = this.take(']')
      if (!endIncluded && !this.take(')')) this.expect('[')
      return { kind: 'range', start, end: value, startIncluded, endIncluded, at }
    }
    return this.either(end, () => {
      this.filters = false
      try {
        return end()
      } finally {
        this.filters = true
      }
    })
  }

  private context(at: number): Node {
    const entries: { key: string; value: Node }[] = []
    const names = new KnownNames()
    this.scopes.push(names)
    while (!this.take('}')) {
      if (entries.length > 0) this.separator('}')
      const key = this.takeText() ?? this.takeNameUntil(/[:,}]/, 'an entry')
      this.expect(':')
      entries.push({ key, value: this.expression() })
      names.add(key)
      this.members.add(key)
    }
    this.scopes.pop()
    return { kind: 'context', entries, at }
  }
}
