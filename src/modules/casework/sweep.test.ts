import { readdirSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sweepFolder, type FileStore } from '../../platform/files/index.ts'
import { samplePdf } from './model/sample-pdf.ts'
import { caseBench, type CaseBench } from './testing.ts'

const SERVICE = 'guardianship-incapacitated-adult'
const DAY = 86_400_000

let bench: CaseBench
beforeAll(async () => {
  bench = await caseBench([SERVICE])
}, 60_000)
afterAll(() => bench?.close())

const api = (method: string, path: string, body?: unknown, person = 'citizen') => bench.api(person, method, path, body)
const bytes = (n: number) => Buffer.concat([samplePdf(), Buffer.from(`\n% ${n}\n%%EOF`)])
const sent = async (n: number): Promise<string> => (await api('POST', '/files?name=a.pdf', bytes(n))).body.sha256
const begun = async (): Promise<string> => (await api('POST', '/drafts', { service: SERVICE })).body.id
const attach = async (draft: string, sha256: string, field = 'papers') =>
  (await api('POST', `/drafts/${draft}/files`, { field, name: 'a.pdf', sha256 })).body.id as string

const folder = () => join(bench.instance.config.home, 'files')
const parts = () => readdirSync(folder()).filter((name) => /^[0-9a-f]{2}$/.test(name))
const later = (days: number) => new Date(Date.parse(bench.clock()) + days * DAY).toISOString()

/** All folders of the store, their files made old, as a worker goes through them in two days. */
async function sweep(days: number, files: FileStore = bench.instance.world.files): Promise<number> {
  let removed = 0
  for (const part of parts()) {
    for (const name of readdirSync(join(folder(), part)))
      utimesSync(join(folder(), part, name), 0, Date.parse(later(days - 2)) / 1000)
    removed += await sweepFolder(bench.instance.database, files, bench.instance.world.fileHolders, part, later(days))
  }
  return removed
}

it('takes away a month later what nothing names, and nothing else', async () => {
  const { files } = bench.instance.world
  const open = await begun()
  const [held, detached, unattached] = [await sent(1), await sent(2), await sent(3)]
  await attach(open, held)
  const gone = await attach(open, detached)
  expect((await api('DELETE', `/drafts/${open}/files/${gone}`)).status).toBe(200)
  const filed = await bench.file(SERVICE, { person: 'dilnoza' })
  const inCase = (
    await bench.instance.database.query<{ sha256: string }>('select sha256 from casework.attachment where owner = $1', [
      filed.id,
    ])
  ).rows.map(({ sha256 }) => sha256)
  expect(inCase.length).toBeGreaterThan(0)
  // a draft of a decision that another replaced, and a file that a correction replaced: the case's history names them
  const [replaced, corrected] = [await files.put(bytes(4)), await files.put(bytes(5))]
  await bench.instance.database.query('insert into documents.former_file (case_id, sha256) values ($1, $2)', [
    filed.id,
    replaced.sha256,
  ])
  await bench.instance.database.query('insert into casework.former_file (case_id, sha256) values ($1, $2)', [
    filed.id,
    corrected.sha256,
  ])
  const there = () => Promise.all([detached, unattached].map((sha256) => files.has(sha256)))

  // held two days as what was sent a moment ago, then unnamed for thirty
  expect([await sweep(0), await sweep(3), await sweep(32)]).toEqual([0, 0, 0])
  expect(await there()).toEqual([true, true])
  expect(await sweep(34)).toBe(2)
  expect(await there()).toEqual([false, false])
  for (const sha256 of [held, ...inCase, replaced.sha256, corrected.sha256]) expect(await files.has(sha256)).toBe(true)
  const { rows } = await bench.instance.database.query('select * from files.unnamed', [])
  expect(rows).toEqual([])
  // what was taken away is sent once more, and is there
  const again = await begun()
  expect(await sent(2)).toBe(detached)
  await attach(again, detached)
  expect(await files.has(detached)).toBe(true)
})

it('begins the month anew for what is named again, and goes on where it was killed', async () => {
  const { files } = bench.instance.world
  const { database } = bench.instance
  const [first, second] = [await files.put(bytes(10)), await files.put(bytes(11))]
  expect(await sweep(0)).toBe(0)
  await database.query(
    `insert into casework.attachment (owner, id, field, name, type, size, sha256, added_at)
     values (gen_random_uuid(), gen_random_uuid(), 'papers', 'a.pdf', 'application/pdf', 1, $1, now())`,
    [first.sha256],
  )
  const killed = {
    ...files,
    removeOlder: async (...of: Parameters<FileStore['removeOlder']>) => {
      await files.removeOlder(...of)
      throw new Error('killed')
    },
  }
  await expect(sweep(31, killed)).rejects.toThrow('killed')
  expect([await files.has(first.sha256), await files.has(second.sha256)]).toEqual([true, false])
  await database.query('delete from casework.attachment where sha256 = $1', [first.sha256])
  expect(await sweep(32)).toBe(0)
  expect(await files.has(first.sha256)).toBe(true)
  // bytes that are put again are young, whatever is known of them
  await files.put(bytes(10))
  const part = first.sha256.slice(0, 2)
  const { fileHolders } = bench.instance.world
  await database.query('update files.unnamed set since = $1', [later(-100)])
  expect(await sweepFolder(database, files, fileHolders, part, later(0))).toBe(0)
  expect(await files.has(first.sha256)).toBe(true)
  expect([await sweep(64), await sweep(95)]).toEqual([0, 1])
  expect((await database.query('select * from files.unnamed', [])).rows).toEqual([])
})
