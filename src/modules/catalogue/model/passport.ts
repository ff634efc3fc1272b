import { z } from 'zod'
import { CHANNELS, SILENCE } from '../../../kernel/case/index.ts'
import { TERM_UNITS } from '../../../kernel/terms/index.ts'
import type { Country, NameShapes } from '../../../platform/country/index.ts'

const Id = z
  .string()
  .regex(/^[a-z][a-z0-9-]*$/, 'an id begins with a small letter and holds small letters, digits and hyphens only')
const TermData = z.strictObject({ amount: z.int().min(0).max(36_525), unit: z.enum(TERM_UNITS) })
const BodyData = (levels: Country['levels']) =>
  z.strictObject({ kind: z.string(), level: z.enum(levels as [string, ...string[]]).default(levels[0]!) })

/** The fee: by a decision of rules.dmn, none, as the source says it in words, or a demo value. */
const FeeData = ({ Named }: NameShapes) =>
  z.union([
    z.strictObject({ decision: z.string() }),
    z.strictObject({ none: z.literal(true) }),
    z.strictObject({
      text: Named,
      /**
       * A single share of an amount of the country pack, where the fee is one; `onlineShare` of it is taken on the
       * Portal.
       */
      share: z.number().positive().optional(),
      base: z.string().optional(),
      onlineShare: z.number().positive().max(1).optional(),
    }),
    z.looseObject({ demo: z.literal(true), decision: z.string().optional() }),
  ])

/** What a service takes from an applicant; any of it may be unknown. */
const Burden = z.strictObject({
  documents: z.int().min(0).optional(),
  visits: z.int().min(0).optional(),
  bodies: z.int().min(0).optional(),
  duplicateChecks: z.int().min(0).optional(),
  days: z.number().min(0).optional(),
  /** Major units. */
  cost: z.number().min(0).optional(),
})

const Lead = z
  .strictObject({ years: z.int().min(0).max(150), months: z.int().min(0).max(1_200), days: z.int().min(0).max(3_650) })
  .partial()

/** What begins the service without an application: an event in a person's life, known from what a register sends. */
const Trigger = z.strictObject({
  /** Name of the event, for ever: with the service and the person it makes a case the only one. */
  event: Id,
  register: z.string(),
  /** The register's service that sends all it knows; its date, groups and end stand with the register (country pack). */
  feed: Id,
  /** Id of the legal basis under which the feed is read; absent = the first. */
  basis: Id.optional(),
  /** Events before this day are not offered: when the rule came into force here. */
  since: z.iso.date(),
  /** Who meets the event when: so long after the feed's date, by group and by the days on which that holds. */
  reaches: z
    .array(
      z.strictObject({
        group: z.string().optional(),
        after: Lead,
        /** The event is this day (MM-DD) of the year, the first that is not before the date and what comes after it. */
        on: z
          .string()
          .regex(/^(0[1-9]|1[0-2])-([0-2]\d|3[01])$/)
          .optional(),
        /** The rule holds for events from this day on, and until the day before that one. */
        from: z.iso.date().optional(),
        until: z.iso.date().optional(),
      }),
    )
    .min(1),
  /** How long before the event the person is told. */
  notice: Lead,
  /** How long before that the case is opened, so that bodies have time to answer. */
  prepare: Lead,
  /** What it means that nobody answers in time. */
  silence: z.strictObject({
    after: TermData,
    means: z.enum(['assign', 'remind', 'lapse']),
    /** So long after the offer who has not answered is reminded of it, once. */
    remindAfter: TermData.optional(),
  }),
  /** How long after the event the person may put it off, however often; absent: a year, a demo value. */
  putOff: Lead.optional(),
  /** Only counted whom it would offer to, nobody is offered anything. */
  shadow: z.boolean().default(false),
})
export type Trigger = z.output<typeof Trigger>

const LegalBasis = ({ Named }: NameShapes) =>
  z.strictObject({
    id: Id,
    kind: z.string().min(1),
    // 269 is a number to YAML
    number: z
      .union([z.string().min(1), z.int()])
      .transform(String)
      .nullish(),
    date: z.iso.date().nullish(),
    title: Named.optional(),
  })

