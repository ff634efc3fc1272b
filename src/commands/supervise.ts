import { spawn, type ChildProcess } from 'node:child_process'
import type { RequestListener } from 'node:http'
import { createInterface } from 'node:readline'
import { EnvironmentFailure } from '../platform/config/index.ts'
import { openServer, type OpenServer } from '../platform/http/index.ts'
import { ASKS_FOR_PORT, LEAVES_PORT, PORT_HANDED } from './handed-port.ts'

/**
 * Arguments of Node that show errors where they stand in the sources. Not its own flag: with that, the log's first look
 * at its callers reads the whole map of the bundle, a sixth of a second at each start.
 */
export const MAPPED = ['--import', 'data:text/javascript,process.setSourceMapsEnabled(true)'] as const

/** One process of the product or of a demo provider. */
export interface Part {
  name: string
  /** File to run with this same Node, then its arguments; arguments of Node before it. */
  run: [string, ...string[]]
  environment?: Record<string, string>
  /** Started again when it dies: at once when it was open for a while, else after a second, until it opens. */
  restart?: boolean
  /**
   * Script that loads what takes long and takes over as `run` when it is sent a message: kept waiting beside the part, so
   * that it is soon there when it is restarted.
   */
  spare?: string
  /** Where it serves, and who answers there from the moment it ends until the next one listens. */
  standIn?: { host: string; port: number; answer: RequestListener }
}

/** The line a process prints on stdout when it can serve. */
export interface Ready {
  ready: true
  name: string
  url?: string
}

export interface Supervisor {
  /** Starts a part. @returns what it said when ready @throws EnvironmentFailure when it ends before */
  start(part: Part): Promise<Ready>
  /**
   * Starts a running part anew, at once, and ends the old one. One that serves answers until the new one asks for its
   * port, and goes on when that never comes. @returns what the new one said when ready
   */
  restart(name: string): Promise<Ready>
  /** Runs a part that ends by itself; what it says goes to stderr. @returns its exit code @throws EnvironmentFailure when it was ended from outside */
  runToEnd(part: Pick<Part, 'name' | 'run' | 'environment'>): Promise<number>
  /** Stops all parts, last started first, and waits for their end. */
  stop(): Promise<void>
}

/** Milliseconds after which a part that dies is no part that dies at every start. */
const LIVED = 5000

