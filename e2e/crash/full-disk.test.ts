import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { apiClient } from '../testing/api-client.ts'
import { freePorts } from '../testing/free-ports.ts'
import { postmasterOf } from '../testing/processes.ts'
import { canMount, smallDisk, type SmallDisk } from '../testing/small-disk.ts'
import { runCommand, startInstance } from '../testing/start-instance.ts'

const SERVICE = 'housing-availability-certificate'
const disks: SmallDisk[] = []
const disk = (megabytes: number) => {
  const made = smallDisk(megabytes)
  disks.push(made)
  return made
}
afterEach(() => {
  for (const made of disks.splice(0)) made.remove()
})

/** One sentence with what to do, and nothing left that runs. */
const refusedWell = ({ code, stderr }: { code: number; stderr: string }) => {
  expect(stderr).not.toContain('    at ')
  const sentences = stderr.split('\n').filter((line) => line.startsWith('darcha: '))
  expect(sentences).toEqual([expect.stringMatching(/(No space left|disk is full).*make room/)])
  expect(code).toBe(3)
}

/** Unpacks one package of half a megabyte, and fails as npm does where there is no room. */
const NPM = `
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
rmSync('node_modules', { recursive: true, force: true })
mkdirSync('node_modules/p', { recursive: true })
try {
  writeFileSync('node_modules/p/package.json', '{}'.padEnd(500_000))
  writeFileSync('node_modules/.package-lock.json', '{"packages":{"node_modules/p":{"version":"1.0.0"}}}')
} catch (error) {
  console.error('npm error code ' + error.code)
  process.exit(1)
}
`

describe.skipIf(!canMount)('a full disk', () => {
  it('while packages are unpacked: says so, exit 3; with room the same command installs', () => {
    const small = disk(2)
    const root = join(small.folder, 'clone')
    mkdirSync(join(root, 'scripts'), { recursive: true })
    cpSync(resolve('scripts', 'prepare.js'), join(root, 'scripts', 'prepare.js'))
    writeFileSync(join(root, 'package.json'), '{"type":"module"}')
    writeFileSync(join(root, 'package-lock.json'), '{"packages":{"":{},"node_modules/p":{"version":"1.0.0"}}}')
    writeFileSync(join(root, 'npm-cli.js'), NPM)
    const install = () =>
      spawnSync(process.execPath, [join(root, 'scripts', 'prepare.js')], {
        cwd: root,
        encoding: 'utf8',
        env: { ...process.env, npm_execpath: join(root, 'npm-cli.js') },
      })
    for (const left of [0, 200_000]) {
      small.fill(left)
      const { status, stderr } = install()
      expect([status, stderr]).toEqual([3, expect.stringMatching(/(make room on it|room on the disk), then run/)])
      expect(stderr).not.toContain('    at ')
      small.free()
    }
    expect(install().status).toBe(0)
    expect(existsSync(join(root, 'node_modules', 'p', 'package.json'))).toBe(true)
  }, 60_000)

  // initdb needs 40 MB; then come migrations, services and people
  it.each([
    ['while the database is made', 8],
    ['while services and people are loaded', 56],
  ])(
    '%s: one sentence, exit 3, no PostgreSQL is left; with room the same start opens',
    async (_when, megabytes) => {
      const { folder, grow } = disk(megabytes)
      const home = join(folder, 'home')
      refusedWell(await runCommand({ DARCHA_HOME: home, PORT: String(await freePorts()) }, 'start'))
      expect(postmasterOf(home)).toBeUndefined()
      grow(420)
      const instance = await startInstance({ home })
      try {
        const services = await fetch(`${instance.url}/api/v1/services`)
        expect(((await services.json()) as { items: unknown[] }).items.length).toBeGreaterThan(0)
      } finally {
        await instance.stop()
      }
    },
    240_000,
  )

  it('while it runs: 503 or 507 with when to come again; afterwards it goes on by itself, and no backup is half a one', async () => {
    const small = disk(420)
    const instance = await startInstance({ home: join(small.folder, 'home') })
    try {
      const citizen = apiClient(instance.url, await instance.token('citizen'))
      const [web] = instance.pids('web')
      // filling the disk stops this process for seconds, in which a server may end a kept connection unseen
      const once = { connection: 'close' }
      const { answers } = (await citizen.send('GET', `/services/${SERVICE}`, undefined, once)).body.example
      const file = () =>
        fetch(`${instance.url}/api/v1/applications`, {
          method: 'POST',
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...once },
          body: JSON.stringify({ service: SERVICE, answers }),
        })
      const token = await instance.token('citizen')
      expect((await file()).status).toBe(201)

      const tiny = disk(1)
      tiny.fill(100_000)
      const backup = join(tiny.folder, 'backup')
      refusedWell(await instance.command('backup', backup))
      expect(readdirSync(backup)).toEqual([])

      small.fill()
      const upload = async () =>
        fetch(`${instance.url}/api/v1/files?name=a.pdf`, {
          method: 'POST',
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream', ...once },
          body: Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(300_000)]),
        })
      const unsent = await upload()
      expect([unsent.status, (await unsent.text()).includes('    at ')]).toEqual([507, false])
      const refused: Response[] = []
      for (let tries = 0; tries < 200 && refused.length < 3; tries++) {
        const answer = await file()
        if (answer.status !== 201) refused.push(answer)
      }
      expect(refused.length).toBeGreaterThan(0)
      for (const answer of refused) {
        expect([503, 507]).toContain(answer.status)
        expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
        expect(answer.headers.get('content-type')).toContain('application/problem+json')
      }
      small.free()
      await expect.poll(async () => (await file()).status, { timeout: 90_000, interval: 500 }).toBe(201)
      expect((await citizen.get('/services?query=uy')).status).toBe(200)
      // several statements fail at once: none of them ended the server
      expect(instance.pids('web')).toEqual([web])
      // what was answered with 201 is there, and nothing of what was refused is there in part
      expect((await instance.command('verify', '--audit')).code).toBe(0)
    } finally {
      await instance.stop()
    }
    expect(postmasterOf(instance.home)).toBeUndefined()
  }, 400_000)
})
