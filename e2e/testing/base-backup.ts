import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'

/** Of this server alone, or kept for it by the backup itself (PostgreSQL 18, 25.3.4.3). */
const LEFT_OUT =
  /^(pg_wal|postmaster\.(pid|opts)|pg_replslot|pg_dynshmem|pg_notify|pg_serial|pg_snapshots|pg_stat_tmp|pg_subtrans)$/

/**
 * A base backup of a running server as pg_basebackup and pgBackRest make one (the low level API of PostgreSQL): the
 * server that comes from npm brings neither.
 * @param data the running server's folder
 * @param to a folder that is not there yet
 */
export async function baseBackup(url: string, data: string, to: string): Promise<void> {
  const session = new pg.Client({ connectionString: url })
  await session.connect()
  try {
    await session.query("select pg_backup_start('base', true)")
    copyLiving(data, to, (path) => !LEFT_OUT.test(path))
    const { rows } = await session.query<{ labelfile: string }>(
      'select labelfile from pg_backup_stop(wait_for_archive => false)',
    )
    writeFileSync(join(to, 'backup_label'), rows[0]!.labelfile)
  } finally {
    await session.end()
  }
  copyLiving(join(data, 'pg_wal'), join(to, 'pg_wal'), () => true)
}

/** Copies a folder that is written meanwhile: what is gone before its turn is left out. */
function copyLiving(from: string, to: string, takes: (path: string) => boolean, path = ''): void {
  mkdirSync(join(to, path), { recursive: true, mode: 0o700 })
  for (const entry of readdirSync(join(from, path), { withFileTypes: true })) {
    const inside = path === '' ? entry.name : `${path}/${entry.name}`
    const taken = takes(inside)
    // an empty folder of what is left out has to be there
    if (entry.isDirectory()) copyLiving(from, to, taken ? takes : () => false, inside)
    else if (taken && entry.isFile())
      try {
        copyFileSync(join(from, inside), join(to, inside))
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
      }
  }
}
