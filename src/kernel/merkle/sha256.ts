import { hash } from 'node:crypto'

/**
 * SHA-256 for trees on the server, in one call: half the time of a hash object, and a third of that again where the
 * answer comes as a text, which needs no memory of its own outside. Not in the door, which browsers load too.
 */
export const sha256 = (bytes: Uint8Array): Uint8Array => {
  // no Buffer: what slices one shares its bytes
  const { buffer, byteOffset, byteLength } = Buffer.from(hash('sha256', bytes, 'binary'), 'latin1')
  return new Uint8Array(buffer, byteOffset, byteLength)
}
