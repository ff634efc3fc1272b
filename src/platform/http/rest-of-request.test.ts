import { Agent, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:http'
import { afterEach, expect, it } from 'vitest'
import { listenerOf, type RestLimits } from './rest-of-request.ts'

const ended: (() => void)[] = []
afterEach(() => {
  for (const end of ended.splice(0)) end()
})

/** Reads one piece of what is sent and answers; without a body it answers at once. */
const readsOnePiece = async (asked: Request) => {
  for await (const _piece of (asked.body ?? []) as AsyncIterable<Uint8Array>)
    return new Response('no room', { status: 507 })
  return new Response('here')
}

async function serve(answer: (asked: Request) => Promise<Response>, limits?: RestLimits) {
  const server = createServer(listenerOf(answer, limits))
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  ended.push(() => {
    agent.destroy()
    server.closeAllConnections()
    server.close()
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return (method: string, bytes: number, whole = true) =>
    new Promise<{ status: number; connection: string | undefined; port: number }>((done, fail) => {
      const asking = request(
        { host: '127.0.0.1', port, agent, method, headers: { 'content-length': bytes } },
        (answered) => {
          const { statusCode, headers } = answered
          const { localPort } = answered.socket
          answered
            .resume()
            .once('end', () => done({ status: statusCode!, connection: headers.connection, port: localPort! }))
        },
      ).once('error', fail)
      if (whole) asking.end(Buffer.alloc(bytes))
      else asking.write(Buffer.alloc(bytes / 2))
    })
}

it('reads on what was left of a request: the next one on its connection is answered, however much later', async () => {
  const ask = await serve(readsOnePiece)
  const refused = await ask('POST', 5_000_000)
  expect(refused).toMatchObject({ status: 507, connection: 'keep-alive' })
  // longer than any grace after which a connection with unread bytes is cut
  for (const began = performance.now(); performance.now() - began < 1200; )
    expect(await ask('GET', 0)).toEqual({ status: 200, connection: 'keep-alive', port: refused.port })
})

it('says that the connection ends where the rest is too long', async () => {
  const ask = await serve(readsOnePiece, { most: 100_000, patience: 5000 })
  expect(await ask('POST', 5_000_000)).toMatchObject({ status: 507, connection: 'close' })
  expect((await ask('GET', 0)).status).toBe(200)
})

it('says that the connection ends where the rest does not come', async () => {
  const ask = await serve(readsOnePiece, { most: 100_000_000, patience: 50 })
  expect(await ask('POST', 200_000, false)).toMatchObject({ status: 507, connection: 'close' })
})

it('keeps a connection whose request nobody wanted to read', async () => {
  const ask = await serve(async () => new Response('sign in', { status: 401 }))
  const refused = await ask('POST', 1000)
  expect(refused).toMatchObject({ status: 401, connection: 'keep-alive' })
  expect((await ask('GET', 0)).port).toBe(refused.port)
})
