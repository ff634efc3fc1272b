import { cmsVerifier, type Trust } from '../../../platform/sign/index.ts'

/** A time-stamp token (RFC 3161) and what it was asked for. */
export interface Stamped {
  number: number
  /** When the anchor says that it was made. */
  at: string
  hash: Uint8Array
  token: Uint8Array
}

/**
 * Judges a time-stamp token over an anchor: that it is signed, by a certificate for stamping of an authority that is
 * believed, and over this anchor's hash. Each anchor holds the one before it, so a newer stamp proves all older ones.
 * @param by a newer stamp's time, at which this one need have been good; absent: it is the newest
 * @returns the time that it proves, and what is wrong
 */
export async function judgeStamp(
  { at, hash, token }: Stamped,
  trust: Trust,
  by?: string,
): Promise<{ at: string | undefined; problems: string[] }> {
  // an instance whose clock is ahead stamps by that clock, and is judged by it
  const now = at > trust.now ? at : trust.now
  const { stampedAt, problems } = await cmsVerifier.verifyTimeStamp(token, hash, { ...trust, now }, by ? { by } : {})
  return { at: stampedAt, problems: problems.map(({ message }) => message) }
}
