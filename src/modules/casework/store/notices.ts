import { newId, type Tx } from '../../../platform/database/index.ts'

export interface Notice {
  id: string
  caseId: string
  text: string
  parameters: Record<string, string>
  sentAt: string
  readAt: string | null
}

export async function insertNotice(
  tx: Tx,
  person: string,
  item: { caseId: string; text: string; parameters: Record<string, string> },
  now: string,
): Promise<void> {
  await tx.query(
    'insert into casework.notice (person, id, case_id, text, parameters, sent_at) values ($1, $2, $3, $4, $5, $6)',
    [person, newId(now), item.caseId, item.text, JSON.stringify(item.parameters), now],
  )
}

/** A person's notices, newest first. */
export async function noticesOf(tx: Tx, person: string, size = 50): Promise<Notice[]> {
  return (
    await tx.query<Notice>(
      'select id, case_id as "caseId", text, parameters, sent_at as "sentAt", read_at as "readAt" from casework.notice where person = $1 order by id desc limit $2',
      [person, size],
    )
  ).rows
}

export async function unreadNotices(tx: Tx, person: string): Promise<number> {
  return (
    await tx.query<{ count: number }>(
      'select count(*)::int as count from (select 1 from casework.notice where person = $1 and read_at is null limit 100) x',
      [person],
    )
  ).rows[0]!.count
}

export async function markNoticesRead(tx: Tx, person: string, now: string): Promise<void> {
  await tx.query('update casework.notice set read_at = $2 where person = $1 and read_at is null', [person, now])
}
