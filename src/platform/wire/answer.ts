import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import {
  digestOf,
  digestOfHashed,
  FAULTS,
  headOf,
  HEADER,
  memberOf,
  readClient,
  writeClient,
  writeService,
  type ClientId,
  type Fault,
  type ServiceId,
} from '../../kernel/x-road/index.ts'
import { repeatedNames } from '../../kernel/data/index.ts'
import { hashOfBody, sha512 } from './ask.ts'
import { headersOf, written } from './http.ts'
import { disbelieved, type LogEntry, type MessageLog } from './log.ts'
import type { Sealer, SealJudge } from './seal.ts'

/** A question as a service sees it, its sender proven. */
export interface ServiceCall {
  client: ClientId
  id: string
  issue: string
  purpose: string
  basis: string
  body: unknown
  query: URLSearchParams
}

/** What a service says, with headers that carry no meaning of the message: when to come again. */
export interface ServiceAnswer {
  status: number
  body: unknown
  headers?: Readonly<Record<string, string>>
}

/** A service that a member offers. */
export interface OfferedService {
  /** Subsystems that may ask it, as `writeClient` writes them. */
  clients: readonly string[]
  /** One line for the list of services. */
  title: string
  /** OpenAPI of its body and answer. */
  openapi: Record<string, unknown>
  answer(call: ServiceCall): Promise<ServiceAnswer>
}

/** Answers that were given, so that a repeated question has the same answer and no other effect. */
export interface AnswerStore {
  find(client: string, id: string): Promise<{ digest: string; status: number; body: Uint8Array } | undefined>
  keep(client: string, id: string, given: { digest: string; status: number; body: Uint8Array }): Promise<void>
}

export interface ProviderParts {
  self: ClientId
  sealer: Sealer
  judge: SealJudge
  log: MessageLog
  answers: AnswerStore
  services: Readonly<Record<string, OfferedService>>
  clock: () => string
}

/** Answers one request that was addressed to this subsystem. */
export type Provider = (
  request: IncomingMessage,
  response: ServerResponse,
  target: { id: ServiceId; rest: string; query: string },
) => Promise<void>

/** A question is short; a longer one is refused. */
const MOST_BYTES = 1_000_000
/** A question is taken this long after it was signed: longer than any repeat, and answers are kept at least as long. */
const FRESH = 15 * 60_000

/** Ids are kept to answer a repeated question the same: X-Road's own are UUIDs. */
const ID = /^[\x21-\x7e]{1,200}$/
const MOST_CLIENT = 400

class Refused extends Error {
  readonly fault: Fault
  constructor(fault: Fault, message: string) {
    super(message)
    this.fault = fault
  }
}

/**
 * The provider's door of the exchange: proves the sender, looks up whether they may, demands a purpose, answers a repeated
 * question as before, signs the answer and logs both before it leaves.
 */
