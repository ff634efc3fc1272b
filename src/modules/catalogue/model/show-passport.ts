import { z } from 'zod'
import { SILENCE } from '../../../kernel/case/index.ts'
import type { Country } from '../../../platform/country/index.ts'
import type { Language, Localized } from '../../../platform/i18n/index.ts'
import type { Passport } from './passport.ts'
import { ServiceCard, serviceCard } from './service-card.ts'

const Term = ServiceCard.shape.term
const Body = z.object({ kind: z.string(), level: z.string(), name: z.string() })
const Burden = z.record(z.string(), z.number())

/** A passport in one language: what `GET /services/{id}` answers. */
export const PassportShown = ServiceCard.omit({ runs: true }).extend({
  keywords: z.array(z.string()),
  conditions: z.array(z.object({ id: z.string(), text: z.string() })),
  legalBasis: z.array(
    z.object({
      id: z.string(),
      kind: z.string(),
      number: z.string().nullable(),
      date: z.string().nullable(),
      title: z.string().nullable(),
    }),
  ),
  evidence: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      heldByState: z.boolean(),
      register: z.object({ id: z.string(), name: z.string() }).nullable(),
    }),
  ),
  /**
   * Null: not found. `decision`: worked out from the answers. `share` of `base`, and of it `onlineShare` on the
   * Portal.
   */
  fee: z
    .object({
      none: z.boolean(),
      decision: z.string().nullable(),
      text: z.string().nullable(),
      share: z.number().nullable(),
      base: z.string().nullable(),
      onlineShare: z.number().nullable(),
      demo: z.boolean(),
    })
    .nullable(),
  result: z.object({ kind: z.string(), validity: Term }),
  refusalGrounds: z.array(
    z.object({ id: z.string(), basis: z.string(), article: z.string().nullable(), text: z.string() }),
  ),
  appeal: z.object({ to: Body, term: Term }).nullable(),
  /** What it means when nothing is decided within the term: `consent`, `refusal` or `none`. */
  silence: z.enum(SILENCE),
  before: Burden.nullable(),
  now: Burden.nullable(),
  /** Dotted field → its source, or `demo`. */
  provenance: z.record(z.string(), z.string()),
})
export type PassportShown = z.output<typeof PassportShown>

/** Says a passport in a language. */
export function showPassport(passport: Passport, language: Language, country: Country): PassportShown {
  const say = (text: Localized) => country.text(text, language)
  const body = ({ kind, level }: Passport['owner']) => ({ kind, level, name: country.displayName(kind, language) })
  const { runs: _, ...card } = serviceCard(
    { id: passport.id, version: passport.version, runs: false, passport },
    language,
    country,
  )
  return {
    ...card,
    keywords: (passport.keywords[country.languages.sourceOf(language)] ?? []).map((word) =>
      country.languages.write(word, language),
    ),
    // a version that was published before passports had any
    conditions: (passport.conditions ?? []).map(({ id, text }) => ({ id, text: say(text) })),
    legalBasis: passport.legalBasis.map((law) => ({
      id: law.id,
      kind: country.lawKindName(law.kind, language),
      number: law.number ? country.lawNumber(law.number, language) : null,
      date: law.date ?? null,
      title: law.title ? say(law.title) : null,
    })),
    evidence: passport.evidence.map((piece) => ({
      id: piece.id,
      name: say(piece.name),
      heldByState: piece.heldByState,
      register:
        piece.register === undefined
          ? null
          : { id: piece.register, name: country.registerName(piece.register, language) },
    })),
    fee: showFee(passport.fee, say),
    result: { kind: passport.result.kind, validity: passport.result.validity ?? null },
    refusalGrounds: passport.refusalGrounds.map((refusalGround) => ({
      id: refusalGround.id,
      basis: refusalGround.basis,
      article: refusalGround.article ?? null,
      text: say(refusalGround.text),
    })),
    silence: passport.silence?.means ?? 'none',
    appeal: passport.appeal ? { to: body(passport.appeal.to), term: passport.appeal.term } : null,
    before: passport.before ? defined(passport.before) : null,
    now: passport.now ? defined(passport.now) : null,
    provenance: passport.provenance,
  }
}

function showFee(fee: Passport['fee'], say: (text: Localized) => string): PassportShown['fee'] {
  if (!fee) return null
  const shown = { none: false, decision: null, text: null, share: null, base: null, onlineShare: null, demo: false }
  if ('none' in fee) return { ...shown, none: true }
  if ('demo' in fee) return { ...shown, demo: true, decision: typeof fee.decision === 'string' ? fee.decision : null }
  if ('text' in fee)
    return {
      ...shown,
      text: say(fee.text),
      share: fee.share ?? null,
      base: fee.base ?? null,
      onlineShare: fee.onlineShare ?? null,
    }
  return { ...shown, decision: fee.decision }
}

const defined = (values: Record<string, number | undefined>): Record<string, number> =>
  Object.fromEntries(Object.entries(values).filter((entry): entry is [string, number] => entry[1] !== undefined))
