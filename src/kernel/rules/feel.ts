import { Compiler, type CompilerOptions } from './evaluate/compiler.ts'
import type { Code, Frames, Scope } from './evaluate/scope.ts'
import { compileUnaryTests, type KnownBooleans } from './evaluate/unary-tests.ts'
import { FeelError } from './feel-error.ts'
import { FUNCTIONS } from './functions/all-functions.ts'
import { COMPILED_AT_MOST } from './limits.ts'
import { Run } from './run.ts'
import { isOddName, KnownNames } from './syntax/names.ts'
import type { Node, UnaryTests } from './syntax/node.ts'
import { Parser } from './syntax/parser.ts'
import { fromOutside, type Context } from './values/context.ts'

export interface CompiledFeel {
  readonly source: string
  /** The value; type errors inside give null, as FEEL says (DMN 1.5, 10.3.2.13). @throws FeelError over a limit */
  evaluate(context: Record<string, unknown>, options: EvaluateOptions): unknown
}

export interface FeelOptions {
  /** Names of the variables. Only those with spaces or signs in them change how the expression is read. */
  names?: readonly string[]
  /** Names of entries with signs in them that may follow a dot. */
  members?: readonly string[]
}

/** The clock of an evaluation. FEEL has none of its own: whoever evaluates names the instant and the zone. */
export interface EvaluateOptions {
  /**
   * The time of now() and today(), as ISO text with an offset or a region (`2026-03-02T10:00:00+05:00`).
   * Null says that there is none here: now() and today() then are null, and the notes say why.
   */
  now: string | null
  /**
   * Is told why values became null.
   * @param ofMember a context that is there has no entry of that name: mostly a slip, where what is not there is not
   */
  note?(message: string, ofMember?: boolean): void
}

/** Names of the built-in functions. */
export const functionNames = (): string[] => [...FUNCTIONS.keys()]

const FUNCTION_NAMES = new KnownNames(FUNCTIONS.keys())

const parserOf = (source: string, names: readonly string[], members: readonly string[]): Parser =>
  new Parser(source, [FUNCTION_NAMES, new KnownNames(names)], new KnownNames(members))

/** Reads syntax and makes code of it. @throws FeelError */
function compiled<T extends Node | UnaryTests>(
  source: string,
  names: readonly string[],
  members: readonly string[],
  read: (parser: Parser) => T,
  make: (compiler: Compiler, found: T) => Code,
  options?: CompilerOptions,
): Code {
  return stackGuarded(source, () => {
    return make(new Compiler(source, { names, ...options }), read(parserOf(source, names, members)))
  })
}

/** Compiled code runs on JavaScript's stack: what overflows it was nested too deep. */
export function stackGuarded<T>(source: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof RangeError && /call stack/i.test(error.message))
      throw new FeelError('too-deep', 'the expression is nested too deep', { source, position: 0 })
    throw error
  }
}

/** Syntax of an expression in a model, for a look at what it reads. @throws FeelError */
export const syntaxOf = (source: string, names: readonly string[]): Node => parserOf(source, names, []).readExpression()

/** Syntax of unary tests in a model. @throws FeelError */
export const testsOf = (source: string, names: readonly string[]): UnaryTests =>
  parserOf(source, names, []).readUnaryTests()

/** Code of an expression in a model. @throws FeelError */
export const expressionCode = (
  source: string,
  names: readonly string[],
  members: readonly string[],
  frames: Frames = [],
  options?: CompilerOptions,
): Code =>
  compiled(
    source,
    names,
    members,
    (parser) => parser.readExpression(),
    (compiler, node) => compiler.code(node, frames),
    options,
  )

/**
 * Code of unary tests in a model, to run in a frame inside the given ones that holds the value alone.
 * @throws FeelError
 */
export function testCode(
  source: string,
  names: readonly string[],
  members: readonly string[],
  { frames = [], isBoolean, ofBoolean = false, ...options }: TestOptions = {},
): Code {
  const text = source.trim()
  if (text === '' || text === '-') return () => true
  return compiled(
    text,
    names,
    members,
    (parser) => parser.readUnaryTests(),
    (compiler, tests) => compileUnaryTests(compiler, tests, frames, { ofBoolean, ...(isBoolean && { isBoolean }) }),
    options,
  )
}

interface TestOptions extends KnownBooleans, CompilerOptions {
  frames?: Frames
}

/** Compiled things that are used again; the oldest goes first. */
class Kept<T> {
  private readonly byKey = new Map<string, T>()
  get(key: string, make: () => T): T {
    let found = this.byKey.get(key)
    if (found === undefined) {
      found = make()
      this.byKey.set(key, found)
      if (this.byKey.size > COMPILED_AT_MOST) this.byKey.delete(this.byKey.keys().next().value as string)
    }
    return found
  }
}

const expressions = new Kept<CompiledFeel>()
const tests = new Kept<Code>()

const keyOf = (source: string, names: readonly string[], members: readonly string[] = []): string => {
  const odd = [...names.filter(isOddName), '', ...members.filter(isOddName)]
  return odd.length === 1 ? source : `${odd.join('\u0000')}\u0001${source}`
}

/**
 * Compiles a FEEL expression once and keeps it: the next time the same text is asked for, nothing is read again.
 * @throws FeelError when it is no FEEL
 */
export function compileFeel(expression: string, options: FeelOptions = {}): CompiledFeel {
  const { names = [], members = [] } = options
  return expressions.get(keyOf(expression, names, members), () => {
    const code = expressionCode(expression, names, members)
    return {
      source: expression,
      evaluate: (context, given) =>
        evaluateCode(expression, code, {
          run: new Run(given),
          root: context as Context,
          values: [],
          up: undefined,
        }),
    }
  })
}

function evaluateCode(source: string, code: Code, scope: Scope): unknown {
  return stackGuarded(source, () => code(scope))
}

/**
 * Compiles a unary test (the cell of a decision table): `-`, `>= 60`, `"a", "b"`, `not(…)`, `[1..5]`, or an expression
 * with `?`.
 * @returns a function from input value and context to true or false
 * @throws FeelError when it is none
 */
export function compileUnary(
  test: string,
  names: readonly string[] = [],
): (value: unknown, context: Record<string, unknown>, options: EvaluateOptions) => boolean {
  const code = tests.get(keyOf(test, names), () => testCode(test, names, []))
  return (value, context, options) =>
    evaluateCode(test, code, {
      run: new Run(options),
      root: context as Context,
      values: [fromOutside(value)],
      up: undefined,
    }) === true
}
