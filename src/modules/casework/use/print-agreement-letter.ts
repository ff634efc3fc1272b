import { z } from 'zod'
import type { Database, Tx } from '../../../platform/database/index.ts'
import { actorOf, type Principal } from '../../../platform/rights/index.ts'
import { Refusal, useCase, type CaseSeen, type World } from '../../../platform/use-case/index.ts'
import { fetchEvidence, isSilence, LETTER, postalOf, recordAccess } from '../../exchange/index.ts'
import { agreementStands } from '../model/agreement.ts'
import { refusal } from '../model/application.ts'
import {
  isAgreementLetterWaiting,
  markAgreementLetterPrinted,
  waitingAgreementLetters,
} from '../store/agreement-letters.ts'
import { findAgreement, type Agreement } from '../store/agreements.ts'
import { findApplication } from '../store/applications.ts'
import { ShownFact } from './agree.ts'

/** Hours within which a letter is printed again, where its paper jammed or its file was lost. A demo value. */
const HOURS = 24
const shortlyBefore = (now: string): string => new Date(Date.parse(now) - HOURS * 3_600_000).toISOString()

/** Letters to people who are asked to agree: whose they are nobody sees before one is printed. */
export const listAgreementLetters = useCase({
  name: 'casework.list-agreement-letters',
  title: 'Letters that an office has to print, to people without an account who are asked to agree',
  at: 'GET /offices/{office}/agreement-letters',
  input: z.object({ office: z.string().max(100) }),
  output: z.object({
    items: z.array(
      z.object({
        agreement: z.uuid(),
        service: z.string(),
        version: z.int(),
        until: z.string(),
        madeAt: z.string(),
        /** Printed a short while ago: it may be printed again. */
        printedAt: z.string().nullable(),
      }),
    ),
  }),
  needs: ['country'],
  may: 'member of office',
}).reads(async ({ input, principal, now, world }, tx) => ({
  items: await waitingAgreementLetters(tx, {
    office: input.office,
    // that there is a letter to whom they asked themselves would tell them that this person has no account
    but: principal.personId!,
    today: world.country.localDate(now),
    since: shortlyBefore(now),
  }),
}))

const Letter = z.object({
  name: z.string(),
  district: z.string().nullable(),
  /** Street and house, as the register of residence tells them; empty when none does. */
  address: z.array(z.object({ part: z.string(), value: z.string() })),
  asker: z.string(),
  organisation: z.string().nullable(),
  service: z.string(),
  version: z.int(),
  facts: z.array(ShownFact),
  until: z.string(),
  /** What its receiver used or chose last; null where that is not known. */
  language: z.string().nullable(),
  /** It says that their agreement was written down; else it asks for it. */
  agreed: z.boolean(),
})

/**
 * Registers tell name and address now, to whoever prints it and to nobody else; it is a look at that person and stands in
 * their list. No second factor stands behind a letter here, so it bears no link that answers: who asks knows the number,
 * and may live behind the same door.
 */
export const printAgreementLetter = useCase({
  name: 'casework.print-agreement-letter',
  title: 'Print the letter to somebody who is asked to agree; null where registers know nobody by that number',
  at: 'POST /offices/{office}/agreement-letters/{agreement}/print',
  input: z.object({ office: z.string().max(100), agreement: z.uuid() }),
  output: z.object({ letter: Letter.nullable() }),
  needs: ['country', 'people', 'registers'],
  may: 'member of office',
  refuses: [410],
  records: {
    about: 'person',
    facts: z.object({ agreement: z.uuid(), office: z.string(), found: z.boolean() }),
    readers: 'officials',
  },
})
  .asking(async ({ input, principal, now, world }, database) => {
    const item = await database.read((tx) => openLetter(tx, input, principal, { world, now }))
    return askAddress(database, world, item, { office: input.office, actor: actorOf(principal), now })
  })
  .does(async ({ input, principal, now, world, asked, looked }, tx) => {
    const { office, agreement } = input
    const item = await openLetter(tx, input, principal, { world, now })
    await markAgreementLetterPrinted(tx, { agreement, office, by: principal.personId! }, now)
    looked({
      what: 'person',
      people: [{ number: item.subject }],
      case: await askedFor(tx, item),
      ofAnother: true,
      bodies: [office],
    })
    const known = await world.people.findByNumber(tx, item.subject)
    const letter = asked && {
      ...asked,
      asker: (await world.people.get(tx, item.asker)).name,
      organisation: item.organisation,
      service: item.service,
      version: item.version,
      facts: item.facts,
      until: item.until,
      language: (known && (await world.people.languageSaid(tx, known.id))) ?? null,
      agreed: item.state === 'agreed',
    }
    return { answer: { letter: letter ?? null }, facts: { agreement, office, found: letter !== undefined } }
  })

