import { spawn, execFileSync, type ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, rmSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { EnvironmentFailure } from '../src/platform/config/index.ts'
import type { Benchmark, Measure } from '../src/commands/benchmark.ts'
import { projectRoot } from '../src/commands/project-root.ts'
import { compare } from './compare.ts'

/** From a bare clone to the open portal, the second start, and the memory of the whole demonstration. */
export const start: Benchmark = {
  name: 'start',
  summary: 'seconds to the open portal, memory of the whole demonstration',
  async run({ home, tell }) {
    rmSync(home, { recursive: true, force: true })
    mkdirSync(home, { recursive: true })
    const clone = join(home, 'clone')
    execFileSync('git', ['clone', '-q', projectRoot, clone])
    const first = await open(clone, home, true)
    tell(`first start ${first.seconds.toFixed(1)} s, packages among them ${first.install.toFixed(1)} s`)
    // the pages have been looked at, as in a demonstration
    await Promise.all(['/uz', '/uz/services', '/uz/verify'].map((path) => fetch(first.url + path)))
    const memory = pss(first.child.pid!)
    tell(`${Math.round(memory)} MiB in all processes`)
    await first.end()
    const second = await open(clone, home, false)
    tell(`second start ${second.seconds.toFixed(1)} s`)
    await second.end()
    rmSync(home, { recursive: true, force: true })
    const goal = (name: string, value: number, unit: string, most: number, note?: string): Measure =>
      compare({
        name,
        value,
        unit,
        reference: { name: 'goal', value: most },
        goal: 1,
        better: 'lower',
        ...(note ? { note } : {}),
      })
    return {
      measures: [
        goal(
          'start: from clone to open portal',
          first.seconds,
          's',
          60,
          `${first.install.toFixed(1)} s of it were the packages, from npm's cache where it had them`,
        ),
        goal('start: again', second.seconds, 's', 5),
        goal(
          'start: memory of the whole demonstration',
          memory,
          'MiB',
          1024,
          'proportional set size of web server, worker, database and demo providers, registers among them',
        ),
      ],
      versions: {},
    }
  },
}

async function open(
  clone: string,
  home: string,
  fresh: boolean,
): Promise<{ url: string; seconds: number; install: number; child: ChildProcess; end(): Promise<void> }> {
  const begun = performance.now()
  let install = 0
  const child = spawn('npm', ['start'], {
    cwd: clone,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      PORT: '23500',
      DARCHA_HOME: join(home, 'instance'),
      DATABASE_URL: '',
      npm_config_update_notifier: 'false',
    },
  })
  child.stderr!.on('data', (chunk: Buffer) => {
    const took = /Packages installed in ([\d.]+) s/.exec(String(chunk))
    if (took) install = Number(took[1])
  })
  const url = await new Promise<string>((resolve, reject) => {
    let out = ''
    child.stdout!.on('data', (chunk: Buffer) => {
      out += chunk
      const took = /Packages installed in ([\d.]+) s/.exec(out)
      if (took) install = Number(took[1])
      const opened = /Darcha is open: (\S+)/.exec(out)
      if (opened) resolve(opened[1]!)
    })
    child.once('exit', (code) =>
      reject(
        new EnvironmentFailure(
          `the instance ended with ${code}`,
          fresh ? 'see whether port 23500 and the five after it are free' : 'look at its database',
        ),
      ),
    )
  })
  return {
    url,
    seconds: (performance.now() - begun) / 1000,
    install,
    child,
    async end() {
      const ended = new Promise((done) => child.once('exit', done))
      child.kill('SIGTERM')
      await ended
      for (let n = 0; n < 100 && existsSync(join(home, 'instance', 'pg', 'postmaster.pid')); n++)
        await new Promise((done) => setTimeout(done, 100))
    },
  }
}

/** Proportional memory of a process and all below it, and of the database it started, in MiB. */
function pss(root: number): number {
  const parents = new Map<number, number[]>()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
      parents.set(parent, [...(parents.get(parent) ?? []), Number(name)])
    } catch {
      /* it ended meanwhile */
    }
  }
  const family = (pid: number): number[] => [pid, ...(parents.get(pid) ?? []).flatMap(family)]
  return family(root).reduce((sum, pid) => {
    try {
      return sum + Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0) / 1024
    } catch {
      return sum
    }
  }, 0)
}
