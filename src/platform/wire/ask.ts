import { hash, randomUUID } from 'node:crypto'
import {
  digestOfHashed,
  headOf,
  HEADER,
  memberOf,
  pathOf,
  readFault,
  writeClient,
  writeService,
  type ClientId,
  type ServiceId,
} from '../../kernel/x-road/index.ts'
import type { HttpSend } from './http.ts'
import type { Members } from './keys.ts'
import { disbelieved, type LogEntry, type MessageLog } from './log.ts'
import { WireFailure, WireRefused, type WireProblem } from './problems.ts'
import type { Sealer, SealJudge } from './seal.ts'

/** A question to a service of another member. */
export interface Ask {
  to: ServiceId
  /** JSON; absent: a GET. */
  body?: unknown
  /** What follows the service in the address, from its slash or question mark. */
  rest?: string
  /** The same over repeated tries: whoever answered it before answers the same. */
  id?: string
  /** X-Road-Issue: case or run. */
  issue: string
  userId?: string
  represented?: string
  /** Why, and by which law: whoever is asked demands both. */
  purpose: string
  basis: string
  timeout?: number
  mostBytes?: number
}

export interface Answered {
  /** X-Road-Id and base64 X-Road-Request-Hash: proof of which question it answers. */
  id: string
  requestHash: string
  status: number
  body: unknown
}

export interface AskParts {
  self: ClientId
  sealer: Sealer
  judge: SealJudge
  members: Members
  log: MessageLog
  send: HttpSend
  clock: () => string
  /** Where a member is reached that has told no address of its own. */
  fallback?: string
  /**
   * A Security Server of X-Road: all questions go to it. It signs and verifies by itself, so answers bear no seals of
   * ours.
   */
  securityServer?: string
}

export type AskService = (ask: Ask) => Promise<Answered>

const TIMEOUT = 5_000
/** Faults that are the question's own: whoever asks it again is told the same. */
const OF_QUESTION = /^Client\.|\.(Replayed|TooLarge)$/
/** An answer about a person is a page of facts; more is a mistake or an attack. */
const MOST_BYTES = 2_000_000

/**
 * Asks a service over the X-Road Message Protocol for REST: signs the question, verifies the answer and that it answers
 * this question, and logs both before it is used.
 * @throws in the answer's promise WireFailure when there is none that can be believed, WireRefused when the exchange refuses
 */
export function asker(parts: AskParts): AskService {
  const { self, sealer, judge, members, log, send, clock } = parts
  return async (ask) => {
    const id = ask.id ?? randomUUID()
    const body = ask.body === undefined ? undefined : Buffer.from(JSON.stringify(ask.body))
    const method = body ? 'POST' : 'GET'
    const target = `${pathOf(ask.to)}${ask.rest ?? ''}`
    const headers: Record<string, string> = {
      [HEADER.client]: writeClient(self),
      [HEADER.id]: id,
      [HEADER.issue]: encodeURIComponent(ask.issue),
      [HEADER.purpose]: encodeURIComponent(ask.purpose),
      [HEADER.basis]: encodeURIComponent(ask.basis),
      ...(ask.userId ? { [HEADER.userId]: encodeURIComponent(ask.userId) } : {}),
      ...(ask.represented ? { [HEADER.represented]: encodeURIComponent(ask.represented) } : {}),
      ...(body ? { 'content-type': 'application/json' } : {}),
    }
    const head = headOf(`${method} ${target}`, headers)
    const bodyHash = body && hashOfBody(body)
    const digest = digestOfHashed(sha512, head, bodyHash)
    const requestHash = Buffer.from(digest).toString('base64')
    const seal = await sealer.seal('request', digest)
    const common = { id, client: writeClient(self), service: writeService(ask.to), issue: ask.issue }
    const asked: LogEntry = {
      ...common,
      part: 'sent',
      direction: 'request',
      at: clock(),
      head,
      seal,
      body: body ?? new Uint8Array(),
      bodyHash,
      problem: '',
    }
    const member = memberOf(ask.to)
    const address = parts.securityServer ?? members.find(member)?.address ?? parts.fallback
    const failed = async (problem: WireProblem, received?: LogEntry, detail?: string): Promise<never> => {
      await log.append(received ? [asked, disbelieved(received, problem)] : [{ ...asked, problem }])
      // who moved, or signs by another key since, is known when it is asked again
      if (problem === 'unreachable' || problem === 'signed-by-another') members.list()
      throw new WireFailure(problem, detail)
    }
    if (address === undefined) return failed('unreachable', undefined, `nobody knows where ${member} is`)
    const answer = await send({
      url: `${address.replace(/\/$/, '')}${target}`,
      method,
      headers: { ...headers, accept: 'application/json', [HEADER.seal]: seal },
      body,
      timeout: ask.timeout ?? TIMEOUT,
      mostBytes: ask.mostBytes ?? MOST_BYTES,
    }).catch((error: unknown) =>
      error instanceof WireFailure ? failed(error.problem, undefined, error.detail) : failed('unreachable'),
    )
    const received: LogEntry = {
      ...common,
      part: 'received',
      direction: 'answer',
      at: clock(),
      head: headOf(String(answer.status), answer.headers),
      seal: answer.headers[HEADER.seal] ?? '',
      body: answer.body,
      problem: '',
    }
    if (!parts.securityServer) {
      received.bodyHash = hashOfBody(received.body)
      const wrong = judge.judge(
        received.seal,
        'answer',
        digestOfHashed(sha512, received.head, received.bodyHash),
        member,
      )
      if (wrong) return failed(answer.status >= 500 && wrong === 'unsigned' ? 'failing' : wrong, received)
    }
    const otherQuestion =
      answer.headers[HEADER.id] !== id || (!parts.securityServer && answer.headers[HEADER.requestHash] !== requestHash)
    if (otherQuestion) return failed('replayed', received)
    const fault = answer.headers[HEADER.error]
    if (fault !== undefined) {
      const type = readFault(fault)
      await log.append([asked, disbelieved(received, type)])
      // trouble of a server or of the way, and rights that we lack there, pass; what is said of the question does not
      if (OF_QUESTION.test(type)) throw new WireRefused(type)
      throw new WireFailure('failing', type)
    }
    if (answer.status >= 500) return failed('failing', received, String(answer.status))
    if (/charset=(?!"?utf-?8)/i.test(answer.headers['content-type'] ?? '')) return failed('not-utf8', received)
    const text = utf8(answer.body)
    if (text === undefined) return failed('not-utf8', received)
    const parsed = json(text)
    if (parsed === undefined) return failed('unreadable', received)
    await log.append([asked, received])
    return { id, requestHash, status: answer.status, body: parsed.value }
  }
}

const decoder = new TextDecoder('utf-8', { fatal: true })
function utf8(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes)
  } catch {
    return undefined
  }
}
function json(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) }
  } catch {
    return undefined
  }
}

/** SHA-512 for the kernel's digests; the answer comes as a text, which costs less than bytes of its own. */
export const sha512 = (given: Uint8Array | string): Uint8Array => {
  const { buffer, byteOffset, byteLength } = Buffer.from(hash('sha512', given, 'binary'), 'latin1')
  return new Uint8Array(buffer, byteOffset, byteLength)
}

/** SHA-512 of a body, counted once for its digest and its log; undefined of none. */
export const hashOfBody = (body: Uint8Array): Uint8Array | undefined => (body.length > 0 ? sha512(body) : undefined)
