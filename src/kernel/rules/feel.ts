import { evaluate as interpret, FeelFunction, SyntaxError as FeelSyntaxError } from 'feelin'

/** An expression that is no FEEL, or one over the limits. */
export class FeelError extends Error {
  readonly expression: string
  constructor(expression: string, message: string) {
    super(`${message}: ${expression.length > 200 ? `${expression.slice(0, 200)}…` : expression}`)
    this.name = 'FeelError'
    this.expression = expression
  }
}

export interface CompiledFeel {
  readonly source: string
  /** The value; type errors inside give null, as FEEL says (DMN 1.5, 10.3.2.13). */
  evaluate(context: Record<string, unknown>): unknown
}

export interface FeelOptions {
  /** Names of the variables; needed when they hold spaces or other odd characters. Given at compile time, they are part of the cache key. */
  names?: readonly string[]
}

/** An expression longer than this is refused: nobody wrote it by hand. */
const LENGTH_AT_MOST = 20_000
/** Compiled expressions kept; the oldest goes first. */
const CACHED = 5_000

const cache = new Map<string, CompiledFeel>()

/**
 * Compiles a FEEL expression once and keeps it.
 *
 * feelin parses at each call and exports no compiler. A FEEL function definition, evaluated once, is one:
 * its closure is the compiled body, and calling it parses nothing.
 * @throws FeelError when it is no FEEL
 */
export function compileFeel(expression: string, options: FeelOptions = {}): CompiledFeel {
  const names = options.names ?? freeNames(expression)
  const key = `${names.join('\u0000')}\u0001${expression}`
  let compiled = cache.get(key)
  if (!compiled) {
    compiled = compile(expression, names)
    cache.set(key, compiled)
    if (cache.size > CACHED) cache.delete(cache.keys().next().value as string)
  }
  return compiled
}

function compile(expression: string, names: readonly string[]): CompiledFeel {
  if (expression.length > LENGTH_AT_MOST) throw new FeelError(expression, `the expression is longer than ${LENGTH_AT_MOST} characters`)
  guardRanges(expression)
  const parameters = names.filter((name) => !RESERVED.has(name))
  let value: unknown, warnings: unknown[]
  try {
    const made = interpret(`function(${parameters.join(', ')}) (${expression}\n)`, {})
    value = made.value
    warnings = made.warnings as unknown[]
  } catch (error) {
    throw new FeelError(expression, error instanceof FeelSyntaxError ? 'this is no FEEL expression' : (error as Error).message)
  }
  if (!(value instanceof FeelFunction)) throw new FeelError(expression, 'this is no FEEL expression')
  const body = value as FeelFunction & { fn(...values: unknown[]): unknown }
  return {
    source: expression,
    evaluate(context) {
      const given = parameters.map((name) => coerce(context[name]))
      try {
        return body.fn(...given)
      } finally {
        // warnings of a call hold the values it saw: let them go
        warnings.length = 0
      }
    },
  }
}

/** Undefined is FEEL's null; everything else goes in as it is. */
const coerce = (value: unknown): unknown => (value === undefined ? null : value)

/** Words of the grammar that can't be variables. */
const RESERVED = new Set(['and', 'or', 'not', 'if', 'then', 'else', 'for', 'in', 'return', 'some', 'every', 'satisfies', 'between', 'instance', 'of', 'function', 'external', 'true', 'false', 'null'])

/** Names an expression may mean, when the caller does not say: every plain identifier outside strings, not after a dot. */
function freeNames(expression: string): string[] {
  const bare = expression.replace(/"(?:[^"\\]|\\.)*"/g, '""')
  const found = new Set<string>()
  for (const match of bare.matchAll(/(?<![\p{L}\p{N}_.$])[\p{L}_$][\p{L}\p{N}_$]*/gu)) {
    if (!RESERVED.has(match[0]) && !isBuiltinCall(bare, match.index + match[0].length) && !isContextKey(bare, match.index + match[0].length)) found.add(match[0])
  }
  return [...found]
}

/** `count(` and words of multi-word builtins such as `string length(` are functions of the language. */
const isBuiltinCall = (text: string, at: number): boolean => /^[ a-z]*\(/.test(text.slice(at, at + 40)) && !/^\s+(and|or|in|then|else|return|satisfies|between)\b/.test(text.slice(at, at + 40))
const isContextKey = (text: string, at: number): boolean => /^\s*:/.test(text.slice(at, at + 10))

const RANGE_AT_MOST = 100_000

/** A loop over an enormous range would stand still for hours: refused before it runs. */
function guardRanges(expression: string): void {
  for (const match of expression.matchAll(/(-?\d[\d.]*(?:e\d+)?)\s*\.\.\s*(-?\d[\d.]*(?:e\d+)?)/gi)) {
    if (/\b(for|some|every)\b/.test(expression) && Math.abs(Number(match[2]) - Number(match[1])) > RANGE_AT_MOST) throw new FeelError(expression, `a loop over more than ${RANGE_AT_MOST} values is not run`)
  }
}

/**
 * Compiles a unary test (the cell of a decision table): `-`, `>= 60`, `"a", "b"`, `not(…)`, `[1..5]`, or an expression with `?`.
 * @returns a function from input value and context to true or false
 */
export function compileUnary(test: string, names: readonly string[] = []): (value: unknown, context: Record<string, unknown>) => boolean {
  const text = test.trim()
  if (text === '' || text === '-') return () => true
  // feelin answers `x in (null)` with null, while the unary test `null` is true for null, as feelin's own unaryTest says
  if (text === 'null') return (value) => value === null || value === undefined
  const all = [INPUT, ...(names.length > 0 ? names : freeNames(text))]
  const asked = withoutStrings(text).includes('?') ? replaceOutsideStrings(text, '?', INPUT) : undefined
  const negated = /^not\s*\(([\s\S]*)\)$/.exec(text)
  const compiled = compileFeel(asked ?? (negated ? `not(${INPUT} in (${negated[1]}))` : `${INPUT} in (${text})`), { names: [...new Set(all)] })
  return (value, context) => compiled.evaluate({ ...context, [INPUT]: value }) === true
}

const INPUT = 'inputValue'
const withoutStrings = (text: string) => text.replace(/"(?:[^"\\]|\\.)*"/g, '')
const replaceOutsideStrings = (text: string, from: string, to: string) => text.split(/("(?:[^"\\]|\\.)*")/).map((part, at) => (at % 2 === 1 ? part : part.replaceAll(from, to))).join('')
