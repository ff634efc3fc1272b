import { z } from 'zod'
import { Named, Provenance } from './named.ts'

/** `country.yaml` */
export const CountryFileData = z.strictObject({
  id: z.string().regex(/^[a-z]{2}$/),
  name: Named,
  languages: z.array(z.string()).min(1),
  currency: z.string().length(3),
  timeZone: z.string(),
  /** Code of the place that is shown first. */
  homePlace: z.string(),
  /** How a share of an amount is rounded to whole units (kernel/money). */
  shareRounding: z.string(),
  provenance: Provenance.optional(),
})

const LifeEvent = z.strictObject({ id: z.string(), name: Named })
/** A situation of life or of business in which people need the state. */
export type LifeEvent = z.output<typeof LifeEvent>
/** `life-events.yaml`, in the order in which they are shown. */
export const LifeEventsFile = z.strictObject({
  lifeEvents: z.array(LifeEvent).min(1),
  provenance: Provenance.optional(),
})

const StatusName = z.strictObject({ code: z.string(), label: Named, one: Named })
/** Name of an application's status: over a list, and of one application. */
export type StatusName = z.output<typeof StatusName>
/** `statuses.yaml` */
export const StatusesFile = z.strictObject({ statuses: z.array(StatusName).min(1), provenance: Provenance.optional() })

const Spelling = {
  exceptions: z.array(z.tuple([z.string(), z.string()])),
  synonyms: z.array(z.array(z.string()).min(2)),
  stopWords: z.array(z.string()),
}
/** `spelling.yaml` */
export const SpellingFile = z.strictObject({ ...Spelling, provenance: Provenance.optional() })
/**
 * Uzbek words whose Cyrillic the letters don't tell; words that mean the same in a search; words that say nothing in
 * one.
 */
export type Spelling = Omit<z.output<typeof SpellingFile>, 'provenance'>

const PortalRule = z.strictObject({
  id: z.string(),
  fact: z.string(),
  value: z.json().optional(),
  provenance: z.string(),
})
/** A rule that holds for services of the single portal in general. */
export type PortalRule = z.output<typeof PortalRule>
/** `portal-rules.yaml` */
export const PortalRulesFile = z.strictObject({ rules: z.array(PortalRule) })

const GlossaryTerm = z.strictObject({ id: z.string(), name: Named, provenance: Provenance.optional() })
/** A term of public administration. */
export type GlossaryTerm = z.output<typeof GlossaryTerm>
/** `glossary.yaml` */
export const GlossaryFile = z.strictObject({ terms: z.array(GlossaryTerm), provenance: Provenance.optional() })

const NamedThing = z.strictObject({ id: z.string(), name: Named })
/** `law-kinds.yaml`: kinds of legal act. */
export const LawKindsFile = z.strictObject({ lawKinds: z.array(NamedThing), provenance: Provenance.optional() })
/** `registers.yaml`: registers that evidence is asked from. */
export const RegistersFile = z.strictObject({
  registers: z.array(
    NamedThing.extend({ /** Who keeps it: a kind of body or an office. */ keeper: z.string().optional() }),
  ),
  provenance: Provenance.optional(),
})
