import { z } from 'zod'
import { FactsData } from '../../kernel/forms/index.ts'
import { ScriptData } from '../../kernel/text/index.ts'
import { LanguageData } from '../i18n/index.ts'
import { Provenance, type NameShapes } from './named.ts'

/** `languages.yaml` */
export const LanguagesFile = z.strictObject({ languages: z.array(LanguageData).min(1) })
/** `scripts.yaml` */
export const ScriptsFile = z.strictObject({ scripts: z.record(z.string(), ScriptData).default({}) })

/** `country.yaml` */
export const CountryFileData = ({ Named, NamedInSome }: NameShapes) =>
  z.strictObject({
    id: z.string().regex(/^[a-z]{2}$/),
    name: Named,
    currency: z.strictObject({
      /** ISO 4217. */
      code: z.string().regex(/^[A-Z]{3}$/),
      /** Digits after the point. */
      minorUnits: z.int().min(0).max(4),
      /** What each language calls the unit; absent: the code is shown. */
      name: NamedInSome.optional(),
      position: z.enum(['before', 'after']).default('after'),
    }),
    /** Name in the IANA database. */
    timeZone: z.string(),
    /** Code of the place that is shown first. */
    homePlace: z.string(),
    /** How a share of an amount is rounded to whole units (kernel/money). */
    shareRounding: z.enum(['half-up', 'half-even', 'up', 'down']),
    /** Protocol by which the country's payment providers speak, with its settings (src/platform/pay/protocols). */
    paymentProtocol: z.looseObject({ name: z.string() }).optional(),
    provenance: Provenance.optional(),
  })
export type CountryFileData = z.output<ReturnType<typeof CountryFileData>>

const LifeEvent = ({ Named }: NameShapes) => z.strictObject({ id: z.string(), name: Named })
/** A situation of life or of business in which people need the state. */
export type LifeEvent = z.output<ReturnType<typeof LifeEvent>>
/** `life-events.yaml`, in the order in which they are shown. */
export const LifeEventsFile = (shapes: NameShapes) =>
  z.strictObject({ lifeEvents: z.array(LifeEvent(shapes)).min(1), provenance: Provenance.optional() })

const StatusName = ({ Named }: NameShapes) => z.strictObject({ code: z.string(), label: Named, one: Named })
/** Name of an application's status: over a list, and of one application. */
export type StatusName = z.output<ReturnType<typeof StatusName>>
/** `statuses.yaml` */
export const StatusesFile = (shapes: NameShapes) =>
  z.strictObject({ statuses: z.array(StatusName(shapes)).min(1), provenance: Provenance.optional() })

const Spelling = {
  exceptions: z.array(z.tuple([z.string(), z.string()])).default([]),
  synonyms: z.array(z.array(z.string()).min(2)).default([]),
  stopWords: z.array(z.string()).default([]),
  endings: z.array(z.string().min(1)).default([]),
  mixedUp: z.array(z.tuple([z.string().length(1), z.string().length(1)])).default([]),
}
/** `spelling.yaml` */
export const SpellingFile = z.strictObject({ ...Spelling, provenance: Provenance.optional() })
/**
 * Words whose other script the letters don't tell; words that mean the same in a search; words that say nothing in one;
 * endings that words bear; letters that are typed for each other.
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

const GlossaryTerm = ({ Named }: NameShapes) =>
  z.strictObject({ id: z.string(), name: Named, provenance: Provenance.optional() })
/** A term of public administration. */
export type GlossaryTerm = z.output<ReturnType<typeof GlossaryTerm>>
/** `glossary.yaml` */
export const GlossaryFile = (shapes: NameShapes) =>
  z.strictObject({ terms: z.array(GlossaryTerm(shapes)), provenance: Provenance.optional() })

const Entry = ({ Named }: NameShapes) => z.strictObject({ id: z.string(), name: Named })
/** `law-kinds.yaml`: kinds of legal act, and the letters before their numbers as each language writes them. */
export const LawKindsFile = (shapes: NameShapes) =>
  z.strictObject({
    lawKinds: z.array(Entry(shapes)),
    numberLetters: z.array(Entry(shapes)).default([]),
    provenance: Provenance.optional(),
  })
/** Rows that a register sends of all whom it knows: one each, again whenever it changes. */
const feedOf = (shapes: NameShapes) =>
  z.strictObject({
    /** Service of the register that sends them. */
    id: z.string().regex(/^[a-z][a-z0-9-]*$/),
    /** What it tells of, as people call it. */
    name: shapes.Named,
    /** The fact that is a date and by which rows are found. */
    date: z.string(),
    /** The fact that tells groups apart, such as the sex. */
    group: z.string().optional(),
    /** The fact that ends it: the date of a death, of moving away. */
    ended: z.string().optional(),
    /** Its rows are the persons themselves: what ends one is a death, also for what another feed tells of that number. */
    persons: z.boolean().default(false),
  })
export type Feed = z.output<ReturnType<typeof feedOf>>

/** `registers.yaml`, `exchange`: our member and subsystem. */
const ExchangeSelf = z.strictObject({
  instance: z.string().min(1),
  memberClass: z.string().min(1),
  member: z.string().min(1),
  subsystem: z.string().min(1),
})
export type ExchangeSelf = z.output<typeof ExchangeSelf>

/** `registers.yaml`: registers that evidence is asked from. */
export const RegistersFile = (shapes: NameShapes) =>
  z.strictObject({
    registers: z.array(
      Entry(shapes).extend({
        /** Who keeps it: a kind of body or an office. */
        keeper: z.string().optional(),
        /** Whom to write to about what is wrong in it, as a sentence, where no body takes that on application. */
        writeTo: shapes.Named.optional(),
        /** Whose number it is asked by where a form names none. */
        about: z.enum(['person', 'organisation']).default('person'),
        /** Code of the member of the exchange that keeps it; absent: its own id. */
        member: z.string().min(1).optional(),
        /** What it sends by the thousand, for services that come by themselves. */
        feeds: z.array(feedOf(shapes)).default([]),
        /** Attributes of its answer about a person that list close ones by their numbers: whom it shows as related. */
        relatives: z.array(z.string()).default([]),
        /** Attributes of its answer that say the most, the first first: what a line about it says. */
        tells: z.array(z.string()).default([]),
        /** All that it tells of somebody, by kind: what an official says in its place is filled in by them. */
        facts: FactsData.default({}),
        /** Attributes of its answer that make the address on an envelope, in its order. */
        postal: z.array(z.string()).default([]),
        /** Attributes of its answer that name a person on an envelope, the first first. */
        addressee: z.array(z.string()).default([]),
        /** Minutes that its service allows an answer to be kept for the same person, case and purpose; absent: never. */
        keptMinutes: z.int().min(1).max(43_200).optional(),
        /** What it holds is nobody else's business: shown folded, since a screen is often seen by others. */
        sensitive: z.boolean().default(false),
      }),
    ),
    /** By what right everybody is told what registers hold of them; absent: pages name none. */
    ownLook: z
      .strictObject({
        basis: z.string().min(1),
        name: shapes.Named,
        /** Service by which a wrong datum is said to whoever keeps the register. */
        correction: z.string().min(1).optional(),
      })
      .optional(),
    /** Where we stand in the state's exchange (X-Road); absent: an instance of our own. */
    exchange: ExchangeSelf.optional(),
    /** How names of attributes end that hold an amount in whole minor units. */
    amountsEnd: z.string().min(1).optional(),
    provenance: Provenance.optional(),
  })
