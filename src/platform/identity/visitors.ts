import { createHash } from 'node:crypto'
import { general, Refusal } from '../use-case/refusal.ts'

/** Who writes without being known, and how many rows a minute they may: counted over all processes. */
export interface VisitorLimit {
  /** The address, or the network of one line. */
  visitor: string
  most: number
}

/** Where no limit is set. */
export const UNLIMITED = 1_000_000

/** An address is kept as a digest, as long as the row that counts. */
export const visitorHash = (visitor: string): Buffer => createHash('sha256').update(visitor).digest().subarray(0, 16)

/** @throws Refusal too-many-requests when nothing was written */
export function refuseUnwritten(written: number | null): void {
  if (written === 0) throw new Refusal(general['too-many-requests'], { retryAfter: 60 })
}
