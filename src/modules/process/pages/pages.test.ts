import type { Hono } from 'hono'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createApp } from '../../../platform/http/index.ts'
import { loadTexts } from '../../../platform/i18n/index.ts'
import { testDatabase } from '../../../platform/database/testing.ts'
import type { Principal } from '../../../platform/rights/index.ts'
import { performer, type World } from '../../../platform/use-case/index.ts'
import { Bench, quiet } from '../testing.ts'
import { namedDrawing } from '../model/named-drawing.ts'
import { processPages } from './index.ts'
import { conventions } from '../../../platform/i18n/testing.ts'

const people: Record<string, Principal> = {
  administrator: {
    personId: '0190c0de-0000-7000-8000-000000000001',
    name: 'A',
    roles: [{ role: 'administrator', body: 'ministry' }],
  },
  auditor: {
    personId: '0190c0de-0000-7000-8000-000000000003',
    name: 'U',
    roles: [{ role: 'auditor', body: 'chamber' }],
  },
  officer: {
    personId: '0190c0de-0000-7000-8000-000000000002',
    name: 'O',
    roles: [{ role: 'officer', body: 'office-1' }],
  },
  nobody: { roles: [] },
}
const box = (id: string, x: number, width = 100, height = 80) =>
  `<bpmndi:BPMNShape id="s_${id}" bpmnElement="${id}"><dc:Bounds x="${x}" y="${100 - height / 2}" width="${width}" height="${height}"/></bpmndi:BPMNShape>`
const drawn = (
  tasks: string[],
) => `<?xml version="1.0"?><definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" targetNamespace="x">
<process id="p" isExecutable="true"><startEvent id="s"/>${tasks.map((id) => `<userTask id="${id}" name="Look at ${id}"/>`).join('')}<exclusiveGateway id="g"/><endEvent id="e"/>
${['s', ...tasks, 'g', 'e']
  .slice(1)
  .map(
    (id, at, all) =>
      `<sequenceFlow id="f${at}" sourceRef="${at === 0 ? 's' : all[at - 1]}" targetRef="${id}">${id === 'e' ? '<conditionExpression>lucky = true</conditionExpression>' : ''}</sequenceFlow>`,
  )
  .join('')}</process>
<bpmndi:BPMNDiagram id="d"><bpmndi:BPMNPlane id="pl" bpmnElement="p">${box('s', 0, 36, 36)}${tasks.map((id, at) => box(id, 100 + at * 150)).join('')}${box('g', 700, 50, 50)}${box('e', 800, 36, 36)}
<bpmndi:BPMNEdge id="e0" bpmnElement="f0"><di:waypoint x="36" y="100"/><di:waypoint x="100" y="100"/></bpmndi:BPMNEdge></bpmndi:BPMNPlane></bpmndi:BPMNDiagram></definitions>`

let test: Awaited<ReturnType<typeof testDatabase>>
let bench: Bench
let app: Hono
const missing: string[] = []
let caseId: string
beforeAll(async () => {
  test = await testDatabase()
  bench = new Bench(test.database)
  // the service says in Russian what its elements are called, but for one of them
  const namesOfElements = async (_tx: unknown, _definition: string, language: string) => (element: string) =>
    language === 'ru' && element !== 'c' ? `Проверка ${element}` : undefined
  const world = {
    engine: bench.engine,
    nameOfDefinition: async () => undefined,
    drawings: {
      of: (definition: string, language: string) =>
        namedDrawing(test.database, { namesOfElements }, definition, language),
      nameOf: async () => undefined,
    },
    namesOfElements,
    whoseCases: async () => [],
  } as Partial<World> as World
  const principal = async (request: Request) => people[request.headers.get('x-person') ?? 'nobody']!
  app = createApp({
    database: test.database,
    performer: performer(test.database, {}, world),
    world,
    useCases: [],
    pages: processPages,
    texts: loadTexts('texts', conventions, (_language, key) => missing.push(key)),
    origin: 'http://localhost',
    version: 'test',
    limits: { body: 100_000, requestsPerMinute: 100_000 },
    log: quiet as never,
    clock: () => bench.now,
    session: principal,
    bearer: principal,
    frame: (_context, view) => `<title>${view.title}</title>${String(view.body)}`,
    failure: (_context, refusal, status) => ({ title: String(status), body: refusal?.kind.code ?? 'failure' }),
  })
  await bench.deploy('look@1', drawn(['a', 'b']))
  await bench.deploy('look@2', drawn(['a', 'c']))
  caseId = await bench.start('look@1', { lucky: false }, '2026-03-000042')
  await bench.after(90).complete(caseId, 'a')
})
afterAll(() => test.drop())

const get = (path: string, person = 'administrator') =>
  app.request(`http://localhost${path}`, { headers: { 'x-person': person } })
