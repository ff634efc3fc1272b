import { createHash, timingSafeEqual } from 'node:crypto'

/**
 * Whether a request may read the figures of this process: with the token where one is set, else only from this machine
 * itself and past no proxy.
 * @param address where the request comes from
 */
export function mayReadMetrics(request: Request, address: string, token: string | undefined): boolean {
  if (token !== undefined) {
    const given = /^bearer\s+(\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1]
    const digest = (text: string) => createHash('sha256').update(text).digest()
    return given !== undefined && timingSafeEqual(digest(given), digest(token))
  }
  const forwarded = ['x-forwarded-for', 'forwarded', 'x-real-ip'].some((name) => request.headers.has(name))
  return !forwarded && (/^127\./.test(address) || address === '::1')
}
