import type { ComparisonOperator, Node } from '../syntax/node.ts'
import { compareValues, equalValues } from '../values/compare.ts'
import { fromOutside } from '../values/context.ts'
import type { Run } from '../run.ts'
import { isWithin } from '../values/is-within.ts'
import { kindOf } from '../values/kind.ts'
import { FeelRange } from '../values/range.ts'
import type { Compiler } from './compiler.ts'
import type { Code, Frames } from './scope.ts'

const ORDERS: Record<Exclude<ComparisonOperator, '=' | '!='>, (order: number) => boolean> = {
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
}

/** `a = b`, `a < b` and so on. */
export function compileComparison(compiler: Compiler, node: Node & { kind: 'comparison' }, frames: Frames): Code {
  const { operator } = node
  const [left, right] = [compiler.code(node.left, frames), compiler.code(node.right, frames)]
  if (operator === '=' || operator === '!=') {
    const wanted = operator === '='
    return (scope) => {
      const [a, b] = [left(scope), right(scope)]
      const same = equalValues(a, b)
      return same === null ? noteKinds(scope.run, operator, a, b) : same === wanted
    }
  }
  const holds = ORDERS[operator]
  return (scope) => {
    const [a, b] = [left(scope), right(scope)]
    const order = typeof a === 'number' && typeof b === 'number' ? a - b : compareValues(a, b)
    return order === null ? noteKinds(scope.run, operator, a, b) : holds(order)
  }
}

/** Says that values of two kinds can't be compared; a value that is not there has been told of already. */
export function noteKinds(run: Run, operator: string, left: unknown, right: unknown): null {
  const [a, b] = [kindOf(left), kindOf(right)]
  return a === 'null' || b === 'null'
    ? null
    : run.note(`"${operator}" of a ${a} and a ${b} says neither true nor false`)
}

/** Ternary logic: what is neither true nor false counts as null (DMN 1.5, table 50). */
export function compileLogic(compiler: Compiler, node: Node & { kind: 'and' | 'or' }, frames: Frames): Code {
  const [left, right] = [compiler.code(node.left, frames), compiler.code(node.right, frames)]
  const deciding = node.kind === 'or'
  return (scope) => {
    const a = left(scope)
    if (a === deciding) return deciding
    const b = right(scope)
    if (b === deciding) return deciding
    return a === !deciding && b === !deciding ? !deciding : null
  }
}

export function compileBetween(compiler: Compiler, node: Node & { kind: 'between' }, frames: Frames): Code {
  const [value, low, high] = [
    compiler.code(node.value, frames),
    compiler.code(node.low, frames),
    compiler.code(node.high, frames),
  ]
  return (scope) => isWithin(value(scope), new FeelRange(low(scope), high(scope), true, true))
}

/** `value in (tests)`. */
export function compileIn(compiler: Compiler, node: Node & { kind: 'in' }, frames: Frames): Code {
  const value = compiler.code(node.value, frames)
  const tests = node.tests.map((test) => compiler.code(test, frames))
  return (scope) => {
    const given = value(scope)
    return tests.length === 1
      ? isIn(given, tests[0]!(scope))
      : isInAny(
          given,
          tests.map((test) => test(scope)),
        )
  }
}

/**
 * Whether a value is in a range, equal to an element of a list or in a range there, or equal to what is no list (DMN
 * 1.5, table 55). A list in the list is a value: 10 is not in `[[10]]`.
 */
export function isIn(value: unknown, test: unknown): boolean | null {
  if (!Array.isArray(test)) return isInOrEqual(value, test)
  return equalValues(value, test) === true || anyHolds(test, (item) => isInOrEqual(value, fromOutside(item)))
}

function isInOrEqual(value: unknown, test: unknown): boolean | null {
  if (test instanceof FeelRange) return value instanceof FeelRange ? equalValues(value, test) : isWithin(value, test)
  return equalValues(value, test)
}

/** True when one holds; null when none does and one can't be told. */
const isInAny = (value: unknown, tests: readonly unknown[]): boolean | null =>
  anyHolds(tests, (test) => isIn(value, test))

function anyHolds(tests: readonly unknown[], look: (test: unknown) => boolean | null): boolean | null {
  let answer: boolean | null = false
  for (const test of tests) {
    const holds = look(test)
    if (holds === true) return true
    if (holds === null && test instanceof FeelRange) answer = null
  }
  return answer
}
