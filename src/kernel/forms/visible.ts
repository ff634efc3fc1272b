import { toJson } from '../rules/index.ts'
import type { CompiledFeel, EvaluateOptions } from '../rules/index.ts'
import type { CompiledField, CompiledForm, CompiledPage } from './compile-form.ts'

/** What conditions see: the variables of the case, and the answers also by their own names. */
export type FormVariables = Record<string, unknown>

export function scopeOf(answers: Record<string, unknown>, variables: FormVariables): FormVariables {
  return { ...answers, ...variables, answers }
}

/** The clock of forms, fees and texts: today is the day of filing, by the country's calendar; before there is one, none. */
export const clockOfFiling = (scope: FormVariables): EvaluateOptions => ({
  now: typeof scope['filedOn'] === 'string' ? `${scope['filedOn']}T12:00:00Z` : null,
})

export const holds = (condition: CompiledFeel | undefined, scope: FormVariables): boolean =>
  condition === undefined || condition.evaluate(scope, clockOfFiling(scope)) === true

/** A page with those of its fields that are asked now. */
export interface VisiblePage {
  id: string
  page: CompiledPage
  fields: readonly CompiledField[]
}

/**
 * The pages and fields to ask, given what is answered so far.
 * A hidden field counts as not answered for what stands after it, so that a changed mind leaves no ghost behind.
 */
export function visiblePages(form: CompiledForm, variables: FormVariables): VisiblePage[] {
  const given = (variables['answers'] ?? {}) as Record<string, unknown>
  const known: Record<string, unknown> = { ...given }
  const pages: VisiblePage[] = []
  for (const page of form.pages) {
    const asked = holds(page.shown, scopeOf(known, variables))
    const fields: CompiledField[] = []
    for (const field of page.fields) {
      if (asked && holds(field.shown, scopeOf(known, variables))) fields.push(field)
      else delete known[field.id]
    }
    if (fields.length > 0) pages.push({ id: page.id, page, fields })
  }
  return pages
}

export const valueOf = (formula: CompiledFeel, scope: FormVariables): unknown =>
  toJson(formula.evaluate(scope, clockOfFiling(scope)))
