import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Process {
  pid: number
  parent: number
  command: string[]
}

/** All processes of this machine that can be read, from /proc (Linux). */
export function processes(): Process[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        // the name of a process may hold spaces and brackets: fields are counted after the last bracket
        const fields = readFileSync(`/proc/${name}/stat`, 'utf8').split(') ').at(-1)!.split(' ')
        return [
          {
            pid: Number(name),
            parent: Number(fields[1]),
            command: readFileSync(`/proc/${name}/cmdline`, 'utf8').split('\0').filter(Boolean),
          },
        ]
      } catch {
        return []
      }
    })
}

/** The postmaster of a home's embedded server, by its lock file; undefined when none runs. */
export function postmasterOf(home: string): number | undefined {
  try {
    const pid = Number(readFileSync(join(home, 'pg', 'postmaster.pid'), 'utf8').split('\n')[0])
    return isAlive(pid) ? pid : undefined
  } catch {
    return undefined
  }
}

/** One that ended and was not yet taken note of by its parent lives no more. */
export function isAlive(pid: number): boolean {
  try {
    if (/^\d+ \(.*\) Z/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))) return false
  } catch {
    // no such process, or a system without /proc: asked below
  }
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
