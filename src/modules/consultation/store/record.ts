import { createHash } from 'node:crypto'
import type { Tx } from '../../../platform/database/index.ts'
import { wholeTree, type WholeTree } from '../../../kernel/merkle/index.ts'
import { sha256 } from '../../../kernel/merkle/sha256.ts'
import {
  commitmentOf,
  leavesOf,
  PROOF,
  RECORD,
  type Content,
  type PublishedProof,
  type PublishedRecord,
  type RecordHead,
  type RecordItem,
} from '../model/record.ts'
import type { AnswerOutcome } from '../model/outcomes.ts'
import { publicKeyOf, receiptKey } from '../model/receipt.ts'
import type { Discussion } from './discussions.ts'
import { receiptSeed } from './holders.ts'
import { findAkn, listTexts } from './texts.ts'

interface Row {
  id: string
  at: string
  version: number
  unit: string | null
  passage: string | null
  words: string
  proposal: string | null
  name: string | null
  business: string | null
  salt: string
  hidden: string | null
  outcome: AnswerOutcome | null
  reason: string | null
  changeVersion: number | null
  changeUnit: string | null
  owed: string | null
  owedBy: string | null
  by: string | null
  answeredAt: string | null
}

const ITEM = `select c.id, c.at, c.version, c.unit, c.passage, c.words, c.proposal, c.author_name as name, c.business, c.salt, c.hidden_reason as hidden,
       a.outcome, a.reason, a.change_version as "changeVersion", a.change_unit as "changeUnit", a.owed, a.owed_by::text as "owedBy", a.given_by_name as by, a.at as "answeredAt"
     from consultation.comment c left join consultation.answer a on a.discussion = c.discussion and a.id = c.answer`

/** Comments that count, in the order of their ids, each with its answer: the leaves of the record. */
export async function recordItems(tx: Tx, discussion: string): Promise<RecordItem[]> {
  const { rows } = await tx.query<Row>(`${ITEM} where c.discussion = $1 and c.confirmed_at is not null order by c.id`, [
    discussion,
  ])
  return rows.map(itemOf)
}

/** Letters that one part of the paper report holds, and what a comment takes beside its words. */
const [LETTERS_OF_PART, LETTERS_BESIDE] = [1_200_000, 400]

/** The first comment of each part of the paper report, in the order of the record: a file stays of a size to print. */
export async function partsOfPaper(tx: Tx, discussion: string): Promise<string[]> {
  const { rows } = await tx.query<{ first: string }>(
    `select (array_agg(id order by id))[1] as first from (
       select id, div(sum(letters) over (order by id) - letters, $2::int) as part from (
         select c.id, ($3::int + coalesce(length(c.passage), 0) + length(c.words) + coalesce(length(c.proposal), 0) + coalesce(length(a.reason), 0))::bigint as letters
         from consultation.comment c left join consultation.answer a on a.discussion = c.discussion and a.id = c.answer
         where c.discussion = $1 and c.confirmed_at is not null) w) p
     group by part order by 1`,
    [discussion, LETTERS_OF_PART, LETTERS_BESIDE],
  )
  return rows.map(({ first }) => first)
}

/** One comment as the record holds it, with what its author alone is given when it is hidden. */
export async function findRecordItem(
  tx: Tx,
  discussion: string,
  comment: string,
): Promise<{ item: RecordItem; content: Content; salt: string } | undefined> {
  const { rows } = await tx.query<Row>(`${ITEM} where c.discussion = $1 and c.id = $2 and c.confirmed_at is not null`, [
    discussion,
    comment,
  ])
  return rows[0] && { item: itemOf(rows[0]), content: contentOf(rows[0]), salt: rows[0].salt }
}

const contentOf = ({ words, proposal, name, business }: Row): Content => ({ words, proposal, name, business })

