import { afterAll, beforeAll, expect, it } from 'vitest'
import { readCountry } from '../../src/platform/country/index.ts'
import { apiClient } from './api-client.ts'
import { startInstance, type StartedInstance } from './start-instance.ts'

let instance: StartedInstance
beforeAll(async () => {
  instance = await startInstance()
})
afterAll(async () => {
  await instance?.stop()
})

/** Registers of one keeper are one process. */
const keepers = new Set(readCountry('country/uz').registers.map(({ id, keeper }) => keeper ?? id))

it('opens with all its parts and says that it is well', async () => {
  for (const path of ['/healthz', '/readyz']) expect((await fetch(instance.url + path)).status).toBe(200)
  for (const part of ['web', 'worker', 'postmaster', 'registers', 'payment', 'starter'] as const)
    expect(instance.pids(part), part).toHaveLength(part === 'registers' ? keepers.size : 1)
  expect(instance.pids('backend').length).toBeGreaterThan(0)
})

it('makes a certificate that a citizen asks for, and tells anyone with its code that it is valid', async () => {
  const citizen = apiClient(instance.url, await instance.token('citizen'))
  const { example } = (await citizen.get('/services/housing-availability-certificate')).body
  const filed = await citizen.post(
    '/applications',
    { service: 'housing-availability-certificate', answers: example.answers },
    'smoke-1',
  )
  expect(filed).toMatchObject({
    status: 201,
    body: { number: expect.stringMatching(/^\d{4}-\d{2}-\d{6}$/), receipt: expect.any(String) },
  })
  const view = async () => (await citizen.get(`/applications/${filed.body.id}`)).body
  await expect.poll(async () => (await view()).status, { timeout: 20_000 }).toBe('completed')
  const { results } = await view()
  const checked = await apiClient(instance.url).get(`/results/${results[0].code}`)
  expect(checked).toMatchObject({
    status: 200,
    body: { status: 'valid', number: filed.body.number, signature: { valid: true, level: 'B-LTA' } },
  })
  // what the certificates name for whoever verifies elsewhere
  for (const [path, type] of [
    ['/ca/root.crl', 'application/pkix-crl'],
    ['/ca/root.cer', 'application/pkix-cert'],
  ])
    expect((await fetch(instance.url + path)).headers.get('content-type')).toBe(type)
})
