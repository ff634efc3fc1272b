import type { Tx } from '../../../platform/database/index.ts'

/** Where a chain of the log stood. */
export interface Head {
  writer: string
  number: number
  /** Hex. */
  hash: string
}

export interface Anchor {
  number: number
  at: string
  heads: Head[]
  root: Buffer
  previous: Buffer
  hash: Buffer
  token: Buffer | null
}

/** Chains that went on since the last anchor, in their order. */
export const openHeads = async (tx: Tx): Promise<Head[]> =>
  (
    await tx.query<Head>(
      "select writer, number, encode(hash, 'hex') as hash from exchange.log_head where anchored is null order by writer limit 1000",
      [],
    )
  ).rows

const ANCHOR = 'number, at, heads, root, previous, hash, token'

export const lastAnchor = async (tx: Tx): Promise<Anchor | undefined> =>
  (await tx.query<Anchor>(`select ${ANCHOR} from exchange.anchor order by number desc limit 1`, [])).rows[0]

export const anchorsAfter = async (tx: Tx, number: number, most: number): Promise<Anchor[]> =>
  (
    await tx.query<Anchor>(`select ${ANCHOR} from exchange.anchor where number > $1 order by number limit $2`, [
      number,
      most,
    ])
  ).rows

/** Writes an anchor; chains that have gone on meanwhile wait for the next. */
export async function insertAnchor(tx: Tx, anchor: Anchor): Promise<void> {
  await tx.query(
    `insert into exchange.anchor (number, at, heads, root, previous, hash, token) values ($1, $2, $3, $4, $5, $6, $7)`,
    [anchor.number, anchor.at, JSON.stringify(anchor.heads), anchor.root, anchor.previous, anchor.hash, anchor.token],
  )
  await tx.query(
    `update exchange.log_head set anchored = $1 from unnest($2::text[], $3::int[]) as named (writer, number)
     where log_head.writer = named.writer and log_head.number = named.number`,
    [anchor.number, anchor.heads.map((head) => head.writer), anchor.heads.map((head) => head.number)],
  )
}
