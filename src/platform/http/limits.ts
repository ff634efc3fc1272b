import type { MiddlewareHandler } from 'hono'
import { general, Refusal } from '../use-case/index.ts'

/**
 * At most `most` changing requests a minute from one address (fixed window, in this process).
 * Reads are not counted: they are cheap and crawlers of a public portal are welcome.
 */
export function rateLimit(
  most: number,
  addressOf: (request: Request, environment: unknown) => string,
): MiddlewareHandler {
  let windowStart = 0
  let counts = new Map<string, number>()
  return async (context, next) => {
    if (context.req.method !== 'GET' && context.req.method !== 'HEAD') {
      const now = Date.now()
      if (now - windowStart > 60_000) {
        windowStart = now
        counts = new Map()
      }
      const address = addressOf(context.req.raw, context.env)
      const count = (counts.get(address) ?? 0) + 1
      counts.set(address, count)
      if (count > most) throw new Refusal(general['too-many-requests'])
    }
    await next()
  }
}

/**
 * Reads a request's body as bytes up to a limit; says so early when the declared length is over it.
 * @throws Refusal too-large
 */
export async function readBody(request: Request, limit: number): Promise<Uint8Array> {
  const tooLarge = () => new Refusal(general['too-large'], { parameters: { limit: Math.round(limit / 1_000_000) } })
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw tooLarge()
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
