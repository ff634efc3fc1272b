import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { backupDatabase, newId, restoreDatabase, type Database } from '../database/index.ts'
import { testDatabase } from '../database/testing.ts'
import { append } from './append.ts'
import { goOnBehindSeals, sealEvents, settledPosition, verifyAudit } from './index.ts'

const now = '2026-03-02T10:00:00.000Z'
const seal = async (database: Database) => {
  const settled = (await settledPosition(database))!
  return database.transaction((tx) => sealEvents(tx, settled, now))
}
const write = (database: Database) =>
  append(database, { subject: newId(now), at: now, kind: 'test.done', actor: 'system', body: {} })

it('what is written after a restore is sealed, also when the last numbers before the backup were never used', async () => {
  const [item, two] = [await testDatabase(), await testDatabase()]
  const folder = await mkdtemp(join(tmpdir(), 'darcha-behind-'))
  try {
    await write(item.database)
    await expect(
      item.database.transaction(async (tx) => {
        for (let n = 0; n < 3; n++)
          await append(tx, { subject: newId(now), at: now, kind: 'test.done', actor: 'system', body: {} })
        throw new Error('no')
      }),
    ).rejects.toThrow('no')
    await seal(item.database)
    await backupDatabase(item.database, join(folder, 'data.gz'))
    await restoreDatabase(two.database, join(folder, 'data.gz'))
    await goOnBehindSeals(two.database)
    await write(two.database)
    expect(await seal(two.database)).toMatchObject({ events: 1 })
    expect(await verifyAudit(two.database)).toMatchObject({ valid: true, facts: { seals: 2, unsealed: 0 } })
  } finally {
    await item.drop()
    await two.drop()
    await rm(folder, { recursive: true })
  }
})
