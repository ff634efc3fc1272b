import { createHmac, timingSafeEqual } from 'node:crypto'

/*
 * Standard Webhooks 1.0.0 (github.com/standard-webhooks/standard-webhooks, spec/standard-webhooks.md): the headers
 * webhook-id, webhook-timestamp (seconds, of the try) and webhook-signature; signed is `id.timestamp.body`; `v1` is
 * HMAC-SHA256, with a list of signatures while a key changes; a secret is written `whsec_` and base64.
 */

const PREFIX = 'whsec_'

/** Seconds that a message's time may differ from the receiver's. */
export const TOLERANCE = 300

export const writeSecret = (secret: Uint8Array): string => `${PREFIX}${Buffer.from(secret).toString('base64')}`

export const readSecret = (written: string): Uint8Array =>
  Buffer.from(written.startsWith(PREFIX) ? written.slice(PREFIX.length) : written, 'base64')

export interface SignedMessage {
  id: string
  /** Seconds since 1970. */
  timestamp: number
  body: string
}

const signatureOf = ({ id, timestamp, body }: SignedMessage, secret: Uint8Array): string =>
  createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64')

/** The headers of a message. @param secrets the key, and while it changes the one before */
export const signedHeaders = (message: SignedMessage, secrets: readonly Uint8Array[]): Record<string, string> => ({
  'webhook-id': message.id,
  'webhook-timestamp': String(message.timestamp),
  'webhook-signature': secrets.map((secret) => `v1,${signatureOf(message, secret)}`).join(' '),
})

/**
 * The receiver's side: whether a message is ours and fresh. Which ids it has already, the receiver knows itself.
 * @param now seconds since 1970
 * @returns what is wrong; undefined when nothing is
 */
export function problemOfMessage(
  headers: Readonly<Record<string, string | undefined>>,
  body: string,
  secret: Uint8Array,
  now: number,
): 'headers-missing' | 'too-old' | 'too-new' | 'signed-by-another' | undefined {
  const id = headers['webhook-id']
  const written = headers['webhook-timestamp']
  const signatures = headers['webhook-signature']
  if (!id || !signatures || !written || !/^\d{1,12}$/.test(written)) return 'headers-missing'
  const timestamp = Number(written)
  const expected = Buffer.from(signatureOf({ id, timestamp, body }, secret), 'base64')
  const ours = signatures.split(' ').some((signature) => {
    const [version, value = ''] = signature.split(',')
    const given = Buffer.from(value, 'base64')
    return version === 'v1' && given.length === expected.length && timingSafeEqual(given, expected)
  })
  if (!ours) return 'signed-by-another'
  if (timestamp < now - TOLERANCE) return 'too-old'
  if (timestamp > now + TOLERANCE) return 'too-new'
  return undefined
}
