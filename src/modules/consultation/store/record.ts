import type { Tx } from '../../../platform/database/index.ts'
import { wholeTree, type WholeTree } from '../../../kernel/merkle/index.ts'
import { sha256 } from '../../../kernel/merkle/sha256.ts'
import {
  commitmentOf,
  leafOf,
  PROOF,
  RECORD,
  type Content,
  type PublishedProof,
  type PublishedRecord,
  type RecordItem,
} from '../model/record.ts'
import type { AnswerOutcome } from '../model/outcomes.ts'
import { publicKeyOf, receiptKey } from '../model/receipt.ts'
import type { Discussion } from './discussions.ts'
import { receiptSeed } from './holders.ts'

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
  by: string | null
  answeredAt: string | null
}

const ITEM = `select c.id, c.at, c.version, c.unit, c.passage, c.words, c.proposal, c.author_name as name, c.business, c.salt, c.hidden_reason as hidden,
       a.outcome, a.reason, a.change_version as "changeVersion", a.change_unit as "changeUnit", a.owed, a.given_by_name as by, a.at as "answeredAt"
     from consultation.comment c left join consultation.answer a on a.discussion = c.discussion and a.id = c.answer`

/** Comments that count, in the order of their ids, each with its answer: the leaves of the record. */
export async function recordItems(tx: Tx, discussion: string): Promise<RecordItem[]> {
  const { rows } = await tx.query<Row>(`${ITEM} where c.discussion = $1 and c.confirmed_at is not null order by c.id`, [
    discussion,
  ])
  return rows.map(itemOf)
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
            by: row.by!,
            at: row.answeredAt!,
          },
    ...(hidden === null ? { content, salt } : {}),
  }
}

interface Sealed {
  /** Place of each comment. */
  places: ReadonlyMap<string, number>
  tree: WholeTree
}
// a closed discussion never changes: its tree is computed at the first question, the last ones are kept
const sealed = new Map<string, Sealed>()
const KEPT_AT_MOST = 8

async function sealedTree(tx: Tx, discussion: string): Promise<Sealed> {
  const known = sealed.get(discussion)
  if (known) return known
  const items = await recordItems(tx, discussion)
  const leaves = new Uint8Array(items.length * 32)
  items.forEach((item, at) => leaves.set(leafOf(discussion, item), at * 32))
  const made = { places: new Map(items.map(({ id }, at) => [id, at])), tree: wholeTree(sha256, leaves) }
  if (sealed.size >= KEPT_AT_MOST) sealed.delete(sealed.keys().next().value!)
  sealed.set(discussion, made)
  return made
}

/** One comment's fate with the way to the root; undefined when the discussion is open or the comment is not in it. */
export async function publishedProof(
  tx: Tx,
  discussion: Discussion,
  comment: string,
): Promise<PublishedProof | undefined> {
  const about = headOf(discussion)
  const found = about && (await findRecordItem(tx, discussion.id, comment))
  if (!found) return undefined
  const { places, tree } = await sealedTree(tx, discussion.id)
  const index = places.get(found.item.id)!
  return {
    kind: PROOF,
    format: 1,
    ...about,
    key: await publishedKey(tx),
    comment: found.item,
    index,
    size: tree.size,
    path: tree.proof(index).map((hash) => Buffer.from(hash).toString('hex')),
  }
}

const publishedKey = async (tx: Tx): Promise<string> => publicKeyOf(receiptKey(await receiptSeed(tx)))

/** What the record says of its discussion; undefined while it is open. */
function headOf({ id, title, body, openedAt, until, closedAt, root }: Discussion) {
  return closedAt === null || root === null
    ? undefined
    : { discussion: { id, title, body, openedAt, until, closedAt }, root }
}

/** The record of a closed discussion, as it is published. */
export async function publishedRecord(tx: Tx, discussion: Discussion): Promise<PublishedRecord | undefined> {
  const about = headOf(discussion)
  return (
    about && {
      kind: RECORD,
      format: 1,
      ...about,
      key: await publishedKey(tx),
      comments: await recordItems(tx, discussion.id),
    }
  )
}
