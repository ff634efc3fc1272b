import type { Tx } from '../../../platform/database/index.ts'
import { commitmentOf, RECORD, type PublishedRecord, type RecordItem } from '../model/record.ts'
import type { AnswerOutcome } from '../model/outcomes.ts'
import type { Discussion } from './discussions.ts'

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
  by: string | null
  answeredAt: string | null
}

/** Comments that count, in the order of their ids, each with its answer: the leaves of the record. */
export async function recordItems(tx: Tx, discussion: string): Promise<RecordItem[]> {
  const { rows } = await tx.query<Row>(
    `select c.id, c.at, c.version, c.unit, c.passage, c.words, c.proposal, c.author_name as name, c.business, c.salt, c.hidden_reason as hidden,
       a.outcome, a.reason, a.change_version as "changeVersion", a.change_unit as "changeUnit", a.given_by_name as by, a.at as "answeredAt"
     from consultation.comment c left join consultation.answer a on a.discussion = c.discussion and a.id = c.answer
     where c.discussion = $1 and c.confirmed_at is not null order by c.id`,
    [discussion],
  )
  return rows.map(itemOf)
}

function itemOf({ words, proposal, name, business, salt, hidden, ...row }: Row): RecordItem {
  const content = { words, proposal, name, business }
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
            by: row.by!,
            at: row.answeredAt!,
          },
    ...(hidden === null ? { content, salt } : {}),
  }
}

/** The record of a closed discussion, as it is published. */
export async function publishedRecord(tx: Tx, discussion: Discussion): Promise<PublishedRecord | undefined> {
  const { id, title, body, openedAt, until, closedAt, root } = discussion
  if (closedAt === null || root === null) return undefined
  return {
    kind: RECORD,
    format: 1,
    discussion: { id, title, body, openedAt, until, closedAt },
    root,
    comments: await recordItems(tx, id),
  }
}
