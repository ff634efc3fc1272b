import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readConfig } from '../platform/config/index.ts'
import { projectRoot, testDatabase } from '../platform/database/testing.ts'
import { composeInstance } from './compose.ts'

let test: Awaited<ReturnType<typeof testDatabase>>
let home: string
beforeAll(async () => {
  test = await testDatabase()
  home = await mkdtemp(join(tmpdir(), 'darcha-authority-'))
})
afterAll(async () => { await test.drop(); await rm(home, { recursive: true, force: true }) })

it('an authority that could not be opened once is opened when its folder is good again', async () => {
  const { authority } = await composeInstance({ config: readConfig(projectRoot, { DARCHA_HOME: home, LOG_LEVEL: 'fatal' }), database: test.database, origin: 'http://localhost:3000' })
  await writeFile(join(home, 'ca'), 'a file in the place of the folder')
  await expect(authority()).rejects.toThrow()
  await rm(join(home, 'ca'))
  expect((await authority()).root.length).toBeGreaterThan(100)
})
