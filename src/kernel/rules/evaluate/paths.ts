import type { Node } from '../syntax/node.ts'
import { fromOutside } from '../values/context.ts'
import type { Run } from '../run.ts'
import { kindOf } from '../values/kind.ts'
import { propertyOf } from '../values/properties.ts'
import type { Compiler } from './compiler.ts'
import { within, type Code, type Frames } from './scope.ts'

/** `value.name`. */
export function compilePath(compiler: Compiler, node: Node & { kind: 'path' }, frames: Frames): Code {
  const of = compiler.code(node.of, frames)
  const { name } = node
  return (scope) => {
    const value = of(scope)
    const found = propertyOf(value, name)
    if (found === undefined || (Array.isArray(found) && found.length > 0 && found.every((item) => item === null)))
      noteLack(scope.run, value, name)
    return found ?? null
  }
}

/** Says of whom something was asked that it does not have; of what is not there itself nothing more. */
function noteLack(run: Run, value: unknown, name: string): void {
  const of: unknown = Array.isArray(value) ? value.find((item) => propertyOf(item, name) === undefined) : value
  const kind = kindOf(of)
  if (kind !== 'null' && kind !== 'list')
    run.note(
      `a ${kind} has no "${name}"${/^(length|size|count)$/.test(name) ? ': write string length(…) or count(…)' : ''}`,
      kind === 'context',
    )
}

/**
 * `list[condition]`: the element at a number, or the elements for which a condition holds; what is no list is a list of
 * one.
 * Which of the two it is shows when the condition is evaluated for the first element.
 */
export function compileFilter(compiler: Compiler, node: Node & { kind: 'filter' }, frames: Frames): Code {
  const list = compiler.code(node.list, frames)
  const condition = compiler.code(node.condition, [{ names: ['item'], ofItem: true }, ...frames])
  const place = compiler.place(node)
  return (scope) => {
    const given = list(scope)
    if (given === null) return null
    const items: unknown[] = Array.isArray(given) ? given : [given]
    if (items.length === 0) return typeof condition(within(scope, [null])) === 'number' ? null : []
    const kept: unknown[] = []
    for (const [at, entry] of items.entries()) {
      scope.run.step(place)
      const item = fromOutside(entry)
      const holds = condition(within(scope, [item]))
      if (at === 0 && typeof holds === 'number') return elementAt(items, holds)
      if (holds === true) kept.push(item)
      else if (holds !== false && holds !== null)
        return scope.run.note('the condition of a filter is neither true nor false')
    }
    return kept
  }
}

/** The element at a position that counts from 1, or from the end when negative. */
export function elementAt(items: readonly unknown[], position: number): unknown {
  if (!Number.isInteger(position) || position === 0) return null
  return fromOutside(items.at(position > 0 ? position - 1 : position)) ?? null
}
