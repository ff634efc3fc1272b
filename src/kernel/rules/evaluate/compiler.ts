import { FeelError, type Place } from '../feel-error.ts'
import { FUNCTIONS } from '../functions/all-functions.ts'
import { atLiteral } from '../functions/parse-range.ts'
import { checkLength } from '../run.ts'
import type { Node, TypeNode } from '../syntax/node.ts'
import { ANY, TYPE_NAMES, type Type } from '../types/type.ts'
import { isInstance } from '../types/conform.ts'
import { calculate, negate } from '../values/arithmetic.ts'
import { compareValues } from '../values/compare.ts'
import { newContext } from '../values/context.ts'
import { FeelRange } from '../values/range.ts'
import { compileCall, compileFunction, compileNamedCall } from './calls.ts'
import { compileFor, compileQuantified } from './loops.ts'
import { compileName } from './names.ts'
import { compileBetween, compileComparison, compileIn, compileLogic } from './tests.ts'
import { compileFilter, compilePath } from './paths.ts'
import { within, type Code, type Frames } from './scope.ts'

export interface CompilerOptions {
  types?: ((name: string) => Type | undefined) | undefined
  names?: Iterable<string>
  callable?: Iterable<string>
  missing?: ((problem: FeelError) => void) | undefined
}

/** Turns syntax into closures; nothing of the syntax is looked at again when they run. */
export class Compiler {
  readonly source: string
  private readonly types: (name: string) => Type | undefined
  private readonly names: ReadonlySet<string>
  private readonly callable: ReadonlySet<string>
  private readonly missing: (problem: FeelError) => void

  /**
   * @param types item definitions by name, for `instance of` and typed parameters
   * @param names names in scope
   * @param callable those that may be functions
   * @param missing takes the use of what there is not; without it, that is no expression
   */
  constructor(source: string, { types, names, callable, missing }: CompilerOptions = {}) {
    this.source = source
    this.types = types ?? (() => undefined)
    this.names = new Set(names)
    this.callable = new Set(callable)
    this.missing =
      missing ??
      ((problem) => {
        throw problem
      })
  }

  place = (node: { at: number }): Place => ({ source: this.source, position: node.at })

  /**
   * What is called. A name that nothing in scope has is a function of another engine or a slip of the pen, and so is a
   * number of values that a function of the language never takes: the call would be null without a word, and a
   * condition that holds it would never hold.
   * @param count how many values are given by their places; undefined when they are given by names
   */
  target(node: Node, frames: Frames, count?: number): Code {
    const found = this.code(node, frames)
    const of = beginOf(node)
    if (of === undefined || this.callable.has(of)) return found
    // entries of a filtered element may be functions
    if (frames.some((frame) => frame.ofItem || frame.names.includes(of))) return found
    if (node.kind !== 'name') {
      // data have no functions of their own: `name.startsWith("a")`
      const message =
        node.kind === 'path'
          ? `values have no function "${node.name}": write a function of FEEL around the value, such as string length(value)`
          : 'what is called is no function'
      this.missing(new FeelError('no-function', message, this.place(node)))
      return found
    }
    const builtIn = FUNCTIONS.get(node.name)
    if (builtIn && (count === undefined || builtIn.takes(count))) return found
    const message = builtIn ? `${node.name}() never takes ${count} values` : `there is no function "${node.name}"`
    this.missing(new FeelError('no-function', message, this.place(node)))
    return builtIn ? found : (scope) => found(scope) ?? scope.run.fail(message)
  }

