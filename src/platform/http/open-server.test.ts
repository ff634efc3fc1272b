import { Agent, request } from 'node:http'
import { expect, it } from 'vitest'
import { openServer } from './open-server.ts'

interface Answer {
  status: number
  headers: Record<string, unknown>
}

const ask = (port: number, agent?: Agent) =>
  new Promise<Answer>((done, fail) => {
    request({ port, host: '127.0.0.1', ...(agent ? { agent } : {}) }, (response) => {
      response.resume().once('end', () => done({ status: response.statusCode!, headers: response.headers }))
    })
      .once('error', fail)
      .end()
  })

it('tells at once to come again while it can not answer yet', async () => {
  const server = await openServer({ host: '127.0.0.1', port: 0 })
  const early = await ask(server.port)
  expect(early).toMatchObject({ status: 503, headers: { 'retry-after': '1', connection: 'close' } })
  server.answerBy((_, response) => response.end('here'))
  expect((await ask(server.port)).status).toBe(200)
  await server.stop()
})

it('ends kept connections in order: nobody who asks on one is reset', async () => {
  for (let round = 0; round < 5; round++) {
    const server = await openServer({ host: '127.0.0.1', port: 0 })
    server.answerBy((_, response) => void setTimeout(() => response.end('x'.repeat(10_000)), Math.random() * 10))
    const faults: string[] = []
    const [answered, closes] = [new Map<number, number>(), new Set<number>()]
    const client = async (number: number) => {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 })
      for (;;) {
        try {
          const { status, headers } = await ask(server.port, agent)
          if (status !== 200) faults.push(String(status))
          answered.set(number, (answered.get(number) ?? 0) + 1)
          if (headers['connection'] === 'close') closes.add(number)
          // between its requests it thinks, so that its connection is kept and idle
          await new Promise((next) => setTimeout(next, Math.random() * 30))
        } catch (error) {
          const { code } = error as NodeJS.ErrnoException
          if (code !== 'ECONNREFUSED') faults.push(code ?? String(error))
          return agent.destroy()
        }
      }
    }
    const clients = Array.from({ length: 16 }, (_, number) => client(number))
    await expect.poll(() => answered.size).toBe(16)
    await server.stop()
    await Promise.all(clients)
    expect(faults).toEqual([])
    expect(closes.size).toBe(16)
  }
}, 30_000)

it('lets nobody keep it from ending', async () => {
  const server = await openServer({ host: '127.0.0.1', port: 0, patience: 200 })
  server.answerBy(() => undefined)
  const cut = expect(ask(server.port)).rejects.toThrow()
  await new Promise((done) => setTimeout(done, 50))
  const begun = performance.now()
  await server.stop()
  expect(performance.now() - begun).toBeLessThan(3000)
  await cut
})
