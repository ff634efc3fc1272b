import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Secrets of one instance, made at its first start and kept in its home. */
export interface Secrets {
  identityClientSecret: string
  paymentKey: string
  cookieKey: string
}

/** @param home DARCHA_HOME */
export function secretsOf(home: string): Secrets {
  const file = join(home, 'secrets.json')
  if (!existsSync(file)) {
    mkdirSync(home, { recursive: true })
    const made: Secrets = {
      identityClientSecret: randomBytes(32).toString('base64url'),
      paymentKey: randomBytes(32).toString('base64url'),
      cookieKey: randomBytes(32).toString('base64url'),
    }
    const draft = `${file}.${process.pid}`
    writeFileSync(draft, JSON.stringify(made), { mode: 0o600 })
    renameSync(draft, file)
  }
  return JSON.parse(readFileSync(file, 'utf8')) as Secrets
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
  writeFileSync(runningFile(home), JSON.stringify(running), { mode: 0o600 })
}

export function readRunning(home: string): Running | undefined {
  try {
    return JSON.parse(readFileSync(runningFile(home), 'utf8')) as Running
  } catch {
    return undefined
  }
}
