import { createHash, timingSafeEqual } from 'node:crypto'

/**
 * Whether a request may read the figures of this process: with the token where one is set, else only from this machine
 * itself, by its own name and past no proxy: one that says nothing of itself still asks by the name that the public uses.
 * @param address where the request comes from
 */
export function mayReadMetrics(request: Request, address: string, token: string | undefined): boolean {
  if (token !== undefined) {
    const given = /^bearer\s+(\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1]
    const digest = (text: string) => createHash('sha256').update(text).digest()
    return given !== undefined && timingSafeEqual(digest(given), digest(token))
  }
  return isLocal(address) && isLocal(new URL(request.url).hostname) && ![...request.headers.keys()].some(isOfProxy)
}

/** Addresses and names of this machine itself. */
const isLocal = (host: string): boolean => /^(127(\.\d+){3}|localhost|\[?::1\]?)$/.test(host)

/** What proxies add: one that stands on this machine asks for whoever asked it. */
const isOfProxy = (header: string): boolean =>
  header.startsWith('x-forwarded-') || /^(forwarded|via|(x|cf|true)-(real|client|connecting)-ip)$/.test(header)
