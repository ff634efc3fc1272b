import { FeelError, type Place } from '../feel-error.ts'
import { ELEMENTS_AT_MOST } from '../limits.ts'
import type { Iterator, Node } from '../syntax/node.ts'
import { equalValues } from '../values/compare.ts'
import { fromOutside } from '../values/context.ts'
import { FeelDate } from '../values/date.ts'
import { FeelRange } from '../values/range.ts'
import type { Compiler } from './compiler.ts'
import { within, type Code, type Frames, type Scope } from './scope.ts'

/** Where a loop takes its values from. @returns null when there is nothing to go over */
type Domain = (scope: Scope) => Iterable<unknown> | null

/** `for x in list, y in 1..10 return e`; `partial` is what was returned so far (DMN 1.5, 10.3.2.14). */
export function compileFor(compiler: Compiler, node: Node & { kind: 'for' }, frames: Frames): Code {
  const place = compiler.place(node)
  const inner = [{ names: ['partial'] }, ...frames]
  const result = compiler.code(node.result, [...framesOf(node.iterators), ...inner])
  return forAll(domainsOf(compiler, node.iterators, inner, place), result, place)
}

/** `some x in list satisfies e` and `every …`. */
export function compileQuantified(compiler: Compiler, node: Node & { kind: 'some' | 'every' }, frames: Frames): Code {
  const place = compiler.place(node)
  const condition = compiler.code(node.condition, [...framesOf(node.iterators), ...frames])
  return quantified(domainsOf(compiler, node.iterators, frames, place), condition, node.kind === 'some', place)
}

/** The list of what `result` gives for each value of the domains; it runs in a frame that holds `partial`. */
export const listOf = (domains: readonly Code[], result: Code, place: Place): Code =>
  forAll(
    domains.map(
      (domain): Domain =>
        (scope) =>
          valuesOf(domain(scope), place),
    ),
    result,
    place,
  )

/** Whether a condition holds for some value of the domains, or for each. */
export const ofEach = (domains: readonly Code[], condition: Code, some: boolean, place: Place): Code =>
  quantified(
    domains.map(
      (domain): Domain =>
        (scope) =>
          valuesOf(domain(scope), place),
    ),
    condition,
    some,
    place,
  )

function forAll(domains: readonly Domain[], result: Code, place: Place): Code {
  return (scope) => {
    const partial: unknown[] = []
    const went = overAll(domains, within(scope, [partial]), place, (turn) => {
      const value = result(turn)
      // what was returned so far does not change any more when it is itself returned
      partial.push(value === partial ? [...partial] : value)
      if (partial.length > ELEMENTS_AT_MOST) throw tooLong(place)
      return true
    })
    return went ? partial : scope.run.note('a loop goes over a list or a range')
  }
}

/** A condition that is no boolean makes the answer null. */
function quantified(domains: readonly Domain[], condition: Code, deciding: boolean, place: Place): Code {
  return (scope) => {
    let answer: boolean | null = !deciding
    const went = overAll(domains, scope, place, (turn) => {
      const holds = condition(turn)
      if (holds === deciding) answer = deciding
      else if (holds === null) answer = null
      else if (typeof holds !== 'boolean') answer = scope.run.note('a condition is neither true nor false')
      return holds === null || holds === !deciding
    })
    return went ? answer : scope.run.note('a loop goes over a list or a range')
  }
}

/** Frames of the iterators, innermost first. */
const framesOf = (iterators: readonly Iterator[]): Frames =>
  iterators.map((iterator) => ({ names: [iterator.name] })).reverse()

/** Goes over the product of the domains; each sees the names before it. @returns false when a domain is none */
function overAll(domains: readonly Domain[], scope: Scope, place: Place, turn: (scope: Scope) => boolean): boolean {
  let missing = false
  const go = (at: number, outer: Scope): boolean => {
    if (at === domains.length) return turn(outer)
    const values = domains[at]!(outer)
    if (values === null) {
      missing = true
      return false
    }
    for (const value of values) {
      outer.run.step(place)
      if (!go(at + 1, within(outer, [value]))) return false
    }
    return true
  }
  go(0, scope)
  return !missing
}

function domainsOf(compiler: Compiler, iterators: readonly Iterator[], frames: Frames, place: Place): Domain[] {
  return iterators.map((iterator, at) => {
    const known = [...framesOf(iterators.slice(0, at)), ...frames]
    const from = compiler.code(iterator.domain, known)
    if (iterator.end === undefined) return (scope) => valuesOf(from(scope), place)
    if (iterator.domain.kind === 'literal' && iterator.end.kind === 'literal')
      checkSpan(iterator.domain.value, iterator.end.value, place)
    const to = compiler.code(iterator.end, known)
    return (scope) => span(from(scope), to(scope), place)
  })
}

function valuesOf(value: unknown, place: Place): Iterable<unknown> | null {
  if (value === null) return null
  if (Array.isArray(value)) return value.map(fromOutside)
  if (!(value instanceof FeelRange)) return [value]
  const all = value.operator ? null : span(value.start, value.end, place)
  return (
    all &&
    [...all].filter(
      (candidate) =>
        (value.startIncluded || equalValues(candidate, value.start) !== true) &&
        (value.endIncluded || equalValues(candidate, value.end) !== true),
    )
  )
}

/** Whole numbers or days from one to the other, up or down. */
function span(from: unknown, to: unknown, place: Place): Iterable<unknown> | null {
  checkSpan(from, to, place)
  if (typeof from === 'number' && typeof to === 'number') return steps(from, to, (value) => value)
  return from instanceof FeelDate && to instanceof FeelDate
    ? steps(from.number, to.number, (value) => FeelDate.ofNumber(value))
    : null
}

function* steps(from: number, to: number, made: (value: number) => unknown): Iterable<unknown> {
  if (from <= to) for (let value = from; value <= to; value++) yield made(value)
  else for (let value = from; value >= to; value--) yield made(value)
}

/** A loop over an enormous range would stand still for hours: refused before it runs. */
function checkSpan(from: unknown, to: unknown, place: Place): void {
  const length =
    typeof from === 'number' && typeof to === 'number'
      ? Math.abs(to - from)
      : from instanceof FeelDate && to instanceof FeelDate
        ? Math.abs(to.number - from.number)
        : 0
  if (length > ELEMENTS_AT_MOST) throw tooLong(place)
}

const tooLong = (place: Place): FeelError =>
  new FeelError('loop-too-long', `a loop over more than ${ELEMENTS_AT_MOST} values is not run`, place)
