import type { CompiledField } from '../../../kernel/forms/index.ts'
import type { Database } from '../../../platform/database/index.ts'
import { actorOf, type Principal } from '../../../platform/rights/index.ts'
import type { World } from '../../../platform/use-case/index.ts'
import { fetchEvidence, recordAccess, RegisterUnavailable, type EvidenceRequest } from '../../exchange/index.ts'
import type { RunnableService } from '../../catalogue/index.ts'
import { keepAnswers, keepFound, type Draft, type FoundFact } from '../store/drafts.ts'

interface Asked {
  database: Database
  world: Pick<World, 'country' | 'registers'>
  draft: Draft
  service: RunnableService
  fields: readonly CompiledField[]
  now: string
  principal: Principal
  number: string
  organisation: string | undefined
}

/**
 * What registers know of the fields of a page, so that nobody types what the state holds. A field is asked once; one
 * that hangs on
 * another field is asked again when that changed. A register that is silent says so beside the field and holds nobody
 * up.
 * @returns the draft with what was found, also as answers where nothing was answered yet
 */
export async function prefill(asked: Asked): Promise<Draft> {
  const { database, draft, fields } = asked
  const wanted = fields.filter((field) => field.prefill && !isKnown(field, draft))
  if (wanted.length === 0) return draft
  const found = Object.fromEntries(
    (await Promise.all(wanted.map((field) => look(asked, field)))).filter((candidate) => candidate !== undefined),
  )
  if (Object.keys(found).length === 0) return draft
  const answers = Object.fromEntries(
    Object.entries(found)
      .filter(
        ([name, fact]) =>
          fact.status === 'found' &&
          fact.value !== undefined &&
          fact.value !== null &&
          draft.answers[name] === undefined,
      )
      .map(([name, fact]) => [name, fact.value]),
  )
  await keepFound(database, draft.id, found)
  if (Object.keys(answers).length > 0) await keepAnswers(database, draft.id, answers, asked.now)
  return { ...draft, found: { ...draft.found, ...found }, answers: { ...draft.answers, ...answers } }
}

const subjectOf = (field: CompiledField, draft: Draft): string | undefined =>
  field.prefill?.by ? draft.answers[field.prefill.by] : undefined

function isKnown(field: CompiledField, draft: Draft): boolean {
  const fact = draft.found[field.id] as (FoundFact & { of?: string }) | undefined
  return (
    fact !== undefined &&
    fact.status !== 'unavailable' &&
    (field.prefill?.by === undefined || fact.of === subjectOf(field, draft))
  )
}

async function look(
  { database, world, draft, service, now, principal, number, organisation }: Asked,
  field: CompiledField,
): Promise<[string, FoundFact & { of?: string }] | undefined> {
  const { register, attribute, by } = field.prefill!
  const subject = by
    ? subjectOf(field, draft)
    : isOfOrganisations(world.country, register)
      ? (organisation ?? number)
      : number
  const known = typeof subject === 'string' ? readNumber(world.country, subject) : undefined
  if (known === undefined) return undefined
  const request: EvidenceRequest = {
    register,
    attributes: [attribute],
    subject: { number: known },
    purpose: service.id,
    version: service.version,
    caseId: draft.id,
    caseNumber: draft.id.slice(0, 8),
    basis: field.why ?? service.passport.legalBasis[0]?.id ?? service.id,
    ownCase: known === number,
    requestedBy: { body: draft.office ?? 'portal', actor: actorOf(principal) },
  }
  try {
    const answer = await fetchEvidence(world.registers, request)
    await database.transaction((tx) => recordAccess(tx, request, answer, now))
    return [
      field.id,
      {
        register,
        status: answer.status,
        value: answer.data?.[attribute] ?? null,
        at: answer.asOf,
        ...(by && subject ? { of: subject } : {}),
      },
    ]
  } catch (error) {
    if (!(error instanceof RegisterUnavailable)) throw error
    return [field.id, { register, status: 'unavailable', at: now }]
  }
}

/** A person's or an organisation's number as it is kept. */
function readNumber(country: World['country'], typed: string): string | undefined {
  const read = [country.checkPersonNumber(typed), country.checkOrganisationNumber(typed)].find(
    (numberChecked) => numberChecked.ok,
  )
  return read?.ok ? read.number : undefined
}

/** Registers of organisations are asked for the organisation one applies for; all others for the person. */
const isOfOrganisations = ({ registers }: World['country'], register: string): boolean =>
  registers.find((candidate) => candidate.id === register)?.about === 'organisation'
