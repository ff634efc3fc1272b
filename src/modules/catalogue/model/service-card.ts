import { z } from 'zod'
import type { Country } from '../../../platform/country/index.ts'
import type { Language } from '../../../platform/i18n/index.ts'
import { TERM_UNITS } from '../../../kernel/terms/index.ts'
import type { Passport } from './passport.ts'

/** A service in a list, in one language. */
export const ServiceCard = z.object({
  id: z.string(),
  version: z.number(),
  name: z.string(),
  summary: z.string(),
  lifeEvent: z.object({ id: z.string(), name: z.string() }),
  audience: z.array(z.string()),
  owner: z.object({
    kind: z.string(),
    level: z.string(),
    name: z.string(),
    /** Whoever keeps the register that this field of the form names decides, and not a body of the kind. */
    keeperOf: z.string().optional(),
  }),
  term: z.object({ amount: z.number(), unit: z.enum(TERM_UNITS) }).nullable(),
  channels: z.array(z.string()),
  proactive: z.boolean(),
  /** False: it can't be applied for here yet. */
  runs: z.boolean(),
})
export type ServiceCard = z.output<typeof ServiceCard>

export function serviceCard(
  { id, version, runs, passport }: { id: string; version: number; runs: boolean; passport: Passport },
  language: Language,
  country: Country,
): ServiceCard {
  const lifeEvent = country.lifeEvents.find((candidate) => candidate.id === passport.lifeEvent)
  return {
    id,
    version,
    runs,
    name: country.text(passport.name, language),
    summary: country.text(passport.summary, language),
    lifeEvent: {
      id: passport.lifeEvent,
      name: lifeEvent ? country.text(lifeEvent.name, language) : passport.lifeEvent,
    },
    audience: passport.audience,
    owner: {
      kind: passport.owner.kind,
      level: passport.owner.level,
      name: country.displayName(passport.owner.kind, language),
      ...(passport.owner.keeperOf === undefined ? {} : { keeperOf: passport.owner.keeperOf }),
    },
    term: passport.term ?? null,
    channels: passport.channels,
    proactive: passport.proactive,
  }
}
