import { FeelError } from '../feel-error.ts'
import type { Node, UnaryTests } from '../syntax/node.ts'
import { FeelRange } from '../values/range.ts'
import type { Compiler } from './compiler.ts'
import type { Code, Frames, Scope } from './scope.ts'
import { isIn, noteKinds } from './tests.ts'

/** What a model says of the types around a test. */
export interface KnownBooleans {
  /** Whether the input is a boolean: conditions are then compared with it, not judged by themselves. */
  readonly ofBoolean?: boolean
  /** Whether a variable, or an entry of one, is a boolean: then it is a condition like `a > b`. */
  readonly isBoolean?: (path: readonly string[]) => boolean
}

/**
 * Unary tests: what a cell of a decision table asks of its input (DMN 1.5, 7.3.3 and grammar rule 7). They run in a frame
 * that holds the input alone, under the name `?`. A test that can't be told is satisfied as little as its negation.
 */
export function compileUnaryTests(compiler: Compiler, unary: UnaryTests, frames: Frames, known: KnownBooleans): Code {
  const inner: Frames = [{ names: ['?'] }, ...frames]
  for (const test of unary.tests) seeConditions(compiler, test)
  const tests = unary.tests.map((test) => satisfied(compiler.code(test, inner), test, known))
  return (scope) => {
    let answer: boolean | null = false
    for (const test of tests) {
      const holds = test(scope)
      if (holds === true) return !unary.negated
      if (holds === null) answer = null
    }
    return answer === false && unary.negated
  }
}

/**
 * In `>= 1 and <= 5` or `"a" or "b"` no side says true or false by itself: the cell would never match, without a word.
 * @throws FeelError
 */
function seeConditions(compiler: Compiler, node: Node): void {
  if (node.kind !== 'and' && node.kind !== 'or') return
  for (const side of [node.left, node.right]) {
    seeConditions(compiler, side)
    const isValue = side.kind === 'literal' && side.value !== null && typeof side.value !== 'boolean'
    if (isValue || side.kind === 'test' || side.kind === 'range' || side.kind === 'list')
      throw new FeelError(
        'no-condition',
        `"${node.kind}" joins conditions, and this is none by itself: write "? >= 1 ${node.kind} ? <= 5", ${
          node.kind === 'and' ? 'or a range such as [1..5]' : 'or put a comma between values'
        }`,
        compiler.place(side),
      )
  }
}

/** Expressions that only say true or false; null from them means that it can't be told, and is no value to find. */
const CONDITIONS: ReadonlySet<Node['kind']> = new Set<Node['kind']>([
  'comparison',
  'and',
  'or',
  'between',
  'in',
  'instance',
  'range',
  'some',
  'every',
  'call',
  'named-call',
])

/**
 * Three ways to satisfy a test: the expression asks about `?` and is true; it says true by itself, as `vip` does beside
 * a comment; or the input is equal to its value or in it. The second way is closed to a boolean input: there `vip` is
 * a value to compare with. @returns null when it can't be told
 */
function satisfied(
  test: Code,
  node: Node,
  { ofBoolean = false, isBoolean }: KnownBooleans,
): (scope: Scope) => boolean | null {
  const asksInput = mentionsInput(node)
  const path = pathOf(node)
  const isCondition = asksInput || CONDITIONS.has(node.kind) || (path !== undefined && isBoolean?.(path) === true)
  const mayJudge = node.kind !== 'literal' && !ofBoolean
  return (scope) => {
    const [value, found] = [scope.values[0], test(scope)]
    if (asksInput && typeof found === 'boolean') return found
    if (found === null && isCondition) return null
    if (found === true && mayJudge && typeof value !== 'boolean') return true
    const holds = isIn(value, found)
    if (holds === null)
      noteKinds(scope.run, 'in', value, found instanceof FeelRange ? (found.start ?? found.end) : found)
    return holds === null && !(found instanceof FeelRange) ? false : holds
  }
}

/** The names of `vip` and `applicant.vip`; undefined for other expressions. */
function pathOf(node: Node): string[] | undefined {
  if (node.kind === 'name') return [node.name]
  const before = node.kind === 'path' ? pathOf(node.of) : undefined
  return before && node.kind === 'path' ? [...before, node.name] : undefined
}

function mentionsInput(syntax: unknown): boolean {
  if (typeof syntax !== 'object' || syntax === null) return false
  if ('kind' in syntax && syntax.kind === 'name' && 'name' in syntax && syntax.name === '?') return true
  return Object.values(syntax).some(mentionsInput)
}
