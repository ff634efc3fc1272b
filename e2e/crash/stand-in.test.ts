import { afterAll, beforeAll, expect, it } from 'vitest'
import { startInstance, type StartedInstance } from '../testing/start-instance.ts'

/** Milliseconds to the first answer after a web server died; a machine that does other things too may take longer once. */
const AT_MOST = 1500
const AT_WORST = 5000

let instance: StartedInstance
beforeAll(async () => {
  instance = await startInstance({ environment: { DARCHA_REQUESTS_PER_MINUTE: '1000000', LOG_LEVEL: 'fatal' } })
}, 120_000)
afterAll(() => instance?.stop())

/** Asks until there is an answer. @returns milliseconds since `begun`, and the answer */
async function firstAnswer(begun: number, path: string, init: RequestInit = {}) {
  for (;;) {
    try {
      const answer = await fetch(instance.url + path, { ...init, signal: AbortSignal.timeout(10_000) })
      return { after: performance.now() - begun, answer, text: await answer.text() }
    } catch (error) {
      if ((error as Error).name === 'TimeoutError') throw error
      await new Promise((done) => setTimeout(done, 10))
    }
  }
}

const opens = () =>
  expect.poll(async () => (await fetch(`${instance.url}/readyz`)).status, { timeout: 60_000 }).toBe(200)

it('somebody answers at once in the place of a web server that was killed, in the language of who asks', async () => {
  const titles = new Set<string>()
  const took: number[] = []
  for (const language of ['uz', 'ru']) {
    expect(instance.kill('web')).toBeDefined()
    const begun = performance.now()
    const asked = await Promise.all([
      firstAnswer(begun, `/${language}/services`),
      firstAnswer(begun, '/api/v1/applications', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'accept-language': language },
        body: JSON.stringify({ service: 'x'.repeat(100_000) }),
      }),
      firstAnswer(begun, '/healthz'),
    ])
    took.push(...asked.map(({ after }) => after))
    for (const { answer } of asked) {
      expect(answer.status).toBe(503)
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
    }
    const [page, problem] = asked
    expect(page.answer.headers.get('content-language')).toMatch(new RegExp(`^${language}`))
    expect(page.text).toContain('<main')
    expect(JSON.parse(problem.text)).toMatchObject({ type: 'urn:darcha:problem:errors.starting', status: 503 })
    titles.add((JSON.parse(problem.text) as { title: string }).title)
    const [style] = /\/assets\/[\w.-]+\.css/.exec(page.text)!
    expect((await fetch(instance.url + style)).status).toBe(200)
    await opens()
  }
  expect(titles.size).toBe(2)
  expect(Math.min(...took)).toBeLessThan(AT_MOST)
  expect(Math.max(...took)).toBeLessThan(AT_WORST)
}, 180_000)

it('nobody hangs or is turned away while servers are killed and come back under load', async () => {
  let over = false
  let last = performance.now()
  const faults: string[] = []
  let longest = 0
  const lanes = Array.from({ length: 6 }, async () => {
    while (!over) {
      const begun = performance.now()
      try {
        const answer = await fetch(`${instance.url}/en`, { signal: AbortSignal.timeout(10_000) })
        await answer.text()
        if (answer.status !== 200 && answer.status !== 503) faults.push(String(answer.status))
        if (answer.status === 503 && !answer.headers.get('retry-after')) faults.push('no Retry-After')
        longest = Math.max(longest, performance.now() - last)
        last = performance.now()
        if (answer.status === 503) await new Promise((done) => setTimeout(done, 50))
      } catch (error) {
        if ((error as Error).name === 'TimeoutError') faults.push(`no answer in ${performance.now() - begun}`)
        await new Promise((done) => setTimeout(done, 10))
      }
    }
  })
  for (const signal of ['SIGKILL', 'SIGTERM'] as const) {
    await expect.poll(() => instance.kill('web', signal), { timeout: 30_000 }).toBeDefined()
    await opens()
  }
  over = true
  await Promise.all(lanes)
  expect(faults).toEqual([])
  expect(longest).toBeLessThan(AT_WORST)
}, 240_000)
