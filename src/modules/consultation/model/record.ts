import { createHash } from 'node:crypto'
import { z } from 'zod'
import { leafHash, rootOf, verifyInclusion } from '../../../kernel/merkle/index.ts'
import { sha256 } from '../../../kernel/merkle/sha256.ts'
import { HIDING_REASONS } from './hiding-reasons.ts'
import { CHANGES_TEXT, givesReason, OUTCOMES } from './outcomes.ts'

/** What a person said, as it is sealed. Of a hidden comment it is not published: its commitment is. */
const Content = z.strictObject({
  words: z.string(),
  proposal: z.string().nullable(),
  name: z.string().nullable(),
  business: z.string().nullable(),
})
export type Content = z.output<typeof Content>

/** One comment with what became of it: a leaf of the record. */
export const RecordItem = z.strictObject({
  id: z.uuid(),
  at: z.string(),
  version: z.int(),
  unit: z.string().nullable(),
  passage: z.string().nullable(),
  /** SHA-256 of salt and content: the leaf holds it, so that a comment that is hidden keeps its leaf. */
  commitment: z.string().regex(/^[0-9a-f]{64}$/),
  hidden: z.string().nullable(),
  answer: z
    .strictObject({
      outcome: z.enum(OUTCOMES),
      reason: z.string(),
      change: z.strictObject({ version: z.int(), unit: z.string() }).nullable(),
      /** What will change, where it was said that the change is still owed. */
      owed: z.string().optional(),
      /** The day by which that is done. */
      owedBy: z.iso.date().optional(),
      by: z.string(),
      at: z.string(),
    })
    .nullable(),
  /** Absent when hidden. */
  content: Content.optional(),
  salt: z.string().optional(),
})
export type RecordItem = z.output<typeof RecordItem>

export const RECORD = 'darcha-consultation-record'
export const PROOF = 'darcha-comment-proof'

/**
 * 1: the root is over the comments alone. 2: over what the record says of its discussion, then the comments, so that no
 * title, day or text can be changed after the end.
 */
export const FORMATS = [1, 2] as const
export type RecordFormat = (typeof FORMATS)[number]

const Hash = z.string().regex(/^[0-9a-f]{64}$/)

const Head = z.strictObject({
  id: z.uuid(),
  title: z.string(),
  body: z.string(),
  openedAt: z.string(),
  until: z.string(),
  closedAt: z.string(),
  /** The texts that were discussed, each with the SHA-256 of its Akoma Ntoso; absent in format 1. */
  texts: z.array(z.strictObject({ number: z.int(), hash: Hash })).optional(),
})
export type RecordHead = z.output<typeof Head>

/** All that was said and answered, as it is published at the end. */
export const PublishedRecord = z.strictObject({
  kind: z.literal(RECORD),
  format: z.literal(FORMATS),
  discussion: Head,
  /** Merkle root (RFC 6962, SHA-256) over the leaves: in format 2 that of the discussion, then the comments by their ids. */
  root: Hash,
  /** Ed25519 public key that receipts of its comments were signed with, base64. */
  key: z.string().optional(),
  comments: z.array(RecordItem),
})
export type PublishedRecord = z.output<typeof PublishedRecord>

/** One comment's fate, with the way to the root. */
export const PublishedProof = z.strictObject({
  kind: z.literal(PROOF),
  format: z.literal(FORMATS),
  discussion: Head,
  root: Hash,
  key: PublishedRecord.shape.key,
  comment: RecordItem,
  index: z.int().min(0),
  size: z.int().min(1),
  path: z.array(Hash).max(64),
  /** The way from the discussion's own leaf, the first, to the root; absent in format 1. */
  headPath: z.array(Hash).max(64).optional(),
})
export type PublishedProof = z.output<typeof PublishedProof>

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'hex'))

/** What binds a person's words before anybody else may read them. */
export const commitmentOf = (salt: string, { words, proposal, name, business }: Content): string =>
  createHash('sha256')
    .update(JSON.stringify([salt, words, proposal, name, business]))
    .digest('hex')

/** What a leaf of format 2 begins with: none of it can be told as one of format 1, nor a comment's as the discussion's. */
const [HEAD_LEAF, COMMENT_LEAF] = ['discussion 2', 'comment 2']

/** The leaf of a comment: always the same fields in the same order. */
export function leafOf(
  discussion: string,
  { id, at, version, unit, passage, commitment, answer }: RecordItem,
  format: RecordFormat,
): Uint8Array {
  const told = answer && [
    answer.outcome,
    answer.reason,
    answer.change && [answer.change.version, answer.change.unit],
    answer.by,
    answer.at,
    // records sealed before this was said keep their leaves
    ...(answer.owed === undefined ? [] : [answer.owed]),
    ...(answer.owedBy === undefined ? [] : [answer.owedBy]),
  ]
  const fields = [discussion, id, at, version, unit, passage, commitment, told]
  return leafHash(sha256, Buffer.from(JSON.stringify(format === 1 ? fields : [COMMENT_LEAF, ...fields])))
}

