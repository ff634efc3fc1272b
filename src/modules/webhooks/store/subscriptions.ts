import type { Tx } from '../../../platform/database/index.ts'

export interface Subscription {
  id: string
  client: string
  address: string
  kinds: string[]
  madeAt: string
  generation: number
  rotatedAt: string | null
  pausedAt: string | null
  pausedBecause: 'administrator' | 'silent' | null
  endedAt: string | null
  endedBecause: 'administrator' | 'gone' | null
  awaySince: string | null
  awayTries: number
  tryAt: string | null
  problem: string | null
  turn: number
  sending: boolean
  nextAt: string | null
}

const COLUMNS = `id, client, address, kinds, made_at as "madeAt", generation, rotated_at as "rotatedAt", paused_at as "pausedAt",
  paused_because as "pausedBecause", ended_at as "endedAt", ended_because as "endedBecause", away_since as "awaySince",
  away_tries as "awayTries", try_at as "tryAt", problem, turn, sending, next_at as "nextAt"`

export async function insertSubscription(
  tx: Tx,
  made: { id: string; client: string; address: string; kinds: readonly string[]; by: string },
  now: string,
): Promise<void> {
  await tx.query(
    'insert into webhooks.subscription (id, client, address, kinds, made_at, made_by) values ($1, $2, $3, $4, $5, $6)',
    [made.id, made.client, made.address, made.kinds, now, made.by],
  )
}

/** One subscription, locked: whoever changes it or what it is sent holds it. */
export async function lockSubscription(tx: Tx, id: string): Promise<Subscription | undefined> {
  return (await tx.query<Subscription>(`select ${COLUMNS} from webhooks.subscription where id = $1 for update`, [id]))
    .rows[0]
}

export async function findSubscription(tx: Tx, id: string): Promise<Subscription | undefined> {
  return (await tx.query<Subscription>(`select ${COLUMNS} from webhooks.subscription where id = $1`, [id])).rows[0]
}

/** Those that have not ended, and what ended last. @param clients only of these systems; absent: of all */
export async function listSubscriptions(
  tx: Tx,
  clients?: readonly string[],
): Promise<(Subscription & { waiting: number; stopped: number })[]> {
  return (
    await tx.query<Subscription & { waiting: number; stopped: number }>(
      `select ${COLUMNS},
         (select count(*)::int from webhooks.delivery d where d.subscription = s.id and d.state = 'waiting') as waiting,
         (select count(*)::int from webhooks.delivery d where d.subscription = s.id and d.state = 'stopped') as stopped
       from webhooks.subscription s where $1::text[] is null or client = any($1)
       order by ended_at desc nulls first, client, made_at limit 200`,
      [clients ?? null],
    )
  ).rows
}

/** Those that are to be told of any of these kinds. */
export async function wanting(tx: Tx, kinds: readonly string[]): Promise<Subscription[]> {
  return (
    await tx.query<Subscription>(
      `select ${COLUMNS} from webhooks.subscription where ended_at is null and kinds && $1::text[] order by id`,
      [kinds],
    )
  ).rows
}

/** What of a subscription can be changed; what is not named stays. */
export type SubscriptionChange = Partial<Omit<Subscription, 'id' | 'client' | 'madeAt'>>

const COLUMN_OF: Record<keyof SubscriptionChange, string> = {
  address: 'address',
  kinds: 'kinds',
  generation: 'generation',
  rotatedAt: 'rotated_at',
  pausedAt: 'paused_at',
  pausedBecause: 'paused_because',
  endedAt: 'ended_at',
  endedBecause: 'ended_because',
  awaySince: 'away_since',
  awayTries: 'away_tries',
  tryAt: 'try_at',
  problem: 'problem',
  turn: 'turn',
  sending: 'sending',
  nextAt: 'next_at',
}

export async function changeSubscription(tx: Tx, id: string, change: SubscriptionChange): Promise<void> {
  const names = (Object.keys(change) as (keyof SubscriptionChange)[]).filter((name) => change[name] !== undefined)
  if (names.length === 0) return
  await tx.query(
    `update webhooks.subscription set ${names.map((name, at) => `${COLUMN_OF[name]} = $${at + 2}`).join(', ')} where id = $1`,
    [id, ...names.map((name) => change[name])],
  )
}
