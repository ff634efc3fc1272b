import type { Hono } from 'hono'
import { repeatedNames } from '../../kernel/data/index.ts'
import type { Languages, Speech } from '../i18n/index.ts'
import type { Principal } from '../rights/index.ts'
import {
  bodyOf,
  describeInterface,
  general,
  matchesTag,
  problemsOfNames,
  Refusal,
  tagOf,
  type AnyUseCase,
  type Performer,
} from '../use-case/index.ts'
import { readBody, retryAfter, utf8 } from './limits.ts'
import { readQuery } from './read-query.ts'

export interface ApiParts {
  useCases: readonly AnyUseCase[]
  performer: Performer
  /** Who the bearer token says; nobody without one. @throws Refusal for a token that is not known */
  authenticate(request: Request): Promise<Principal>
  speak(request: Request): Speech
  languages: Languages
  clock(): string
  bodyLimit: number
  title: string
  version: string
  /** Paths of the interface that are no use cases, as OpenAPI describes them. */
  others?: Record<string, unknown>
  /** The rooms, by which the interface is grouped. */
  rooms?: readonly { name: string; about?: string }[]
}

/** Mounts every use case below /api/v1 and their description at /api/openapi.json. */
export function mountApi(app: Hono, parts: ApiParts): void {
  // made when it is first asked for: a tenth of a start
  let document: string | undefined
  app.get('/api/openapi.json', (context) => {
    document ??= JSON.stringify(
      describeInterface(parts.useCases, parts.title, parts.version, parts.others, parts.rooms),
    )
    return context.body(document, 200, { 'content-type': 'application/json; charset=utf-8' })
  })
  for (const useCaseRow of parts.useCases) {
    const [method, path] = useCaseRow.at.split(' ') as [string, string]
    app.on(method, `/api/v1${path.replaceAll('{', ':').replaceAll('}', '')}`, async (context) => {
      const request = context.req.raw
      const principal = await parts.authenticate(request)
      const inPath = context.req.param() as Record<string, string>
      const query = readQuery(useCaseRow, new URL(request.url).searchParams, inPath, parts.languages)
      const given = method === 'GET' ? query : await jsonBody(request, parts.bodyLimit)
      const input = { ...given, ...inPath }
      const key = request.headers.get('idempotency-key')
      const ifMatch = useCaseRow.kind === 'does' ? request.headers.get('if-match') : null
      const answer = await parts.performer.perform(useCaseRow, input, {
        principal,
        language: parts.speak(request).language,
        now: parts.clock(),
        written: true,
        ...(key ? { key: key.slice(0, 200) } : {}),
        ...(ifMatch !== null ? { ifMatch, clock: parts.clock } : {}),
      })
      return respond(request, method, useCaseRow, answer)
    })
  }
}

async function jsonBody(request: Request, limit: number): Promise<Record<string, unknown>> {
  const text = utf8(await readBody(request, limit))
  if (text.trim() === '') return {}
  const type = request.headers.get('content-type') ?? ''
  if (!/^application\/([\w.+-]+\+)?json\b/i.test(type)) throw new Refusal(general['wrong-media-type'])
  // whoever walks through what is nested deeper than this calls itself too often
  if (nesting(text) > NESTED_AT_MOST) throw new Refusal(general['unreadable-request'])
  let read: Record<string, unknown> | undefined
  try {
    const value: unknown = JSON.parse(text)
    if (value !== null && typeof value === 'object' && !Array.isArray(value)) read = value as Record<string, unknown>
  } catch {
    /* said below */
  }
  // of two values under one name the reader keeps the last, and says nothing
  const twice = read ? repeatedNames(text) : []
  if (twice.length > 0)
    throw new Refusal(general['invalid-input'], { problems: problemsOfNames(twice, 'errors.input.given-twice') })
  if (read) return read
  throw new Refusal(general['unreadable-request'])
}

const NESTED_AT_MOST = 64

/** How deep lists and objects of a JSON text stand in each other. */
export function nesting(text: string): number {
  let [depth, deepest, quoted] = [0, 0, false]
  for (let at = 0; at < text.length; at++) {
    const letter = text.charCodeAt(at)
    if (letter === 0x22) quoted = !quoted
    else if (quoted) {
      if (letter === 0x5c) at++
    } else if (letter === 0x5b || letter === 0x7b) {
      if (++depth > deepest) deepest = depth
    } else if (letter === 0x5d || letter === 0x7d) depth--
  }
  return deepest
}

/**
 * A read carries a strong ETag and honours both conditions (RFC 9110, 13.1). The answer of a change carries none: it is
 * no
 * representation of what was changed, and its tag would fit nothing.
 */
function respond(request: Request, method: string, useCase: AnyUseCase, answer: unknown): Response {
  const status = useCase.status ?? 200
  if (status === 204) return new Response(null, { status })
  const body = bodyOf(useCase, answer)
  const headers = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' }
  if (method !== 'GET') return new Response(body, { status, headers })
  const etag = tagOf(body)
  const [ifMatch, ifNoneMatch] = [request.headers.get('if-match'), request.headers.get('if-none-match')]
  if (ifMatch !== null && !matchesTag(ifMatch, etag, false)) throw new Refusal(general['changed-meanwhile'])
  if (ifNoneMatch !== null && matchesTag(ifNoneMatch, etag, true))
    return new Response(null, { status: 304, headers: { etag, 'cache-control': 'no-store' } })
  return new Response(body, { status, headers: { ...headers, etag } })
}

/** RFC 9457 problem document, in the asked language. */
export function problem(refusal: Refusal, speech: Speech): Response {
  const body = {
    type: `urn:darcha:problem:${refusal.kind.code}`,
    title: speech.t(refusal.kind.text, refusal.parameters),
    status: refusal.kind.status,
    ...(refusal.problems.length > 0
      ? {
          errors: refusal.problems.map((fieldProblem) => ({
            path: fieldProblem.path,
            message: speech.t(fieldProblem.text, fieldProblem.parameters),
            code: fieldProblem.text,
          })),
        }
      : {}),
  }
  return new Response(JSON.stringify(body), {
    status: refusal.kind.status,
    headers: {
      'content-type': 'application/problem+json; charset=utf-8',
      'content-language': speech.html,
      // 404 and 410 may be kept by whoever stands between (RFC 9110, 15.1), and what is not there now may be in a minute
      'cache-control': 'no-store',
      ...retryAfter(refusal.kind.status, refusal.retryAfter),
    },
  })
}
