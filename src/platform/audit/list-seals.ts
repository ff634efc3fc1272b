import type { Tx } from '../database/index.ts'

/** A seal as people read it: hashes as hexadecimal text. */
export interface ListedSeal {
  number: number
  events: number
  subjects: number
  root: string
  hash: string
  sealedAt: string
}

/** The newest seals first, fifty a page by keyset. @param before number of the last one seen */
export async function listSeals(tx: Tx, before?: number): Promise<ListedSeal[]> {
  return (
    await tx.query<ListedSeal>(
      `select number, events, subjects, encode(root, 'hex') as root, encode(hash, 'hex') as hash, sealed_at as "sealedAt" from audit.seal where $1::int is null or number < $1 order by number desc limit 50`,
      [before ?? null],
    )
  ).rows
}

/** Events after the last seal. */
export async function countUnsealed(tx: Tx): Promise<number> {
  return (
    await tx.query<{ n: number }>(
      'select count(*)::int as n from audit.event where position >= coalesce((select max(until_position) from audit.seal), 1)',
      [],
    )
  ).rows[0]!.n
}
