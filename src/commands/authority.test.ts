import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readConfig } from '../platform/config/index.ts'
import { projectRoot, testDatabase } from '../platform/database/testing.ts'
import { PermanentFailure } from '../platform/jobs/index.ts'
import { signingAuthority } from '../platform/sign/index.ts'
import { composeInstance } from './compose.ts'

let test: Awaited<ReturnType<typeof testDatabase>>
let home: string
beforeAll(async () => {
  test = await testDatabase()
  home = await mkdtemp(join(tmpdir(), 'darcha-authority-'))
})
afterAll(async () => {
  await test.drop()
  await rm(home, { recursive: true, force: true })
})

it('an authority that could not be opened once is opened when its folder is good again', async () => {
  const { world } = await composeInstance({
    config: readConfig(projectRoot, { DARCHA_HOME: home, LOG_LEVEL: 'fatal' }),
    database: test.database,
    origin: 'http://localhost:3000',
  })
  await writeFile(join(home, 'ca'), 'a file in the place of the folder')
  await expect(world.authority()).rejects.toThrow()
  await rm(join(home, 'ca'))
  expect((await world.authority()).root.length).toBeGreaterThan(100)
})

it('lets the authority of the demonstration sign in a demonstration only', async () => {
  let opened = 0
  const demo = async () => {
    opened++
    return { signerFor: async () => ({ name: 'Demo', signDetached: async () => new Uint8Array() }) } as never
  }
  const real = await signingAuthority({ demo: false }, demo)
  await expect(real.signerFor({ office: 'khokimiyat-1726266', officeName: 'Khokimiyat' })).rejects.toBeInstanceOf(
    PermanentFailure,
  )
  expect(opened).toBe(0)
  await expect(
    (await signingAuthority({ demo: true }, demo)).signerFor({ office: 'o', officeName: 'O' }),
  ).resolves.toMatchObject({ name: 'Demo' })
})
