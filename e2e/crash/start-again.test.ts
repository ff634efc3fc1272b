import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { apiClient } from '../testing/api-client.ts'
import { freePorts } from '../testing/free-ports.ts'
import { startInstance } from '../testing/start-instance.ts'

it('opens again with the same data after the whole of it was killed', async () => {
  const home = mkdtempSync(join(tmpdir(), 'darcha-again-'))
  const port = await freePorts()
  const first = await startInstance({ home, port })
  const token = await first.token('citizen')
  const citizen = apiClient(first.url, token)
  const { example } = (await citizen.get('/services/housing-availability-certificate')).body
  const filed = await citizen.post('/applications', {
    service: 'housing-availability-certificate',
    answers: example.answers,
  })
  for (const part of ['worker', 'postmaster', 'web', 'starter'] as const) first.kill(part)
  const second = await startAgain(home, port)
  try {
    expect(second.url).toBe(first.url)
    // the token is as good as before, and the case goes on where it was
    await expect
      .poll(async () => (await citizen.get(`/applications/${filed.body.id}`)).body.status, { timeout: 60_000 })
      .toBe('completed')
    expect((await citizen.get('/applications')).body.items).toHaveLength(1)
  } finally {
    await second.stop()
    rmSync(home, { recursive: true, force: true })
  }
}, 120_000)

/**
 * The demo providers of the killed instance notice within a second that their parent is gone; until then their ports
 * are taken.
 */
async function startAgain(home: string, port: number) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await startInstance({ home, port })
    } catch (error) {
      if (attempt === 10) throw error
      await new Promise((done) => setTimeout(done, 500))
    }
  }
}
