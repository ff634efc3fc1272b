import { digestSql, instantSql, vouchRows } from '../../../platform/audit/index.ts'
import type { Tx } from '../../../platform/database/index.ts'

export const AGREEMENT_STATES = ['asked', 'agreed', 'refused', 'withdrawn'] as const

/** One fact that a register holds and a field of a form would show. */
export interface AgreedFact {
  field: string
  register: string
  attribute: string
}

/** What a person was asked to agree to, and what they said. */
export interface Agreement {
  id: string
  asker: string
  organisation: string | null
  /** Number of whoever is asked. */
  subject: string
  service: string
  version: number
  /** The field of the form that names them. */
  key: string
  facts: AgreedFact[]
  /** Last day on which it holds, local. */
  until: string
  state: (typeof AGREEMENT_STATES)[number]
  askedAt: string
  answeredAt: string | null
}

const columns = `id, asker, organisation, subject, service, version, key, facts, until::text as until, state,
  asked_at as "askedAt", answered_at as "answeredAt"`

/** What of an agreement must not change unseen. */
const DIGEST = digestSql(
  ...['asker', 'organisation', 'subject', 'service', 'version', 'key', 'facts', 'until', 'state'],
  ...['asked_at', 'answered_at'].map(instantSql),
)
const ROW = "'agreement ' || id"
const returning = `returning ${ROW} as row, ${DIGEST} as digest`

/** Every agreement as its asker's history vouches for it. */
export const AGREEMENT_DIGESTS = `select asker as subject, ${ROW} as row, ${DIGEST} as digest from casework.agreement`

export async function insertAgreement(tx: Tx, item: Omit<Agreement, 'state' | 'answeredAt'>): Promise<void> {
  const { rows } = await tx.query<{ row: string; digest: string }>(
    `insert into casework.agreement (id, asker, organisation, subject, service, version, key, facts, until, state, asked_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'asked', $10) ${returning}`,
    [
      item.id,
      item.asker,
      item.organisation,
      item.subject,
      item.service,
      item.version,
      item.key,
      JSON.stringify(item.facts),
      item.until,
      item.askedAt,
    ],
  )
  await vouchRows(tx, item.asker, rows, { now: item.askedAt })
}

/** Notes what the person said. @returns false where it no longer stands as it was read */
export async function answerAgreement(
  tx: Tx,
  { id, asker, state }: Pick<Agreement, 'id' | 'asker' | 'state'>,
  said: Agreement['state'],
  now: string,
): Promise<boolean> {
  const { rows } = await tx.query<{ row: string; digest: string }>(
    `update casework.agreement set state = $3, answered_at = $4 where id = $1 and state = $2 ${returning}`,
    [id, state, said, now],
  )
  await vouchRows(tx, asker, rows, { now })
  return rows.length > 0
}

/** Holds an agreement to the end of the transaction. */
export async function lockAgreement(tx: Tx, id: string): Promise<Agreement | undefined> {
  return (await tx.query<Agreement>(`select ${columns} from casework.agreement where id = $1 for no key update`, [id]))
    .rows[0]
}

/** What somebody is asked or asks others, newest first. */
export async function agreementsOf(
  tx: Tx,
  who: { subject: string; asker: string },
  size: number,
): Promise<Agreement[]> {
  return (
    await tx.query<Agreement>(
      `select ${columns} from casework.agreement where subject = $1 or asker = $2 order by id desc limit $3`,
      [who.subject, who.asker, size],
    )
  ).rows
}

/** What was asked for one service by one person or in the name of an organisation, and has not lapsed; newest first. */
export async function agreementsFor(
  tx: Tx,
  asked: { asker: string; organisation: string | null; service: string; today: string },
): Promise<Agreement[]> {
  return (
    await tx.query<Agreement>(
      `select ${columns} from casework.agreement
       where asker = $1 and organisation is not distinct from $2 and service = $3 and until >= $4 order by id desc`,
      [asked.asker, asked.organisation, asked.service, asked.today],
    )
  ).rows
}

/** How many were asked by one person since an instant, and when the first of them was. */
export async function askedSince(
  tx: Tx,
  asker: string,
  since: string,
): Promise<{ count: number; first: string | null }> {
  return (
    await tx.query<{ count: number; first: string | null }>(
      'select count(*)::int as count, min(asked_at) as first from casework.agreement where asker = $1 and asked_at > $2',
      [asker, since],
    )
  ).rows[0]!
}

/** Takes out of the asker's open drafts what was seen by an agreement that holds no more. */
export async function forgetAgreed(
  tx: Tx,
  { asker, organisation, service, key, subject, facts }: Agreement,
): Promise<void> {
  const fields = facts.map(({ field }) => field)
  await tx.query(
    `update casework.draft set found = found - $5::text[],
       answers = answers - array(select f from unnest($5::text[]) f where found #> array[f, 'status'] = '"found"'::jsonb and found #> array[f, 'value'] = answers -> f)
     where person = $1 and organisation is not distinct from $2 and service = $3 and answers ->> $4 = $6`,
    [asker, organisation, service, key, fields, subject],
  )
}
