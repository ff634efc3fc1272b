import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Benchmark, Measure } from '../src/commands/benchmark.ts'
import { projectRoot } from '../src/commands/project-root.ts'
import { EnvironmentFailure } from '../src/platform/config/index.ts'
import { cookieNames } from '../src/platform/identity/index.ts'
import { compare, inTurn } from './compare.ts'
import { cpuSeconds, familyOf, pin } from './cores.ts'
import { load } from './load.ts'
import { peerFolder, versionIn } from './peers.ts'
import { readHtml } from './read-html.ts'
import { OFFICE, seed, SERVICE } from './seed.ts'
import { benchServer } from './server.ts'

/**
 * Pages of the real application against the same markup and the same questions to the database in the field's most used
 * framework.
 */
export const pages: Benchmark = {
  name: 'pages',
  summary: 'requests a CPU second of the service page and the worklist against Next.js',
  async run({ seconds, rounds, home, tell }) {
    const folder = peerFolder('next', tell)
    const server = await benchServer(join(home, 'pg'))
    const running: ChildProcess[] = []
    try {
      const { session } = await seed(server.database, home)
      const port = await freePort()
      const ours = await opened(
        running,
        [join(projectRoot, 'dist', 'main.js'), 'serve'],
        { DATABASE_URL: server.url, DARCHA_HOME: home, PORT: String(port), LOG_LEVEL: 'error' },
        projectRoot,
        /"ready":true/,
      )
      const cookie = `${cookieNames(`http://localhost:${port}`).session}=${session}`
      const paths = { service: `/uz/services/${SERVICE}`, desk: '/uz/desk' }
      const own = (path: string) => `http://localhost:${port}${path}`
      const html = async (path: string) => {
        const answer = await fetch(own(path), { headers: { cookie }, redirect: 'manual' })
        if (answer.status !== 200) throw new Error(`${path} answers ${answer.status}`)
        return answer.text()
      }
      const shown = join(home, 'pages.json')
      writeFileSync(
        shown,
        JSON.stringify({
          service: { id: SERVICE, body: readHtml(await html(paths.service)) },
          desk: { office: OFFICE, body: readHtml(await html(paths.desk)) },
        }),
      )

      if (!existsSync(join(folder, '.next', 'BUILD_ID'))) {
        tell('building the Next.js pages')
        const built = spawnSync(
          process.execPath,
          [join(folder, 'node_modules', 'next', 'dist', 'bin', 'next'), 'build'],
          {
            cwd: folder,
            stdio: ['ignore', process.stderr, process.stderr],
            env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1' },
          },
        )
        if (built.status !== 0)
          throw new EnvironmentFailure('the Next.js pages could not be built', 'see the lines above')
      }
      const theirPort = await freePort()
      const theirs = await opened(
        running,
        [join(folder, 'node_modules', 'next', 'dist', 'bin', 'next'), 'start', '-p', String(theirPort)],
        { DATABASE_URL: server.url, BENCH_PAGES: shown, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
        folder,
        /Ready in/,
      )

      for (const childProcess of [ours, theirs]) pin(familyOf(childProcess.pid!), '0')
      pin([...server.processes(), process.pid], '1')
      const measures: Measure[] = []
      for (const page of ['service', 'desk'] as const) {
        const told: Record<string, string> = {}
        const side = (name: string, child: ChildProcess, url: string, cookies: string) => async () => {
          await load(url, { cookie: cookies }, { seconds: Math.max(2, seconds / 3) })
          const [before, database] = [cpuSeconds(familyOf(child.pid!)), cpuSeconds(server.processes())]
          const { requests, bytes } = await load(url, { cookie: cookies }, { seconds })
          told[name] =
            `${(bytes / 1000).toFixed(0)} kB and ${(((cpuSeconds(server.processes()) - database) / requests) * 1000).toFixed(2)} ms of the database a request`
          return requests / (cpuSeconds(familyOf(child.pid!)) - before)
        }
        const found = await inTurn(
          { rounds, tell: (line) => tell(`${page}: ${line}`) },
          {
            next: side('next', theirs, `http://localhost:${theirPort}/${page}`, `session=${session}`),
            darcha: side('darcha', ours, own(paths[page]), cookie),
          },
        )
        measures.push(
          compare({
            name: `pages: ${page === 'desk' ? 'worklist of 50' : 'service page'}`,
            value: found.darcha,
            unit: 'requests/CPU s',
            reference: { name: 'Next.js, same markup', value: found.next },
            goal: 8,
            better: 'higher',
            note: `ours ${told['darcha']}; Next.js ${told['next']}`,
          }),
        )
      }
      return {
        measures,
        versions: { postgresql: server.version, next: versionIn(folder, 'next')!, react: versionIn(folder, 'react')! },
      }
    } finally {
      pin([process.pid], '0-1023')
      for (const child of running) await ended(child)
      await server.end()
    }
  },
}

/** Starts a server and waits for the line that says it is ready. */
async function opened(
  running: ChildProcess[],
  args: string[],
  environment: Record<string, string>,
  cwd: string,
  ready: RegExp,
): Promise<ChildProcess> {
  const child = spawn(process.execPath, args, {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  })
  running.push(child)
  await new Promise<void>((done, fail) => {
    let said = ''
    createInterface({ input: child.stdout }).on('line', (line) => {
      said += `${line}\n`
      if (ready.test(line)) done()
    })
    child.stderr.on('data', (some) => {
      said += String(some)
    })
    child.once('exit', (code) => fail(new Error(`${args.join(' ')} ended with ${code}:\n${said.slice(-2000)}`)))
  })
  return child
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((done) => child.once('exit', done))
  child.kill('SIGTERM')
  const force = setTimeout(() => child.kill('SIGKILL'), 5000)
  await gone
  clearTimeout(force)
}

const freePort = () =>
  new Promise<number>((done) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => done(port))
    })
  })
