import type { CompiledField } from '../../../kernel/forms/index.ts'
import type { Database } from '../../../platform/database/index.ts'
import { actorOf, type Principal } from '../../../platform/rights/index.ts'
import type { World } from '../../../platform/use-case/index.ts'
import {
  ConsentMissing,
  fetchEvidence,
  isSilence,
  openRegisters,
  recordAccess,
  type EvidenceAnswer,
} from '../../exchange/index.ts'
import type { RunnableService } from '../../catalogue/index.ts'
import type { FoundFact } from '../store/drafts.ts'
import { countMismatch, takeBackMismatch } from '../store/mismatches.ts'
import { agreementsAbout, type Agreement } from '../store/agreements.ts'
import { hasAgreed } from './agreement.ts'
import type { Filer } from './applicant-of.ts'
import { numbersOfRelatives } from './relatives.ts'
import { isSameNumber, isSameValue } from './same-value.ts'

export type AskingWorld = Pick<World, 'country' | 'registers' | 'mismatchesADay'>

/** What was just told of a field. */
export interface ToldFact extends FoundFact {
  /** Number of whoever's agreement alone opened it: it may have been taken back by the time it is kept. */
  agreed?: string
}

/** On whose behalf and for what registers are asked. */
export interface Asking {
  database: Database
  world: AskingWorld
  service: RunnableService
  who: Filer
  principal: Principal
  answers: Record<string, any>
  found: Record<string, FoundFact>
  /** The draft or case it is asked for. */
  about: string
  /** The application for which others agreed: a draft, or the case that is corrected. */
  application: string
  office: string | null
  now: string
}

/**
 * What registers know of fields, so that nobody types what the state holds. Of the applicant, of an organisation they
 * act for, of those whom a register shows as related to them and of whoever agreed a fact is given. Of anybody else it is only said
 * whether what was typed is what stands there; who gives too much that does not is stopped for a day. A fact is asked
 * once, one that hangs on another field again when that changed. A register that tells nothing holds nobody up, and one that
 * the person has not agreed to is not asked: they type.
 * @throws Refusal too-many-mismatches
 */
export async function askRegisters(
  asking: Asking,
  fields: readonly CompiledField[],
): Promise<Record<string, ToldFact>> {
  const agreed = await agreementsHeld(asking, fields)
  const isAgreed = (field: CompiledField, number: string) =>
    field.prefill !== undefined && hasAgreed(agreed, { ...field.prefill, number, field: field.id })
  const { database, principal, now, world, service, about } = asking
  const mayAsk = await database.read((tx) => openRegisters(tx, service.form, about))
  const wanted = fields.filter(
    (field) =>
      field.prefill &&
      mayAsk(field.prefill.register) &&
      (!isKnown(asking, field) || isToldMoreNow(asking, field, isAgreed)),
  )
  let relatives: Promise<ReadonlySet<string>> | undefined
  const whyOpen = async (field: CompiledField, number: string): Promise<Why | undefined> => {
    if (ownNumbers(asking.who).includes(number)) return 'own'
    if (isAgreed(field, number)) return 'agreed'
    if (field.prefill?.agreed === true) return undefined
    return (await (relatives ??= relativesOf(asking, mayAsk))).has(number) ? 'related' : undefined
  }
  let counted: Promise<string> | undefined
  const count = () => (counted ??= countMismatch(database, principal.personId!, now, world.mismatchesADay))
  const facts = (await Promise.all(wanted.map((field) => factOf(asking, field, whyOpen, count)))).filter(
    (fact) => fact !== undefined,
  )
  if (counted && !facts.some(([, { status }]) => status === 'differs'))
    await takeBackMismatch(database, principal.personId!, await counted)
  return Object.fromEntries(facts)
}

/** Why a fact about somebody is given. */
type Why = 'own' | 'agreed' | 'related'

/** What others agreed to, where a field hangs on the number of another. */
async function agreementsHeld(
  { database, world, application, now }: Asking,
  fields: readonly CompiledField[],
): Promise<Agreement[]> {
  if (!fields.some(({ prefill }) => prefill?.by)) return []
  return database.read((tx) => agreementsAbout(tx, application, world.country.localDate(now)))
}

/** It was only said whether what was typed is so, and now the person has agreed. */
function isToldMoreNow(
  { found, answers, world }: Asking,
  field: CompiledField,
  isAgreed: (field: CompiledField, number: string) => boolean,
): boolean {
  const key = keyOf(field, answers)
  const number = typeof key === 'string' ? readNumber(world.country, key) : undefined
  return found[field.id]?.status !== 'found' && number !== undefined && isAgreed(field, number)
}

const ownNumbers = ({ applicant, representative, organisation }: Filer): string[] =>
  [applicant.number, representative?.number, organisation].filter((number) => typeof number === 'string')

/** The answer a field hangs on. */
export const keyOf = (field: CompiledField, answers: Record<string, any>): unknown =>
  field.prefill?.by ? answers[field.prefill.by] : undefined

