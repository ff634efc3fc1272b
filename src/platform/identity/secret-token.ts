import { createHash, randomBytes } from 'node:crypto'

/** A secret of 256 random bits, safe in cookies, addresses and headers. */
export const newSecret = (): string => randomBytes(32).toString('base64url')

/** What the database keeps of a secret. Random secrets need no slow hash: there is nothing to guess. */
export const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest()
