import type { Tx } from '../../../platform/database/index.ts'
import type { Discussion } from '../store/discussions.ts'
import { receiptSeed } from '../store/holders.ts'
import { findRecordItem } from '../store/record.ts'
import { receiptKey, signReceipt, type Receipt } from './receipt.ts'

/** The receipt of a comment, for its author: also of one that is hidden. @returns undefined when there is no such comment */
export async function receiptOf(tx: Tx, discussion: Discussion, comment: string): Promise<Receipt | undefined> {
  const found = await findRecordItem(tx, discussion.id, comment)
  if (!found) return undefined
  const { id, at, version, unit, passage, commitment } = found.item
  return signReceipt(receiptKey(await receiptSeed(tx)), {
    discussion: { id: discussion.id, title: discussion.title, body: discussion.body },
    comment: { id, at, version, unit, passage, commitment },
    content: found.content,
    salt: found.salt,
  })
}
