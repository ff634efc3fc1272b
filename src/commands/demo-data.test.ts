import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readConfig } from '../platform/config/index.ts'
import { projectRoot, testDatabase } from '../platform/database/testing.ts'
import {
  cookieNames,
  demoPersonId,
  issueToken,
  loadDemoPeople,
  openSession,
  readPeople,
} from '../platform/identity/index.ts'
import { WEDNESDAY } from '../platform/clock/testing.ts'
import { composeInstance } from './compose.ts'
import { composeWeb } from './compose-web.ts'
import { refuseDemoData } from './refuse-demo-data.ts'

const ORIGIN = 'http://localhost:3000'

let test: Awaited<ReturnType<typeof testDatabase>>
const home = mkdtempSync(join(tmpdir(), 'darcha-real-'))
beforeAll(async () => {
  test = await testDatabase()
})
afterAll(async () => {
  await test.drop()
  rmSync(home, { recursive: true, force: true })
})

const config = (demo: boolean) => ({
  ...readConfig(projectRoot, { DARCHA_HOME: home, LOG_LEVEL: 'fatal' }),
  demo,
})

it('begins on a database without made-up people, and never over a demonstration, which it names', async () => {
  await expect(refuseDemoData(test.database, config(false))).resolves.toBeUndefined()
  await test.database.transaction((tx) => loadDemoPeople(tx, readPeople('country/uz/people.yaml'), 'uz', WEDNESDAY))
  await test.database.transaction((tx) => issueToken(tx, 'head', WEDNESDAY))
  await expect(refuseDemoData(test.database, config(false))).rejects.toThrow(/made-up people \(.*…\), 1 tokens/)
  await expect(refuseDemoData(test.database, config(true))).resolves.toBeUndefined()
})

it('lets nobody of the demonstration in, by no token and no session', async () => {
  const { database } = test
  const { token } = (await database.transaction((tx) => issueToken(tx, 'head', WEDNESDAY)))!
  const session = await database.transaction((tx) => openSession(tx, demoPersonId('nargiza'), undefined, WEDNESDAY))
  const asked = async (demo: boolean) => {
    const app = composeWeb(
      await composeInstance({ config: config(demo), database, origin: ORIGIN, clock: () => WEDNESDAY }),
      ORIGIN,
    )
    return [
      (await app.request(`${ORIGIN}/api/v1/me/sessions`, { headers: { authorization: `Bearer ${token}` } })).status,
      (await app.request(`${ORIGIN}/en/cabinet`, { headers: { cookie: `${cookieNames(ORIGIN).session}=${session}` } }))
        .status,
    ]
  }
  expect(await asked(true)).toEqual([200, 200])
  expect(await asked(false)).toEqual([401, 401])
})