/** `service.yaml`: the passport of a public service in terms of CPSV-AP (docs/handbook/service-format.md). */
export const PassportFile = ({ shapes, levels }: Pick<Country, 'shapes' | 'levels'>) =>
  z.strictObject({
    id: Id,
    /** Raised when anything in the folder changes; running cases stay on theirs. */
    version: z.int().min(1),
    name: shapes.Named,
    /** One sentence of result. */
    summary: shapes.Named,
    /** Words people type. */
    keywords: shapes.WordLists,
    lifeEvent: Id,
    audience: z.array(z.enum(['population', 'business'])).min(1),
    /** What must be so for who may apply, one sentence each. */
    conditions: z.array(z.strictObject({ id: Id, text: shapes.Named })).default([]),
    /** The kind of body that decides; resolved to an office by the application's district. */
    owner: BodyData(levels).extend({
      /** A field of the form that names a register: whoever keeps it decides, where that is known. */
      keeperOf: Id.optional(),
    }),
    legalBasis: z.array(LegalBasis(shapes)).default([]),
    evidence: z
      .array(
        z.strictObject({
          id: Id,
          name: shapes.Named,
          heldByState: z.boolean(),
          /** Which register answers; absent = the applicant brings it, or no register is known. */
          register: z.string().optional(),
          /** FEEL: the number of the person or organisation it is about, or a list of numbers; absent = the applicant. */
          about: z.string().optional(),
          /** Id of the legal basis under which the register is asked; absent = the first. */
          basis: Id.optional(),
          /** The form's file field by which the applicant brings it. */
          field: z.string().optional(),
        }),
      )
      .default([]),
    /** Absent: not found. */
    fee: FeeData(shapes).optional(),
    /** Absent: not found. */
    term: TermData.optional(),
    channels: z.array(z.enum(CHANNELS)),
    /** True: the state begins it by itself; nobody need apply. */
    proactive: z.boolean().default(false),
    /** Absent: it is begun by an application, or nobody has said here what begins it. */
    trigger: Trigger.optional(),
    result: z.strictObject({
      kind: z.enum(['decision', 'certificate', 'permit', 'registration', 'payment']),
      validity: TermData.nullish(),
    }),
    refusalGrounds: z
      .array(
        z.strictObject({
          id: Id,
          basis: z.string(),
          article: z
            .union([z.string().min(1), z.number()])
            .transform(String)
            .nullish(),
          text: shapes.Named,
          /**
           * FEEL: true when what registers, rules and bodies said shows this ground. Absent: it is shown by a rule that
           * names it or by a body that objected.
           */
          shownBy: z.string().optional(),
        }),
      )
      .default([]),
    appeal: z
      .strictObject({
        to: BodyData(levels),
        term: TermData,
        /** Where it differs from the country's procedure: the day from which the term runs. */
        runsFrom: z.enum(['made', 'served']).optional(),
      })
      .optional(),
    /** What it means by law when nothing was decided within the term; absent: nothing. */
    silence: z
      .strictObject({
        means: z.enum(SILENCE),
        /** Id of the legal basis that says so; absent: a demo value, or not found. */
        basis: Id.optional(),
      })
      .optional(),
    /** Registers are asked without agreement. Absent: the form asks for it, by a declaration with `registers`. */
    consent: z
      .strictObject({
        needed: z.literal(false),
        /** Id of the legal basis that says so; absent: a demo value, or not found. */
        basis: Id.optional(),
      })
      .optional(),
    /** Before a refusal the person is heard, as the country's procedure says: another term here, and what the law excepts. */
    hearing: z
      .strictObject({
        term: TermData.optional(),
        except: z
          .array(
            z.strictObject({
              /** Ids of refusalGrounds; absent: all. */
              grounds: z.array(Id).min(1).optional(),
              /** Only where a rule refuses by itself, from what registers say. */
              byRule: z.literal(true).optional(),
              /** Id of the legal basis that excepts it. */
              basis: Id,
              article: z
                .union([z.string().min(1), z.number()])
                .transform(String)
                .nullish(),
            }),
          )
          .default([]),
      })
      .optional(),
    /** How it was before re-engineering, and how it is. */
    before: Burden.optional(),
    now: Burden.optional(),
    /** Dotted field → its source, or `demo`: not sourced, shown as a demo value, never as law. */
    provenance: z.record(z.string(), z.string().min(1)),
  })
