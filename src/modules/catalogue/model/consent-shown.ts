import { z } from 'zod'
import { consentsOf, namedIn, type CompiledForm } from '../../../kernel/forms/index.ts'
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

/** The same in every language, by ids of registers: worked out once for a version. */
export type RegistersAsked = Omit<ConsentShown, 'basis'>

/** @returns undefined where a service has no form here, or asks no register */
export function registersAsked(
  { evidence }: Pick<Passport, 'evidence'>,
  form: CompiledForm | undefined,
): RegistersAsked | undefined {
  if (!form) return undefined
  const asked = [
    ...form.pages.flatMap(({ fields }) =>
      fields.flatMap(({ prefill }) =>
        prefill ? [{ register: prefill.register, own: !prefill.by, others: prefill.by !== undefined }] : [],
      ),
    ),
    ...evidence.flatMap(({ heldByState, register, about }) => {
      if (!heldByState || register === undefined) return []
      const { own, others } = namedIn(form, about)
      return [{ register, own, others: others.length > 0 }]
    }),
  ]
  const about = (of: 'own' | 'others') => [...new Set(asked.flatMap((each) => (each[of] ? [each.register] : [])))]
  return asked.length === 0
    ? undefined
    : { needed: consentsOf(form).length > 0, ofApplicant: about('own'), ofOthers: about('others') }
}

/** Says it in a language. */
export function showConsent(
  { needed, ofApplicant, ofOthers }: RegistersAsked,
  { consent }: Pick<Passport, 'consent'>,
  language: Language,
  country: Pick<Country, 'registerName'>,
): ConsentShown {
  const named = (registers: readonly string[]) => registers.map((id) => country.registerName(id, language))
  return { needed, basis: consent?.basis ?? null, ofApplicant: named(ofApplicant), ofOthers: named(ofOthers) }
}
