import { afterAll, expect, it } from 'vitest'
import { demoPersonId } from '../../platform/identity/index.ts'
import { agreementBench } from './testing/agreement-bench.ts'
import { caseBench } from './testing.ts'

const WARD = 'guardianship-incapacitated-adult'
const OPEN = 'old-age-pension-proactive'
const bench = await caseBench([WARD, OPEN])
afterAll(() => bench.close())
const { arrived, begin, rows } = agreementBench(bench)
const [OWN, STRANGER] = [bench.numberOf('dilnoza'), bench.numberOf('farhod')]

type Question = Parameters<typeof bench.instance.world.registers.query>[0]
/** Whoever writes a page, a job or a use case asks by this hand, and by no other. */
const ask = (purpose: string, caseId: string, number: string, more: Partial<Question> & { register: string }) =>
  bench.instance.world.registers.query({
    ...{ purpose, caseId, subject: { number }, caseNumber: caseId.slice(0, 8), basis: 'law-364' },
    ...more,
  })
const outside = { name: 'OutsideTheModel', message: expect.stringContaining('nobody of the case') }

it('asks no register about whoever is no person of the case', async () => {
  const answers = { ...bench.answersOf(WARD), consent: true }
  const { id } = (await bench.api('citizen', 'POST', '/applications', { service: WARD, answers })).body
  const ward = (await rows<{ number: string }>("select answers->>'wardNumber' as number from casework.application"))[0]!
    .number
  const before = arrived()
  for (const question of [
    { register: 'court', evidence: 'judgment' },
    { register: 'population', attributes: ['name'] },
    { register: 'civil-registry', attributes: ['children'] },
    { register: 'civil-registry', attributes: ['children'], basis: 'impartiality' },
    { register: 'population', attributes: ['name'], basis: 'letter' },
  ])
    await expect(ask(WARD, id, STRANGER, question), JSON.stringify(question)).rejects.toMatchObject(outside)
  // to whom no letter goes, be it the applicant; and that a letter is asked for of no relatives
  await expect(
    ask(WARD, id, OWN, { register: 'population', attributes: ['name'], basis: 'letter' }),
  ).rejects.toMatchObject(outside)
  await expect(
    ask(WARD, id, ward, { register: 'civil-registry', attributes: ['children'], basis: 'impartiality' }),
  ).rejects.toMatchObject(outside)
  expect(arrived()).toBe(before)
  expect((await ask(WARD, id, ward, { register: 'population', attributes: ['name'] })).status).toBe('found')
  expect(arrived()).toBe(before + 1)
})

it('asks for a draft about its applicant, and of a number that is typed one attribute to compare', async () => {
  const { visitor, at, id } = await begin('dilnoza', WARD)
  await visitor.post(`${at}/consent`, { consent: 'true' })
  const before = arrived()
  for (const question of [
    { register: 'population', attributes: ['phone'] },
    { register: 'civil-registry', attributes: ['children'] },
    { register: 'court', evidence: 'judgment' },
  ])
    await expect(ask(WARD, id, STRANGER, question), JSON.stringify(question)).rejects.toMatchObject(outside)
  // no draft and no case at all: nothing is evidence of anybody
  const none = '01960000-0000-7000-8000-00000000abcd'
  const requestedBy = { body: 'portal', actor: `person:${demoPersonId('dilnoza')}` }
  const { passport } = await bench.instance.world.services.get(bench.instance.database, OPEN)
  const { id: evidence, register } = passport.evidence.find(({ heldByState }) => heldByState)!
  await expect(ask(OPEN, none, OWN, { evidence, register: register!, requestedBy })).rejects.toMatchObject(outside)
  expect(arrived()).toBe(before)
  expect((await ask(WARD, id, OWN, { register: 'population', attributes: ['phone'] })).status).toBe('found')
})

it('lets nobody look at another as at themselves', async () => {
  const { country, registers } = bench.instance.world
  const own = { purpose: 'own-look', caseNumber: 'own-look', basis: country.ownLook!.basis, register: 'population' }
  const requestedBy = { body: 'portal', actor: `person:${demoPersonId('dilnoza')}` }
  const before = arrived()
  for (const by of [{ requestedBy }, {}])
    await expect(registers.query({ ...own, ...by, subject: { number: STRANGER } })).rejects.toMatchObject(outside)
  expect(arrived()).toBe(before)
  expect((await registers.query({ ...own, requestedBy, subject: { number: OWN } })).status).toBe('found')
})
