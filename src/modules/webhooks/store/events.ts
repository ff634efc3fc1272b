import type { Tx } from '../../../platform/database/index.ts'
import type { Happening } from '../model/kinds.ts'

export interface StoredEvent {
  id: string
  subject: string
  kind: string
  office: string | null
  data: Record<string, unknown>
  at: string
}

/**
 * Keeps what happened to a case, in its order, while any system wants to be told of it. Whose work a task was that ends,
 * is known by its beginning.
 * @returns whether anything was kept
 */
export async function keepHappenings(
  tx: Tx,
  subject: string,
  happenings: readonly Happening[],
  now: string,
): Promise<boolean> {
  const kept = await tx.query(
    `insert into webhooks.event (subject, kind, office, data, at)
     select $1, said.value->>'kind', said.value->>'office', said.value->'data', $2
     from jsonb_array_elements($3::jsonb) with ordinality as said (value, place)
     where exists (select 1 from webhooks.subscription where ended_at is null
       and (said.value->>'kind' = any(kinds) or (said.value->>'kind' = 'task.opened' and 'task.ended' = any(kinds))))
     order by said.place`,
    [subject, now, JSON.stringify(happenings)],
  )
  return (kept.rowCount ?? 0) > 0
}

/** What happened to a subject and was given to no subscription yet, in order; locked, so that one job spreads it. */
export async function lockUnspread(tx: Tx, subject: string): Promise<StoredEvent[]> {
  return (
    await tx.query<StoredEvent>(
      `select id::text as id, subject, kind, office, data, at from webhooks.event
       where subject = $1 and spread_at is null order by id for update`,
      [subject],
    )
  ).rows
}

/** An event was given to whom it concerns, and says for ever what it says now: its signature is over that. */
export async function markSpread(
  tx: Tx,
  { id, office, data }: Pick<StoredEvent, 'id' | 'office' | 'data'>,
  now: string,
): Promise<void> {
  await tx.query('update webhooks.event set spread_at = $2, office = $3, data = $4 where id = $1', [
    id,
    now,
    office,
    JSON.stringify(data),
  ])
}

/** The office whose task it was; undefined for a task of an applicant, and one that began before anybody wanted to know. */
export async function officeOfTask(tx: Tx, subject: string, task: string): Promise<string | undefined> {
  return (
    await tx.query<{ office: string }>(
      `select office from webhooks.event where subject = $1 and kind = 'task.opened' and data->>'task' = $2 limit 1`,
      [subject, task],
    )
  ).rows[0]?.office
}

/** A test message's event: of the subscription itself, and spread at once. @returns its id */
export async function keepTest(tx: Tx, webhook: string, now: string): Promise<string> {
  return (
    await tx.query<{ id: string }>(
      `insert into webhooks.event (subject, kind, data, at, spread_at) values ($1, 'test', '{}', $2, $2) returning id::text as id`,
      [webhook, now],
    )
  ).rows[0]!.id
}
