import { readFileSync, readdirSync, readlinkSync, realpathSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Milliseconds a lock file must have stood before it is taken for one that a crash left: a server may just write it. */
const SETTLED = 2000

const lockFile = (data: string) => join(data, 'postmaster.pid')

/**
 * The process that really serves a data folder, whatever its lock file says: after a power cut that may be empty, torn,
 * or name a process that is now somebody else's. Every PostgreSQL stands in its data folder.
 * @returns its number as seen from outside its namespace, as only users are mapped; undefined when none runs
 */
export function postmasterOf(data: string): number | undefined {
  const named = Number(firstLine(data))
  if (!(named > 0) || !isRunning(named)) return undefined
  const folder = folderOf(named)
  // where processes can't be looked at, the file is believed
  return folder === undefined || folder === real(data) ? named : undefined
}

/** Removes a lock file that a crash left, so that a server can start. @returns whether there was one */
export function clearStaleLock(data: string): boolean {
  const file = lockFile(data)
  try {
    const { ino, mtimeMs } = statSync(file)
    if (Date.now() - mtimeMs < SETTLED || postmasterOf(data) !== undefined || serversIn(data).length > 0) return false
    const aside = `${file}.stale-${process.pid}`
    renameSync(file, aside)
    // a twin was quicker and its server wrote a new one: it belongs there
    if (statSync(aside).ino !== ino) {
      renameSync(aside, file)
      return false
    }
    rmSync(aside)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
    throw error
  }
}

/** True for a process that was stopped by a signal (SIGSTOP): it neither works nor ends. */
export function isStopped(pid: number): boolean {
  try {
    return /^\d+ \(.*\) [Tt] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}

export function isRunning(pid: number | undefined): boolean {
  try {
    return pid !== undefined && process.kill(pid, 0)
  } catch (error) {
    // somebody else's process lives, too
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Processes that stand in a data folder: its server, also before it has written its lock file, and what it left. */
function serversIn(data: string): number[] {
  const folder = real(data)
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number)
      .filter((pid) => folderOf(pid) === folder)
  } catch {
    return []
  }
}

function firstLine(data: string): string {
  try {
    return readFileSync(lockFile(data), 'utf8').split('\n')[0]!.trim()
  } catch {
    return ''
  }
}

function folderOf(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch (error) {
    // somebody else's: not ours in any case, unless there is no /proc at all
    return (error as NodeJS.ErrnoException).code === 'EACCES' ? '' : undefined
  }
}

function real(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}
