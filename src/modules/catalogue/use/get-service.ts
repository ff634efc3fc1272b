import { z } from 'zod'
import { LANGUAGES, type Language } from '../../../platform/i18n/index.ts'
import { general, Refusal, useCase } from '../../../platform/use-case/index.ts'
import { firstExample } from '../model/first-example.ts'
import { PassportShown, showPassport } from '../model/show-passport.ts'
import { runs } from '../model/service-folder.ts'
import { findCurrentVersion, findVersion } from '../store/versions.ts'

/** @param demo services show answers to try them with */
export const getService = (demo: boolean) => useCase({
  name: 'catalogue.get-service',
  title: 'The passport of a public service in a language, and whether it can be applied for here',
  at: 'GET /services/{id}',
  input: z.object({ id: z.string().max(100), version: z.coerce.number().int().min(1).max(1_000_000).optional(), language: z.enum(LANGUAGES).optional() }),
  output: PassportShown.extend({
    runs: z.boolean(), publishedAt: z.string(),
    /** Demonstration only: answers that can be sent as they are, and the account that may. */
    example: z.object({ answers: z.record(z.string(), z.json()), applicant: z.string().optional(), organisation: z.string().optional() }).optional(),
  }),
  may: 'anyone',
}).reads(async ({ input, language, world }, tx) => {
  const version = input.version ?? (await findCurrentVersion(tx, input.id))
  const found = version === undefined ? undefined : await findVersion(tx, input.id, version)
  if (!found) throw new Refusal(general['not-found'])
  const example = demo ? firstExample(found.files['examples.yaml']) : undefined
  return { ...showPassport(found.passport, (input.language ?? language) as Language, world.country), runs: runs(found.files), publishedAt: found.publishedAt, ...(example ? { example } : {}) }
})
