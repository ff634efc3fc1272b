import { spawn } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { isAlive } from '../e2e/testing/processes.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), `darcha install's `))
  mkdirSync(join(root, 'scripts'))
  cpSync(join(import.meta.dirname, 'prepare.js'), join(root, 'scripts', 'prepare.js'))
  const packages = Object.fromEntries(
    Array.from({ length: 10 }, (_, at) => [`node_modules/p${at}`, { version: '1.0.0' }]),
  )
  writeFileSync(join(root, 'package.json'), '{"type":"module"}')
  writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ packages: { '': {}, ...packages } }))
  writeFileSync(join(root, 'npm-cli.js'), NPM)
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

/** Does what npm does in this: empties the folder, fills it slowly, and takes all back when it is interrupted. */
const NPM = `
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
// as npm does: its arguments can't be read from outside any more
process.title = 'npm ci'
const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'))
const wait = (ms) => new Promise((done) => setTimeout(done, ms))
appendFileSync('runs', process.pid + '\\n')
rmSync('node_modules', { recursive: true, force: true })
let back = false
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => { back = true })
const names = Object.keys(packages).filter(Boolean)
for (const name of names) {
  if (back) break
  mkdirSync(name, { recursive: true })
  writeFileSync(name + '/package.json', '{}')
  // one that nobody ends is at it for long
  await wait(existsSync('slow') && readFileSync('runs', 'utf8').startsWith(process.pid + '\\n') ? 4000 : 40)
}
if (back) {
  await wait(300)
  for (const name of names) { rmSync(name, { recursive: true, force: true }); await wait(30) }
  process.exit(1)
}
writeFileSync('node_modules/.package-lock.json', JSON.stringify({ packages: Object.fromEntries(names.map((name) => [name, packages[name]])) }))
`

/** Runs it as \`npm start\` would, in a process group of its own. */
function prepare() {
  const child = spawn(process.execPath, [join(root, 'scripts', 'prepare.js')], {
    cwd: root,
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, npm_execpath: join(root, 'npm-cli.js') },
  })
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk
  })
  const ended = new Promise<number | null>((done) => child.on('close', (code) => done(code)))
  // what it began may hold its streams open for longer
  const exited = new Promise<void>((done) => child.on('exit', () => done()))
  return { child, ended, exited, said: () => said }
}

const runs = () =>
  existsSync(join(root, 'runs')) ? readFileSync(join(root, 'runs'), 'utf8').trim().split('\n').map(Number) : []
const isWhole = () =>
  Array.from({ length: 10 }, (_, at) => at).every((at) => existsSync(join(root, `node_modules/p${at}/package.json`)))

it.each([
  ['SIGINT', 50],
  ['SIGINT', 250],
  ['SIGTERM', 150],
  ['SIGKILL', 100],
  ['SIGKILL', 350],
] as const)('is whole after the next start when the first was cut by %s after %i ms', async (signal, after) => {
  writeFileSync(join(root, 'slow'), '')
  const first = prepare()
  await expect.poll(() => runs().length, { interval: 10, timeout: 20_000 }).toBe(1)
  await new Promise((done) => setTimeout(done, after))
  process.kill(-first.child.pid!, signal)
  await first.exited
  // at once, while what the first began may still go on
  const second = prepare()
  expect(await second.ended, second.said()).toBe(0)
  // whoever began it is gone: it was ended, and does not go on beside the second
  expect(isAlive(runs()[0]!)).toBe(false)
  expect(isWhole()).toBe(true)
  const [, ...later] = runs()
  // and the one after that believes it
  expect(await prepare().ended).toBe(0)
  expect(runs().slice(1)).toEqual(later)
  expect(existsSync(join(root, '.prepare.lock'))).toBe(false)
})

it('installs anew what was emptied after it had been stamped, and twins wait for each other', async () => {
  expect(await prepare().ended).toBe(0)
  rmSync(join(root, 'node_modules', 'p3', 'package.json'))
  const twins = [prepare(), prepare()]
  expect(await Promise.all(twins.map(({ ended }) => ended))).toEqual([0, 0])
  expect(isWhole()).toBe(true)
  expect(runs()).toHaveLength(2)
})

it('is not kept waiting by a lock that a crash left', async () => {
  for (const left of ['99999999', String(process.pid), 'garbage']) {
    rmSync(join(root, 'node_modules'), { recursive: true, force: true })
    writeFileSync(join(root, '.prepare.lock'), left)
    expect(await prepare().ended).toBe(0)
    expect(isWhole()).toBe(true)
  }
})

it('says in one sentence that installing failed', async () => {
  writeFileSync(join(root, 'npm-cli.js'), 'process.exit(1)')
  const failed = prepare()
  expect(await failed.ended).toBe(3)
  expect(failed.said()).toContain('could not be installed')
  expect(failed.said()).not.toContain('    at ')
})
