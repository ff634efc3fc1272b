import { parseDuration } from '../values/durations.ts'
import { textOf } from '../values/text.ts'
import { builtIn } from './built-in.ts'
import { parseRange } from './parse-range.ts'

/** Reads a number written with separators (DMN 1.5, table 72, footnote 1). */
function numberOf(text: string, grouping: string | null = null, decimal: string | null = null): number | null {
  if (grouping !== null && ![' ', ',', '.'].includes(grouping)) return null
  if (decimal !== null && ![',', '.'].includes(decimal)) return null
  if (grouping !== null && grouping === decimal) return null
  let plain = grouping === null ? text : text.replaceAll(grouping, '')
  if (decimal !== null && decimal !== '.') {
    if (plain.includes('.')) return null
    plain = plain.replace(decimal, '.')
  }
  return /^-?(?:\d+(?:\.\d+)?|\.\d+)$/.test(plain) ? Number(plain) : null
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
