import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { append, verifyAudit } from '../audit/index.ts'
import { enqueue } from '../jobs/index.ts'
import { backupDatabase, BackupUnreadable, newId, restoreDatabase, type Database } from './index.ts'
import { testDatabase } from './testing.ts'

let one: { database: Database; drop(): Promise<void> }, two: typeof one
beforeAll(async () => {
  ;[one, two] = [await testDatabase(), await testDatabase()]
})
afterAll(async () => {
  await one?.drop()
  await two?.drop()
})

it('brings every row to another server, numbers going on where they were, and the log still proven', async () => {
  const now = '2026-03-02T05:00:00.000Z',
    subject = newId(now)
  await one.database.transaction(async (tx) => {
    for (let at = 0; at < 1_200; at++)
      await append(tx, { subject, at: now, kind: 'x', actor: 'system', body: { at, text: 'Oʻzbek «ё» \\ "q" \n' } })
    await enqueue(tx, { kind: 'later', payload: { a: [1, null] }, runAt: '2027-01-01T00:00:00Z' }, now)
  })
  const file = join(mkdtempSync(join(tmpdir(), 'darcha-backup-')), 'd.gz')
  const written = await backupDatabase(one.database, file)
  await two.database.query("insert into jobs.job (kind, payload, run_at, lane) values ('old', '{}', now(), '')", [])
  expect(await restoreDatabase(two.database, file)).toEqual(written)
  const all = (database: Database) =>
    database
      .query('select subject, seq, at, kind, actor, body, hash, position from audit.event order by subject, seq', [])
      .then((found) => found.rows)
  expect(await all(two.database)).toEqual(await all(one.database))
  expect((await two.database.query('select kind, payload from jobs.job', [])).rows).toEqual([
    { kind: 'later', payload: { a: [1, null] } },
  ])
  expect(await verifyAudit(two.database)).toMatchObject({ valid: true })
  await two.database.transaction((tx) => enqueue(tx, { kind: 'new' }, now))
  expect((await two.database.query('select count(distinct id)::int as n from jobs.job', [])).rows).toEqual([{ n: 2 }])
  // a backup that is cut off changes nothing
  const cut = `${file}.cut`
  writeFileSync(cut, readFileSync(file).subarray(0, 2_000))
  await expect(restoreDatabase(two.database, cut)).rejects.toThrow(BackupUnreadable)
  await expect(restoreDatabase(two.database, `${file}.none`)).rejects.toThrow(BackupUnreadable)
  expect(await all(two.database)).toHaveLength(1_200)
})
