import { mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { startEmbedded } from './index.ts'

it('is open again within seconds when it is killed while it starts', async () => {
  const home = await mkdtemp(join(tmpdir(), 'darcha-embedded-'))
  try {
    await (await startEmbedded(home)).stop()
    const postmaster = async () =>
      Number((await readFile(join(home, 'pg', 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')[0])
    const begun = Date.now()
    const starting = startEmbedded(home)
    let killed = 0
    while (killed === 0 && Date.now() - begun < 10_000) {
      const pid = await postmaster()
      if (pid > 0) {
        process.kill(pid, 'SIGKILL')
        killed = pid
      } else await new Promise((done) => setTimeout(done, 1))
    }
    expect(killed).toBeGreaterThan(0)
    const server = await starting
    // it waited a minute for the one that was gone, before its end by a signal was looked at
    expect(Date.now() - begun).toBeLessThan(20_000)
    expect(await postmaster()).not.toBe(killed)
    await server.stop()
  } finally {
    await rm(home, { recursive: true, force: true })
  }
}, 90_000)

it('starts by itself after a power cut, whatever is left of the lock file', async () => {
  // a quote, a space and letters of another alphabet, as people name their folders
  const home = await mkdtemp(join(tmpdir(), `darcha o'zbek "ё" -`))
  const lock = join(home, 'pg', 'postmaster.pid')
  try {
    await (await startEmbedded(home)).stop()
    for (const left of [
      '',
      '\0\0\0\0',
      'garbage\n',
      `${process.pid}\n${join(home, 'pg')}\n1\n5432\n\n\n`,
      '99999999\n',
    ]) {
      await writeFile(lock, left)
      await utimes(lock, 1, 1)
      const begun = Date.now()
      const server = await startEmbedded(home)
      expect(Date.now() - begun, JSON.stringify(left)).toBeLessThan(20_000)
      expect(server.adopted).toBe(false)
      await server.stop()
    }
    // the process that the file named is none of ours and still lives
    expect(process.kill(process.pid, 0)).toBe(true)
  } finally {
    await rm(home, { recursive: true, force: true })
  }
}, 120_000)

it('says what to do with a server that was stopped, and starts none beside it', async () => {
  const home = await mkdtemp(join(tmpdir(), 'darcha-embedded-'))
  try {
    const server = await startEmbedded(home)
    const pid = Number((await readFile(join(home, 'pg', 'postmaster.pid'), 'utf8')).split('\n')[0])
    process.kill(pid, 'SIGSTOP')
    try {
      await expect(startEmbedded(home)).rejects.toThrow(`kill -CONT ${pid}`)
    } finally {
      process.kill(pid, 'SIGCONT')
    }
    await server.stop()
    expect(() => process.kill(pid, 0)).toThrow()
  } finally {
    await rm(home, { recursive: true, force: true })
  }
}, 60_000)

it('tells why PostgreSQL does not start, and leaves none behind', async () => {
  const home = await mkdtemp(join(tmpdir(), 'darcha-embedded-'))
  try {
    await (await startEmbedded(home)).stop()
    await rm(join(home, 'pg', 'global', 'pg_control'))
    const begun = Date.now()
    await expect(startEmbedded(home)).rejects.toThrow(/PostgreSQL did not start \(.*pg_control/)
    expect(Date.now() - begun).toBeLessThan(20_000)
  } finally {
    await rm(home, { recursive: true, force: true })
  }
}, 60_000)
