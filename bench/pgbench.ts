import { spawn, spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { EnvironmentFailure } from '../src/platform/config/index.ts'
import type { BenchServer } from './server.ts'

/** PostgreSQL's own load program; the package of the embedded server has none. @returns its version */
export function pgbenchVersion(): string {
  const found = spawnSync('pgbench', ['--version'], { encoding: 'utf8' })
  if (found.status !== 0)
    throw new EnvironmentFailure('pgbench is not here', 'install it (Debian: apt-get install postgresql-contrib)')
  return /\d+(\.\d+)*/.exec(found.stdout)?.[0] ?? 'unknown'
}

/**
 * Runs a script with prepared statements over the server's socket, as fast as it goes.
 * @param file where the script is written @param cores as `taskset` writes them
 * @returns transactions a second
 */
export async function pgbench(
  { socket, name }: Pick<BenchServer, 'socket' | 'name'>,
  script: {
    file: string
    text: string
    variables?: Record<string, string>
    clients?: number
    seconds: number
    cores?: string | undefined
  },
): Promise<number> {
  writeFileSync(script.file, script.text)
  const given = Object.entries(script.variables ?? {}).flatMap(([key, value]) => ['-D', `${key}=${value}`])
  const args = [
    '-n',
    '-M',
    'prepared',
    '-c',
    String(script.clients ?? 10),
    '-j',
    '1',
    '-T',
    String(Math.max(1, Math.round(script.seconds))),
    '-f',
    script.file,
    ...given,
    '-h',
    socket,
    '-U',
    'darcha',
    name,
  ]
  const [command, all] =
    script.cores === undefined ? ['pgbench', args] : ['taskset', ['-c', script.cores, 'pgbench', ...args]]
  const { status, output } = await new Promise<{ status: number | null; output: string }>((done) => {
    const child = spawn(command, all, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, LC_ALL: 'C' } })
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (some) => {
        output += String(some)
      })
    child.on('close', (status) => done({ status, output }))
  })
  const found = /^tps = ([\d.]+)/m.exec(output)
  if (status !== 0 || !found || /aborted in command/.test(output))
    throw new Error(`pgbench failed:\n${output.slice(0, 3000)}`)
  return Number(found[1])
}
