import { spawn } from 'node:child_process'
import { join } from 'node:path'

/**
 * Runs a peer's driver to its end, with this same Node.
 * @param cores as `taskset` writes them
 * @returns what it printed as its last line
 */
export async function drive<Said>(folder: string, environment: Record<string, string>, cores: string): Promise<Said> {
  const { status, output } = await new Promise<{ status: number | null; output: string }>((done) => {
    const child = spawn('taskset', ['-c', cores, process.execPath, join(folder, 'driver.mjs')], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...environment },
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (some) => {
        output += String(some)
      })
    child.on('close', (status) => done({ status, output }))
  })
  const last = output
    .trim()
    .split('\n')
    .findLast((line) => line.startsWith('{'))
  if (status !== 0 || last === undefined) throw new Error(`${folder} failed:\n${output.slice(-3000)}`)
  return JSON.parse(last) as Said
}
