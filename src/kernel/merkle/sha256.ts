import { createHash } from 'node:crypto'

/** SHA-256 for trees on the server. Not in the door, which browsers load too. */
export const sha256 = (bytes: Uint8Array): Uint8Array => new Uint8Array(createHash('sha256').update(bytes).digest())
