import { afterAll, beforeAll, expect, it } from 'vitest'
import { demoPersonId } from '../../platform/identity/index.ts'
import { claimJobs, runJob } from '../../platform/jobs/index.ts'
import { caseBench, type CaseBench } from './testing.ts'

const SERVICE = 'pension-amount-certificate'
const OFFICE = 'service-centre-1726266'
const quiet = { info() {}, warn() {}, error() {}, debug() {} }
let bench: CaseBench
beforeAll(async () => {
  bench = await caseBench([SERVICE])
})
afterAll(() => bench?.close())

const rows = async <Row extends object>(text: string, values: unknown[] = []) =>
  (await bench.instance.database.query<Row>(text, values)).rows

/** Languages of the letters about a case that its jobs write now; none of them is sent. */
async function lettersAbout(id: string): Promise<string[]> {
  await rows("delete from jobs.job where payload ? 'channel'")
  for (const job of await claimJobs(bench.instance.database, bench.clock(), 50))
    if (job.kind === 'casework.tell-applicant' && job.caseId === id) {
      const handler = bench.handlers.find(({ kind }) => kind === job.kind)
      await runJob(bench.instance.database, handler, job, bench.clock, quiet)
    }
  const found = await rows<{ language: string }>(
    "select payload ->> 'language' as language from jobs.job where payload ? 'channel'",
  )
  return found.map(({ language }) => language)
}

it('writes to a person in the language in which they used the Portal last, whatever their program speaks', async () => {
  const file = async () =>
    (await bench.api('citizen', 'POST', '/applications', { service: SERVICE, answers: bench.answersOf(SERVICE) })).body
      .id
  const dilnoza = await bench.as('dilnoza')
  await dilnoza.get('/ru/cabinet')
  expect(await lettersAbout(await file())).toEqual(['ru'])
  await dilnoza.get('/uz-cyrl/cabinet')
  expect(await lettersAbout(await file())).toEqual(['uz-cyrl'])
  // what has no language says nothing of theirs
  await dilnoza.get('/healthz')
  expect(await lettersAbout(await file())).toEqual(['uz-cyrl'])
})

it('asks at a counter in which language the person is written to, and keeps it apart from the operator’s', async () => {
  await rows("update identity.person set language = 'uz', language_said = false where id = $1", [
    demoPersonId('dilnoza'),
  ])
  const malika = await bench.as('malika')
  const here = `/en/counter/people/${demoPersonId('dilnoza')}?office=${OFFICE}`
  const page = (await malika.get(here)).text
  expect(page).toContain('Language of letters and messages')
  const begun = await malika.post(here, {
    ...{ service: SERVICE, for: 'self', channel: 'counter', language: 'ru', key: crypto.randomUUID() },
  })
  const draft = begun.location!.split('/').at(-1)!
  await bench.api('counter', 'POST', `/drafts/${draft}/answers`, { answers: bench.answersOf(SERVICE) })
  const filed = await bench.api('counter', 'POST', '/applications', {
    ...{ service: SERVICE, answers: bench.answersOf(SERVICE), channel: 'counter', draft, office: OFFICE },
    applicant: { number: bench.numberOf('dilnoza') },
  })
  expect(filed.status).toBe(201)
  const [kept] = await rows('select language from casework.application where case_id = $1', [filed.body.id])
  expect(kept).toEqual({ language: 'ru' })
  expect(await lettersAbout(filed.body.id)).toEqual(['ru'])
  // it stands there the next time, and the operator works on in their own
  expect((await malika.get(here)).text).toMatch(/value="ru"[^>]*(checked|selected)/)
  expect(await rows('select language from identity.person where id = $1', [demoPersonId('malika')])).toEqual([
    { language: 'en' },
  ])
  const unknown = await bench.api('counter', 'POST', '/drafts', {
    ...{ service: SERVICE, channel: 'counter', language: 'xx', applicant: { number: bench.numberOf('dilnoza') } },
  })
  expect([unknown.status, unknown.body.errors[0].path]).toEqual([422, 'language'])
})