/** Starts processes and keeps them; their logs go to stderr. */
export function supervisor(): Supervisor {
  const running: { part: Part; child: ChildProcess }[] = []
  let stopping = false
  /** Ended on purpose, to be started anew by whoever ended them. */
  const ending = new Set<ChildProcess>()

  const ports = new Map<Part, Promise<OpenServer | undefined>>()

  /** Answers in the place of a part that is away. */
  const standIn = (part: Part): Promise<unknown> | undefined => {
    if (!part.standIn || stopping || ports.has(part)) return ports.get(part)
    const { answer, ...address } = part.standIn
    const opened = openServer(address).then(
      (server) => {
        server.answerBy(answer)
        return server
      },
      // where somebody else listens there is nothing to answer; the part says so when it comes
      () => undefined,
    )
    ports.set(part, opened)
    return opened
  }
  const giveWay = async (part: Part, child?: ChildProcess) => {
    const server = await ports.get(part)
    ports.delete(part)
    if (child?.connected) await new Promise((sent) => child.send(ASKS_FOR_PORT, server?.listening, {}, sent))
    await server?.stop()
  }

  const spares = new Map<Part, ChildProcess>()
  const spawnPart = (part: Part, run: readonly string[]): ChildProcess =>
    spawn(process.execPath, [...MAPPED, ...run], {
      stdio: ['ignore', 'pipe', 'inherit', ...(part.standIn || part.spare ? (['ipc'] as const) : [])],
      env: { ...process.env, ...part.environment, ...(part.standIn ? PORT_HANDED : {}) },
    })
  const keepSpare = (part: Part) => {
    if (!part.spare || stopping || spares.has(part)) return
    const child = spawnPart(part, [part.spare, ...part.run])
    spares.set(part, child)
    child.once('exit', () => spares.get(part) === child && spares.delete(part))
  }
  const takeSpare = (part: Part): ChildProcess | undefined => {
    const child = spares.get(part)
    spares.delete(part)
    if (!child?.connected) return undefined
    child.send(TAKES_OVER)
    return child
  }

  const launch = (part: Part, again = false, before?: ChildProcess): Promise<Ready> =>
    new Promise((resolve, reject) => {
      const child = takeSpare(part) ?? spawnPart(part, part.run)
      const entry = { part, child }
      running.push(entry)
      let ready = false
      const started = performance.now()
      createInterface({ input: child.stdout! }).on('line', (line) => {
        if (!ready && line.startsWith('{"ready":true')) {
          ready = true
          keepSpare(part)
          resolve(JSON.parse(line) as Ready)
        } else process.stderr.write(`${line}\n`)
      })
      child.on('message', (said) => {
        if (said === ASKS_FOR_PORT) void Promise.resolve(before && left(before)).then(() => giveWay(part, child))
        else if (said === LEAVES_PORT) void standIn(part)
      })
      child.on('exit', (code) => {
        running.splice(running.indexOf(entry), 1)
        if (!ready)
          reject(new EnvironmentFailure(`${part.name} ended before it was ready (code ${code})`, 'see the lines above'))
        // one that was open is tried until it opens again: what it needs may be away longer than itself
        if (!(ready || again) || stopping || ending.has(child) || !part.restart) return
        const start = () => {
          if (!stopping) launch(part, true).catch(() => undefined)
        }
        // who asks meanwhile is answered first
        const answered = standIn(part) ?? Promise.resolve()
        void answered.then(() => setTimeout(start, ready && performance.now() - started > LIVED ? 0 : 1000))
      })
    })

  return {
    start: (part) => launch(part),
    runToEnd: (part) =>
      new Promise((resolve, reject) => {
        const child = spawn(process.execPath, [...MAPPED, ...part.run], {
          // in a terminal it shows its steps as they go
          stdio: ['ignore', process.stderr, process.stderr],
          env: { ...process.env, ...part.environment },
        })
        const entry = { part, child }
        running.push(entry)
        child.once('error', reject)
        child.once('exit', (code) => {
          running.splice(running.indexOf(entry), 1)
          if (code === null || code > 128)
            reject(new EnvironmentFailure(`${part.name} was ended from outside`, 'start again'))
          else resolve(code)
        })
      }),
    async restart(name) {
      const entry = running.find(({ part }) => part.name === name)
      if (!entry) throw new EnvironmentFailure(`${name} does not run`, 'see the lines above')
      const { part, child } = entry
      ending.add(child)
      if (!part.standIn) {
        await end(child)
        return launch(part, true)
      }
      try {
        return await launch(part, false, child)
      } catch (error) {
        ending.delete(child)
        throw error
      }
    },
    async stop() {
      stopping = true
      await Promise.all([...ports.keys()].map((part) => giveWay(part)))
      for (const child of spares.values()) child.kill('SIGKILL')
      for (const { child } of [...running].reverse()) await end(child)
    },
  }
}

/** What a spare is told when its time has come. */
const TAKES_OVER = 'take over'

/** Asks a web server to end. @returns when its port is free, which is before what it answers is answered */
const left = (child: ChildProcess): Promise<unknown> =>
  new Promise<void>((done) => {
    child.once('exit', () => done())
    child.on('message', (said) => said === LEAVES_PORT && done())
    void end(child)
  })

/** TERM, and KILL after five seconds for one that does not listen. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  await new Promise<void>((done) => {
    const force = setTimeout(() => child.kill('SIGKILL'), 5000)
    child.once('exit', () => {
      clearTimeout(force)
      done()
    })
    child.kill('SIGTERM')
  })
}

/**
 * Runs `stop` once when this process is asked to end or its parent died (npm killed with -9 can't tell us).
 * @param stop closes everything; the process exits after it
 * @returns whether that has begun: what fails from then on is no failure
 */
export function endWithParent(stop: () => Promise<void>): { asked(): boolean } {
  const parent = process.ppid
  let ending = false
  const end = async (code: number) => {
    if (ending) return
    ending = true
    await stop().catch(() => undefined)
    process.exit(code)
  }
  process.on('SIGINT', () => void end(130))
  process.on('SIGTERM', () => void end(143))
  process.on('SIGHUP', () => void end(129))
  setInterval(() => {
    if (process.ppid !== parent) void end(0)
  }, 500).unref()
  return { asked: () => ending }
}