const post = (path: string, form: Record<string, string>, person = 'administrator') =>
  app.request(`http://localhost${path}`, {
    method: 'POST',
    headers: { 'x-person': person, origin: 'http://localhost', 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(form).toString(),
  })

it('shows where a case stands, drawn and in words, in every language', async () => {
  for (const language of ['uz', 'uz-cyrl', 'ru', 'en']) {
    const html = await (await get(`/${language}/administration/cases/${caseId}`)).text()
    expect(html).toContain('<svg role="img"')
    expect(html).toContain(language === 'ru' ? 'Проверка b <code>b</code>' : 'Look at b <code>b</code>')
    expect(html).toContain(`>${language === 'ru' ? 'Проверка' : 'Look at'} a</tspan>`)
  }
  const html = await (await get(`/en/administration/cases/${caseId}`)).text()
  // passed, standing, not reached
  expect(html).toMatch(/x="100" y="60" width="100" height="80" rx="8" fill="var\(--done-soft\)"/)
  expect(html).toMatch(/x="250" y="60" width="100" height="80" rx="8" fill="var\(--waits-soft\)"/)
  expect(missing).toEqual([])
})

it('operates a case from its page, and shows what was wrong on it', async () => {
  const address = `/en/administration/cases/${caseId}`
  expect((await post(`${address}/suspend`, { reason: '' })).status).toBe(422)
  const done = await post(`${address}/suspend`, { reason: 'the court asked for it' })
  expect([done.status, done.headers.get('location')]).toEqual([303, `${address}?done=suspended`])
  expect(await (await get(`${address}?done=suspended`)).text()).toContain('the court asked for it')
  await post(`${address}/resume`, { reason: 'the court has decided' })
  const wait = (await bench.waits(caseId))[0]!.id
  const refused = await post(`${address}/move`, { wait: String(wait), element: 's', reason: 'a mistake was made' })
  expect([refused.status, (await refused.text()).includes('Reload the page and choose an element')]).toEqual([
    422,
    true,
  ])
  expect(
    (await post(`${address}/move`, { wait: String(wait), element: 'a', reason: 'a mistake was made' })).status,
  ).toBe(303)
  expect(await bench.open(caseId)).toEqual(['a'])
})

it('checks a migration, asks what an element becomes, then moves', async () => {
  await bench.complete(caseId, 'a')
  const address = '/en/administration/services/look%401/migrate'
  const checked = await (await post(address, { to: 'look@2', act: 'check' })).text()
  expect(checked).toContain('1 case stays on its version.')
  expect(checked).toContain('name="map.b"')
  const russian = await (await post(address.replace('/en/', '/ru/'), { to: 'look@2', act: 'check' })).text()
  expect(russian).toContain('Проверка b <code>b</code>')
  // what a service does not name is called as in its model
  expect(russian).toContain('Look at c (c)')
  expect(russian).not.toContain('Look at b')
  const mapped = await (await post(address, { to: 'look@2', act: 'check', 'map.b': 'c' })).text()
  expect(mapped).toContain('Move 1 case')
  const moved = await post(address, {
    to: 'look@2',
    act: 'move',
    'map.b': 'c',
    reason: 'the decree of March',
    key: 'k1',
  })
  expect(moved.headers.get('location')).toBe('/en/administration/services/look%402?done=migrated')
  expect(await bench.open(caseId)).toEqual(['c'])
})

it('lists an incident and lets it try again', async () => {
  await bench.complete(caseId, 'c')
  const list = await (await get('/en/administration/incidents')).text()
  const [, id] = /administration\/incidents\/(\d+)"/.exec(list)!
  expect(list).toContain('2026-03-000042')
  for (const path of ['', `/${id}`])
    expect(await (await get(`/ru/administration/incidents${path}`)).text()).toContain('Проверка g <code>g</code>')
  expect(await (await get(`/en/administration/cases/${caseId}`)).text()).toContain('var(--refused-soft)')
  expect((await post(`/en/administration/incidents/${id}/retry`, { reason: 'corrected' })).status).toBe(303)
  expect((await get(`/en/administration/incidents/${id}`)).status).toBe(409)
})

it('draws where time goes, and closes a version', async () => {
  const html = await (await get('/en/administration/services/look%402')).text()
  expect(html).toContain('fill="var(--waits-mark)" stroke=')
  // no colour says anything alone: each shade has its figure, and the table the same
  const shades = (text: string) => text.match(/fill="var\(--waits-mark\)" stroke=/g)?.length ?? 0
  const figures = (text: string) => text.match(/rx="10" fill="var\(--ink\)"/g)?.length ?? 0
  expect(figures(html)).toBe(shades(html))
  const standing = await (await get('/en/administration/services/look%402?shows=standing')).text()
  expect(figures(standing)).toBe(shades(standing))
  expect(standing.includes('No case stands anywhere now.')).toBe(shades(standing) === 0)
  const late = await (await get('/en/administration/services/look%402?shows=late')).text()
  expect([shades(late), late.includes('Nothing is late.'), late.includes('Late now')]).toEqual([0, true, true])
  expect(html).not.toContain('<code>')
  expect(
    (await post('/en/administration/services/look%402/suspend', { reason: 'the law changes', running: 'true' })).status,
  ).toBe(303)
  expect(await (await get('/en/administration/services')).text()).toContain('All cases suspended')
  expect(await (await get('/en/administration/cases?number=2026-03-000042')).text()).toContain(
    `/en/administration/cases/${caseId}`,
  )
})

it('gives histories as files, to auditors too', async () => {
  const response = await get(`/cases/${caseId}/history.xes`, 'auditor')
  expect(response.headers.get('content-disposition')).toBe('attachment; filename="2026-03-000042.xes"')
  const all = await (await get('/definitions/look/history.xes', 'auditor')).text()
  expect(all.trimEnd().endsWith('</trace>\n</log>')).toBe(true)
  expect(all).toContain('<string key="concept:name" value="Look at a"/>')
})

it('is closed to everybody else', async () => {
  for (const { at } of processPages) {
    const [method, path] = at.split(' ') as [string, string]
    const address = `${path.startsWith('/administration') ? '/en' : ''}${path.replace(':case', caseId).replace(':definition', 'look%401').replace(':incident', '1')}`
    const ask = (person: string) =>
      method === 'GET'
        ? get(address, person)
        : post(address, { reason: 'not allowed to', to: 'look@2', wait: '1', element: 'a' }, person)
    expect([at, (await ask('nobody')).status]).toEqual([at, 401])
    expect([at, (await ask('officer')).status]).toEqual([at, 403])
    if (method === 'POST') expect([at, (await ask('auditor')).status]).toEqual([at, 403])
  }
})
