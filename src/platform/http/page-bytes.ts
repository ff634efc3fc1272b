import { promisify } from 'node:util'
import { gzip } from 'node:zlib'

/**
 * Where each page is written before it is copied out: writing into a buffer that is large enough is one pass, asking
 * for the length first is another.
 */
let scratch = new Uint8Array(256 * 1024)
const encoder = new TextEncoder()
const compress = promisify(gzip)

/** Below this a packet holds the page anyway. */
const WORTH_COMPRESSING = 1400

/** A page in UTF-8; what is no letter (half of a surrogate pair) becomes U+FFFD. */
export function bytesOf(html: string): Uint8Array<ArrayBuffer> {
  // a UTF-16 code unit is at most three bytes
  if (html.length * 3 > scratch.length) scratch = new Uint8Array(html.length * 3)
  return scratch.slice(0, encoder.encodeInto(html, scratch).written)
}

/** Whether a client takes gzip (RFC 9110, 12.5.3): `gzip;q=0` says that it does not. */
export function takesGzip(acceptEncoding: string | null | undefined): boolean {
  return (acceptEncoding ?? '')
    .toLowerCase()
    .split(',')
    .some((text) => {
      const [coding, ...parameters] = text.split(';').map((part) => part.trim())
      return (coding === 'gzip' || coding === '*') && !parameters.some((each) => /^q=0(\.0*)?$/.test(each))
    })
}

export interface Sent {
  body: Uint8Array<ArrayBuffer>
  headers: Record<string, string>
}

/**
 * A page as it is sent: compressed, beside the thread that answers, for who takes it. Pages for cheap phones are small,
 * but a network may be smaller.
 * @param secret never compressed: of a page that shows a secret beside words of its address, the length would tell the
 *   secret (BREACH, 2013)
 */
export async function sent(html: string, acceptEncoding: string | null, secret = false): Promise<Sent> {
  const body = bytesOf(html)
  if (secret || body.length < WORTH_COMPRESSING) return { body, headers: {} }
  if (!takesGzip(acceptEncoding)) return { body, headers: { vary: 'accept-encoding' } }
  return {
    body: (await compress(body)) as Uint8Array<ArrayBuffer>,
    headers: { vary: 'accept-encoding', 'content-encoding': 'gzip' },
  }
}
