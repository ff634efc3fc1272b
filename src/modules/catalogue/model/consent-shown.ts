import { z } from 'zod'
import { consentsOf, subjectFields, type CompiledForm } from '../../../kernel/forms/index.ts'
import type { Country } from '../../../platform/country/index.ts'
import type { Language } from '../../../platform/i18n/index.ts'
import type { Passport } from './passport.ts'

/** Which registers a service asks, of whom, and whether the person has to agree to it first. */
export const ConsentShown = z.object({
  /** Registers are asked only after the person agreed to it. */
  needed: z.boolean(),
  /** Id of the legal basis by which no agreement is needed, where the service names one. */
  basis: z.string().nullable(),
  /** Names of the registers that are asked about the applicant. */
  ofApplicant: z.array(z.string()),
  /** Names of those that are asked about others whom the form names. */
  ofOthers: z.array(z.string()),
})
export type ConsentShown = z.output<typeof ConsentShown>

/** @returns null where a service has no form here, or asks no register */
export function showConsent(
  { consent, evidence }: Pick<Passport, 'consent' | 'evidence'>,
  form: CompiledForm | undefined,
  language: Language,
  country: Pick<Country, 'registerName'>,
): ConsentShown | null {
  if (!form) return null
  const asked = [
    ...form.pages.flatMap(({ fields }) =>
      fields.flatMap(({ prefill }) =>
        prefill ? [{ register: prefill.register, own: !prefill.by, others: prefill.by !== undefined }] : [],
      ),
    ),
    ...evidence.flatMap(({ heldByState, register, about }) => {
      if (!heldByState || register === undefined) return []
      const others = subjectFields(form, about).length > 0
      return [{ register, own: !others || /\b(applicant|representative)\./.test(about ?? ''), others }]
    }),
  ]
  if (asked.length === 0) return null
  const named = (of: 'own' | 'others') => [
    ...new Set(asked.flatMap((each) => (each[of] ? [country.registerName(each.register, language)] : []))),
  ]
  return {
    needed: consentsOf(form).length > 0,
    basis: consent?.basis ?? null,
    ofApplicant: named('own'),
    ofOthers: named('others'),
  }
}
