import { hash } from 'node:crypto'

/** SHA-256 for trees on the server, in one call: half the time of a hash object. Not in the door, which browsers load too. */
export const sha256 = (bytes: Uint8Array): Uint8Array => {
  const { buffer, byteOffset, byteLength } = hash('sha256', bytes, 'buffer')
  return new Uint8Array(buffer, byteOffset, byteLength)
}
