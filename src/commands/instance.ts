import { randomBytes } from 'node:crypto'
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { makeFolder } from '../platform/config/index.ts'

/** Secrets of one instance, made at its first start and kept in its home. */
export interface Secrets {
  identityClientSecret: string
  paymentKey: string
  cookieKey: string
  /** By which the demonstration's stand-in for Telegram knows the bot. */
  botKey: string
}

/** @param home DARCHA_HOME */
export function secretsOf(home: string): Secrets {
  const file = join(home, 'secrets.json')
  const kept = readObject(file) ?? {}
  const known = (name: keyof Secrets) => typeof kept[name] === 'string' && kept[name] !== ''
  const names = ['identityClientSecret', 'paymentKey', 'cookieKey', 'botKey'] as const
  const secrets = Object.fromEntries(
    names.map((name) => [name, known(name) ? kept[name] : randomBytes(32).toString('base64url')]),
  ) as unknown as Secrets
  // the first start, or a power cut left the file empty: who signed in before signs in again
  if (!names.every(known)) writeWhole(file, { ...kept, ...secrets })
  return secrets
}

/** Where the running instance of a home is found: written at start, read by `darcha token`, `verify` and tests. */
export interface Running {
  url: string
  databaseUrl: string
  pid: number
  demo: Record<string, string>
}

const runningFile = (home: string) => join(home, 'running.json')

export function writeRunning(home: string, running: Running): void {
  writeWhole(runningFile(home), running)
}

export function readRunning(home: string): Running | undefined {
  const found = readObject(runningFile(home)) as Partial<Running> | undefined
  return typeof found?.url === 'string' && typeof found.databaseUrl === 'string' && typeof found.pid === 'number'
    ? (found as Running)
    : undefined
}

/** A JSON object; undefined when the file is not there, or a crash left it empty or torn. */
function readObject(file: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'))
    return value !== null && typeof value === 'object' ? (value as Record<string, unknown>) : undefined
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (error instanceof SyntaxError || code === 'ENOENT') return undefined
    throw error
  }
}

/** Whole and on the disk before it has its name. */
function writeWhole(file: string, value: object): void {
  makeFolder(dirname(file))
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, JSON.stringify(value), { mode: 0o600, flush: true })
  renameSync(draft, file)
}
