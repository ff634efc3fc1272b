import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { memberOf } from '../../src/kernel/x-road/index.ts'
import { openWithoutApplicant } from '../../src/modules/casework/index.ts'
import { caseBench, type CaseBench } from '../../src/modules/casework/testing.ts'
import { exchangeModule } from '../../src/modules/exchange/index.ts'
import { membersIn, openKey } from '../../src/platform/wire/index.ts'
import { badLine, HARMS, type BadLine } from './bad-line.ts'

/** `npm run test:chaos` takes a thousand. */
const CASES = Number(process.env['CHAOS_CASES'] ?? 30)
const SEED = Number(process.env['CHAOS_SEED'] ?? 20_261_130)
const SERVICE = 'old-age-pension-proactive'
vi.setConfig({ testTimeout: 120_000 + CASES * 3_000, hookTimeout: 120_000 })

/** Every kind of harm has to happen, and what passes unharmed. */
const ALL_HARMS = HARMS.length + 1
let bench: CaseBench
let line: BadLine
let now = '2026-11-06T05:00:00.000Z'
beforeAll(async () => {
  bench = await caseBench([SERVICE], { clock: () => now })
  const { config, country } = bench.instance
  line = await badLine(config.registersUrl!, { seed: SEED, bad: 0.5 })
  const folder = config.exchangeFolder!
  for (const { id, address } of country.registers)
    membersIn(join(folder, 'members')).publish(memberOf(address), openKey(join(folder, 'registers', id)), line.url)
})
afterAll(async () => {
  line?.close()
  await bench?.close()
})

const rows = async <Row>(text: string, values: unknown[] = []): Promise<Row[]> =>
  (await bench.instance.database.query<Row>(text, values)).rows
const later = (minutes: number): void => {
  now = new Date(Date.parse(now) + minutes * 60_000).toISOString()
}
const waiting = async () =>
  (await rows<{ count: number }>("select count(*)::int as count from jobs.job where kind like '%register.fetch%'"))[0]!
    .count

/** People of the demonstration, and others of whom no register knows anything. */
async function openCases(): Promise<string[]> {
  const { database, world } = bench.instance
  const service = await world.services.get(database, SERVICE)
  const known = await rows<{ id: string }>('select id from identity.person where number is not null order by id')
  const opened: string[] = []
  for (let at = 0; at < CASES; at++) {
    const { caseId } = await database.transaction(async (tx) => {
      const person =
        at < known.length && at < CASES / 2
          ? await world.people.get(tx, known[at]!.id)
          : await world.people.ensure(
              tx,
              {
                number: String(30_000_000_000_000 + at * 7_919),
                name: `Notanish ${at}`,
                language: 'uz',
                district: '1726266',
              },
              now,
            )
      const event = {
        name: 'old-age',
        on: '2027-12-20',
        noticeOn: '2027-11-20',
        silence: 'assign',
        silenceAfter: '10 calendar days',
        facts: {},
      }
      return openWithoutApplicant(
        tx,
        { service, person: { ...person, district: person.district ?? '1726266' }, event, now },
        world,
      )
    })
    opened.push(caseId)
  }
  return opened
}

it(`loses and doubles none of ${CASES} cases while lines are cut, delayed, garbled and forged, and ends all after healing`, async () => {
  const opened = await openCases()
  let waited = 0
  for (let round = 0; round < 120 && Object.keys(line.happened).length < ALL_HARMS; round++) {
    await bench.work()
    waited = Math.max(waited, await waiting())
    later(1)
  }
  // something was in its way
  expect(waited).toBeGreaterThan(0)
  expect(Object.keys(line.happened)).toHaveLength(ALL_HARMS)
  line.heal()
  for (let round = 0; round < 60 && (await waiting()) > 0; round++) {
    later(10)
    await bench.work()
  }
  expect(await waiting()).toBe(0)

  const ofCase = new Set(opened)
  expect(await rows('select case_id from casework.application')).toHaveLength(opened.length)
  // none lost, none doubled: four answers a case, one look written down for each, and each about its own person
  const evidence = await rows<{ id: string; evidence: string; status: string }>(
    'select case_id as id, evidence, status from casework.evidence',
  )
  expect(evidence).toHaveLength(CASES * 4)
  expect(evidence.filter(({ status }) => !['found', 'missing'].includes(status))).toEqual([])
  const looks = await rows<{ id: string; evidence: string; own: boolean; answers: number }>(
    `select access.case_id as id, access.evidence, access.subject = application.applicant ->> 'number' as own,
       (select count(*)::int from exchange.message where message.id = access.message and message.direction = 'answer' and message.problem = '') as answers
     from exchange.access join casework.application application on application.case_id = access.case_id`,
  )
  expect(looks).toHaveLength(CASES * 4)
  expect(looks.filter(({ id, own, answers }) => !ofCase.has(id) || !own || answers !== 1)).toEqual([])
  expect(new Set(looks.map(({ id, evidence: of }) => `${id} ${of}`)).size).toBe(CASES * 4)
  // of who is known each register said what it holds of them, and of strangers nothing
  const wrong = await rows(
    `select 1 from casework.evidence e join casework.application a on a.case_id = e.case_id
     where e.evidence = 'personal-data' and e.status = 'found' and e.data ->> 'number' <> a.applicant ->> 'number'`,
  )
  expect(wrong).toEqual([])
  // nobody read anything in our name
  expect(line.forged.sent).toBeGreaterThan(0)
  expect(line.forged.answered).toBe(0)
  const numbers = new Set(
    (await rows<{ number: string }>('select number from casework.application')).map(({ number }) => number),
  )
  const asked = await rows<{ issue: string }>("select distinct issue from exchange.message where direction = 'request'")
  expect(asked.filter(({ issue }) => !numbers.has(issue))).toEqual([])
  const { database, config } = bench.instance
  const check = await exchangeModule.verifies.records
    .find(({ name }) => name === 'exchange')!
    .check(database, config.home)
  expect(check!.problems).toEqual([])
})