export function provider(parts: ProviderParts): Provider {
  const { self, sealer, judge, log, answers, services, clock } = parts
  return async (request, response, target) => {
    const headers = headersOf(request)
    const service = writeService(target.id)
    const head = headOf(`${request.method} ${request.url}`, headers)
    const named = headers[HEADER.id]
    const isId = named === undefined || ID.test(named)
    const received: LogEntry = {
      part: 'received',
      direction: 'request',
      id: isId && named !== undefined ? named : randomUUID(),
      at: clock(),
      client: (headers[HEADER.client] ?? '').slice(0, MOST_CLIENT),
      service,
      issue: decoded(headers[HEADER.issue]),
      head,
      seal: headers[HEADER.seal] ?? '',
      body: new Uint8Array(),
      problem: '',
    }
    let isProven = false
    try {
      received.body = await read(request)
      received.bodyHash = hashOfBody(received.body)
      const digest = digestOfHashed(sha512, head, received.bodyHash)
      if (!isId) throw new Refused('Client.BadRequest', 'X-Road-Id is longer than 200 characters, or has blanks in it')
      const client = readClient(headers[HEADER.client] ?? '')
      if (!client || writeClient(client).length > MOST_CLIENT)
        throw new Refused('Client.BadRequest', 'X-Road-Client names no member')
      const wrong = judge.judge(received.seal, 'request', digest, memberOf(client))
      if (wrong === 'unknown-member') throw new Refused('Server.ServerProxy.UnknownMember', 'the client is no member')
      if (wrong) throw new Refused('Server.ServerProxy.InvalidSignatureValue', `the request is ${wrong}`)
      isProven = true
      const signedAt = Date.parse(/;at=([^;]+);/.exec(received.seal)![1]!)
      if (!(Math.abs(Date.parse(received.at) - signedAt) < FRESH))
        throw new Refused('Server.ServerProxy.Replayed', 'the request was signed too long ago')
      const hash = Buffer.from(digest).toString('base64')
      const before = await answers.find(received.client, received.id)
      if (before && before.digest !== hash)
        throw new Refused('Server.ServerProxy.Replayed', 'this id was another question before')
      const { headers: beside = {}, ...given } = before
        ? { ...before, headers: undefined }
        : { digest: hash, ...(await answered(client, headers, received, target)) }
      const answerHeaders: Record<string, string> = {
        ...beside,
        'content-type': 'application/json; charset=utf-8',
        [HEADER.client]: received.client,
        [HEADER.service]: service,
        [HEADER.id]: received.id,
        [HEADER.requestId]: randomUUID(),
        [HEADER.requestHash]: hash,
      }
      const answerHead = headOf(String(given.status), answerHeaders)
      const bodyHash = hashOfBody(given.body)
      const seal = await sealer.seal('answer', digestOfHashed(sha512, answerHead, bodyHash))
      // who is told to come again does so with the same id, and is answered then
      if (!before && ![429, 503].includes(given.status)) await answers.keep(received.client, received.id, given)
      await log.append([
        received,
        {
          ...received,
          part: 'sent',
          direction: 'answer',
          at: clock(),
          head: answerHead,
          seal,
          body: given.body,
          bodyHash,
        },
      ])
      response.writeHead(given.status, {
        ...answerHeaders,
        [HEADER.seal]: seal,
        'content-length': String(given.body.length),
      })
      response.end(written(given.body), 'latin1')
    } catch (error) {
      const refused =
        error instanceof Refused ? error : new Refused('Server.ServerProxy.ServiceFailed', 'the service failed')
      const body = Buffer.from(JSON.stringify({ type: refused.fault, message: refused.message, detail: randomUUID() }))
      const errorHeaders: Record<string, string> = {
        'content-type': 'application/json; charset=utf-8',
        [HEADER.error]: refused.fault,
        // the asker knows its question by it, however odd
        [HEADER.id]: named ?? received.id,
        [HEADER.requestHash]: Buffer.from(digestOfHashed(sha512, head, received.bodyHash)).toString('base64'),
      }
      const status = FAULTS[refused.fault]
      const seal = await sealer.seal('answer', digestOf(sha512, headOf(String(status), errorHeaders), body))
      const kept = isProven ? { ...received, problem: refused.fault } : disbelieved(received, refused.fault)
      await log.append([kept]).catch(() => undefined)
      if (response.destroyed) return
      response.writeHead(status, { ...errorHeaders, [HEADER.seal]: seal, 'content-length': String(body.length) })
      response.end(body)
    }
  }

  async function answered(
    client: ClientId,
    headers: Record<string, string>,
    received: LogEntry,
    target: { id: ServiceId; query: string },
  ): Promise<{ status: number; body: Uint8Array; headers?: Readonly<Record<string, string>> | undefined }> {
    const name = target.id.service
    if (name === 'listMethods') return said(200, { service: listed(Object.keys(services)) })
    if (name === 'allowedMethods')
      return said(200, {
        service: listed(
          Object.keys(services).filter((known) => services[known]!.clients.includes(writeClient(client))),
        ),
      })
    const query = new URLSearchParams(target.query)
    if (name === 'getOpenAPI') {
      const code = query.get('serviceCode') ?? ''
      const asked = Object.hasOwn(services, code) ? services[code] : undefined
      if (!asked) throw new Refused('Server.ServerProxy.UnknownService', 'there is no such service')
      return said(200, asked.openapi)
    }
    const service = Object.hasOwn(services, name) ? services[name] : undefined
    if (!service) throw new Refused('Server.ServerProxy.UnknownService', 'there is no such service')
    if (!service.clients.includes(writeClient(client)))
      throw new Refused('Server.ServerProxy.AccessDenied', 'the client may not ask this service')
    const [purpose, basis] = [decoded(headers[HEADER.purpose]), decoded(headers[HEADER.basis])]
    const missing = [...(received.issue ? [] : ['issue']), ...(purpose ? [] : ['purpose']), ...(basis ? [] : ['basis'])]
    if (missing.length > 0) return said(400, { error: 'purpose-missing', fields: missing })
    let body: unknown
    const text = Buffer.from(received.body).toString('utf8')
    try {
      body = text === '' ? undefined : JSON.parse(text)
    } catch {
      return said(400, { error: 'unreadable' })
    }
    const twice = repeatedNames(text)
    if (twice.length > 0) return said(400, { error: 'given-twice', fields: twice.map((path) => path.join('.')) })
    const { id, issue } = received
    const answer = await service.answer({ client, id, issue, purpose, basis, body, query })
    return { ...said(answer.status, answer.body), headers: answer.headers }
  }

  function listed(names: readonly string[]) {
    return names.map((name) => ({
      ...self,
      member_class: self.memberClass,
      object_type: 'SERVICE',
      service_code: name,
      service_type: 'OPENAPI',
      title: services[name]!.title,
    }))
  }
}

const said = (status: number, body: unknown) => ({ status, body: Buffer.from(JSON.stringify(body)) as Uint8Array })

/** Control characters, and halves of characters. */
const CONTROLS = /[\p{Cc}\p{Cs}]/u

function decoded(text: string | undefined): string {
  try {
    const read = decodeURIComponent(text ?? '').slice(0, 500)
    // what no text holds names no case and no purpose
    return CONTROLS.test(read) ? '' : read
  } catch {
    return ''
  }
}

// by its events: an iterator over a stream costs more than all the hashing of a call
const read = (request: IncomingMessage): Promise<Uint8Array> =>
  new Promise((done, fail) => {
    const chunks: Uint8Array[] = []
    let size = 0
    request
      .on('data', (chunk: Uint8Array) => {
        size += chunk.length
        if (size <= MOST_BYTES) return void chunks.push(chunk)
        request.pause()
        fail(new Refused('Server.ServerProxy.TooLarge', 'the request is too long'))
      })
      .on('end', () => done(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)))
      .on('error', fail)
      .on('close', () => fail(new Error('the request broke off')))
  })
