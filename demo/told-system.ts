import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer, type Server } from 'node:http'

/*
 * An example of a body's own system that is told what happens (Standard Webhooks 1.0.0), with nothing of ours in it. Run it
 * from the sources with Node 24, with the secret that was shown when an administrator named it:
 *
 *   SECRET=whsec_… PORT=4200 node demo/told-system.ts
 *
 * docs/handbook/exchange.md says the rest.
 */

/** What it was told. */
export interface Told {
  id: string
  type: string
  timestamp: string
  data: Record<string, unknown>
}

/** Seconds that a message may be old or ahead: what is replayed later is refused. */
const TOLERANCE = 300
const MOST_BYTES = 100_000

/** @returns what is wrong with a message; undefined when it is from whoever knows one of the secrets, and fresh */
export function wrongWith(
  headers: Record<string, string | string[] | undefined>,
  body: string,
  secrets: readonly string[],
  now = Date.now() / 1000,
): string | undefined {
  const {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures,
  } = headers as Record<string, string | undefined>
  if (!id || !timestamp || !signatures) return 'unsigned'
  if (!(Math.abs(now - Number(timestamp)) <= TOLERANCE)) return 'not of now'
  const expected = secrets.map((secret) =>
    createHmac('sha256', Buffer.from(secret.replace('whsec_', ''), 'base64'))
      .update(`${id}.${timestamp}.${body}`)
      .digest(),
  )
  const given = signatures
    .split(' ')
    .flatMap((signature) => (signature.startsWith('v1,') ? [Buffer.from(signature.slice(3), 'base64')] : []))
  const ours = given.some((mac) => expected.some((each) => each.length === mac.length && timingSafeEqual(each, mac)))
  return ours ? undefined : 'signed by another'
}

/**
 * Takes messages: answers 204 to each that is from here, does each once however often it comes, and 401 to all else.
 * @param secrets may be changed while it runs: the next one is put beside the one before
 * @param take does the work; it should be short, and put aside what takes long
 */
export function toldSystem(secrets: string[], take: (told: Told) => void): Server {
  // a real one keeps them in its database, in the same transaction as what it does
  const seen = new Set<string>()
  return createServer((request, response) => {
    const chunks: Uint8Array[] = []
    let size = 0
    request.on('data', (chunk: Uint8Array) => {
      size += chunk.length
      if (size > MOST_BYTES) request.destroy()
      else chunks.push(chunk)
    })
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8')
      const wrong = request.method === 'POST' ? wrongWith(request.headers, body, secrets) : 'no message'
      if (wrong) return response.writeHead(401, { 'content-type': 'text/plain' }).end(`${wrong}\n`)
      const id = String(request.headers['webhook-id'])
      if (!seen.has(id)) {
        take({ id, ...(JSON.parse(body) as Omit<Told, 'id'>) })
        seen.add(id)
      }
      response.writeHead(204).end()
    })
  })
}

if (import.meta.main) {
  const { SECRET, PORT = '4200' } = process.env
  if (!SECRET) {
    process.stderr.write('set SECRET\n')
    process.exit(2)
  }
  toldSystem(SECRET.split(' '), (told) => process.stdout.write(`${JSON.stringify(told)}\n`)).listen(Number(PORT))
}
