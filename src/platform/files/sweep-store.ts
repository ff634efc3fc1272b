import type { Clock } from '../clock/index.ts'
import type { Database, Tx } from '../database/index.ts'
import { repeating, scheduleRepeating, type JobHandler } from '../jobs/index.ts'
import type { FileStore } from './file-store.ts'

/** What a room says of stored files. */
export interface FileHolder {
  room: string
  /** Of these names, those that something of the room names: a document, a case, its history, a file on its way. */
  holds(tx: Tx, names: readonly string[], now: string): Promise<readonly string[]>
}

const SWEEP = 'files.sweep-store'
/** One of the store's 256 folders at a time: all of them in less than two days. */
const EVERY_SECONDS = 600
const FOLDERS = 256
const DAY = 86_400_000
/** Bytes that were put there since are asked after by nobody: what names them may not be written down yet. */
const YOUNG = DAY
/**
 * So long bytes stay after nobody names them: a copy of the database that is put back finds what it names. The
 * handbook says it.
 */
const KEPT_UNNAMED = 30 * DAY
const ASKED_AT_ONCE = 1_000

export const scheduleStoreSweep = (tx: Tx, now: string): Promise<void> => scheduleRepeating(tx, SWEEP, now)

/** Takes away, folder by folder, the bytes that no room has named for a month. */
export const sweepStore = (
  database: Database,
  files: FileStore,
  holders: readonly FileHolder[],
  clock: Clock,
): JobHandler =>
  repeating(SWEEP, EVERY_SECONDS, {
    async effect() {
      const now = clock()
      const folder = Math.floor(Date.parse(now) / (EVERY_SECONDS * 1000)) % FOLDERS
      return sweepFolder(database, files, holders, folder.toString(16).padStart(2, '0'), now)
    },
  })

/**
 * Asks each room which files of a folder it names, remembers since when nobody names one, and takes it away a month
 * later. Killed at any moment it goes on the next time: only what is asked after once more, under the lock by which
 * uploads are remembered, goes.
 * @param folder two hexadecimal digits @returns how many files went
 */
export async function sweepFolder(
  database: Database,
  files: FileStore,
  holders: readonly FileHolder[],
  folder: string,
  now: string,
): Promise<number> {
  const before = Date.parse(now) - YOUNG
  const names = await files.olderIn(folder, before)
  const due = await database.transaction(async (tx) => {
    const held = await heldOf(tx, holders, names, now)
    const unnamed = names.filter((name) => !held.has(name))
    // one that is named again, or is gone, is forgotten: its month begins anew
    await tx.query('delete from files.unnamed where starts_with(sha256, $1) and sha256 <> all($2)', [folder, unnamed])
    await tx.query(
      'insert into files.unnamed (sha256, since) select unnest($1::text[]), $2 on conflict (sha256) do nothing',
      [unnamed, now],
    )
    const found = await tx.query<{ name: string }>(
      'select sha256 as name from files.unnamed where sha256 = any($1) and since <= $2',
      [unnamed, new Date(Date.parse(now) - KEPT_UNNAMED).toISOString()],
    )
    return found.rows.map(({ name }) => name)
  })
  let removed = 0
  for (const name of due)
    await database.transaction(async (tx) => {
      await holdBytes(tx, name)
      if ((await heldOf(tx, holders, [name], now)).size > 0) return
      if (await files.removeOlder(name, before)) removed++
      await tx.query('delete from files.unnamed where sha256 = $1', [name])
    })
  return removed
}

async function heldOf(
  tx: Tx,
  holders: readonly FileHolder[],
  names: readonly string[],
  now: string,
): Promise<Set<string>> {
  const held = new Set<string>()
  for (let at = 0; at < names.length; at += ASKED_AT_ONCE)
    for (const { holds } of holders)
      for (const name of await holds(tx, names.slice(at, at + ASKED_AT_ONCE), now)) held.add(name)
  return held
}

/** Whoever remembers bytes and whoever takes them away wait for each other. */
export const holdBytes = (tx: Tx, sha256: string): Promise<unknown> =>
  tx.query("select pg_advisory_xact_lock(hashtextextended('files.bytes ' || $1, 0))", [sha256])
