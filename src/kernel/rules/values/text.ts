import { checkText } from '../run.ts'
import { isContext } from './context.ts'
import { FeelFunction } from './function.ts'
import { numberText } from './number.ts'
import { FeelRange } from './range.ts'

/** A value as `string()` writes it (DMN 1.5, table 68); texts inside lists, contexts and ranges stand in quotes. */
export function textOf(value: unknown): string {
  return checkText(typeof value === 'string' ? value : written(value))
}

function written(value: unknown): string {
  if (value === null || value === undefined) return 'null'
  if (typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'number') return numberText(value)
  if (Array.isArray(value)) return `[${value.map(written).join(', ')}]`
  if (value instanceof FeelRange) return rangeText(value)
  if (value instanceof FeelFunction) return `function(${(value.signatures[0] ?? []).map((one) => one.name).join(', ')})`
  if (isContext(value)) return `{${Object.entries(value).map(([name, entry]) => `${/^[\p{L}_][\p{L}\p{N}_ ]*$/u.test(name) ? name : JSON.stringify(name)}: ${written(entry)}`).join(', ')}}`
  return String(value as string)
}

function rangeText(range: FeelRange): string {
  if (range.operator) return `(${range.operator} ${written(range.start ?? range.end)})`
  return `${range.startIncluded ? '[' : '('}${written(range.start)}..${written(range.end)}${range.endIncluded ? ']' : ')'}`
}
