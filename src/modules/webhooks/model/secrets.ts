import type { Subscription } from '../store/subscriptions.ts'

/** A key that this instance makes anew from its own whenever it needs it: none is kept. */
export type DeriveSecret = (purpose: string) => Uint8Array

/** A key signs beside the next one for so long: receivers change theirs meanwhile. */
const OVERLAP = 24 * 3_600_000

export const secretOf = (derive: DeriveSecret, id: string, generation: number): Uint8Array =>
  derive(`webhook ${id} ${generation}`)

/** The keys that sign a subscription's messages now, the newest first. */
export function secretsOf(
  derive: DeriveSecret,
  { id, generation, rotatedAt }: Pick<Subscription, 'id' | 'generation' | 'rotatedAt'>,
  now: string,
): Uint8Array[] {
  const changes = rotatedAt !== null && Date.parse(now) < Date.parse(rotatedAt) + OVERLAP
  return [generation, ...(changes ? [generation - 1] : [])].map((each) => secretOf(derive, id, each))
}
