import { createServer, request as send, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

interface Passed {
  status: number
  headers: IncomingHttpHeaders
  body: Buffer
}

/** What happened on the line, by name. */
export type Happenings = Record<string, number>

export interface BadLine {
  url: string
  happened: Happenings
  /** Answers to questions that whoever sits on the line made up of what was heard; none may be one. */
  forged: { sent: number; answered: number }
  /** Leads elsewhere from now on: what stood behind it was started anew. */
  leadTo(behind: string): void
  /** From now on it carries what it is given. */
  heal(): void
  close(): void
}

/** Numbers between 0 and 1, the same for the same seed. */
export function numbersFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/**
 * A line between two processes that cuts, delays, garbles, mixes up and forges what goes over it until it is healed.
 * @param behind where it leads @param bad how much of what it carries is harmed, 0 to 1
 * @param kill ends the process behind it at once, while it works on a question
 */
export async function badLine(
  behind: string,
  { seed, bad, kill }: { seed: number; bad: number; kill: () => void },
): Promise<BadLine> {
  const next = numbersFrom(seed)
  const happened: Happenings = {}
  const forged = { sent: 0, answered: 0 }
  const heard: Passed[] = []
  let healed = false
  const pass = (
    { method, url, headers }: { method: string; url: string; headers: IncomingHttpHeaders },
    body: Buffer,
  ): Promise<Passed> =>
    new Promise((done, failed) => {
      const passing = send(
        `${behind}${url}`,
        { method, headers: { ...headers, host: '127.0.0.1' } },
        async (answer) => {
          try {
            const parts: Buffer[] = []
            for await (const part of answer) parts.push(part as Buffer)
            done({ status: answer.statusCode!, headers: answer.headers, body: Buffer.concat(parts) })
          } catch (error) {
            // the register was killed in the middle of what it said
            failed(error)
          }
        },
      )
      passing.on('error', failed)
      passing.end(body)
    })
  const server = createServer(async (incoming, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks)
    const asked = { method: incoming.method!, url: incoming.url!, headers: incoming.headers }
    const harm = healed || next() >= bad ? 'none' : HARMS[Math.floor(next() * HARMS.length)]!
    happened[harm] = (happened[harm] ?? 0) + 1
    const give = ({ status, headers, body: given }: Passed): void => {
      response.writeHead(status, { ...headers, 'content-length': given.length }).end(given)
    }
    try {
      if (harm === 'cut-before') return void response.destroy()
      if (harm === 'proxy-page')
        return give({ status: 502, headers: { 'content-type': 'text/html' }, body: Buffer.from('<html>') })
      if (harm === 'forge') {
        // the same question about somebody else, under the signature that was heard
        const other = Buffer.from(body.toString().replace(/("number":"\d{13})\d/, (_, start: string) => `${start}0`))
        if (!other.equals(body)) {
          forged.sent++
          const answer = await pass(
            { ...asked, headers: { ...asked.headers, 'content-length': String(other.length) } },
            other,
          )
          if (answer.headers['x-road-error'] === undefined) forged.answered++
        }
      }
      if (harm === 'delay') await new Promise((done) => setTimeout(done, 20 + next() * 150))
      const answering = pass(asked, body)
      if (harm === 'killed') {
        // half of them while it works on the question, half when it has answered and nobody has heard it
        if (next() < 0.5) await answering
        else answering.catch(() => undefined)
        kill()
        return void response.destroy()
      }
      const answer = await answering
      if (harm === 'twice') await pass(asked, body)
      if (harm === 'cut-after') return void response.destroy()
      if (harm === 'half') {
        response.writeHead(answer.status, { ...answer.headers, 'content-length': answer.body.length })
        response.write(answer.body.subarray(0, answer.body.length >> 1))
        return void setTimeout(() => response.destroy(), 5)
      }
      if (harm === 'garble') {
        const garbled = Buffer.from(answer.body)
        if (garbled.length > 0) garbled[Math.floor(next() * garbled.length)]! ^= 1
        return give({ ...answer, body: garbled })
      }
      if (harm === 'unsign') {
        const { 'darcha-seal': _seal, ...headers } = answer.headers
        return give({ ...answer, headers })
      }
      if (harm === 'other-answer' && heard.length > 0) return give(heard[Math.floor(next() * heard.length)]!)
      if (heard.length < 200) heard.push(answer)
      give(answer)
    } catch {
      response.destroy()
    }
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    happened,
    forged,
    leadTo(next) {
      behind = next
    },
    heal() {
      healed = true
    },
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** What may happen to a question or its answer. */
export const HARMS = [
  'cut-before',
  'cut-after',
  'half',
  'delay',
  'garble',
  'unsign',
  'other-answer',
  'twice',
  'proxy-page',
  'forge',
  'killed',
] as const
