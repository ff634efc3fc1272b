import type { ClientCertificate } from '../config/client-certificate.ts'
import { httpSender } from '../wire/http.ts'
import { WireFailure } from '../wire/problems.ts'

/** More than any answer of a provider; one that sends more is not read to its end. */
const MOST_BYTES = 2_000_000

/** As much of `fetch` as clients of a provider use. */
export type Fetch = (
  url: string,
  options: {
    method?: string
    headers?: HeadersInit
    body?: unknown
  },
) => Promise<Response>

/**
 * `fetch` that shows a certificate where one is asked for (RFC 8705, 2): Node's own can show none. It follows no redirect.
 * @param timeout milliseconds for the whole of an answer
 */
export function fetchWithCertificate({ certificate, key }: ClientCertificate, timeout: number): Fetch {
  const send = httpSender({ cert: certificate, key, minVersion: 'TLSv1.2' })
  return async (url, { method = 'GET', headers, body }) => {
    const { status, ...answer } = await send({
      url,
      method,
      headers: Object.fromEntries(new Headers(headers)),
      body: body === undefined || body === null ? undefined : Buffer.from(String(body)),
      timeout,
      mostBytes: MOST_BYTES,
    }).catch((error: unknown) => {
      throw asOfFetch(error)
    })
    return new Response(NO_BODY.has(status) ? null : Buffer.from(answer.body), { status, headers: answer.headers })
  }
}

const NO_BODY = new Set([204, 205, 304])

/** As `fetch` says the same: its callers tell by it who is away from who answered no. */
const asOfFetch = (error: unknown): unknown => {
  if (!(error instanceof WireFailure)) return error
  if (error.problem === 'timeout') return new DOMException('no answer in time', 'TimeoutError')
  return new TypeError('fetch failed', { cause: Object.assign(new Error(error.message), { code: error.detail }) })
}
