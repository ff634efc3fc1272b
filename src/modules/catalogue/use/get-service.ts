import { z } from 'zod'
import { LanguageId, spokenLanguage } from '../model/spoken-language.ts'
import { useCase } from '../../../platform/use-case/index.ts'
import { ConsentShown, showConsent } from '../model/consent-shown.ts'
import { PassportShown, showPassport } from '../model/show-passport.ts'

/** @param demo services show answers to try them with */
export const getService = (demo: boolean) =>
  useCase({
    name: 'catalogue.get-service',
    title: 'The passport of a public service in a language, and whether it can be applied for here',
    at: 'GET /services/{id}',
    input: z.object({
      id: z.string().max(100),
      version: z.coerce.number().int().min(1).max(1_000_000).optional(),
      language: LanguageId.optional(),
    }),
    output: PassportShown.extend({
      /** It can be applied for here. */
      runs: z.boolean(),
      /** The state begins it here, and nobody need apply. */
      beginsByItself: z.boolean(),
      publishedAt: z.string(),
      /** Whether whoever applies has to agree that registers are asked, and which; null where none is. */
      consent: ConsentShown.nullable(),
      /** Demonstration only: answers that can be sent as they are, and the account that may. */
      example: z
        .object({
          answers: z.record(z.string(), z.json()),
          applicant: z.string().optional(),
          organisation: z.string().optional(),
        })
        .optional(),
    }),
    needs: ['country', 'services'],
    example: { input: { id: 'housing-availability-certificate', language: 'en' } },
    may: 'anyone',
  }).reads(async ({ input, language, world }, tx) => {
    const {
      passport,
      registersAsked,
      runs,
      publishedAt,
      example: firstExample,
    } = await world.services.get(tx, input.id, input.version)
    const spoken = spokenLanguage(world.country, input.language, language)
    const example = demo ? firstExample() : undefined
    return {
      ...showPassport(passport, spoken, world.country),
      runs: runs && passport.channels.length > 0,
      beginsByItself: runs && passport.trigger !== undefined,
      publishedAt,
      consent: runs && registersAsked ? showConsent(registersAsked, passport, spoken, world.country) : null,
      ...(example ? { example } : {}),
    }
  })