/** Whether a fact was asked for the number that stands in an answer now, however that was typed. */
export const isOf = (fact: Pick<FoundFact, 'of'>, key: unknown): boolean =>
  typeof fact.of === 'string' && typeof key === 'string' ? isSameNumber(fact.of, key) : fact.of === key

/** What is known of a field holds as long as its key stays, and where it was compared, what was typed. */
export function isKnown({ found, answers }: Pick<Asking, 'found' | 'answers'>, field: CompiledField): boolean {
  const fact = found[field.id]
  if (fact === undefined || fact.status === 'unavailable') return false
  if (field.prefill?.by !== undefined && !isOf(fact, keyOf(field, answers))) return false
  return fact.typed === undefined || fact.typed === JSON.stringify(answers[field.id])
}

async function factOf(
  asking: Asking,
  field: CompiledField,
  whyOpen: (field: CompiledField, number: string) => Promise<Why | undefined>,
  count: () => Promise<string>,
): Promise<[string, ToldFact] | undefined> {
  const { world, who, answers, now } = asking
  const { register, attribute, by } = field.prefill!
  const own = who.representative?.number ?? who.applicant.number
  const key = keyOf(field, answers)
  const subject = by ? key : isOfOrganisations(world.country, register) ? (who.organisation ?? own) : own
  const number = typeof subject === 'string' ? readNumber(world.country, subject) : undefined
  if (number === undefined) return undefined
  const base = { register, ...(by ? { of: key as string } : {}) }
  const why = await whyOpen(field, number)
  if (why) {
    const opened = why === 'agreed' ? { agreed: number } : {}
    const answer = await look(asking, field, { register, attributes: [attribute] }, number)
    return [
      field.id,
      answer
        ? { ...base, ...opened, status: answer.status, value: answer.data?.[attribute] ?? null, at: answer.asOf }
        : { ...base, status: 'unavailable', at: now },
    ]
  }
  const typed = answers[field.id]
  if (typed === undefined || typed === null || typed === '') return undefined
  await count()
  const answer = await look(asking, field, { register, attributes: [attribute] }, number)
  const matches =
    answer !== undefined && valuesOf(answer, attribute).some((value) => isSameValue(field, typed, value, world.country))
  if (!answer) return [field.id, { ...base, status: 'unavailable', at: now }]
  return [field.id, { ...base, status: matches ? 'matches' : 'differs', typed: JSON.stringify(typed), at: answer.asOf }]
}

/** The attribute as the register writes it, also in other languages: `name`, `nameRu`. */
const valuesOf = ({ data }: EvidenceAnswer, attribute: string): unknown[] =>
  Object.entries(data ?? {}).flatMap(([name, value]) =>
    name === attribute || (name.startsWith(attribute) && /^[A-Z][a-z]+$/.test(name.slice(attribute.length)))
      ? [value]
      : [],
  )

/** Asks, and writes down that it was; undefined when the register told nothing. */
async function look(
  { database, world, service, who, about, office, principal, now }: Asking,
  field: CompiledField | undefined,
  { register, attributes }: { register: string; attributes: readonly string[] },
  number: string,
): Promise<EvidenceAnswer | undefined> {
  const request = {
    register,
    attributes,
    subject: { number },
    purpose: service.id,
    version: service.version,
    caseId: about,
    caseNumber: about.slice(0, 8),
    basis: field?.why ?? service.passport.legalBasis[0]?.id ?? service.id,
    ownCase: ownNumbers(who).includes(number),
    requestedBy: { body: office ?? 'portal', actor: actorOf(principal) },
  }
  try {
    const answer = await fetchEvidence(world.registers, request)
    await database.transaction((tx) => recordAccess(tx, request, answer, now))
    return answer
  } catch (error) {
    if (isSilence(error) || error instanceof ConsentMissing) return undefined
    throw error
  }
}

/** Numbers of those whom registers show as close to the applicant. */
async function relativesOf(asking: Asking, mayAsk: (register: string) => boolean): Promise<ReadonlySet<string>> {
  const { world, who } = asking
  const own = who.representative?.number ?? who.applicant.number
  const listed = await Promise.all(
    world.country.registers
      .filter(({ id, relatives }) => relatives.length > 0 && mayAsk(id))
      .map(async ({ id, relatives }) => {
        const answer = await look(asking, undefined, { register: id, attributes: relatives }, own)
        return numbersOfRelatives(answer?.data, relatives, world.country.localDate(asking.now))
      }),
  )
  return new Set(listed.flat())
}

/** A person's or an organisation's number as it is kept. */
function readNumber(country: World['country'], typed: string): string | undefined {
  const read = [country.checkPersonNumber(typed), country.checkOrganisationNumber(typed)].find((each) => each.ok)
  return read?.ok ? read.number : undefined
}

/** Registers of organisations are asked for the organisation one applies for; all others for the person. */
const isOfOrganisations = ({ registers }: World['country'], register: string): boolean =>
  registers.find((candidate) => candidate.id === register)?.about === 'organisation'
