import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { freePorts } from './free-ports.ts'
import { isAlive, postmasterOf, processes } from './processes.ts'

/** What of an instance can be killed. `backend` is one server process of PostgreSQL that serves a connection. */
export type Part = 'web' | 'worker' | 'postmaster' | 'backend' | 'registers' | 'payment' | 'starter'

export interface StartOptions {
  /** Without it a block of free ports is taken. */
  port?: number
  /** DARCHA_HOME; without it a fresh folder that goes at the end. */
  home?: string
  environment?: Record<string, string>
}

export interface StartedInstance {
  url: string
  databaseUrl: string
  home: string
  /** Addresses of the demo providers by name. */
  demo: Record<string, string>
  /** A bearer token of a demo account, asked once each. */
  token(persona: string): Promise<string>
  /** Process ids of a part that live now. */
  pids(part: Part): number[]
  /** Sends a signal (KILL unless said) to one process of a part. @returns its id, or undefined when none lives */
  kill(part: Part, signal?: NodeJS.Signals): number | undefined
  /** Runs a `darcha` command on this instance. */
  command(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }>
  /** Everything the instance wrote to stderr so far. */
  log(): string
  /** Ends all of it and removes the home that was made here. */
  stop(): Promise<void>
}

const root = resolve(import.meta.dirname, '..', '..')

/**
 * Starts the whole product as `npm start` does (database, demo providers, web server, worker) and waits until it says
 * that it is open.
 * @throws with the instance's log when it ends before
 */
/** The database may just be coming back from a kill: that ends, and another failure is told. */
async function askToken(command: StartedInstance['command'], persona: string): Promise<string> {
  for (const until = Date.now() + 30_000; ; ) {
    const { stdout, stderr, code } = await command('token', persona, '--json')
    if (stdout) return (JSON.parse(stdout) as { token: string }).token
    if (code !== 3 || Date.now() > until) throw new Error(`no token for ${persona}: ${stderr}`)
    await new Promise((done) => setTimeout(done, 200))
  }
}

export async function startInstance(options: StartOptions = {}): Promise<StartedInstance> {
  const home = options.home ?? mkdtempSync(join(tmpdir(), 'darcha-instance-'))
  const port = options.port ?? (await freePorts())
  const environment: NodeJS.ProcessEnv = {
    ...process.env,
    DATABASE_URL: '',
    DARCHA_HOME: home,
    // whose event is due depends on the day
    DARCHA_PROACTIVE: '0',
    PORT: String(port),
    NODE_NO_WARNINGS: '1',
    NO_COLOR: '1',
    ...options.environment,
  }
  const started = await launch(environment)
  const running = JSON.parse(readFileSync(join(home, 'running.json'), 'utf8')) as {
    url: string
    databaseUrl: string
    demo: Record<string, string>
  }
  const tokens = new Map<string, Promise<string>>()

  const command = (...args: string[]) => run(args, environment)
  const pids = (part: Part) => pidsOf(part, home, started.child.pid!)
  return {
    ...running,
    home,
    command,
    pids,
    log: started.log,
    token(persona) {
      let token = tokens.get(persona)
      if (!token) tokens.set(persona, (token = askToken(command, persona)))
      return token
    },
    kill(part, signal = 'SIGKILL') {
      const living = pids(part)
      const pid = living[Math.floor(Math.random() * living.length)]
      if (pid !== undefined)
        try {
          process.kill(pid, signal)
        } catch {
          return undefined
        }
      return pid
    },
    async stop() {
      await end(started.child)
      const left = postmasterOf(home)
      // a client that was killed may still count as connected when the instance ends
      if (left !== undefined) await endProcess(left)
      if (!options.home) rmSync(home, { recursive: true, force: true })
    },
  }
}

async function launch(environment: NodeJS.ProcessEnv): Promise<{ child: ChildProcess; log(): string }> {
  const child = spawn(process.execPath, [join(root, 'bin', 'darcha.js'), 'start'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: environment,
  })
  let [log, out] = ['', '']
  child.stderr!.on('data', (chunk: Buffer) => {
    log += chunk
  })
  await new Promise<void>((resolve, reject) => {
    child.stdout!.on('data', (chunk: Buffer) => {
      out += chunk
      if (/Darcha is open: \S+/.test(out)) resolve()
    })
    child.once('exit', (code) => reject(new Error(`the instance ended with ${code}:\n${log}`)))
  })
  return { child, log: () => log }
}

/** Runs a `darcha` command in an environment of its own. */
export const runCommand = (environment: Record<string, string>, ...args: string[]) =>
  run(args, { ...process.env, DATABASE_URL: '', NODE_NO_WARNINGS: '1', NO_COLOR: '1', ...environment })

function run(
  args: string[],
  environment: NodeJS.ProcessEnv,
): Promise<{ code: number; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [join(root, 'bin', 'darcha.js'), ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: environment,
  })
  let [stdout, stderr] = ['', '']
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk
  })
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk
  })
  return new Promise((resolve) => child.on('close', (code) => resolve({ code: code ?? 1, stdout, stderr })))
}

const ENDS: Partial<Record<Part, RegExp>> = {
  web: /main\.js serve$/,
  worker: /main\.js work$/,
  registers: /registry\.js$/,
  payment: /payment\.js$/,
}

function pidsOf(part: Part, home: string, starter: number): number[] {
  if (part === 'starter') return isAlive(starter) ? [starter] : []
  const postmaster = postmasterOf(home)
  if (part === 'postmaster') return postmaster === undefined ? [] : [postmaster]
  const all = processes()
  if (part === 'backend')
    return all
      .filter((process) => process.parent === postmaster && /^postgres: darcha /.test(process.command[0] ?? ''))
      .map((process) => process.pid)
  return all
    .filter((process) => process.parent === starter && ENDS[part]!.test(process.command.join(' ')))
    .map((process) => process.pid)
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((done) => child.once('exit', done))
  child.kill('SIGTERM')
  await ended
}

/** SIGINT is PostgreSQL's fast shutdown; KILL when it does not listen. */
async function endProcess(pid: number): Promise<void> {
  for (const signal of ['SIGCONT', 'SIGINT'] as const)
    try {
      process.kill(pid, signal)
    } catch {
      return
    }
  for (let waited = 0; isAlive(pid); waited += 50) {
    if (waited > 5000)
      try {
        process.kill(pid, 'SIGKILL')
      } catch {
        return
      }
    await new Promise((done) => setTimeout(done, 50))
  }
}