  code(node: Node, frames: Frames): Code {
    switch (node.kind) {
      case 'literal': {
        const { value } = node
        return () => value
      }
      case 'at-literal': {
        const value = atLiteral(node.text)
        return value === null ? (scope) => scope.run.note(`@"${node.text}" is no date, time or duration`) : () => value
      }
      case 'name':
        this.seeName(node, frames)
        return compileName(node.name, frames)
      case 'list':
        return this.list(node, frames)
      case 'context':
        return this.context(node, frames)
      case 'range': {
        const [start, end] = [this.code(node.start, frames), this.code(node.end, frames)]
        return (scope) => {
          const [low, high] = [start(scope), end(scope)]
          // ends are of one kind and in order (DMN 1.5, 10.3.2.7)
          if (low !== null && high !== null && !((compareValues(low, high) ?? 1) <= 0))
            return scope.run.note('the ends of a range are of one kind, and the lower one comes first')
          return new FeelRange(low, high, node.startIncluded, node.endIncluded)
        }
      }
      case 'test': {
        const value = this.code(node.value, frames)
        return (scope) => FeelRange.ofOperator(node.operator, value(scope))
      }
      case 'negate': {
        const operand = this.code(node.operand, frames)
        return (scope) => {
          const value = operand(scope)
          return typeof value === 'number' ? 0 - value : negate(value)
        }
      }
      case 'arithmetic':
        return this.arithmetic(node, frames)
      case 'comparison':
        return compileComparison(this, node, frames)
      case 'and':
      case 'or':
        return compileLogic(this, node, frames)
      case 'between':
        return compileBetween(this, node, frames)
      case 'in':
        return compileIn(this, node, frames)
      case 'instance':
        return this.instance(node, frames)
      case 'path':
        return compilePath(this, node, frames)
      case 'filter':
        if (node.condition.kind === 'literal' && typeof node.condition.value === 'string')
          this.missing(
            new FeelError(
              'no-condition',
              `a text chooses nothing: write .${node.condition.value} or get value(…, "${node.condition.value}")`,
              this.place(node.condition),
            ),
          )
        return compileFilter(this, node, frames)
      case 'call':
        return compileCall(this, node, frames)
      case 'named-call':
        return compileNamedCall(this, node, frames)
      case 'if': {
        const [condition, then, otherwise] = [
          this.code(node.condition, frames),
          this.code(node.then, frames),
          this.code(node.otherwise, frames),
        ]
        return (scope) => (condition(scope) === true ? then(scope) : otherwise(scope))
      }
      case 'for':
        return compileFor(this, node, frames)
      case 'some':
      case 'every':
        return compileQuantified(this, node, frames)
      case 'function':
        return compileFunction(this, node, frames)
    }
  }

  /** Words of other languages, which are read as names that nobody has: `not done`, `x is null`, `True`. */
  private seeName({ name, at }: Node & { kind: 'name' }, frames: Frames): void {
    const meant = meantBy(name)
    if (meant === undefined || this.names.has(name)) return
    if (frames.some((frame) => frame.ofItem || frame.names.includes(name))) return
    this.missing(new FeelError('no-name', `there is no "${name}": write ${meant}`, this.place({ at })))
  }

  private list(node: Node & { kind: 'list' }, frames: Frames): Code {
    const items = node.items.map((item) => this.code(item, frames))
    checkLength(items.length, this.place(node))
    return (scope) => items.map((item) => item(scope))
  }

  /**
   * Entries see those before them, and a function sees itself. A key that stands twice makes the context null: keys are
   * distinct (DMN 1.5, 10.3.2.6).
   */
  private context(node: Node & { kind: 'context' }, frames: Frames): Code {
    const keys = node.entries.map((entry) => entry.key)
    const repeated = keys.find((key, at) => keys.indexOf(key) !== at)
    if (repeated !== undefined) return (scope) => scope.run.note(`the key "${repeated}" stands twice in a context`)
    const codes = node.entries.map((entry, at) =>
      this.code(entry.value, [{ names: keys.slice(0, entry.value.kind === 'function' ? at + 1 : at) }, ...frames]),
    )
    return (scope) => {
      const values: unknown[] = []
      const inner = within(scope, values)
      const made = newContext()
      for (let at = 0; at < codes.length; at++) made[keys[at]!] = values[at] = codes[at]!(inner)
      return made
    }
  }

