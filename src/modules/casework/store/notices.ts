import { newId, type Tx } from '../../../platform/database/index.ts'

export interface Notice {
  id: string
  caseId: string
  text: string
  parameters: Record<string, string>
  sentAt: string
  readAt: string | null
}

/** What it is about: the case as it stands, and the words that were written in it. Null where the case is archived. */
export interface NoticeTold extends Notice {
  service: string | null
  version: number | null
  number: string | null
  owner: string | null
  dueAt: string | null
  /** The words of the question, or the facts that the person was told before a refusal. */
  says: string | null
  /** The office that wrote them. */
  office: string | null
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
export async function noticesOf(tx: Tx, person: string, size = 50): Promise<NoticeTold[]> {
  return (
    await tx.query<NoticeTold>(
      `select n.id, n.case_id as "caseId", n.text, n.parameters, n.sent_at as "sentAt", n.read_at as "readAt",
         a.service, a.version, a.number, a.owner, a.due_at as "dueAt",
         coalesce(m.text, h.facts) as says, coalesce(m.office, h.office) as office
       from casework.notice n
       left join casework.application a on a.case_id = n.case_id
       left join casework.message m on m.case_id = n.case_id and m.id = (n.parameters ->> 'message')::uuid
       left join casework.hearing h on h.case_id = n.case_id and h.number = (n.parameters ->> 'hearing')::int
       where n.person = $1 order by n.id desc limit $2`,
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
