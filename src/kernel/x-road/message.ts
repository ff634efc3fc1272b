/** A message's headers, by their names in small letters. */
export type Headers = Readonly<Record<string, string>>

/** Headers of the protocol by their names in small letters. */
export const HEADER = {
  client: 'x-road-client',
  service: 'x-road-service',
  id: 'x-road-id',
  userId: 'x-road-userid',
  issue: 'x-road-issue',
  represented: 'x-road-represented-party',
  requestId: 'x-road-request-id',
  requestHash: 'x-road-request-hash',
  error: 'x-road-error',
  /** Why it is asked: ours, passed on unchanged by any server of an exchange. */
  purpose: 'darcha-purpose',
  basis: 'darcha-legal-basis',
  /** The sender's signature over the batch that the message stood in (platform/wire). */
  seal: 'darcha-seal',
} as const

const signed = (name: string): boolean =>
  name !== HEADER.seal && (name.startsWith('x-road-') || name.startsWith('darcha-') || name === 'content-type')

/**
 * What of a message beside its body is hashed, signed and logged: its first line and the headers that carry meaning, in
 * the order of their names. What proxies write on their way is left out.
 * @param line `POST /r1/…` of a request, the status of an answer
 */
export function headOf(line: string, headers: Headers): string {
  const kept = Object.keys(headers)
    .filter((name) => signed(name))
    .sort()
    .map((name) => `${name}: ${headers[name]!.trim()}\n`)
  return `${line}\n${kept.join('')}`
}

/** Hashes bytes by SHA-512. */
export type Sha512 = (bytes: Uint8Array | string) => Uint8Array

/** SHA512(SHA512(head) + SHA512(body)), without a body SHA512(head): X-Road-Request-Hash before base64. */
export const digestOf = (sha512: Sha512, head: string, body: Uint8Array | undefined): Uint8Array =>
  digestOfHashed(sha512, head, body && body.length > 0 ? sha512(body) : undefined)

/** The same for a body whose SHA-512 is known already; `undefined` stands for no body, or one without a byte. */
export function digestOfHashed(sha512: Sha512, head: string, bodyHash: Uint8Array | undefined): Uint8Array {
  const first = sha512(head)
  if (!bodyHash) return first
  const both = new Uint8Array(first.length * 2)
  both.set(first)
  both.set(bodyHash, first.length)
  return sha512(both)
}
