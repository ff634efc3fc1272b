import type { Fault } from './check-value.ts'
import type { CompiledField, CompiledForm } from './compile-form.ts'
import type { NumberChecked } from '../values/index.ts'
import { clean, kindOf } from './kinds.ts'
import { holds, scopeOf, visiblePages, type FormVariables } from './visible.ts'

/** `code` is the last part of a text key `form.error.…`, or `rule:` and the key of the service's own text. */
export interface FieldError {
  page: string
  field: string
  code: string
  params: Record<string, string | number>
}

/** What a country knows of its kinds of value; absent = not looked at. */
export interface FormChecks {
  personNumber?(typed: string): NumberChecked
  organisationNumber?(typed: string): NumberChecked
  /** As it is kept; undefined when it is none. */
  phone?(typed: string): string | undefined
  districts?(code: string): boolean
  /** Digits after the point of the country's money. */
  minorUnits?: number
  /** What is said of a value that is not right: how long a number is, how one looks. */
  examples?: Readonly<Record<string, Record<string, string | number> | undefined>>
}

/**
 * Checks answers against a form. Answers are typed JSON (see `readPosted`).
 * @param variables what FEEL sees; `answers` inside it is replaced by those given
 * @param page only this page is checked
 */
export function validate(
  form: CompiledForm,
  answers: Record<string, unknown>,
  variables: FormVariables,
  options: { page?: string; checks?: FormChecks } = {},
): FieldError[] {
  const told = { ...variables, answers }
  const errors: FieldError[] = []
  for (const { id, fields } of visiblePages(form, told)) {
    if (options.page !== undefined && options.page !== id) continue
    for (const field of fields) {
      const fault = faultOf(field, answers[field.id], scopeOf(answers, told), options.checks ?? {})
      if (fault) errors.push({ page: id, field: field.id, code: fault.code, params: fault.params ?? {} })
    }
  }
  return errors
}

/** What a program sends is no more of an answer than what a browser posts: blanks and what nobody sees are none. */
const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  (typeof value === 'string' && clean(value) === null) ||
  (Array.isArray(value) && value.length === 0)

function faultOf(field: CompiledField, value: unknown, scope: FormVariables, checks: FormChecks): Fault | undefined {
  const needed = typeof field.needed === 'boolean' ? field.needed : holds(field.needed, scope)
  const kind = kindOf(field.kind)
  if (kind.missing === 'declaration') {
    if (needed && value !== true) return { code: kind.missing }
    // anything else is neither yes nor no to what other fields and registers hang on
    return value === undefined || value === null || typeof value === 'boolean' ? undefined : { code: 'invalid' }
  }
  if (isEmpty(value)) return needed ? { code: kind.missing } : undefined
  const fault = kind.check(field, value, scope, checks)
  if (fault) return fault
  const broken = field.rules.find((rule) => !holds(rule.when, scope))
  return broken && { code: `rule:${broken.text}` }
}