function itemOf({ salt, hidden, ...row }: Row): RecordItem {
  const content = contentOf({ ...row, salt, hidden })
  return {
    id: row.id,
    at: row.at,
    version: row.version,
    unit: row.unit,
    passage: row.passage,
    commitment: commitmentOf(salt, content),
    hidden,
    answer:
      row.outcome === null
        ? null
        : {
            outcome: row.outcome,
            reason: row.reason!,
            change:
              row.changeVersion === null || row.changeUnit === null
                ? null
                : { version: row.changeVersion, unit: row.changeUnit },
            ...(row.owed === null ? {} : { owed: row.owed }),
            ...(row.owedBy === null ? {} : { owedBy: row.owedBy }),
            by: row.by!,
            at: row.answeredAt!,
          },
    ...(hidden === null ? { content, salt } : {}),
  }
}

interface Sealed {
  head: RecordHead
  /** Place of each comment. */
  places: ReadonlyMap<string, number>
  tree: WholeTree
}
// a closed discussion never changes: its head and tree are computed at the first question, the last ones are kept
const sealed = new Map<string, Sealed>()
const KEPT_AT_MOST = 8

async function sealedTree(tx: Tx, discussion: Discussion): Promise<Sealed> {
  const { id, recordFormat } = discussion
  const known = sealed.get(id)
  if (known) return known
  const head = await headOf(tx, discussion)
  const items = await recordItems(tx, id)
  const hashes = leavesOf(head, items, recordFormat)
  const leaves = new Uint8Array(hashes.length * 32)
  hashes.forEach((hash, at) => leaves.set(hash, at * 32))
  const before = hashes.length - items.length
  const made = {
    head,
    places: new Map(items.map((item, at) => [item.id, before + at])),
    tree: wholeTree(sha256, leaves),
  }
  if (sealed.size >= KEPT_AT_MOST) sealed.delete(sealed.keys().next().value!)
  sealed.set(id, made)
  return made
}

/** One comment's fate with the way to the root; undefined when the discussion is open or the comment is not in it. */
export async function publishedProof(
  tx: Tx,
  discussion: Discussion,
  comment: string,
): Promise<PublishedProof | undefined> {
  const { root, recordFormat } = discussion
  const found = root === null ? undefined : await findRecordItem(tx, discussion.id, comment)
  if (root === null || !found) return undefined
  const { head, places, tree } = await sealedTree(tx, discussion)
  const index = places.get(found.item.id)!
  const path = (at: number) => tree.proof(at).map((hash) => Buffer.from(hash).toString('hex'))
  return {
    kind: PROOF,
    format: recordFormat,
    discussion: head,
    root,
    key: await publishedKey(tx),
    comment: found.item,
    index,
    size: tree.size,
    path: path(index),
    ...(recordFormat === 1 ? {} : { headPath: path(0) }),
  }
}

const publishedKey = async (tx: Tx): Promise<string> => publicKeyOf(receiptKey(await receiptSeed(tx)))

/** What the record of a discussion that is closed, or is being closed, says of it. */
export async function headOf(
  tx: Tx,
  { id, title, body, openedAt, until, closedAt, recordFormat }: Discussion,
): Promise<RecordHead> {
  const head = { id, title, body, openedAt, until, closedAt: closedAt! }
  if (recordFormat === 1) return head
  const texts: NonNullable<RecordHead['texts']> = []
  for (const { number } of await listTexts(tx, id))
    texts.push({
      number,
      hash: createHash('sha256')
        .update((await findAkn(tx, id, number))!)
        .digest('hex'),
    })
  return { ...head, texts }
}

/** The record of a closed discussion, as it is published. */
export async function publishedRecord(tx: Tx, discussion: Discussion): Promise<PublishedRecord | undefined> {
  const { root, recordFormat } = discussion
  return root === null
    ? undefined
    : {
        kind: RECORD,
        format: recordFormat,
        discussion: await headOf(tx, discussion),
        root,
        key: await publishedKey(tx),
        comments: await recordItems(tx, discussion.id),
      }
}
