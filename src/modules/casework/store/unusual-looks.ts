import type { Tx } from '../../../platform/database/index.ts'
import type { LookMade } from '../../exchange/index.ts'
import type { Unusual } from '../model/judge-look.ts'

export interface UnusualLook extends Omit<LookMade, 'subjects'> {
  reasons: Unusual[]
  people: number
  examinedAt: string | null
  examinedBy: string | null
  note: string | null
}

/** Until when looks are judged; takes turns with whoever judges at the same time. */
export const judgedUntil = async (tx: Tx): Promise<string | undefined> =>
  (await tx.query<{ until: string }>('select until from casework.judged_looks for update')).rows[0]?.until

export async function keepJudgedUntil(tx: Tx, until: string): Promise<void> {
  await tx.query(
    'insert into casework.judged_looks (until) values ($1) on conflict (single) do update set until = excluded.until',
    [until],
  )
}

/** Keeps a look with why it is unusual; the same again changes nothing. */
export async function insertUnusual(tx: Tx, look: LookMade, reasons: readonly Unusual[], people: number) {
  await tx.query(
    `insert into casework.unusual_look (id, at, viewer, role, body, what, reasons, case_id, case_number, service, people)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (id) do nothing`,
    [
      look.id,
      look.at,
      look.viewer,
      look.role,
      look.body,
      look.what,
      reasons,
      look.caseId,
      look.caseNumber,
      look.service,
      people,
    ],
  )
}

/** Whether an official took in an application of somebody within a time. */
export const tookIn = async (
  tx: Tx,
  official: string,
  numbers: readonly string[],
  from: string,
  until: string,
): Promise<boolean> =>
  (
    await tx.query(
      `select 1 as yes from casework.application where filed_at >= $2 and filed_at < $3 and taken_by = $1
         and (applicant ->> 'number' = any($4) or representative ->> 'number' = any($4)) limit 1`,
      [official, from, until, numbers],
    )
  ).rows.length > 0

export interface UnusualAsked {
  reason?: Unusual | undefined
  official?: string | undefined
  body?: string | undefined
  since?: string | undefined
  before?: string | undefined
}

/** Unusual looks, those that nobody examined first, then the newest first. @param after the last one of the page before */
export async function unusualLooks(
  tx: Tx,
  { reason, official, body, since, before }: UnusualAsked,
  after: { examined: boolean; id: string } | undefined,
  most: number,
): Promise<UnusualLook[]> {
  return (
    await tx.query<UnusualLook>(
      `select id, at, viewer, role, body, what, reasons, case_id as "caseId", case_number as "caseNumber", service, people,
         examined_at as "examinedAt", examined_by as "examinedBy", note
       from casework.unusual_look
       where ($1::text is null or $1 = any(reasons)) and ($2::uuid is null or viewer = $2) and ($3::text is null or body = $3)
         and ($4::timestamptz is null or at >= $4) and ($5::timestamptz is null or at < $5)
         and ($7::uuid is null or (examined_at is not null) > $6 or ((examined_at is not null) = $6 and id < $7))
       order by examined_at is not null, id desc limit $8`,
      [
        reason ?? null,
        official ?? null,
        body ?? null,
        since ?? null,
        before ?? null,
        after?.examined ?? null,
        after?.id ?? null,
        most,
      ],
    )
  ).rows
}

/** Writes that a look was examined. @returns null: there is no such look; `own`: it is theirs; `before`: somebody did */
export async function markExamined(
  tx: Tx,
  id: string,
  by: { person: string; note: string; now: string },
): Promise<'done' | 'own' | 'before' | null> {
  const { rows } = await tx.query<{ own: boolean; done: boolean }>(
    `with known as (select id, viewer = $3 as own, examined_at is null and viewer <> $3 as open from casework.unusual_look where id = $1 for update), done as (
       update casework.unusual_look set examined_at = $2, examined_by = $3, note = $4 from known where unusual_look.id = known.id and known.open returning 1
     ) select own, exists (select from done) as done from known`,
    [id, by.now, by.person, by.note],
  )
  const [look] = rows
  if (!look) return null
  return look.own ? 'own' : look.done ? 'done' : 'before'
}
