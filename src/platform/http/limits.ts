import type { MiddlewareHandler } from 'hono'
import type { Principal } from '../rights/index.ts'
import { general, Refusal } from '../use-case/index.ts'
import { visitorOf } from './client-address.ts'

/** Who is counted may be so many; beyond, all are counted anew. */
const COUNTED_AT_MOST = 100_000

/**
 * Counts acts of somebody in a window of time (fixed, in this process).
 * @param most acts in a window @param seconds length of the window
 * @returns a function that counts one act, and throws Refusal too-many-requests with the seconds to wait
 */
export function counter(most: number, seconds = 60): (who: string) => void {
  let begun = -Infinity
  let counts = new Map<string, number>()
  return (who) => {
    const now = performance.now()
    if (now - begun > seconds * 1000 || counts.size > COUNTED_AT_MOST) {
      begun = now
      counts = new Map()
    }
    const count = (counts.get(who) ?? 0) + 1
    counts.set(who, count)
    if (count > most)
      throw new Refusal(general['too-many-requests'], {
        retryAfter: Math.max(1, Math.ceil(seconds - (now - begun) / 1000)),
      })
  }
}

const isChange = (request: Request): boolean => request.method !== 'GET' && request.method !== 'HEAD'

/**
 * Counts changing requests by address. Reads are not counted: they are cheap and crawlers of a public portal are
 * welcome.
 */
export function rateLimit(most: number): MiddlewareHandler {
  const count = counter(most)
  return async (context, next) => {
    if (isChange(context.req.raw)) count(visitorOf(addressOf(context.req.raw)))
    await next()
  }
}

/** Counts changing requests by account, whatever line they come from. @param authenticate says who asks */
export function limitAccounts(
  most: number,
  authenticate: (request: Request) => Promise<Principal>,
): (request: Request) => Promise<Principal> {
  const count = counter(most)
  const counted = new WeakSet<Request>()
  return async (request) => {
    const principal = await authenticate(request)
    if (principal.personId && isChange(request) && !counted.has(request)) {
      counted.add(request)
      count(principal.personId)
    }
    return principal
  }
}

/** Where a request comes from, as the server found out behind its trusted proxies. */
export const addressOf = (request: Request): string => request.headers.get('x-darcha-peer') ?? 'unknown'

/** `Retry-After` of answers that say to come again: seconds, as the refusal knows them or as is usual for it. */
export function retryAfter(status: number, seconds: number | undefined): Record<string, string> {
  if (status !== 429 && status !== 503) return {}
  return { 'retry-after': String(seconds ?? (status === 429 ? 60 : 10)) }
}

/**
 * Reads a request's body as bytes up to a limit; says so early when the declared length is over it.
 * @throws Refusal too-large; wrong-media-type for one that is packed
 */
export async function readBody(request: Request, limit: number): Promise<Uint8Array> {
  const tooLarge = () => new Refusal(general['too-large'], { parameters: { limit: Math.round(limit / 1_000_000) } })
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw tooLarge()
  // nobody here unpacks what is sent: read as it stands it would be nonsense (RFC 9110, 8.4)
  const packed = request.headers.get('content-encoding')?.trim().toLowerCase() ?? 'identity'
  if (packed !== 'identity') throw new Refusal(general['wrong-media-type'])
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length
    if (size > limit) throw tooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** UTF-8 text of a body. @throws Refusal unreadable-request when the bytes are not UTF-8 */
export function utf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new Refusal(general['unreadable-request'])
  }
}
