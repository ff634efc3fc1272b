import { afterAll, beforeAll, expect, it } from 'vitest'
import { startDemo, type StartedDemo } from './process/testing.ts'
import { demoPeople } from './process/demo-people.ts'
import { REGISTERS } from './process/register-data.ts'

let demo: StartedDemo
beforeAll(async () => {
  demo = await startDemo('registry')
})
afterAll(() => demo.stop())

const query = (more: object = {}) =>
  fetch(`${demo.url}/v1/query`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      register: 'population',
      subject: { number: demoPeople()[0]!.number },
      purpose: 'a test',
      caseNumber: 'T-1',
      basis: 'law-1',
      ...more,
    }),
  })
const admin = (settings: object) =>
  fetch(`${demo.url}/admin/settings`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(settings),
  })

it('answers the same about the same person, and nothing about a stranger', async () => {
  const first = (await (await query()).json()) as { status: string; data: { number: string } }
  const second = (await (await query()).json()) as { data: unknown }
  expect(first.status).toBe('found')
  expect(first.data.number).toBe(demoPeople()[0]!.number)
  expect(second.data).toEqual(first.data)
  for (const register of Object.keys(REGISTERS)) {
    expect(await (await query({ register, subject: { number: '31210632040244' } })).json()).toMatchObject({
      status: 'missing',
      data: null,
    })
  }
})

it.each(['purpose', 'caseNumber', 'basis'])('asks for %s', async (field) => {
  const response = await query({ [field]: '' })
  expect(response.status).toBe(400)
  expect(await response.json()).toMatchObject({ fields: [field] })
})

it('can be down, and answer otherwise for a test', async () => {
  await admin({ outage: ['population'] })
  expect((await query()).status).toBe(503)
  expect((await query({ register: 'tax' })).status).toBe(200)
  await admin({ outage: [], overrides: { population: { [demoPeople()[0]!.number]: { name: 'Other' } } } })
  expect(await (await query()).json()).toMatchObject({ data: { name: 'Other' } })
  await admin({ overrides: {} })
})

it('refuses an unknown register', async () => expect((await query({ register: 'no-such' })).status).toBe(404))
