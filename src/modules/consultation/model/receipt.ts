import { createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto'
import { z } from 'zod'
import { commitmentOf, RecordItem, type PublishedProof, type PublishedRecord } from './record.ts'

export const RECEIPT = 'darcha-comment-receipt'

/** What a commenter is given: the promise that this comment will stand in the record, unaltered and answered. */
export const Receipt = z.strictObject({
  kind: z.literal(RECEIPT),
  format: z.literal(1),
  discussion: z.strictObject({ id: z.uuid(), title: z.string(), body: z.string() }),
  comment: RecordItem.pick({ id: true, at: true, version: true, unit: true, passage: true, commitment: true }),
  /** What the commitment was made of: with it the holder shows that the words are theirs. */
  content: RecordItem.shape.content.unwrap(),
  salt: z.string(),
  /** Ed25519 public key (RFC 8032) in base64, as the sealed record names it. */
  key: z.string().regex(/^[A-Za-z0-9+/]{43}=$/),
  /** Signature over discussion, id, time, place and commitment. */
  signature: z.string().regex(/^[A-Za-z0-9+/]{86}==$/),
})
export type Receipt = z.output<typeof Receipt>

/** DER before a seed, and before a public key (RFC 8410). */
const PRIVATE = Buffer.from('302e020100300506032b657004220420', 'hex')
const PUBLIC = Buffer.from('302a300506032b6570032100', 'hex')

/** The key that receipts are signed with. @param seed 32 bytes */
export const receiptKey = (seed: Buffer): KeyObject =>
  createPrivateKey({ key: Buffer.concat([PRIVATE, seed]), format: 'der', type: 'pkcs8' })

/** Its public half in base64. */
export const publicKeyOf = (key: KeyObject): string =>
  createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(PUBLIC.length).toString('base64')

const promised = ({ discussion, comment }: Pick<Receipt, 'discussion' | 'comment'>): Buffer =>
  Buffer.from(
    JSON.stringify([
      RECEIPT,
      discussion.id,
      comment.id,
      comment.at,
      comment.version,
      comment.unit,
      comment.passage,
      comment.commitment,
    ]),
  )

export function signReceipt(key: KeyObject, given: Omit<Receipt, 'kind' | 'format' | 'key' | 'signature'>): Receipt {
  return {
    kind: RECEIPT,
    format: 1,
    ...given,
    key: publicKeyOf(key),
    signature: sign(null, promised(given), key).toString('base64'),
  }
}

export interface ReceiptProblem {
  code: 'altered' | 'signature' | 'other-discussion' | 'other-key' | 'not-in-record'
  message: string
}

/** What is wrong with a receipt, taken by itself. */
export function problemsOfReceipt(receipt: Receipt): ReceiptProblem[] {
  const problems: ReceiptProblem[] = []
  if (commitmentOf(receipt.salt, receipt.content) !== receipt.comment.commitment)
    problems.push({ code: 'altered', message: 'the words are not those that the receipt was given for' })
  const key = createPublicKey({
    key: Buffer.concat([PUBLIC, Buffer.from(receipt.key, 'base64')]),
    format: 'der',
    type: 'spki',
  })
  if (!verify(null, promised(receipt), key, Buffer.from(receipt.signature, 'base64')))
    problems.push({ code: 'signature', message: 'the receipt was not signed by the key that it names' })
  return problems
}

/**
 * Whether the sealed record keeps what a receipt promises. A receipt that is good in itself and whose comment is not
 * there is a broken promise, which its holder can show to anybody.
 */
export function problemsAgainst(receipt: Receipt, record: PublishedRecord | PublishedProof): ReceiptProblem[] {
  if (record.discussion.id !== receipt.discussion.id)
    return [{ code: 'other-discussion', message: 'the record is that of another discussion' }]
  const problems: ReceiptProblem[] = []
  if (record.key !== undefined && record.key !== receipt.key)
    problems.push({ code: 'other-key', message: 'the record names another key than the receipt was signed with' })
  const items = 'comments' in record ? record.comments : [record.comment]
  const kept = items.find(({ id }) => id === receipt.comment.id)
  const same = (name: 'at' | 'version' | 'unit' | 'passage' | 'commitment') => kept?.[name] === receipt.comment[name]
  if (
    !kept ||
    !(['version', 'unit', 'passage', 'commitment'] as const).every(same) ||
    !sameInstant(kept.at, receipt.comment.at)
  )
    problems.push({
      code: 'not-in-record',
      message: kept
        ? 'the comment stands in the record otherwise than it was sent: the promise of the receipt was broken'
        : 'the comment does not stand in the record: the promise of the receipt was broken',
    })
  return problems
}

const sameInstant = (first: string, second: string): boolean => Date.parse(first) === Date.parse(second)
