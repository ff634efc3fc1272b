import { parseDuration } from '../values/durations.ts'
import { textOf } from '../values/text.ts'
import { builtIn } from './built-in.ts'
import { parseRange } from './parse-range.ts'

/**
 * Reads a number written with separators (DMN 1.5, table 72, footnote 1): else as a literal is written, so with an
 * exponent too. Beyond what numbers here reach it is null.
 */
function numberOf(text: string, grouping: string | null = null, decimal: string | null = null): number | null {
  if (grouping !== null && ![' ', ',', '.'].includes(grouping)) return null
  if (decimal !== null && ![',', '.'].includes(decimal)) return null
  if (grouping !== null && grouping === decimal) return null
  let plain = grouping === null ? text : text.replaceAll(grouping, '')
  if (decimal !== null && decimal !== '.') {
    if (plain.includes('.')) return null
    plain = plain.replace(decimal, '.')
  }
  if (!/^-?(?:\d+(?:\.\d+)?|\.\d+)(?:e[+-]?\d+)?$/i.test(plain)) return null
  const number = Number(plain)
  return Number.isFinite(number) ? number : null
}

/** Functions that make one kind of value from another (DMN 1.5, tables 72 and 73). */
export const CONVERSION_FUNCTIONS = [
  builtIn(
    'number',
    'number',
    'from: string, grouping separator: string|null, decimal separator: string|null',
    numberOf,
    'from: string',
    (text: string) => numberOf(text),
    'from: number',
    (value: number) => value,
  ),
  builtIn('string', 'string', 'from: any', (value: unknown) => (value === null ? null : textOf(value))),
  builtIn('duration', undefined, 'from: string', (text: string) => parseDuration(text) ?? null),
  builtIn('range', 'range', 'from: string', parseRange),
  builtIn('not', 'boolean', 'negand: boolean', (value: boolean) => !value),
]
