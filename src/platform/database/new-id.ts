import { randomBytes } from 'node:crypto'

/**
 * A UUID version 7 (RFC 9562): its first 48 bits are the instant, so that ids made later sort later.
 * @param now RFC 3339
 */
export function newId(now: string): string {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(Date.parse(now), 0, 6)
  bytes[6] = (bytes[6]! & 0x0f) | 0x70
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/** The instant in an id of ours, RFC 3339. */
export const instantOfId = (id: string): string =>
  new Date(parseInt(id.replace('-', '').slice(0, 12), 16)).toISOString()
