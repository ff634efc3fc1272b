import { visiblePages, type CompiledField } from '../../../kernel/forms/index.ts'
import type { Variables } from '../../../kernel/process/index.ts'
import type { Country } from '../../../platform/country/index.ts'
import type { FieldProblem } from '../../../platform/use-case/index.ts'
import type { RunnableService } from '../../catalogue/index.ts'
import type { FoundFact } from '../store/drafts.ts'
import { isOf, keyOf } from './ask-registers.ts'
import { isSameValue } from './same-value.ts'

/** A field that hangs on a number and does not say what a register has for that number. */
export interface Difference {
  page: string
  field: CompiledField
  fact: FoundFact
}

/**
 * Answers that differ from what a register has for the number they belong to, and of which it is not said why. Facts
 * that hang on no number are offers: another plot than the first one is no mistake.
 */
export function differencesIn(
  {
    service,
    variables,
    country,
  }: { service: RunnableService; variables: Variables; country: Pick<Country, 'readPhone'> },
  answers: Record<string, any>,
  found: Record<string, FoundFact>,
): Difference[] {
  return visiblePages(service.form!, { ...variables, answers }).flatMap((page) =>
    page.fields.flatMap((field) => {
      const fact = found[field.id]
      if (!field.prefill?.by || !fact || fact.remark || !isOf(fact, keyOf(field, answers))) return []
      const answer = answers[field.id]
      if (answer === undefined || answer === null || answer === '') return []
      const differs =
        fact.status === 'differs' ||
        (fact.status === 'found' &&
          fact.value !== undefined &&
          fact.value !== null &&
          !isSameValue(field, answer, fact.value, country))
      return differs ? [{ page: page.id, field, fact }] : []
    }),
  )
}

/** How a difference is told: with the register's word where it may be known, else only that it is another. */
export const differenceText = ({ fact }: Difference): 'form.error.does-not-match' | 'form.error.register-differs' =>
  fact.status === 'differs' ? 'form.error.does-not-match' : 'form.error.register-differs'

/** As a problem of a filing. @param said label of the field, name of the register, its value in words */
export const differenceProblem = (
  difference: Difference,
  said: { label: string; register: string; value: string },
): FieldProblem => ({
  path: `answers.${difference.field.id}`,
  text: differenceText(difference),
  parameters: difference.fact.status === 'differs' ? { label: said.label, register: said.register } : said,
})