export type Passport = z.output<ReturnType<typeof PassportFile>>
export type Fee = NonNullable<Passport['fee']>

/**
 * What a look across the fields of a passport finds wrong.
 * @param fields names of the fields that a passport has
 */
export function passportFaults(
  passport: Passport,
  fields: ReadonlySet<string>,
): { path: (string | number)[]; message: string; remedy: string }[] {
  const faults: ReturnType<typeof passportFaults> = []
  for (const list of ['conditions', 'legalBasis', 'evidence', 'refusalGrounds'] as const) {
    const seen = new Set<string>()
    passport[list].forEach(({ id }, at) => {
      if (seen.has(id))
        faults.push({
          path: [list, at, 'id'],
          message: `"${id}" stands twice in ${list}`,
          remedy: 'Give one of them another id.',
        })
      seen.add(id)
    })
  }
  const laws = new Set(passport.legalBasis.map((law) => law.id))
  passport.refusalGrounds.forEach(({ basis }, at) => {
    if (!laws.has(basis))
      faults.push({
        path: ['refusalGrounds', at, 'basis'],
        message: `"${basis}" is no id of legalBasis`,
        remedy: 'A ground for refusal rests on a law: name one of legalBasis.',
      })
  })
  if (passport.silence?.basis !== undefined && !laws.has(passport.silence.basis))
    faults.push({
      path: ['silence', 'basis'],
      message: `"${passport.silence.basis}" is no id of legalBasis`,
      remedy: 'What silence means rests on a law: name one of legalBasis.',
    })
  if (passport.silence && passport.silence.means !== 'none') {
    if (passport.silence.basis === undefined && passport.provenance['silence'] !== 'demo')
      faults.push({
        path: ['silence'],
        message: 'nothing says where it comes from that silence decides',
        remedy: 'Name the law as basis, or write silence: demo under provenance.',
      })
    if (!passport.term)
      faults.push({
        path: ['silence'],
        message: 'silence decides when the term is over, and there is no term',
        remedy: 'Write term: {amount: …, unit: …}.',
      })
  }
  if (passport.consent?.basis !== undefined && !laws.has(passport.consent.basis))
    faults.push({
      path: ['consent', 'basis'],
      message: `"${passport.consent.basis}" is no id of legalBasis`,
      remedy: 'That nobody is asked to agree rests on a law: name one of legalBasis.',
    })
  if (passport.consent && passport.consent.basis === undefined && passport.provenance['consent'] === undefined)
    faults.push({
      path: ['consent'],
      message: 'nothing says where it comes from that no agreement is needed',
      remedy: 'Name the law as basis, or write consent: demo under provenance.',
    })
  const grounds = new Set(passport.refusalGrounds.map((ground) => ground.id))
  passport.hearing?.except.forEach((except, at) => {
    if (!laws.has(except.basis))
      faults.push({
        path: ['hearing', 'except', at, 'basis'],
        message: `"${except.basis}" is no id of legalBasis`,
        remedy: 'That nobody is heard rests on a law: name one of legalBasis.',
      })
    for (const ground of except.grounds ?? [])
      if (!grounds.has(ground))
        faults.push({
          path: ['hearing', 'except', at, 'grounds'],
          message: `"${ground}" is no id of refusalGrounds`,
          remedy: 'Name grounds of this passport.',
        })
  })
  passport.evidence.forEach(({ basis, register, field }, at) => {
    if (basis !== undefined && !laws.has(basis))
      faults.push({
        path: ['evidence', at, 'basis'],
        message: `"${basis}" is no id of legalBasis`,
        remedy: 'A register is asked under a law: name one of legalBasis.',
      })
    if (register !== undefined && field !== undefined)
      faults.push({
        path: ['evidence', at, 'field'],
        message: 'a register answers, and the applicant brings it too',
        remedy: 'Leave out register or field: what the state holds is not asked for.',
      })
  })
  for (const field of Object.keys(passport.provenance)) {
    if (!fields.has(field.split('.')[0]!))
      faults.push({
        path: ['provenance', field],
        message: `"${field}" is no field of a passport`,
        remedy:
          'Name the field whose source this is, with dots: term, fee.share, documents of before as before.documents.',
      })
  }
  return faults
}
