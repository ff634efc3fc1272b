import { randomUUID } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { goOnBehindSeals, sealEvents, settledPosition, verifyAudit } from '../audit/index.ts'
import { backupDatabase, describeSchemas, findMigrations, migrate, openDatabase, restoreDatabase } from './index.ts'
import { projectRoot, testDatabase, withDatabase } from './testing.ts'

/** How far the rooms had come in a release that people used: what came later is brought to its data. */
const OLD: Record<string, number> = {
  ...{ audit: 10, jobs: 2, 'use-case': 1, identity: 10, files: 1, pay: 2, country: 1 },
  ...{ casework: 17, catalogue: 3, consultation: 7, documents: 8, exchange: 9, process: 9, proactive: 1, studio: 1 },
}
const all = findMigrations(projectRoot)
const before = all.filter(({ room, name }) => Number(name.slice(0, 4)) <= (OLD[room] ?? 0))
const [person, subject, AT] = [randomUUID(), randomUUID(), '2026-03-02T05:00:00.000Z']

let test: Awaited<ReturnType<typeof testDatabase>>
let file: string
beforeAll(async () => {
  test = await testDatabase()
  const name = `test_old_${randomUUID().slice(0, 8)}`
  await test.database.query(`create database ${name}`)
  const old = openDatabase({ url: withDatabase(test.url, name) })
  try {
    await migrate(old, before)
    await old.query("insert into identity.person (id, name, language, changed_at) values ($1, 'A', 'uz', $2)", [
      person,
      AT,
    ])
    for (const n of [1, 2, 3])
      await old.query("select audit.append($1, $2, 'x', 'system', $3)", [subject, AT, JSON.stringify({ n })])
    await old.query(
      "insert into exchange.system (client, account, named_at, named_by) values ('UZ/GOV/7/HOUSING', $1, $2, $1)",
      [person, AT],
    )
    await sealEvents(old, (await settledPosition(old))!, AT)
    file = join(mkdtempSync(join(tmpdir(), 'darcha-backup-')), 'd.gz')
    await backupDatabase(old, file)
  } finally {
    await old.close()
    await test.database.query(`drop database ${name} with (force)`)
  }
}, 120_000)
afterAll(() => test?.drop())

it('puts what an older release wrote into its schema and brings it to this one, all or nothing', async () => {
  const { database } = test
  const schema = await describeSchemas(database)
  await database.query("insert into jobs.job (kind, payload, run_at, lane) values ('present', '{}', now(), '')", [])
  // a row that a later rule of this release refuses: nothing is changed, and what was there is there
  const refusing = [
    ...all,
    { room: 'identity', name: '9999_refuse', digest: 'x', sql: "alter table identity.person add check (name <> 'A')" },
  ]
  await database.query(
    "insert into database.migration (room, name, digest) values ('identity', '9999_refuse', 'x')",
    [],
  )
  await expect(restoreDatabase(database, file, { migrations: refusing })).rejects.toThrow(/violated by some row/)
  await database.query("delete from database.migration where name = '9999_refuse'", [])
  expect((await database.query('select kind from jobs.job', [])).rows).toEqual([{ kind: 'present' }])

  // what a migration says in the history is behind what is sealed there
  const says = {
    ...{ room: 'audit', name: '9999_say', digest: 'x' },
    sql: `select audit.append('${subject}', '${AT}', 'x', 'system', '{}')`,
  }
  await database.query("insert into database.migration (room, name, digest) values ('audit', '9999_say', 'x')", [])
  const { rows } = await restoreDatabase(database, file, { migrations: [...all, says], loaded: goOnBehindSeals })
  await database.query("delete from database.migration where name = '9999_say'", [])
  expect(rows).toBeGreaterThan(4)
  expect(await describeSchemas(database)).toEqual(schema)
  expect((await database.query('select kind from jobs.job', [])).rows).toEqual([])
  expect((await database.query('select name, machine from identity.person', [])).rows).toEqual([
    { name: 'A', machine: false },
  ])
  // written by a migration that came after that release, of rows that it left
  const rights = 'select service from exchange.system_right order by 1'
  expect((await database.query(rights, [])).rows.map(({ service }) => service)).toContain('openCase')
  expect(await verifyAudit(database)).toMatchObject({ valid: true, facts: { seals: 1 } })
  // and the newest migration is not applied again
  expect(await migrate(database, all)).toEqual([])
})
