import { textKey } from '../../../kernel/case/index.ts'
import type { CompiledField } from '../../../kernel/forms/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import { Refusal, type World } from '../../../platform/use-case/index.ts'
import type { RunnableService } from '../../catalogue/index.ts'
import { holdAgreementsAbout, type Agreement } from '../store/agreements.ts'
import type { FoundFact } from '../store/drafts.ts'
import { hasAgreed } from './agreement.ts'
import { refusal } from './application.ts'
import { keyOf, type ToldFact } from './ask-registers.ts'
import { isSameValue } from './same-value.ts'

/** A field that says what a register told, and that another's agreement opened. */
export interface Leaning {
  field: string
  number: string
}

/** What registers told of a filing, and which fields of it lean on the agreement of others. */
export interface ToldOnFiling {
  found: Record<string, FoundFact>
  leaning: Leaning[]
}

/**
 * Fields of a filing that say what registers told because somebody agreed: it may be taken back before it is filed.
 * @param known what the draft knew already @param told what registers were asked just now
 */
export function leaningOf(
  country: Pick<World['country'], 'checkPersonNumber' | 'readPhone'>,
  agreements: readonly Pick<Agreement, 'state' | 'subject' | 'facts'>[],
  fields: readonly CompiledField[],
  { answers, known, told }: Told,
): Leaning[] {
  return fields.flatMap((field): Leaning[] => {
    const fact = told[field.id]
    if (fact) return fact.agreed === undefined ? [] : [{ field: field.id, number: fact.agreed }]
    const before = known[field.id]
    const typed = country.checkPersonNumber(String(keyOf(field, answers) ?? ''))
    if (before?.status !== 'found' || !typed.ok || !field.prefill) return []
    const { number } = typed
    return hasAgreed(agreements, { ...field.prefill, number, field: field.id }) &&
      isSameValue(field, answers[field.id], before.value, country)
      ? [{ field: field.id, number }]
      : []
  })
}

interface Told {
  answers: Record<string, any>
  known: Readonly<Record<string, FoundFact>>
  told: Readonly<Record<string, ToldFact>>
}

/**
 * An agreement that stands can't be taken back from now on before what is filed is committed; one that was taken back, or whose last day has passed, since registers were asked takes with it what it opened.
 * @param about the application that others agreed for
 * @throws Refusal answers-incomplete, a problem for each field: what to do
 */
export async function refuseTakenBack(
  tx: Tx,
  { country }: Pick<World, 'country'>,
  { service, language, about, now }: { service: RunnableService; language: string; about: string; now: string },
  leaning: readonly Leaning[],
): Promise<void> {
  if (leaning.length === 0) return
  const agreements = await holdAgreementsAbout(tx, about, country.localDate(now))
  const fields = new Map(service.form!.pages.flatMap((page) => page.fields.map((field) => [field.id, field] as const)))
  const gone = leaning.filter(
    ({ field, number }) => !hasAgreed(agreements, { ...fields.get(field)!.prefill!, number, field }),
  )
  if (gone.length === 0) return
  const spoken = country.languages.is(language) ? language : country.languages.first
  throw new Refusal(refusal['answers-incomplete'], {
    problems: gone.map(({ field }) => ({
      path: `answers.${field}`,
      text: 'form.check.taken-back',
      parameters: { label: service.say(spoken, textKey.fieldLabel(field), { answers: {} }) },
    })),
  })
}
