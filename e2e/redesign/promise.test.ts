import { afterAll, beforeAll, expect, it } from 'vitest'
import { caseBench, type CaseBench } from '../../src/modules/casework/testing.ts'
import { runningFrom, WEDNESDAY } from '../../src/platform/clock/testing.ts'

const SERVICE = 'housing-availability-certificate'
let bench: CaseBench
/** Days that went by since the beginning. */
let days = 0
const running = runningFrom(WEDNESDAY)
beforeAll(async () => {
  bench = await caseBench([SERVICE], {
    clock: () => new Date(Date.parse(running()) + days * 86_400_000).toISOString(),
  })
})
afterAll(() => bench?.close())

const promise = async () => (await bench.api('designer', 'GET', `/redesign/services/${SERVICE}/promise`)).body
const round = () => bench.api('designer', 'POST', '/studio/rounds', { body: 'ministry-digital', service: SERVICE })

it('tells the promise beside what was lived, raises an alarm where it is broken, and begins the next round with what cases went by', async () => {
  // nothing lived, nothing to mine
  expect(await promise()).toMatchObject({ promisedDays: 0, cases: 0, worse: false, mayGoOn: true })
  expect((await round()).body.type).toContain('not-lived')
  for (let at = 0; at < 10; at++) await bench.file(SERVICE)
  await bench.work()
  expect(await promise()).toMatchObject({ cases: 10, over: 0, worse: false })
  const designer = await bench.as('kamola')
  expect((await designer.get('/en/redesign')).text).not.toContain('Worse than promised')
  // the worker stood still for three days: what is not over is older than promised before it ends
  for (let at = 0; at < 2; at++) await bench.file(SERVICE)
  expect(await promise()).toMatchObject({ cases: 10, openOver: 0, worse: false })
  days = 3
  expect(await promise()).toMatchObject({ cases: 10, over: 0, openOver: 2, worse: true })
  const waiting = await bench.as('kamola')
  expect((await waiting.get('/en/redesign')).text).toContain('Worse than promised')
  expect((await waiting.get(`/en/redesign/${SERVICE}`)).text).toContain('older than the 0 days promised: 2.')
  await bench.work()
  const kept = await promise()
  expect(kept).toMatchObject({ promisedDays: 0, cases: 12, over: 2, openOver: 0, worse: true })
  expect(kept.days95).toBeGreaterThan(2.9)
  const again = await bench.as('kamola')
  expect((await again.get('/en/redesign')).text).toContain('Worse than promised')
  const page = (await again.get(`/en/redesign/${SERVICE}`)).text
  expect(page).toContain('2 of 12 cases took longer than the 0 days that the service promises')
  const way = `/studio/services/round?service=${SERVICE}`
  expect(page).toContain(way)
  // the own log is held against the model in any language
  const log = await (await bench.as('sardor')).get(`/ru/redesign/${SERVICE}/log?from=own`)
  expect(log.text).toContain('Дел без отклонений: 12 из 12')
  // an auditor sees it, and begins nothing
  expect((await (await bench.as('sardor')).get(`/en/redesign/${SERVICE}`)).text).not.toContain(way)

  const form = (await again.get(`/en${way}`)).text
  expect(form).toMatch(new RegExp(`<option value="${SERVICE}" selected`))
  const made = await again.post('/en/studio/services/round', { service: SERVICE, body: 'ministry-digital' })
  expect(made.status).toBe(303)
  const id = made.location!.split('/').at(-1)!
  const draft = (await bench.api('designer', 'GET', `/studio/drafts/${id}`)).body
  const published = (await bench.api('designer', 'GET', `/studio/services/${SERVICE}/files`)).body
  expect(draft).toMatchObject({ service: SERVICE, base: published.version })
  const { 'before.bpmn': mined, 'service.yaml': passport, ...others } = draft.files
  const { 'before.bpmn': _drawn, 'service.yaml': _passport, ...same } = published.files
  expect(others).toEqual(same)
  expect(passport).toContain(`\nversion: ${published.version + 1}\n`)
  expect(mined).toContain('bpmndi:BPMNDiagram')
  // what only some cases did is told; who they were is not
  expect(mined).not.toMatch(/person:|Dilnoza/)
  expect((await bench.api('designer', 'GET', `/studio/drafts/${id}/check`)).body).toMatchObject({ ok: true })
  // a file of the draft that can't be read is told, with what is wrong
  const drawn = { part: 'source', changes: [{ kind: 'file', file: 'before.bpmn', text: '<a' }] }
  expect((await bench.api('designer', 'POST', `/studio/drafts/${id}/changes`, drawn)).status).toBe(200)
  expect((await again.get(`/en/studio/${id}/process?beside=before`)).status).toBe(200)
  const broken = { part: 'source', changes: [{ kind: 'file', file: 'process.bpmn', text: '<a' }] }
  expect((await bench.api('designer', 'POST', `/studio/drafts/${id}/changes`, broken)).status).toBe(200)
  for (const [path, more] of [
    ['mined', { times: { check: '5' } }],
    ['mined', { before: '<a' }],
    ['fixes', { fix: 'all' }],
  ] as const) {
    const asked = { body: 'ministry-digital', service: SERVICE, ...more }
    const told = await bench.api('designer', 'POST', `/studio/${path}`, asked)
    expect([told.status, told.body.detail ?? told.body.title], path).toEqual([422, expect.stringContaining('.bpmn')])
  }
  // bodies of others
  const other = { body: 'ministry-justice', service: SERVICE }
  expect((await bench.api('designer', 'POST', '/studio/rounds', other)).status).toBe(403)
  expect((await bench.api('citizen', 'GET', `/redesign/services/${SERVICE}/promise`)).status).toBe(403)
})
