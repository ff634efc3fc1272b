import { eventVariable } from '../../../kernel/case/index.ts'
import { troubleOf, type Database, type Tx } from '../../../platform/database/index.ts'
import { Refusal, type World } from '../../../platform/use-case/index.ts'
import type { Person } from '../../../platform/identity/index.ts'
import { openWithoutApplicant } from '../../casework/index.ts'
import { fetchEvidence, LETTER, recordAccess, type EvidenceAnswer, type EvidenceRequest } from '../../exchange/index.ts'
import {
  findOccasion,
  isOpenedForNumber,
  lockSelected,
  markOpened,
  markProblem,
  SAME_PERSON,
  selectedOccasions,
  UNKNOWN,
  type Occasion,
  type ToBegin,
} from '../store/occasions.ts'
import { feedName, feedsOfPersons } from './read-feed.ts'

type OpenWorld = Pick<World, 'country' | 'engine' | 'people' | 'registers' | 'services'>

const AT_ONCE = 200
/** Cases opened in one transaction: so many wait for one commit, and nobody who files waits long for the number counter. */
const IN_ONE = 10

/**
 * Opens the cases of those that were selected: the occasion's row is held, and the case written into it. Some are opened
 * in one transaction; where one of them can't be, each is opened in one of its own. One that can't be opened says why,
 * holds up no other, and is tried again.
 * @returns how many were opened
 */
export async function openOccasions(database: Database, world: OpenWorld, now: string): Promise<number> {
  const ids = await selectedOccasions(database, now, AT_ONCE)
  let opened = 0
  for (let at = 0; at < ids.length; at += IN_ONE) {
    const some = ids.slice(at, at + IN_ONE)
    const together = await openTogether(database, world, some, now)
    opened += together.opened
    for (const id of together.left) if (await openAlone(database, world, id, now)) opened++
  }
  return opened
}

/** @returns how many were opened, and those who have to be opened one by one: strangers, or all when one of them failed */
async function openTogether(
  database: Database,
  world: OpenWorld,
  ids: readonly string[],
  now: string,
): Promise<{ opened: number; left: readonly string[] }> {
  try {
    return await database.transaction(async (tx) => {
      const occasions = await lockSelected(tx, ids)
      const numbers = new Set<string>()
      // what they send goes together; all have ended before anything is taken back
      const tries = await Promise.allSettled(
        occasions.map(async (occasion): Promise<'opened' | 'passed' | 'left'> => {
          // one person under two records: the second sees what became of the first
          if (numbers.has(occasion.number)) return 'left'
          numbers.add(occasion.number)
          const known = await world.people.findByNumber(tx, occasion.number)
          if (!known) return 'left'
          return (await openOne(tx, world, { occasion, known, asked: [], now })) ? 'opened' : 'passed'
        }),
      )
      const became = tries.map((tried) => {
        if (tried.status === 'rejected') throw tried.reason
        return tried.value
      })
      return {
        opened: became.filter((what) => what === 'opened').length,
        left: occasions.flatMap(({ id }, at) => (became[at] === 'left' ? id : [])),
      }
    })
  } catch (error) {
    if (troubleOf(error)) throw error
    return { opened: 0, left: ids }
  }
}

async function openAlone(database: Database, world: OpenWorld, id: string, now: string): Promise<boolean> {
  try {
    const asked = await askAboutStranger(database, world, id)
    return await database.transaction(async (tx) => {
      const [occasion] = await lockSelected(tx, [id])
      if (!occasion) return false
      const known = asked
        ? await becomesKnown(tx, world, occasion, asked, now)
        : await world.people.findByNumber(tx, occasion.number)
      if (known) return openOne(tx, world, { occasion, known, asked: asked ?? [], now })
      // that nothing was found is a look too, and stays written down, for no case
      for (const { request, answer } of asked ?? []) await recordAccess(tx, { ...request, ownCase: false }, answer, now)
      await markProblem(tx, occasion.id, UNKNOWN, now)
      return false
    })
  } catch (error) {
    await markProblem(database, id, error instanceof Refusal ? error.kind.text : (error as Error).message, now)
    return false
  }
}

