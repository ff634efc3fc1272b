// `npm run test:first-start -- [--cuts N] [--seconds S] [--signal SIGINT]`: cuts the first `npm start` of a fresh clone
// at N moments within S seconds, and shows that the next one opens the portal. Takes packages from npm's cache.
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { freePorts } from '../testing/free-ports.ts'

const { values } = parseArgs({
  options: {
    cuts: { type: 'string', default: '10' },
    seconds: { type: 'string', default: '40' },
    signal: { type: 'string', default: 'SIGINT' },
    patience: { type: 'string', default: '600' },
  },
})
const [cuts, seconds] = [Number(values.cuts), Number(values.seconds)]
const folder = mkdtempSync(join(tmpdir(), 'darcha first-start '))
const clone = join(folder, 'clone')

/** `npm start` in a process group of its own, as a terminal gives it one. */
function npmStart(port: number) {
  const child = spawn('npm', ['start'], {
    cwd: clone,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, PORT: String(port), DATABASE_URL: '', npm_config_prefer_offline: 'true' },
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      said += chunk
    })
  const ended = new Promise<void>((done) => child.once('close', () => done()))
  return {
    said: () => said,
    ended,
    signal(name: NodeJS.Signals) {
      try {
        process.kill(-child.pid!, name)
      } catch {
        // all of it has ended already
      }
    },
  }
}

let failed = 0
try {
  for (let cut = 0; cut < cuts; cut++) {
    rmSync(clone, { recursive: true, force: true })
    spawnSync('git', ['clone', '-q', '--local', resolve(import.meta.dirname, '../..'), clone], { stdio: 'inherit' })
    const port = await freePorts()
    const after = ((cut + 0.5) * seconds) / cuts
    const first = npmStart(port)
    await new Promise((done) => setTimeout(done, after * 1000))
    first.signal(values.signal as NodeJS.Signals)
    const begun = performance.now()
    // at once, as impatient people do
    const second = npmStart(port)
    const until = begun + Number(values.patience) * 1000
    let over = false
    void second.ended.then(() => {
      over = true
    })
    while (!over && !second.said().includes('Darcha is open:') && performance.now() < until)
      await new Promise((done) => setTimeout(done, 200))
    const opened = second.said().includes('Darcha is open:')
    process.stdout.write(
      `cut after ${after.toFixed(1)} s: ${opened ? 'open' : 'NOT OPEN'} ${((performance.now() - begun) / 1000).toFixed(0)} s later\n`,
    )
    if (!opened) {
      failed++
      process.stdout.write(`${first.said()}\n---\n${second.said()}\n`)
    }
    second.signal('SIGINT')
    await second.ended
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
process.stdout.write(`${cuts - failed} of ${cuts} later starts opened the portal\n`)
process.exitCode = failed === 0 ? 0 : 1
