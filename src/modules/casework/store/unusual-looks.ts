import { digestSql, instantSql, vouchRows, type VouchedRow } from '../../../platform/audit/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import type { CaseSeen } from '../../../platform/use-case/index.ts'
import type { LookMade } from '../../exchange/index.ts'
import type { Unusual } from '../model/judge-look.ts'

export interface UnusualLook extends Omit<LookMade, 'subjects' | 'cases'> {
  /** Absent where it was at no case, or at several of which none is more to be told of than the others. */
  caseId: string | null
  caseNumber: string | null
  service: string | null
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

/** What of a look and of the note to it must not change unseen: the history of whoever looked vouches for it. */
const DIGEST = digestSql(
  ...[
    'viewer',
    'role',
    'body',
    'what',
    'reasons',
    'case_id',
    'case_number',
    'service',
    'people',
    'examined_by',
    'note',
  ],
  ...['at', 'examined_at'].map(instantSql),
)
const ROW = "'unusual-look ' || id"

/** Every unusual look as the history of whoever looked vouches for it. */
export const UNUSUAL_DIGESTS = `select viewer as subject, ${ROW} as row, ${DIGEST} as digest from casework.unusual_look`

/** Keeps a look with why it is unusual; the same again changes nothing. */
export async function insertUnusual(
  tx: Tx,
  look: Omit<LookMade, 'subjects' | 'cases'> & {
    case: CaseSeen | undefined
    reasons: readonly Unusual[]
    people: number
  },
  now: string,
): Promise<void> {
  const { rows } = await tx.query<VouchedRow>(
    `insert into casework.unusual_look (id, at, viewer, role, body, what, reasons, case_id, case_number, service, people)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (id) do nothing returning ${ROW} as row, ${DIGEST} as digest`,
    [
      look.id,
      look.at,
      look.viewer,
      look.role,
      look.body,
      look.what,
      look.reasons,
      look.case?.id ?? null,
      look.case?.number ?? null,
      look.case?.service ?? null,
      look.people,
    ],
  )
  await vouchRows(tx, look.viewer, rows, { now })
}

/** The last look by which it was told that an official opened many on a day. */
export const manyOn = async (
  tx: Tx,
  viewer: string,
  { from, until }: { from: string; until: string },
): Promise<{ id: string; viewer: string; people: number; examined: boolean } | undefined> =>
  (
    await tx.query<{ id: string; viewer: string; people: number; examined: boolean }>(
      `select id, viewer, people, examined_at is not null as examined from casework.unusual_look
       where viewer = $1 and at >= $2 and at < $3 and 'many' = any(reasons) order by id desc limit 1 for update`,
      [viewer, from, until],
    )
  ).rows[0]

/** Brings up to date how many an official opened on a day; fewer than was told it never are. */
export async function growMany(tx: Tx, { id, viewer }: { id: string; viewer: string }, people: number, now: string) {
  const { rows } = await tx.query<VouchedRow>(
    `update casework.unusual_look set people = $2 where id = $1 and people < $2 returning ${ROW} as row, ${DIGEST} as digest`,
    [id, people],
  )
  await vouchRows(tx, viewer, rows, { now })
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
  by: { person: string; note: string; now: string; actor: string },
): Promise<'done' | 'own' | 'before' | null> {
  const { rows } = await tx.query<{ viewer: string; open: boolean }>(
    'select viewer, examined_at is null as open from casework.unusual_look where id = $1 for update',
    [id],
  )
  const [look] = rows
  if (!look) return null
  if (look.viewer === by.person) return 'own'
  if (!look.open) return 'before'
  const done = await tx.query<VouchedRow>(
    `update casework.unusual_look set examined_at = $2, examined_by = $3, note = $4 where id = $1
     returning ${ROW} as row, ${DIGEST} as digest`,
    [id, by.now, by.person, by.note],
  )
  await vouchRows(tx, look.viewer, done.rows, { now: by.now, actor: by.actor })
  return 'done'
}