async function openOne(
  tx: Tx,
  world: OpenWorld,
  { occasion, known, asked, now }: { occasion: ToBegin; known: Person; asked: readonly Asked[]; now: string },
): Promise<boolean> {
  const service = await world.services.get(tx, occasion.service)
  const { register, feed } = service.passport.trigger!
  if (feedsOfPersons(world.country).includes(feedName(register, feed)) && (await isOpenedForNumber(tx, occasion))) {
    await markProblem(tx, occasion.id, SAME_PERSON, now)
    return false
  }
  const { eventOn: on, noticeOn, facts, again } = occasion
  // where they live now the register knows better than an account that was made years ago
  const district = districtIn(facts)
  const person = { ...known, ...(district === undefined ? {} : { district }) }
  const event = eventVariable(service.passport.trigger!, { on, noticeOn, facts, again })
  const { caseId, number: caseNumber } = await openWithoutApplicant(tx, { service, person, event, now }, world)
  for (const { request, answer } of asked) await recordAccess(tx, { ...request, caseId, caseNumber }, answer, now)
  await markOpened(tx, occasion.id, caseId, now)
  return true
}

/** A look at somebody who was never here. */
interface Asked {
  request: EvidenceRequest
  answer: EvidenceAnswer
}

/**
 * Who somebody is who was never here. The register whose feed told of them says it with the service's own evidence; where
 * it knows nobody by name, as a register of births or of disabilities, registers that do are asked for no more than stands
 * on an envelope. Outside any transaction. Each try is a question of its own: the answer to one that comes again is the one
 * given before, and would find nobody for ever.
 * @returns undefined when the person is known
 */
async function askAboutStranger(database: Database, world: OpenWorld, id: string): Promise<Asked[] | undefined> {
  const occasion = await findOccasion(database, id)
  if (!occasion || (await world.people.findByNumber(database, occasion.number))) return undefined
  const { passport, version } = await world.services.get(database, occasion.service)
  const { registers } = world.country
  const ask = async (
    register: string,
    what: Pick<EvidenceRequest, 'evidence' | 'attributes' | 'basis'>,
  ): Promise<Asked> => {
    const request: EvidenceRequest = {
      register,
      ...what,
      subject: { number: occasion.number },
      purpose: occasion.service,
      version,
      caseId: id,
      caseNumber: id.slice(0, 8),
      ownCase: true,
      requestedBy: { body: 'portal', actor: 'system' },
    }
    return { request, answer: await fetchEvidence(world.registers, request) }
  }
  const told = registers.find((register) => register.id === passport.trigger!.register)
  const piece = passport.evidence.find((named) => named.heldByState && named.register === told?.id && !named.about)
  if (told && piece && told.addressee.length > 0)
    return [
      await ask(told.id, {
        evidence: piece.id,
        basis: piece.basis ?? passport.legalBasis[0]?.id ?? occasion.service,
      }),
    ]
  const asksDistrict = districtIn(occasion.facts) === undefined
  return Promise.all(
    registers.flatMap(({ id: register, addressee, postal }) => {
      const attributes = [...addressee, ...(asksDistrict && postal.length > 0 ? ['district'] : [])]
      return attributes.length > 0 ? [ask(register, { attributes, basis: LETTER })] : []
    }),
  )
}

const districtIn = ({ district }: Record<string, unknown>): string | undefined =>
  typeof district === 'string' && district !== '' ? district : undefined

/** @param facts what the feed told of them @returns undefined when no register knows them by name */
async function becomesKnown(
  tx: Tx,
  world: OpenWorld,
  { number, facts }: Pick<Occasion, 'number' | 'facts'>,
  asked: readonly Asked[],
  now: string,
): Promise<Person | undefined> {
  const told = Object.assign({ district: districtIn(facts) }, ...asked.map(({ answer }) => answer.data ?? {}))
  const { name, birthDate, sex, district, phone, email } = told as Record<string, string>
  if (!name) return undefined
  return world.people.ensure(
    tx,
    {
      number,
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
