import type { Verdict, Witnesses } from '../../../platform/module/index.ts'
import { findDiscussion } from '../store/discussions.ts'
import {
  figuresOf,
  problemsOfProof,
  problemsOfRecord,
  PROOF,
  PublishedProof,
  PublishedRecord,
  RECORD,
  type RecordItem,
} from './record.ts'

const startOf = (bytes: Uint8Array): string => Buffer.from(bytes.subarray(0, 200)).toString('utf8')

/** Whether a file says that it is a record of a discussion, or the proof of one comment. */
export const isRecord = (bytes: Uint8Array): boolean =>
  new RegExp(`"kind"\\s*:\\s*"(?:${RECORD}|${PROOF})"`).test(startOf(bytes))

export const factsOfItem = ({
  id,
  at,
  unit,
  passage,
  content,
  hidden,
  answer,
}: RecordItem): Record<string, unknown> => ({
  comment: id,
  sentAt: at,
  ...(unit ? { unit } : {}),
  ...(passage ? { passage } : {}),
  ...(content ? { words: content.words } : { hidden }),
  ...(answer ? { outcome: answer.outcome, reason: answer.reason, answeredBy: answer.by, answeredAt: answer.at } : {}),
  ...(answer?.change ? { change: answer.change } : {}),
  ...(answer?.owed === undefined ? {} : { owed: answer.owed }),
  ...(answer?.owedBy === undefined ? {} : { owedBy: answer.owedBy }),
})

/**
 * Judges a published record, or the proof of one comment, from the file alone; where this instance's database answers,
 * its root is held against that as well.
 */
export async function judgeRecord(bytes: Uint8Array, witnesses: Witnesses): Promise<Verdict> {
  const read = parsedRecord(bytes)
  if (!read)
    return {
      valid: false,
      kind: 'consultation',
      facts: {},
      problems: [{ code: 'unreadable', message: 'it says it is a record of a discussion, and can not be read as one' }],
    }
  const problems: Verdict['problems'] = read.kind === RECORD ? problemsOfRecord(read) : problemsOfProof(read)
  const known = await witnesses.ask((database) => findDiscussion(database, read.discussion.id))
  if (known && known.root !== read.root)
    problems.push({ code: 'root', message: 'this is not the root that was sealed when the discussion was closed' })
  return {
    valid: problems.length === 0,
    kind: read.kind === RECORD ? 'consultation-record' : 'comment',
    facts: {
      discussion: read.discussion.id,
      title: read.discussion.title,
      closedAt: read.discussion.closedAt,
      root: read.root,
      ...(read.kind === RECORD ? figuresOf(read.comments) : factsOfItem(read.comment)),
    },
    problems,
    ...(known
      ? {}
      : {
          remarks: [
            {
              code: 'root-elsewhere',
              message:
                'compare the root with the one that was published elsewhere: no database of the issuer was asked',
            },
          ],
        }),
  }
}

/** A record or a proof; undefined for anything else. */
export function parsedRecord(bytes: Uint8Array): PublishedRecord | PublishedProof | undefined {
  try {
    const read: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'))
    const record = PublishedRecord.safeParse(read)
    return record.success ? record.data : PublishedProof.parse(read)
  } catch {
    return undefined
  }
}
