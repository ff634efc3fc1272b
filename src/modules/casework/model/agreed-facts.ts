import { textKey } from '../../../kernel/case/index.ts'
import type { Country } from '../../../platform/country/index.ts'
import type { Language } from '../../../platform/i18n/index.ts'
import type { RunnableService } from '../../catalogue/index.ts'
import type { AgreedFact } from '../store/agreements.ts'

/** Facts that are shown by an agreement, in words, each with the register that holds it. */
export const agreedFacts = (
  country: Pick<Country, 'registerName' | 'text'>,
  service: Pick<RunnableService, 'passport' | 'say'>,
  facts: readonly AgreedFact[],
  language: Language,
): string[] =>
  facts.map(({ field, evidence, register }) => {
    const held = service.passport.evidence.find(({ id }) => id === evidence)
    const what =
      field === undefined
        ? country.text(held?.name ?? service.passport.name, language)
        : service.say(language, textKey.fieldLabel(field), { answers: {} })
    return `${what} (${country.registerName(register, language)})`
  })
