import { Budget } from '../budget.ts'
import { checkLength } from '../run.ts'
import { equalValues } from '../values/compare.ts'
import type { FeelFunction } from '../values/function.ts'
import { builtIn, type Calling } from './built-in.ts'
import { sortBy } from './sort.ts'

/** Index of a position that counts from 1, or from the end when negative; null when the list has no such place. */
function indexOfPosition(list: readonly unknown[], position: number): number | null {
  const at = Math.trunc(position)
  return at === 0 || Math.abs(at) > list.length ? null : at > 0 ? at - 1 : list.length + at
}

function made(calling: Calling, list: unknown[]): unknown[] {
  checkLength(list.length, calling.place)
  return list
}

function sublist(list: unknown[], start: number, length?: number | null): unknown[] | null {
  const from = indexOfPosition(list, start)
  if (from === null) return null
  const count = length === undefined || length === null ? list.length - from : Math.trunc(length)
  return count < 1 || from + count > list.length ? null : list.slice(from, from + count)
}

/** Values without repetitions; simple ones are looked up, others compared one by one. */
function distinct(calling: Calling, list: readonly unknown[]): unknown[] {
  const simple = new Set<unknown>()
  const others: unknown[] = []
  const found: unknown[] = []
  for (const item of list) {
    const value = item ?? null
    if (value === null || typeof value !== 'object') {
      if (simple.has(value)) continue
      simple.add(value)
    } else {
      if (
        others.some((other) => {
          calling.run.step(calling.place)
          return equalValues(other, value) === true
        })
      )
        continue
      others.push(value)
    }
    found.push(value)
  }
  return found
}

function flatten(calling: Calling, list: readonly unknown[], into: unknown[] = []): unknown[] {
  for (const item of list) {
    calling.run.step(calling.place)
    if (Array.isArray(item)) flatten(calling, item, into)
    else into.push(item)
  }
  return made(calling, into)
}

function replaceAt(list: unknown[], position: number, newItem: unknown): unknown[] | null {
  const at = indexOfPosition(list, position)
  return at === null ? null : list.with(at, newItem)
}

function replaceMatching(this: Calling, list: unknown[], match: FeelFunction, newItem: unknown): unknown[] | null {
  const replaced: unknown[] = []
  for (const item of list) {
    const matches = match.call([item, newItem], this.run, this.place)
    if (typeof matches !== 'boolean') return null
    replaced.push(matches ? newItem : item)
  }
  return replaced
}

/** Functions of lists (DMN 1.5, table 75 and 10.3.4.10). */
export const LIST_FUNCTIONS = [
  builtIn('list contains', 'boolean', 'list: list, element: any', (list: unknown[], element: unknown) => {
    const budget = new Budget()
    return list.some((candidate) => equalValues(candidate, element, budget) === true)
  }),
  builtIn('count', 'number', 'list: list', (list: unknown[]) => list.length),
  builtIn('sublist', 'list', 'list: list, start position: number, length?: number|null', sublist),
  builtIn(
    'append',
    'list',
    'list: list, item...: any',
    function (this: Calling, list: unknown[], ...items: unknown[]) {
      return made(this, [...list, ...items])
    },
    'list: list, item: any',
    function (this: Calling, list: unknown[], item: unknown) {
      return made(this, [...list, item])
    },
  ),
  builtIn('concatenate', 'list', 'list...: list', function (this: Calling, ...lists: unknown[][]) {
    return made(this, lists.flat(1))
  }),
  builtIn(
    'insert before',
    'list',
    'list: list, position: number, newItem: any',
    function (this: Calling, list: unknown[], position: number, newItem: unknown) {
      const at = indexOfPosition(list, position)
      return at === null ? null : made(this, list.toSpliced(at, 0, newItem))
    },
  ),
  builtIn('remove', 'list', 'list: list, position: number', (list: unknown[], position: number) => {
    const at = indexOfPosition(list, position)
    return at === null ? null : list.toSpliced(at, 1)
  }),
  builtIn(
    'list replace',
    'list',
    'list: list, position: number, newItem: any',
    replaceAt,
    'list: list, match: function, newItem: any',
    replaceMatching,
  ),
  builtIn('reverse', 'list', 'list: list', (list: unknown[]) => list.toReversed()),
  builtIn('index of', 'list', 'list: list, match: any', (list: unknown[], match: unknown) => {
    const budget = new Budget()
    return list.flatMap((item, at) => (equalValues(item, match, budget) === true ? [at + 1] : []))
  }),
  builtIn('union', 'list', 'list...: list', function (this: Calling, ...lists: unknown[][]) {
    return distinct(this, made(this, lists.flat(1)))
  }),
  builtIn('distinct values', 'list', 'list: list', function (this: Calling, list: unknown[]) {
    return distinct(this, list)
  }),
  builtIn('flatten', 'list', 'list: list', function (this: Calling, list: unknown[]) {
    return flatten(this, list)
  }),
  builtIn(
    'sort',
    'list',
    'list: list, precedes: function',
    function (this: Calling, list: unknown[], precedes: FeelFunction) {
      if (!precedes.signatures.some((signature) => signature.length === 2)) return null
      return sortBy(list, (item, other) => precedes.call([item, other], this.run, this.place) === true)
    },
  ),
]
