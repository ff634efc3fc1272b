import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startDemo, type StartedDemo } from '../../../demo/process/testing.ts'
import { readCountry } from '../../platform/country/index.ts'
import { testDatabase } from '../../platform/database/testing.ts'
import { authority } from '../../platform/wire/testing.ts'
import { openWire } from './model/open-wire.ts'
import { RegisterUnavailable, registerClient } from './index.ts'
import { messageStore } from './store/messages.ts'

const country = readCountry('country/uz')
const folder = mkdtempSync(join(tmpdir(), 'darcha-mtls-'))
let test: Awaited<ReturnType<typeof testDatabase>>
let demo: StartedDemo

let ours = ''
let strange = ''
beforeAll(async () => {
  const [exchange, stranger] = [await authority(folder, 'exchange'), await authority(folder, 'stranger')]
  ours = await exchange('darcha')
  strange = await stranger('darcha')
  test = await testDatabase()
  demo = await startDemo('registry', {
    PEOPLE_FILE: 'country/uz/people.yaml',
    EXCHANGE_TLS: await exchange('registers'),
  })
})
afterAll(async () => {
  await demo?.stop()
  await test?.drop()
  rmSync(folder, { recursive: true, force: true })
})

const asks = (exchangeTls: string | undefined) =>
  registerClient({
    ask: openWire(
      {
        exchangeFolder: String(demo.facts['exchange']),
        home: folder,
        registersUrl: undefined,
        xRoadUrl: undefined,
        exchangeTls,
      },
      country,
      messageStore(test.database),
    ),
    country,
    mandate: async () => undefined,
  })
    .query({
      register: 'population',
      subject: { number: '41704889990010' },
      purpose: 'p',
      caseNumber: 'c',
      basis: 'b',
    })
    .then(
      ({ status }) => status,
      (error: Error) => (error instanceof RegisterUnavailable ? error.why : String(error)),
    )

it('speaks with registers by mutual TLS, and is told nothing without a certificate of the exchange', async () => {
  expect(demo.url).toMatch(/^https:/)
  expect(await asks(ours)).toBe('found')
  expect(await asks(undefined)).toBe('unreachable')
  expect(await asks(strange)).toBe('unreachable')
})
