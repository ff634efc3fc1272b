import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

/** This process and its threads, or another with its children. */
export function familyOf(pid: number): number[] {
  const family = [pid]
  for (const thread of foldersOf(`/proc/${pid}/task`)) {
    for (const child of text(`/proc/${pid}/task/${thread}/children`).split(' ').filter(Boolean))
      family.push(...familyOf(Number(child)))
  }
  return family
}

/** Keeps processes on certain cores, as `taskset` writes them. @returns false where that can't be done */
export function pin(pids: readonly number[], cores: string): boolean {
  return pids
    .map((pid) => spawnSync('taskset', ['-a', '-c', '-p', cores, String(pid)], { stdio: 'ignore' }).status === 0)
    .every(Boolean)
}

/** CPU seconds that processes have used so far, in user and kernel mode; Linux counts them in hundredths. */
export function cpuSeconds(pids: readonly number[]): number {
  let ticks = 0
  for (const pid of pids) {
    const stat = text(`/proc/${pid}/stat`)
    // the name of the program, in brackets, may hold blanks
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    ticks += Number(fields[11] ?? 0) + Number(fields[12] ?? 0)
  }
  return ticks / 100
}

/** Memory of processes in bytes, with what they share counted once (PSS). */
export function memoryOf(pids: readonly number[]): number {
  return pids.reduce(
    (sum, pid) => sum + Number(/^Pss:\s+(\d+)/m.exec(text(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0) * 1024,
    0,
  )
}

function text(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    // it has ended meanwhile
    return ''
  }
}

function foldersOf(path: string): string[] {
  try {
    return readdirSync(path)
  } catch {
    return []
  }
}
