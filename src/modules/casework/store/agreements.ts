import { digestSql, instantSql, vouchRows } from '../../../platform/audit/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import { isSameNumber } from '../model/same-value.ts'

export const AGREEMENT_STATES = ['asked', 'agreed', 'refused', 'withdrawn'] as const

/** One fact that a register holds: what a field of a form would show, or what it answers as a piece of evidence. */
export interface AgreedFact {
  field?: string | undefined
  attribute?: string | undefined
  evidence?: string | undefined
  register: string
}

/** What a person was asked to agree to, and what they said. */
export interface Agreement {
  id: string
  /** The application for which it holds: its draft, then its case; null where that was lost. */
  about: string | null
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

const columns = `id, about, asker, organisation, subject, service, version, key, facts, until::text as until, state,
  asked_at as "askedAt", answered_at as "answeredAt"`

/** What of an agreement must not change unseen. */
const DIGEST = digestSql(
  ...['about', 'asker', 'organisation', 'subject', 'service', 'version', 'key', 'facts', 'until', 'state'],
  ...['asked_at', 'answered_at'].map(instantSql),
)
const ROW = "'agreement ' || id"
const returning = `returning ${ROW} as row, ${DIGEST} as digest`

/** Every agreement as its asker's history vouches for it. */
export const AGREEMENT_DIGESTS = `select asker as subject, ${ROW} as row, ${DIGEST} as digest from casework.agreement`

export async function insertAgreement(tx: Tx, item: Omit<Agreement, 'state' | 'answeredAt'>): Promise<void> {
  const { rows } = await tx.query<{ row: string; digest: string }>(
    `insert into casework.agreement (id, asker, organisation, subject, service, version, key, facts, until, state, asked_at, about)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'asked', $10, $11) ${returning}`,
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
      item.about,
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

export async function findAgreement(tx: Tx, id: string): Promise<Agreement | undefined> {
  return (await tx.query<Agreement>(`select ${columns} from casework.agreement where id = $1`, [id])).rows[0]
}

/**
 * Holds an agreement to the end of the transaction, and before it the open drafts that it opened something in: whoever
 * files holds the draft and then reads what was agreed to, so both take them in one order.
 */
export async function lockAgreement(tx: Tx, id: string): Promise<Agreement | undefined> {
  await tx.query(
    `select id from casework.draft
     where id = (select about from casework.agreement where id = $1)
       or (corrects is not null and split_part(corrects, '.', 1) = (select about::text from casework.agreement where id = $1))
     order by id for no key update`,
    [id],
  )
  return (await tx.query<Agreement>(`select ${columns} from casework.agreement where id = $1 for no key update`, [id]))
    .rows[0]
}

/** What somebody is asked or asks others, newest first. */
export async function agreementsOf(
  tx: Tx,
  who: { subject: string; asker: string | null },
  size: number,
): Promise<Agreement[]> {
  return (
    await tx.query<Agreement>(
      `select ${columns} from casework.agreement where subject = $1 or asker = $2 order by id desc limit $3`,
      [who.subject, who.asker, size],
    )
  ).rows
}

/** What others were asked for one application, its draft or its case, and has not lapsed; newest first. */
export async function agreementsAbout(tx: Tx, about: string, today: string): Promise<Agreement[]> {
  return (
    await tx.query<Agreement>(
      `select ${columns} from casework.agreement where about = $1 and until >= $2 order by id desc`,
      [about, today],
    )
  ).rows
}

/**
 * The same, held to the end of the transaction: nobody takes back in between what rests on it. A correction by a program
 * has no draft that would hold it.
 */
export async function holdAgreementsAbout(tx: Tx, about: string, today: string): Promise<Agreement[]> {
  return (
    await tx.query<Agreement>(
      `select ${columns} from casework.agreement where about = $1 and until >= $2 order by id desc for share`,
      [about, today],
    )
  ).rows
}

/** What one person asked another, for one service or all, and has not lapsed; newest first. */
export async function agreementsAsked(
  tx: Tx,
  asked: { asker: string; subject: string; service?: string; today: string },
): Promise<Agreement[]> {
  return (
    await tx.query<Agreement>(
      `select ${columns} from casework.agreement where asker = $1 and subject = $2 and ($3::text is null or service = $3) and until >= $4 order by id desc`,
      [asked.asker, asked.subject, asked.service ?? null, asked.today],
    )
  ).rows
}

/** Whether somebody holds the draft that an agreement is about or one that corrects its case, or took the case in. */
export async function hasHandIn(tx: Tx, about: string, person: string): Promise<boolean> {
  return (
    await tx.query<{ held: boolean }>(
      `select exists (select 1 from casework.draft where id = $1::uuid and person = $2)
         or exists (select 1 from casework.draft where corrects is not null and split_part(corrects, '.', 1) = ($1::uuid)::text and person = $2)
         or exists (select 1 from casework.application where case_id = $1::uuid and taken_by = $2) as held`,
      [about, person],
    )
  ).rows[0]!.held
}

/** A draft was begun anew or became a case: what others said of it goes along. */
export async function moveAgreements(tx: Tx, from: string, to: string, now: string): Promise<void> {
  const { rows } = await tx.query<{ asker: string; row: string; digest: string }>(
    `update casework.agreement set about = $2 where about = $1 returning asker, ${ROW} as row, ${DIGEST} as digest`,
    [from, to],
  )
  for (const row of rows) await vouchRows(tx, row.asker, [row], { now })
}

/** What was not agreed to is asked for another application than before; nothing is moved that was answered meanwhile. */
export async function moveAgreement(
  tx: Tx,
  { id, asker, state }: Pick<Agreement, 'id' | 'asker' | 'state'>,
  to: string,
  now: string,
): Promise<void> {
  const { rows } = await tx.query<{ row: string; digest: string }>(
    `update casework.agreement set about = $2 where id = $1 and state = $3 ${returning}`,
    [id, to, state],
  )
  await vouchRows(tx, asker, rows, { now })
}

/** Questions of one asker at the same time come one after the other, so that each is counted. */
export const lockAsking = async (tx: Tx, asker: string): Promise<void> => {
  await tx.query("select pg_advisory_xact_lock(hashtextextended('casework.agreement ' || $1, 0))", [asker])
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

/** Takes out of the open draft what was seen by an agreement that holds no more; also out of a correction of its case. */
export async function forgetAgreed(tx: Tx, { about, key, subject, facts }: Agreement): Promise<void> {
  const fields = facts.flatMap(({ field }) => field ?? [])
  const { rows } = await tx.query<{ id: string; typed: string | null }>(
    `select id, answers ->> $2 as typed from casework.draft
     where id = $1::uuid or (corrects is not null and split_part(corrects, '.', 1) = ($1::uuid)::text) order by id for no key update`,
    [about, key],
  )
  // it is the same number however it was typed
  const drafts = rows.flatMap(({ id, typed }) => (typed !== null && isSameNumber(typed, subject) ? [id] : []))
  await tx.query(
    `update casework.draft set found = found - $2::text[],
       answers = answers - array(select f from unnest($2::text[]) f where found #> array[f, 'status'] = '"found"'::jsonb and found #> array[f, 'value'] = answers -> f)
     where id = any($1::uuid[])`,
    [drafts, fields],
  )
}
