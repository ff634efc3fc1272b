import { eventVariable } from '../../../kernel/case/index.ts'
import { troubleOf, type Database, type Tx } from '../../../platform/database/index.ts'
import { Refusal, type World } from '../../../platform/use-case/index.ts'
import type { Person } from '../../../platform/identity/index.ts'
import { openWithoutApplicant } from '../../casework/index.ts'
import type { RunnableService } from '../../catalogue/index.ts'
import { fetchEvidence, LETTER, recordAccess, type EvidenceAnswer, type EvidenceRequest } from '../../exchange/index.ts'
import {
  findOccasion,
  lockSelected,
  markOpened,
  markProblem,
  openedForNumbers,
  SAME_PERSON,
  selectedOccasions,
  UNKNOWN,
  type Occasion,
  type ToBegin,
} from '../store/occasions.ts'
import { feedsOfPersons } from './read-feed.ts'

type OpenWorld = Pick<World, 'country' | 'engine' | 'people' | 'registers' | 'services'>

const AT_ONCE = 200
/** Cases opened in one transaction: so many wait for one commit, and nobody who files waits long for the number counter. */
const IN_ONE = 25
/** Transactions at once: what is computed for one while the database writes the other. */
const SIDE_BY_SIDE = 2

/**
 * Opens the cases of those that were selected: the occasion's row is held, and the case written into it. Some are opened
 * in one transaction; where one of them can't be, each is opened in one of its own. One that can't be opened says why,
 * holds up no other, and is tried again.
 * @returns how many were opened
 */
export async function openOccasions(database: Database, world: OpenWorld, now: string): Promise<number> {
  const ids = await selectedOccasions(database, now, AT_ONCE)
  let opened = 0
  let [at, failed] = [0, false]
  const openOnwards = async () => {
    while (at < ids.length && !failed) {
      const some = ids.slice(at, (at += IN_ONE))
      try {
        const together = await openTogether(database, world, some, now)
        opened += together.opened
        for (const id of together.left) if (await openAlone(database, world, id, now)) opened++
      } catch (error) {
        failed = true
        throw error
      }
    }
  }
  // all have ended before a failure is told: nothing is written after it
  for (const ended of await Promise.allSettled(Array.from({ length: SIDE_BY_SIDE }, openOnwards)))
    if (ended.status === 'rejected') throw ended.reason
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
      const [grounds, known] = await Promise.all([
        groundsOf(tx, world, occasions),
        world.people.findManyByNumber(
          tx,
          occasions.map(({ number }) => number),
        ),
      ])
      const left: string[] = []
      const numbers = new Set<string>()
      const together: ToOpen[] = []
      for (const occasion of occasions) {
        const person = known.get(occasion.number)
        // one person under two records: the second sees what became of the first
        if (!person || numbers.has(occasion.number)) left.push(occasion.id)
        else together.push({ occasion, known: person, asked: [] })
        numbers.add(occasion.number)
      }
      return { opened: await open(tx, world, grounds, together, now), left }
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
      if (known) {
        const grounds = await groundsOf(tx, world, [occasion])
        return (await open(tx, world, grounds, [{ occasion, known, asked: asked ?? [] }], now)) > 0
      }
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

/** An occasion, and whose it is. */
interface ToOpen {
  occasion: ToBegin
  known: Person
  asked: readonly Asked[]
}

/** By what occasions are opened, or passed over. */
interface Grounds {
  services: ReadonlyMap<string, RunnableService>
  /** Those whose number has a case of the same event under another record. */
  passed: ReadonlySet<string>
}

/** Reads it for occasions that are held; numbers under which a feed tells of persons themselves are held from here on. */
async function groundsOf(tx: Tx, world: OpenWorld, occasions: readonly ToBegin[]): Promise<Grounds> {
  const persons = feedsOfPersons(world.country)
  const ids = [...new Set(occasions.map(({ service }) => service))]
  const [services, passed] = await Promise.all([
    Promise.all(ids.map(async (id) => [id, await world.services.get(tx, id)] as const)),
    openedForNumbers(
      tx,
      occasions.filter(({ feed }) => persons.includes(feed)),
    ),
  ])
  return { services: new Map(services), passed }
}

/** Opens the cases of occasions that are held; what is written of all is one statement for each table. @returns how many */
async function open(
  tx: Tx,
  world: OpenWorld,
  { services, passed }: Grounds,
  all: readonly ToOpen[],
  now: string,
): Promise<number> {
  for (const { occasion } of all) if (passed.has(occasion.id)) await markProblem(tx, occasion.id, SAME_PERSON, now)
  const taken = all.filter(({ occasion }) => !passed.has(occasion.id))
  const opened = await openWithoutApplicant(
    tx,
    {
      cases: taken.map(({ occasion, known }) => {
        const service = services.get(occasion.service)!
        const { eventOn: on, noticeOn, facts, again } = occasion
        // where they live now the register knows better than an account that was made years ago
        const district = districtIn(facts)
        return {
          service,
          person: { ...known, ...(district === undefined ? {} : { district }) },
          event: eventVariable(service.passport.trigger!, { on, noticeOn, facts, again }),
        }
      }),
      now,
    },
    world,
  )
  for (const [at, { asked }] of taken.entries()) {
    const { caseId, number: caseNumber } = opened[at]!
    for (const { request, answer } of asked) await recordAccess(tx, { ...request, caseId, caseNumber }, answer, now)
  }
  const cases = taken.map(({ occasion: { id } }, at) => ({ id, caseId: opened[at]!.caseId }))
  // not awaited: the commit goes out with it, and a failure is the transaction's own
  if (cases.length > 0) markOpened(tx, cases, now).catch(() => undefined)
  return cases.length
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
