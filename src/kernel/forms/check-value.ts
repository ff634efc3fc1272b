import { hasLineBreak, unprintableIn } from '../text/index.ts'
import { readWrittenNumber } from '../values/index.ts'
import type { FormChecks } from './validate.ts'
import type { CompiledField } from './compile-form.ts'
import { valueOf, type FormVariables } from './visible.ts'

export interface Fault {
  code: string
  params?: Record<string, string | number>
}

/** Longest text where a form sets no limit of its own. */
const SHORT = 300
const LONG = 5_000

export function numberProblem(
  field: CompiledField,
  value: unknown,
  scope: FormVariables,
  { minorUnits = 2 }: FormChecks,
): Fault | undefined {
  if (typeof value === 'string') {
    const read = readWrittenNumber(value)
    // what is unclear in the language it was typed in is unclear here too: both numbers are named
    if (read && 'whole' in read)
      return { code: 'two-numbers', params: { typed: value, whole: read.whole, part: read.part } }
  }
  if (typeof value !== 'number' || !Number.isFinite(value)) return { code: 'not-a-number' }
  if (field.whole && !Number.isInteger(value)) return { code: 'not-whole' }
  if (field.kind === 'money' && Number(value.toFixed(minorUnits)) !== value) return { code: 'not-a-number' }
  const least = field.least ? valueOf(field.least, scope) : field.min
  const most = field.most ? valueOf(field.most, scope) : (field.max ?? 1e15)
  if (typeof least === 'number' && value < least) return { code: 'too-small', params: { min: least } }
  if (typeof most === 'number' && value > most) return { code: 'too-big', params: { max: most } }
  return undefined
}

export function dateProblem(field: CompiledField, value: unknown, scope: FormVariables): Fault | undefined {
  if (typeof value !== 'string' || !isDate(value)) return { code: 'not-a-date' }
  const least = field.least && valueOf(field.least, scope)
  const most = field.most && valueOf(field.most, scope)
  if (typeof least === 'string' && value < least) return { code: 'date-too-early', params: { date: least } }
  if (typeof most === 'string' && value > most) return { code: 'date-too-late', params: { date: most } }
  return undefined
}

/** A date of the calendar between 1850 and 2150. */
function isDate(text: string): boolean {
  if (!/^(18[5-9]\d|19\d\d|20\d\d|21[0-4]\d)-\d\d-\d\d$/.test(text)) return false
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

export function optionProblem(field: CompiledField, value: unknown): Fault | undefined {
  const options = field.options ?? []
  const chosen = field.kind === 'choices' ? value : [value]
  return Array.isArray(chosen) &&
    chosen.every((candidate) => options.includes(candidate)) &&
    new Set(chosen).size === chosen.length
    ? undefined
    : { code: 'not-an-option' }
}

/** Length, and that it can be printed: in one line, unless its kind has several. What a kind looks like stands with it. */
export function textProblem(field: CompiledField, value: unknown): Fault | undefined {
  if (typeof value !== 'string') return { code: 'invalid' }
  if (field.kind !== 'textarea' && hasLineBreak(value)) return { code: 'one-line' }
  const letters = unprintableIn(value)
  if (letters.length > 0) return { code: 'unprintable', params: { letters: letters.slice(0, 10).join(' ') } }
  const length = [...value].length
  const most = field.maxLength ?? (field.kind === 'textarea' ? LONG : SHORT)
  if (length > most) return { code: 'too-long', params: { max: most } }
  if (field.minLength !== undefined && length < field.minLength)
    return { code: 'too-short', params: { min: field.minLength } }
  return undefined
}

export const isEmail = (value: string): boolean =>
  /^[^\s@<>"']+@[^\s@<>"']+\.[^\s@<>"']+$/.test(value) && value.length <= 254