/** @throws Refusal letter-gone, own-case where who asked would print it */
async function openLetter(
  tx: Tx,
  { office, agreement }: { office: string; agreement: string },
  { personId, number }: Principal,
  { world: { country }, now }: { world: Pick<World, 'country'>; now: string },
): Promise<Agreement> {
  const item = await findAgreement(tx, agreement)
  const waits = await isAgreementLetterWaiting(tx, { agreement, office, since: shortlyBefore(now) })
  if (!item || !agreementStands(item, country.localDate(now)) || !waits) throw new Refusal(refusal['letter-gone'])
  if (item.asker === personId || item.subject === number) throw new Refusal(refusal['own-case'])
  return item
}

/** The application that somebody is asked to agree for; before it is filed, the letter stands for it, as in the list of reads. */
async function askedFor(tx: Tx, { id, about, service }: Agreement): Promise<CaseSeen> {
  const filed = about === null ? undefined : await findApplication(tx, about)
  return filed ? { id: filed.caseId, number: filed.number, service } : { id, number: letterNumber(id), service }
}

/** A short name of a letter: an id begins with the time it was made at, which is the same for many. */
export const letterNumber = (agreement: string): string => agreement.slice(-8).toUpperCase()

/** Name and address of somebody as registers tell them; undefined when they know nobody by that number. */
async function askAddress(
  database: Database,
  { country, registers }: Pick<World, 'country' | 'registers'>,
  { id, subject, service, version }: Agreement,
  { office, actor, now }: { office: string; actor: string; now: string },
): Promise<Pick<z.output<typeof Letter>, 'name' | 'district' | 'address'> | undefined> {
  const told = new Map<string, { register: string; value: string }>()
  for (const { id: register, addressee, postal } of country.registers) {
    const attributes = [...addressee, ...postalOf({ postal })]
    if (attributes.length === 0) continue
    const request = {
      ...{ register, attributes, subject: { number: subject }, purpose: service, version, basis: LETTER },
      ...{ caseId: id, caseNumber: letterNumber(id), ownCase: false, requestedBy: { body: office, actor } },
    }
    const answer = await fetchEvidence(registers, request).catch((error: unknown) => {
      if (isSilence(error)) throw new Refusal(refusal['register-silent'])
      throw error
    })
    await database.transaction((tx) => recordAccess(tx, request, answer, now))
    for (const attribute of attributes) {
      const value: unknown = answer.data?.[attribute]
      if (typeof value === 'string' && value.trim() !== '')
        told.set(attribute, { register, value: value.trim().slice(0, 200) })
    }
  }
  const [name] = country.registers.flatMap(({ addressee }) => addressee.flatMap((of) => told.get(of)?.value ?? []))
  if (name === undefined) return undefined
  const parts = country.registers.flatMap(({ postal }) => postal)
  return {
    name,
    district: told.get('district')?.value ?? null,
    address: parts.flatMap((part) => (told.has(part) ? [{ part, value: told.get(part)!.value }] : [])),
  }
}
