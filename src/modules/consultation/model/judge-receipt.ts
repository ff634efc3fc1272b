import type { Verdict, Witnesses } from '../../../platform/module/index.ts'
import { findDiscussion } from '../store/discussions.ts'
import { publishedRecord } from '../store/record.ts'
import { factsOfItem, parsedRecord } from './judge-record.ts'
import { problemsAgainst, problemsOfReceipt, Receipt, RECEIPT } from './receipt.ts'
import { problemsOfProof, problemsOfRecord, RECORD, type PublishedProof, type PublishedRecord } from './record.ts'

/** Whether a file says that it is the receipt of a comment. */
export const isReceipt = (bytes: Uint8Array): boolean =>
  new RegExp(`"kind"\\s*:\\s*"${RECEIPT}"`).test(Buffer.from(bytes.subarray(0, 200)).toString('utf8'))

type Found = { record: PublishedRecord | PublishedProof } | { open: true } | { unreadable: true } | undefined

/**
 * Judges the receipt of a comment, and holds the sealed record against it: the one that was named, else that of the
 * instance whose database answers. While the discussion is open there is nothing to hold it against yet.
 */
export async function judgeReceipt(bytes: Uint8Array, witnesses: Witnesses): Promise<Verdict> {
  const receipt = read(bytes)
  if (!receipt)
    return {
      valid: false,
      kind: 'comment-receipt',
      facts: {},
      problems: [{ code: 'unreadable', message: 'it says it is the receipt of a comment, and can not be read as one' }],
    }
  const problems: Verdict['problems'] = problemsOfReceipt(receipt)
  const facts: Record<string, unknown> = {
    discussion: receipt.discussion.id,
    title: receipt.discussion.title,
    comment: receipt.comment.id,
    sentAt: receipt.comment.at,
    words: receipt.content.words,
  }
  const found = await recordFor(receipt, witnesses)
  const remarks: NonNullable<Verdict['remarks']> = []
  if (found === undefined)
    remarks.push({ code: 'no-record', message: 'name the published record of the discussion with --record to compare' })
  else if ('open' in found)
    remarks.push({ code: 'open', message: 'the discussion is not closed yet: there is no sealed record to compare' })
  else if ('unreadable' in found)
    problems.push({ code: 'record-unreadable', message: 'the file that was named is no record of a discussion' })
  else {
    const { record } = found
    problems.push(
      ...(record.kind === RECORD ? problemsOfRecord(record) : problemsOfProof(record)),
      ...problemsAgainst(receipt, record),
    )
    const item = record.kind === RECORD ? record.comments.find(({ id }) => id === receipt.comment.id) : record.comment
    Object.assign(facts, { closedAt: record.discussion.closedAt, root: record.root }, item && factsOfItem(item))
  }
  return {
    valid: problems.length === 0,
    kind: 'comment-receipt',
    facts,
    problems,
    ...(remarks.length > 0 ? { remarks } : {}),
  }
}

async function recordFor(receipt: Receipt, witnesses: Witnesses): Promise<Found> {
  if (witnesses.record) {
    const record = parsedRecord(witnesses.record)
    return record ? { record } : { unreadable: true }
  }
  return witnesses.ask(async (database): Promise<Found> => {
    const discussion = await findDiscussion(database, receipt.discussion.id)
    if (!discussion) return undefined
    const record = await publishedRecord(database, discussion)
    return record ? { record } : { open: true }
  })
}

function read(bytes: Uint8Array): Receipt | undefined {
  try {
    return Receipt.parse(JSON.parse(Buffer.from(bytes).toString('utf8')))
  } catch {
    return undefined
  }
}
