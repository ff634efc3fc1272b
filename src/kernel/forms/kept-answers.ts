import type { CompiledForm } from './compile-form.ts'
import { clean, kindOf } from './kinds.ts'
import type { FormChecks } from './validate.ts'

/**
 * Answers as they are kept: numbers and phones without what people type between their digits, as registers, letters and
 * documents know them; text as a browser's is read, without blanks around it and what nobody sees. What is not right stays as it was typed, for the check to say so.
 */
export function keptAnswers<Answers extends Record<string, unknown>>(
  form: CompiledForm,
  answers: Answers,
  checks: FormChecks,
): Answers {
  const kept: Record<string, unknown> = { ...answers }
  for (const { id, kind } of form.pages.flatMap((page) => page.fields)) {
    const value = answers[id]
    if (typeof value !== 'string') continue
    const given = clean(value)
    kept[id] = given === null ? '' : (kindOf(kind).kept?.(given, checks) ?? given)
  }
  return kept as Answers
}
