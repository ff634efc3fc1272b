import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it } from 'vitest'
import { wrongWith } from '../../../demo/told-system.ts'
import { networkList } from '../../platform/http/index.ts'
import { mayReach, readAddress } from './model/check-address.ts'
import { nextTry } from './model/plan-tries.ts'
import { secretsOf } from './model/secrets.ts'
import { sendMessage } from './model/send-message.ts'
import { problemOfMessage, readSecret, signedHeaders, writeSecret } from './model/sign-message.ts'

const NOWHERE = networkList([])
const HERE = networkList(['127.0.0.1'])

it('signs as Standard Webhooks does: the example that its libraries are tested with', () => {
  const message = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', timestamp: 1614265330, body: '{"test": 2432232314}' }
  const secret = readSecret('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw')
  const headers = signedHeaders(message, [secret])
  expect(headers['webhook-signature']).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=')
  expect(writeSecret(secret)).toBe('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw')
})

it('lets a receiver know what is altered, signed by another, unsigned, replayed later or from the future', () => {
  const [ours, another] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)]
  const message = { id: 'a', timestamp: 1_000_000, body: '{}' }
  const headers = signedHeaders(message, [ours])
  const judged = (change: object, body = '{}', now = 1_000_010) => [
    problemOfMessage({ ...headers, ...change }, body, ours, now),
    wrongWith({ ...headers, ...change }, body, [writeSecret(ours)], now),
  ]
  expect(judged({})).toEqual([undefined, undefined])
  expect(judged({}, '{ }')).toEqual(['signed-by-another', 'signed by another'])
  expect(judged({ 'webhook-id': 'b' })).toEqual(['signed-by-another', 'signed by another'])
  expect(judged({ 'webhook-timestamp': '1000001' })).toEqual(['signed-by-another', 'signed by another'])
  expect(judged(signedHeaders(message, [another]))).toEqual(['signed-by-another', 'signed by another'])
  expect(judged({ 'webhook-signature': undefined })).toEqual(['headers-missing', 'unsigned'])
  expect(judged({}, '{}', 1_000_301)).toEqual(['too-old', 'not of now'])
  expect(judged({}, '{}', 999_600)).toEqual(['too-new', 'not of now'])
  // while a key changes either of the two will do
  expect(judged(signedHeaders(message, [another, ours]))).toEqual([undefined, undefined])
})

it('signs with the key before beside the new one, for a day after a change', () => {
  const derive = (purpose: string) => Buffer.from(purpose)
  const rotated = { id: 'x', generation: 2, rotatedAt: '2026-11-11T05:00:00.000Z' }
  const names = (now: string) => secretsOf(derive, rotated, now).map((key) => Buffer.from(key).toString())
  expect(names('2026-11-12T04:59:59.000Z')).toEqual(['webhook x 2', 'webhook x 1'])
  expect(names('2026-11-12T05:00:00.000Z')).toEqual(['webhook x 2'])
})

it('tries for three days, at longer and longer intervals, no sooner than the receiver asks', () => {
  const now = '2026-11-11T05:00:00.000Z'
  const waits: number[] = []
  for (let tries = 1; ; tries++) {
    const at = nextTry(tries, 'x', now)
    if (!at) break
    waits.push((Date.parse(at) - Date.parse(now)) / 1000)
  }
  expect(waits).toHaveLength(9)
  const least = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400]
  for (const [at, wait] of waits.entries()) {
    expect(wait).toBeGreaterThanOrEqual(least[at]!)
    expect(wait).toBeLessThanOrEqual(least[at]! * 1.1 + 1)
  }
  expect(Date.parse(nextTry(1, 'x', now, 600)!) - Date.parse(now)).toBeGreaterThanOrEqual(600_000)
})

it.each([
  'http://system.example/',
  'ftp://system.example/',
  'https://user:secret@system.example/',
  'https://127.0.0.1/',
  'https://2130706433/',
  'https://0x7f.1/',
  'https://[::1]/',
  'https://[::ffff:127.0.0.1]/',
  'https://[::ffff:a9fe:a9fe]/',
  'https://169.254.169.254/latest/meta-data/',
  'https://10.1.2.3/',
  'https://172.31.0.1/',
  'https://192.168.1.1/',
  'https://100.64.0.1/',
  'https://0.0.0.0/',
  'https://[fd00:ec2::254]/',
  'https://[fe80::1]/',
  'https://[64:ff9b::7f00:1]/',
  'https://[2002:7f00:1::]/',
  'nonsense',
])('sends nothing to %s', (address) => {
  expect(readAddress(address, NOWHERE)).toBeUndefined()
})

it('sends to public addresses, and to those of a network that was set, there without TLS too', () => {
  expect(readAddress('https://system.example:8443/told', NOWHERE)?.href).toBe('https://system.example:8443/told')
  expect(readAddress('https://93.184.215.14/', NOWHERE)).toBeDefined()
  expect(readAddress('http://127.0.0.1:4200/', HERE)).toBeDefined()
  expect(readAddress('http://system.example/', HERE)).toBeUndefined()
  expect(mayReach('2606:2800:21f:cb07:6820:80da:af6b:8b2c', NOWHERE)).toBe(true)
})

/** One request to a server that answers so. */
async function tried(answer: RequestListener, timeout = 5000, host = '127.0.0.1') {
  let asked = 0
  const server = createServer((request, response) => {
    asked++
    answer(request, response)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  const became = await sendMessage({ address: `http://${host}:${port}/told`, headers: {}, body: '{}' }, HERE, timeout)
  server.closeAllConnections()
  server.close()
  return { ...became, asked }
}

it('knows by the answer what became of a message, follows no redirect and waits for no body', async () => {
  const says =
    (status: number, headers: Record<string, string> = {}): RequestListener =>
    (_request, response) =>
      void response.writeHead(status, headers).write('the body never ends')
  expect(await tried(says(202))).toMatchObject({ became: 'delivered', asked: 1 })
  expect(await tried(says(410))).toMatchObject({ became: 'gone' })
  expect(await tried(says(302, { location: 'http://127.0.0.1:1/' }))).toMatchObject({
    became: 'refused',
    problem: 'HTTP 302: redirect',
    asked: 1,
  })
  expect(await tried(says(400))).toMatchObject({ became: 'refused', status: 400 })
  expect(await tried(says(503, { 'retry-after': '120' }))).toMatchObject({ became: 'away', retryAfter: 120 })
  expect(await tried(() => undefined, 100)).toMatchObject({ became: 'away', problem: 'timeout' })
  expect(await tried((request) => void request.socket.destroy())).toMatchObject({ became: 'away' })
})

it('resolves a name at the moment of sending: one that leads inside is not reached', async () => {
  const became = await sendMessage({ address: 'https://localhost/', headers: {}, body: '{}' }, NOWHERE)
  expect(became).toEqual({ became: 'away', problem: 'forbidden-address' })
})