  private arithmetic(node: Node & { kind: 'arithmetic' }, frames: Frames): Code {
    const { operator } = node
    const [left, right, place] = [this.code(node.left, frames), this.code(node.right, frames), this.place(node)]
    const name = joinedName(node)
    return (scope) => {
      const [a, b] = [left(scope), right(scope)]
      const value = calculate(operator, a, b, place)
      if (value !== null) return value
      if (name !== undefined && Object.hasOwn(scope.root, name))
        scope.run.note(`"${name}" is calculated here: it is a name where the model has an input of that name`)
      return scope.run.note(`"${operator}" has no result for these values`)
    }
  }

  private instance(node: Node & { kind: 'instance' }, frames: Frames): Code {
    const value = this.code(node.value, frames)
    const type = lacksParameters(node.type) ? undefined : this.type(node.type)
    return type
      ? (scope) => isInstance(value(scope), type)
      : (scope) => scope.run.note('the type after "instance of" is not known')
  }

  /** The type that is named; undefined when there is none of that name. */
  type(node: TypeNode): Type | undefined {
    switch (node.kind) {
      case 'name':
        return TYPE_NAMES.get(node.name) ?? this.types(node.name)
      case 'list':
      case 'range': {
        const of = this.type(node.of)
        return of && { kind: node.kind, of }
      }
      case 'context': {
        const entries = node.entries.map((entry) => [entry.name, this.type(entry.type)] as const)
        return entries.every((entry): entry is readonly [string, Type] => entry[1] !== undefined)
          ? { kind: 'context', entries: new Map(entries) }
          : undefined
      }
      case 'function': {
        const parameters = node.parameters.map((parameter) => this.type(parameter))
        const result = this.type(node.result)
        return result && parameters.every((parameter) => parameter !== undefined)
          ? { kind: 'function', parameters, result }
          : undefined
      }
    }
  }

  /** The type of a parameter; one that is not known is Any. */
  parameterType = (node: TypeNode | undefined): Type | undefined => (node ? (this.type(node) ?? ANY) : undefined)
}

/** Around an operator as one name, which whoever wrote `total-amount * 2` may have meant. */
function joinedName({ operator, left, right }: Node & { kind: 'arithmetic' }): string | undefined {
  const before = left.kind === 'arithmetic' ? (joinedName(left) ?? nameAt(left, 'right')) : nameAt(left, 'right')
  const after = nameAt(right, 'left')
  return before === undefined || after === undefined ? undefined : `${before}${operator}${after}`
}

const nameAt = (node: Node, end: 'left' | 'right'): string | undefined =>
  node.kind === 'arithmetic' ? nameAt(node[end], end) : node.kind === 'name' ? node.name : undefined

/** The name that a path begins with; a text of its own has the functions of no name. */
function beginOf(node: Node): string | undefined {
  if (node.kind === 'name') return node.name
  if (node.kind === 'literal') return ''
  return node.kind === 'path' || node.kind === 'filter'
    ? beginOf(node.kind === 'path' ? node.of : node.list)
    : undefined
}

function meantBy(name: string): string | undefined {
  if (/^(true|false|null|none)$/i.test(name)) return name.toLowerCase().replace('none', 'null')
  const denied = /^not (.+)$/.exec(name)?.[1]
  if (denied !== undefined) return `not(${denied})`
  const [, what, not, value] = /^(.+) is (not )?(null|none|true|false)$/i.exec(name) ?? []
  if (what === undefined || value === undefined) return undefined
  return `${what} ${not ? '!=' : '='} ${value.toLowerCase().replace('none', 'null')}`
}

/** `list` and the like are no types without saying of what (DMN 1.5, grammar rule 54). */
function lacksParameters(type: TypeNode): boolean {
  switch (type.kind) {
    case 'name':
      return PARAMETRIC.has(type.name)
    case 'list':
    case 'range':
      return lacksParameters(type.of)
    case 'context':
      return type.entries.some((entry) => lacksParameters(entry.type))
    case 'function':
      return [...type.parameters, type.result].some(lacksParameters)
  }
}

const PARAMETRIC: ReadonlySet<string> = new Set(['list', 'range', 'context', 'function'])
