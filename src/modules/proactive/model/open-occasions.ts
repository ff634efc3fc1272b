import { eventVariable } from '../../../kernel/case/index.ts'
import type { Database, Tx } from '../../../platform/database/index.ts'
import { Refusal, type World } from '../../../platform/use-case/index.ts'
import type { Person } from '../../../platform/identity/index.ts'
import { openWithoutApplicant } from '../../casework/index.ts'
import { fetchEvidence, recordAccess, type EvidenceAnswer, type EvidenceRequest } from '../../exchange/index.ts'
import { findOccasion, lockSelected, markOpened, markProblem, selectedOccasions } from '../store/occasions.ts'

type OpenWorld = Pick<World, 'country' | 'engine' | 'people' | 'registers' | 'services'>

const AT_ONCE = 200

/**
 * Opens the cases of those that were selected, each in a transaction of its own: the occasion's row is held, and the case
 * written into it. One that can't be opened says why, holds up no other, and is tried again.
 * @returns how many were opened
 */
export async function openOccasions(database: Database, world: OpenWorld, now: string): Promise<number> {
  let opened = 0
  for (const id of await selectedOccasions(database, now, AT_ONCE)) {
    try {
      const asked = await askAboutStranger(database, world, id)
      if (await database.transaction((tx) => openOne(tx, world, { id, asked, now }))) opened++
    } catch (error) {
      await markProblem(database, id, error instanceof Refusal ? error.kind.text : (error as Error).message, now)
    }
  }
  return opened
}

async function openOne(
  tx: Tx,
  world: OpenWorld,
  { id, asked, now }: { id: string; asked: Asked | undefined; now: string },
): Promise<boolean> {
  const occasion = await lockSelected(tx, id)
  if (!occasion) return false
  const service = await world.services.get(tx, occasion.service)
  const person = asked
    ? await becomesKnown(tx, world, asked, now)
    : await world.people.findByNumber(tx, occasion.number)
  if (!person) {
    // that nothing was found is a look too, and stays written down, for no case
    if (asked) await recordAccess(tx, { ...asked.request, ownCase: false }, asked.answer, now)
    await markProblem(tx, occasion.id, 'person-unknown', now)
    return false
  }
  const { eventOn: on, noticeOn, facts } = occasion
  const event = eventVariable(service.passport.trigger!, { on, noticeOn, facts })
  const { caseId, number: caseNumber } = await openWithoutApplicant(tx, { service, person, event, now }, world)
  if (asked) await recordAccess(tx, { ...asked.request, caseId, caseNumber }, asked.answer, now)
  await markOpened(tx, id, caseId, now)
  return true
}

/** A look at somebody who was never here. */
interface Asked {
  request: EvidenceRequest
  answer: EvidenceAnswer
}

/**
 * Of somebody who was never here: what the service's own evidence says of them, from the register whose feed told of them.
 * Outside any transaction. Each try is a question of its own: the answer to one that comes again is the one given before,
 * and would find nobody for ever. @returns undefined when the person is known
 */
async function askAboutStranger(database: Database, world: OpenWorld, id: string): Promise<Asked | undefined> {
  const occasion = await findOccasion(database, id)
  if (!occasion || (await world.people.findByNumber(database, occasion.number))) return undefined
  const { passport, version } = await world.services.get(database, occasion.service)
  const { register } = passport.trigger!
  const piece = passport.evidence.find((named) => named.heldByState && named.register === register && !named.about)
  if (!piece) return undefined
  const request: EvidenceRequest = {
    register,
    evidence: piece.id,
    subject: { number: occasion.number },
    purpose: occasion.service,
    version,
    caseId: id,
    caseNumber: id.slice(0, 8),
    basis: piece.basis ?? passport.legalBasis[0]?.id ?? occasion.service,
    ownCase: true,
    requestedBy: { body: 'portal', actor: 'system' },
  }
  return { request, answer: await fetchEvidence(world.registers, request) }
}

async function becomesKnown(
  tx: Tx,
  world: OpenWorld,
  { request, answer }: Asked,
  now: string,
): Promise<Person | undefined> {
  const { name, birthDate, sex, district, phone, email } = (answer.data ?? {}) as Record<string, string>
  if (!name) return undefined
  return world.people.ensure(
    tx,
    {
      number: request.subject.number,
      name,
      language: world.country.languages.first,
      ...(birthDate ? { birthDate } : {}),
      ...(sex === 'male' || sex === 'female' ? { sex } : {}),
      ...(district ? { district } : {}),
      ...(phone ? { phone } : {}),
      ...(email ? { email } : {}),
    },
    now,
  )
}
