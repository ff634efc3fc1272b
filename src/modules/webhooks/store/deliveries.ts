import type { Tx } from '../../../platform/database/index.ts'

export const STATES = ['waiting', 'delivered', 'stopped', 'withheld', 'left-out'] as const
export type DeliveryState = (typeof STATES)[number]

/** A message that is due, with what it says. */
export interface DueDelivery {
  id: string
  subject: string
  tries: number
  kind: string
  office: string | null
  data: Record<string, unknown>
  at: string
}

/** Gives an event to a subscription; a second time changes nothing. */
export async function insertDelivery(
  tx: Tx,
  delivery: { id: string; subscription: string; event: string; subject: string },
  now: string,
): Promise<void> {
  await tx.query(
    `insert into webhooks.delivery (id, subscription, event, subject, state, next_at, made_at)
     values ($1, $2, $3, $4, 'waiting', $5, $5) on conflict (subscription, event) do nothing`,
    [delivery.id, delivery.subscription, delivery.event, delivery.subject, now],
  )
}

/** No earlier message about the same case is still to be taken. */
const IS_FIRST = `not exists (select 1 from webhooks.delivery earlier where earlier.subscription = d.subscription
  and earlier.subject = d.subject and earlier.event < d.event and earlier.state in ('waiting', 'stopped'))`

/** What may be sent now: of each case its first message. */
export async function dueDeliveries(
  tx: Tx,
  subscription: string,
  now: string,
  most: number,
  whenever = false,
): Promise<DueDelivery[]> {
  return (
    await tx.query<DueDelivery>(
      `select d.id, d.subject, d.tries, event.kind, event.office, event.data, event.at
       from webhooks.delivery d join webhooks.event event on event.id = d.event
       where d.subscription = $1 and d.state = 'waiting' and (d.next_at <= $2 or $4) and ${IS_FIRST}
       order by d.next_at, d.event limit $3`,
      [subscription, now, most, whenever],
    )
  ).rows
}

/** When the next message may be sent; undefined: none waits, or only behind one that has stopped. */
export async function nextDueDelivery(tx: Tx, subscription: string): Promise<string | undefined> {
  return (
    await tx.query<{ next: string }>(
      `select d.next_at as next from webhooks.delivery d
       where d.subscription = $1 and d.state = 'waiting' and ${IS_FIRST} order by d.next_at limit 1`,
      [subscription],
    )
  ).rows[0]?.next
}

/** Writes down a try. */
export async function markTried(
  tx: Tx,
  id: string,
  tried: {
    state: DeliveryState
    nextAt?: string | undefined
    status?: number | undefined
    problem?: string | undefined
  },
  now: string,
): Promise<void> {
  await tx.query(
    `update webhooks.delivery set state = $2, tries = tries + 1, tried_at = $3, status = $4, problem = $5,
       next_at = coalesce($6, next_at), ended_at = case when $2 in ('delivered', 'withheld') then $3::timestamptz end
     where id = $1 and state = 'waiting'`,
    [id, tried.state, now, tried.status ?? null, tried.problem ?? null, tried.nextAt ?? null],
  )
}

/** Leaves out what is still to be taken of a subscription. */
export async function leaveOutAll(tx: Tx, subscription: string, now: string): Promise<void> {
  await tx.query(
    `update webhooks.delivery set state = 'left-out', ended_at = $2 where subscription = $1 and state in ('waiting', 'stopped')`,
    [subscription, now],
  )
}

/**
 * Lets a message that stopped, or waits for its next try, go at once; one that was taken goes once more under the same
 * id.
 */
export async function sendOnceMore(tx: Tx, subscription: string, id: string, now: string): Promise<boolean> {
  const again = await tx.query(
    `update webhooks.delivery set state = 'waiting', tries = 0, next_at = $3, ended_at = null
     where id = $2 and subscription = $1 and state <> 'withheld'`,
    [subscription, id, now],
  )
  return again.rowCount === 1
}

/** Leaves a message out, so that those behind it go on. */
export async function leaveOut(tx: Tx, subscription: string, id: string, now: string): Promise<boolean> {
  const left = await tx.query(
    `update webhooks.delivery set state = 'left-out', ended_at = $3
     where id = $2 and subscription = $1 and state in ('waiting', 'stopped')`,
    [subscription, id, now],
  )
  return left.rowCount === 1
}

export interface ListedDelivery {
  id: string
  subject: string
  kind: string
  number: string | null
  state: DeliveryState
  tries: number
  triedAt: string | null
  nextAt: string | null
  status: number | null
  problem: string | null
  madeAt: string
  /** Behind another of the same case that is still to be taken. */
  behind: boolean
}

/** Messages of a subscription, newest first, fifty a page by the event before which it goes on. */
export async function listDeliveries(
  tx: Tx,
  subscription: string,
  before: string | undefined,
): Promise<(ListedDelivery & { event: string })[]> {
  return (
    await tx.query<ListedDelivery & { event: string }>(
      `select d.id, d.event::text as event, d.subject, event.kind, event.data->>'number' as number, d.state, d.tries,
         d.tried_at as "triedAt", case when d.state = 'waiting' then d.next_at end as "nextAt", d.status, d.problem,
         d.made_at as "madeAt", d.state = 'waiting' and not (${IS_FIRST}) as behind
       from webhooks.delivery d join webhooks.event event on event.id = d.event
       where d.subscription = $1 and ($2::bigint is null or d.event < $2) order by d.event desc limit 50`,
      [subscription, before ?? null],
    )
  ).rows
}

/** Forgets what ended before an instant, and what happened that nobody is to be told of any more. */
export async function forgetBefore(tx: Tx, before: string): Promise<void> {
  await tx.query('delete from webhooks.delivery where ended_at < $1', [before])
  await tx.query(
    `delete from webhooks.event where spread_at < $1
       and not exists (select 1 from webhooks.delivery where delivery.event = event.id)`,
    [before],
  )
}
