import { mkdtemp, readFile, rm } from 'node:fs/promises'
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
