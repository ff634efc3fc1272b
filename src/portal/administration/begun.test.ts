import { afterAll, beforeAll, expect, it } from 'vitest'
import { caseBench, type CaseBench } from '../../modules/casework/testing.ts'
import { runNight } from '../../modules/proactive/index.ts'
import { readPeople } from '../../platform/identity/index.ts'

const SERVICE = 'old-age-pension-proactive'
const PATH = '/en/administration/proactive'
const tolqin = readPeople('country/uz/people.yaml').find(({ id }) => id === 'tolqin')!
let bench: CaseBench
const now = '2026-11-06T05:00:00.000Z'
beforeAll(async () => {
  bench = await caseBench([SERVICE], { clock: () => now })
  const { database, world } = bench.instance
  await runNight(database, world, { services: [await world.services.get(database, SERVICE)], now })
  await bench.work()
})
afterAll(() => bench.close())

it('shows whoever runs it what keeps people from what is due, with what to do, and reads a feed anew at a press', async () => {
  const administrator = await bench.as('aziza')
  const well = await administrator.get(PATH)
  expect(well.text).toContain('Nobody waits')
  expect(well.text).toContain('It is read every hour')
  const { database } = bench.instance
  await database.query(
    "update proactive.occasion set problem = 'decided-before' where case_id is not null and state = 'opened'",
  )
  await database.query("update proactive.mark set problem = 'behind', problem_since = $1", [now])
  const bad = await administrator.get(PATH)
  expect(bad.text).toContain('whether the decision stands is for a person to decide')
  expect(bad.text).toMatch(/href="\/en\/administration\/cases\/[0-9a-f-]{36}"/)
  expect(bad.text).toContain('from a lower number than before')
  const press = await administrator.post(`${PATH}/feeds/population/persons`, {})
  expect(press.status).toBe(303)
  expect((await database.query('select next, problem from proactive.mark')).rows).toEqual([
    { next: '0', problem: null },
  ])
  // an auditor reads it, and presses nothing
  const auditor = await bench.as('sardor')
  expect((await auditor.get(PATH)).text).not.toContain('Read from the beginning')
  expect((await auditor.post(`${PATH}/feeds/population/persons`, {})).status).toBe(403)
  expect((await (await bench.as('jasur')).get(PATH)).status).toBe(403)
})

it('measures whom the service finds, by age and by where they live, and says what is wrong with a day', async () => {
  const auditor = await bench.as('sardor')
  const days = 'from=2025-01-01&until=2027-01-01'
  const byAge = await auditor.get(`${PATH}/${SERVICE}?${days}&by=age`)
  expect(byAge.text).toContain('60 to 69 years')
  expect((await auditor.get(`${PATH}/${SERVICE}?${days}&by=nonsense`)).status).toBe(200)
  expect((await auditor.get(`${PATH}/${SERVICE}?${days}&by=district`)).text).toContain('Recall')
  expect((await auditor.get(`${PATH}/${SERVICE}?from=2025-02-31`)).status).toBe(422)
  expect((await auditor.get(`${PATH}/no-such-service`)).status).toBe(404)
})

it('shows an auditor each question about a person, by number or application, with the message that proves it', async () => {
  const auditor = await bench.as('sardor')
  const found = await auditor.get(`/en/administration/accesses?number=${tolqin.number}`)
  expect(found.text).toContain('Register of residence')
  const [proof] = /\/en\/administration\/accesses\/[0-9a-f-]{36}/.exec(found.text)!
  expect(JSON.parse((await auditor.get(proof)).text)).toMatchObject({ kind: 'darcha-exchange-1' })
  const [, id, number] = /\/administration\/cases\/([0-9a-f-]{36})">(\d{4}-\d\d-\d{6})/.exec(found.text)!
  for (const of of [id, number])
    expect((await auditor.get(`/en/administration/accesses?case=${of}`)).text).toContain(tolqin.number)
  for (const wrong of ['case=2026-11-999999', 'number=123', `number=${tolqin.number}&case=${id}`])
    expect((await auditor.get(`/en/administration/accesses?${wrong}`)).status).toBe(422)
  expect((await auditor.get('/en/administration/accesses')).status).toBe(200)
  expect((await (await bench.as('jasur')).get('/en/administration/accesses')).status).toBe(403)
  // the auditor's own search is a look that the person reads
  expect((await (await bench.as('tolqin')).get('/en/cabinet/data')).text).toContain(
    'The list of who looked at your data',
  )
})
