import type { Tx } from '../../../platform/database/index.ts'

/** The link of a letter gives its holder a comment to look after. */
export async function insertHolder(
  tx: Tx,
  item: { tokenHash: Buffer; discussion: string; comment: string; at: string },
): Promise<void> {
  await tx.query(
    'insert into consultation.holder (token_hash, discussion, comment, at) values ($1, $2, $3, $4) on conflict do nothing',
    [item.tokenHash, item.discussion, item.comment, item.at],
  )
}

/** @returns the comment that a link stands for; undefined when it was made up */
export async function findHeld(
  tx: Tx,
  tokenHash: Buffer,
): Promise<{ discussion: string; comment: string } | undefined> {
  return (
    await tx.query<{ discussion: string; comment: string }>(
      'select discussion, comment from consultation.holder where token_hash = $1',
      [tokenHash],
    )
  ).rows[0]
}

/** The 32 bytes that make the key of receipts. */
export async function receiptSeed(tx: Tx): Promise<Buffer> {
  return (await tx.query<{ seed: Buffer }>('select seed from consultation.receipt_key', [])).rows[0]!.seed
}
