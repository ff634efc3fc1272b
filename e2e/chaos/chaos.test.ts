import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { startDemo, type StartedDemo } from '../../demo/process/testing.ts'
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
let registers: StartedDemo
/** A register's process that was killed is started anew; so often at most, for each takes its second. */
let killsLeft = Math.max(3, CASES / 20)
let starting = Promise.resolve()
let now = '2026-11-06T05:00:00.000Z'
beforeAll(async () => {
  bench = await caseBench([SERVICE], { clock: () => now })
  line = await badLine('', { seed: SEED, bad: 0.5, kill })
  await startRegisters()
})
afterAll(async () => {
  line?.close()
  await starting
  await registers?.stop()
  await bench?.close()
})

/** Starts the registers where they were, with their keys, databases and logs, and leads the line to them. */
async function startRegisters(): Promise<void> {
  const { config, country } = bench.instance
  const folder = config.exchangeFolder!
  registers = await startDemo('registry', { PEOPLE_FILE: 'country/uz/people.yaml', EXCHANGE_FOLDER: folder })
  for (const { id, address } of country.registers)
    membersIn(join(folder, 'members')).publish(memberOf(address), openKey(join(folder, 'registers', id)), line.url)
  line.leadTo(registers.url)
}

/** `kill -9`: nothing is written down, said or put away. */
function kill(): void {
  if (killsLeft < 1 || registers.child.killed) return
  killsLeft--
  const { child, stop } = registers
  const gone = new Promise((done) => child.once('exit', done))
  child.kill('SIGKILL')
  starting = gone.then(stop).then(startRegisters)
}

/** Messages that registers have in their own logs as answered. */
const answeredByRegisters = (folder: string): Set<string> =>
  new Set(
    readdirSync(folder).flatMap((name) => {
      const database = new DatabaseSync(join(folder, name, 'register.sqlite'), { readOnly: true })
      try {
        return database
          .prepare("select id from log_entry where part = 'sent' and direction = 'answer'")
          .all()
          .map((row) => String(row['id']))
      } finally {
        database.close()
      }
    }),
  )

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
    const [begun] = await database.transaction(async (tx) => {
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
        { cases: [{ service, person: { ...person, district: person.district ?? '1726266' }, event }], now },
        world,
      )
    })
    opened.push(begun!.caseId)
  }
  return opened
}

it(`loses and doubles none of ${CASES} cases while lines are cut, delayed, garbled and forged and registers are killed, and ends all after healing`, async () => {
  const opened = await openCases()
  let waited = 0
  for (let round = 0; round < 120 && Object.keys(line.happened).length < ALL_HARMS; round++) {
    await starting
    await bench.work()
    waited = Math.max(waited, await waiting())
    later(1)
  }
  // something was in its way
  expect(waited).toBeGreaterThan(0)
  expect(Object.keys(line.happened)).toHaveLength(ALL_HARMS)
  line.heal()
  await starting
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
  // what was used, its register has in its own log, though it was killed while it wrote
  const told = answeredByRegisters(join(bench.instance.config.exchangeFolder!, 'registers'))
  const messages = await rows<{ message: string }>('select distinct message from exchange.access')
  expect(messages.length).toBeGreaterThan(CASES)
  expect(messages.filter(({ message }) => !told.has(message))).toEqual([])
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