/** The leaf of what a record says of its discussion, with how many comments there are; instants to the millisecond. */
export function headLeaf(head: RecordHead, comments: number): Uint8Array {
  const instants = [head.openedAt, head.until, head.closedAt].map(instantOf)
  const texts = (head.texts ?? []).map(({ number, hash }) => [number, hash])
  return leafHash(
    sha256,
    Buffer.from(JSON.stringify([HEAD_LEAF, head.id, head.title, head.body, ...instants, texts, comments])),
  )
}

/** One way to write an instant, however a file or a table writes it. */
const instantOf = (text: string): string => (Number.isNaN(Date.parse(text)) ? text : new Date(text).toISOString())

/** All leaves of a record, in their order. */
export const leavesOf = (head: RecordHead, items: readonly RecordItem[], format: RecordFormat): Uint8Array[] => [
  ...(format === 1 ? [] : [headLeaf(head, items.length)]),
  ...items.map((item) => leafOf(head.id, item, format)),
]

/** The root over a record, in hexadecimal. */
export const recordRoot = (head: RecordHead, items: readonly RecordItem[], format: RecordFormat): string =>
  hex(rootOf(sha256, leavesOf(head, items, format)))

export interface RecordProblem {
  code: 'altered' | 'unanswered' | 'root' | 'not-in-record' | 'order' | 'hidden' | 'early'
  message: string
}

/** What is wrong with one comment of a record, taken by itself. */
export function problemsOfItem(item: RecordItem): RecordProblem[] {
  const problems: RecordProblem[] = []
  if (item.content && commitmentOf(item.salt ?? '', item.content) !== item.commitment)
    problems.push({ code: 'altered', message: `the words of comment ${item.id} are not those that were sent` })
  if (!item.content && item.hidden === null)
    problems.push({ code: 'altered', message: `the words of comment ${item.id} are left out, and no reason is given` })
  if (item.hidden !== null && !(HIDING_REASONS as readonly string[]).includes(item.hidden))
    problems.push({ code: 'hidden', message: `comment ${item.id} is hidden for a reason that is not one of the list` })
  if (!item.answer || !givesReason(item.answer.reason))
    problems.push({ code: 'unanswered', message: `comment ${item.id} was not answered` })
  return problems
}

/** Whether comments were still to be taken when it was closed, as the record itself says. */
const problemsOfTerm = ({ until, closedAt }: PublishedRecord['discussion']): RecordProblem[] =>
  Date.parse(closedAt) < Date.parse(until)
    ? [{ code: 'early', message: 'the discussion was closed before its term for comments was over' }]
    : []

/** What of a record its reader counts: outcomes, how many are hidden, and how many accepted ones lack their change. */
export function figuresOf(comments: readonly RecordItem[]): Record<string, number> {
  const figures: Record<string, number> = { comments: comments.length }
  for (const outcome of OUTCOMES) figures[outcome] = comments.filter(({ answer }) => answer?.outcome === outcome).length
  figures['hidden'] = comments.filter(({ hidden }) => hidden !== null).length
  figures['changeOwed'] = comments.filter(
    ({ answer }) => answer && CHANGES_TEXT.includes(answer.outcome) && !answer.change,
  ).length
  return figures
}

/** Recomputes a whole record from nothing but itself. */
export function problemsOfRecord(record: PublishedRecord): RecordProblem[] {
  const problems = [...record.comments.flatMap(problemsOfItem), ...problemsOfTerm(record.discussion)]
  if (record.comments.some(({ id }, at) => at > 0 && record.comments[at - 1]!.id >= id))
    problems.push({ code: 'order', message: 'comments do not stand in the order of their ids, each once' })
  if (recordRoot(record.discussion, record.comments, record.format) !== record.root)
    problems.push({
      code: 'root',
      message:
        record.format === 1
          ? 'the comments and answers are not those that were sealed'
          : 'the title, dates, texts, comments and answers are not those that were sealed',
    })
  return problems
}

/** Checks one comment's fate from its proof alone. */
export function problemsOfProof(proof: PublishedProof): RecordProblem[] {
  const { discussion, format, comment, index, size } = proof
  const root = bytes(proof.root)
  const reaches = (leaf: Uint8Array, at: number, path: readonly string[]) =>
    verifyInclusion(sha256, { leaf, index: at, size, root, proof: path.map(bytes) })
  const problems = [...problemsOfItem(comment), ...problemsOfTerm(discussion)]
  if (!reaches(leafOf(discussion.id, comment, format), index, proof.path))
    problems.push({
      code: 'not-in-record',
      message: 'the comment does not stand in the sealed record as it is told here',
    })
  if (format === 2 && !reaches(headLeaf(discussion, size - 1), 0, proof.headPath ?? []))
    problems.push({
      code: 'root',
      message: 'the title, dates and texts of the discussion are not those that were sealed',
    })
  return problems
}
