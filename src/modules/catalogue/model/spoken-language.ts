import { z } from 'zod'
import type { Country } from '../../../platform/country/index.ts'
import type { Language } from '../../../platform/i18n/index.ts'
import { general, Refusal } from '../../../platform/use-case/index.ts'

/** Id of a language of the country. */
export const LanguageId = z.string().max(12)

/**
 * The language that is asked for, else that of the request.
 * @throws Refusal invalid-input when the country has no such language
 */
export function spokenLanguage(country: Country, asked: string | undefined, spoken: string): Language {
  if (asked === undefined) return spoken
  if (!country.languages.is(asked))
    throw new Refusal(general['invalid-input'], {
      problems: [{ path: 'language', text: 'errors.input.invalid-value' }],
    })
  return asked
}
