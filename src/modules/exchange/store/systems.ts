import type { Database, Tx } from '../../../platform/database/index.ts'
import type { AnswerStore } from '../../../platform/wire/index.ts'
import type { KnownKey } from '../model/judge-keys.ts'
import { endKeys } from './system-keys.ts'
import { endRights } from './system-rights.ts'

/** A body's own system: who asks on the wire, whose it is, and the account whose roles it has here. */
export interface System {
  id: string
  client: string
  name: string | null
  body: string | null
  account: string
  /** The account was made for it alone. */
  ownAccount: boolean
  namedAt: string
  namedBy: string
  endedAt: string | null
  endedBy: string | null
}

const COLUMNS = `id, client, name, body, account, own_account as "ownAccount", named_at as "namedAt", named_by as "namedBy",
  ended_at as "endedAt", ended_by as "endedBy"`

/** Names a system, or one anew; its id stays. @returns its id */
export async function keepSystem(
  tx: Tx,
  system: Omit<System, 'id' | 'namedAt' | 'endedAt' | 'endedBy'> & { id: string },
  now: string,
): Promise<string> {
  return (
    await tx.query<{ id: string }>(
      `insert into exchange.system (id, client, name, body, account, own_account, named_at, named_by) values ($1, $2, $3, $4, $5, $6, $7, $8)
       on conflict (client) do update set name = excluded.name, body = excluded.body, account = excluded.account,
         own_account = excluded.own_account, named_at = excluded.named_at, named_by = excluded.named_by, ended_at = null, ended_by = null
       returning id`,
      [system.id, system.client, system.name, system.body, system.account, system.ownAccount, now, system.namedBy],
    )
  ).rows[0]!.id
}

/** Ends its part, with its keys and rights. */
export async function endSystem(tx: Tx, id: string, by: string, now: string): Promise<void> {
  await endKeys(tx, id, { at: now, by })
  await endRights(tx, { system: id, by }, now)
  await tx.query('update exchange.system set ended_at = $2, ended_by = $3 where id = $1 and ended_at is null', [
    id,
    now,
    by,
  ])
}

/** All systems by their names, those that take part first. @param bodies only theirs; absent: everybody's */
export async function listedSystems(tx: Tx, bodies?: readonly string[]): Promise<System[]> {
  return (
    await tx.query<System>(
      `select ${COLUMNS} from exchange.system where $1::text[] is null or body = any($1)
       order by ended_at is not null, coalesce(name, client), client limit 1000`,
      [bodies ?? null],
    )
  ).rows
}

/** Whose systems a member of the exchange has: bodies, null for those of nobody. */
export async function bodiesOfMember(tx: Tx, member: string): Promise<(string | null)[]> {
  return (
    await tx.query<{ body: string | null }>(
      `select distinct body from exchange.system where starts_with(client, $1 || '/')`,
      [member],
    )
  ).rows.map(({ body }) => body)
}

/** A system of whatever state, by its id or what it is called on the wire. */
export async function knownSystem(tx: Tx, named: string): Promise<System | undefined> {
  return (await tx.query<System>(`select ${COLUMNS} from exchange.system where id::text = $1 or client = $1`, [named]))
    .rows[0]
}

/** A system, held until the end of the transaction: whoever changes it, its keys or its rights holds it. */
export async function lockSystem(tx: Tx, id: string): Promise<System | undefined> {
  return (await tx.query<System>(`select ${COLUMNS} from exchange.system where id = $1 for update`, [id])).rows[0]
}

/**
 * Holds an address until the end of the transaction, also one at which nothing stands yet: whoever lets in or ends what is
 * called so. @returns the system of that name, held as `lockSystem` does
 */
export async function lockClient(tx: Tx, client: string): Promise<System | undefined> {
  await tx.query("select pg_advisory_xact_lock(hashtextextended('exchange.system ' || $1, 0))", [client])
  return (await tx.query<System>(`select ${COLUMNS} from exchange.system where client = $1 for update`, [client]))
    .rows[0]
}

/** A system that takes part; undefined when none of that name does. */
export async function findSystem(tx: Tx, client: string): Promise<System | undefined> {
  return (
    await tx.query<System>(`select ${COLUMNS} from exchange.system where client = $1 and ended_at is null`, [client])
  ).rows[0]
}

/** A system as it stands at the door. */
export interface SystemAtDoor {
  client: string
  account: string
  /** Services it may ask now. */
  services: string[]
  /** Some key was given it here, so that no other is believed. */
  keyed: boolean
  /** The keys that hold now. */
  keys: KnownKey[]
}

/** All that take part, with what they may ask and by what they sign at an instant. */
export async function systemsAtDoor(tx: Tx, now: string): Promise<SystemAtDoor[]> {
  const { rows } = await tx.query<Omit<SystemAtDoor, 'keys'> & { keys: { fingerprint: string; key: string }[] | null }>(
    `select client, account,
       array(select distinct service from exchange.system_right r where r.system = s.id and r.since <= $1 and (r.until is null or r.until > $1)) as services,
       exists (select from exchange.system_key k where k.system = s.id) as keyed,
       (select jsonb_agg(jsonb_build_object('fingerprint', fingerprint, 'key', encode(key, 'base64'))) from exchange.system_key k
         where k.system = s.id and k.since <= $1 and (k.until is null or k.until > $1)) as keys
     from exchange.system s where ended_at is null`,
    [now],
  )
  return rows.map(({ keys, ...system }) => ({
    ...system,
    keys: (keys ?? []).map(({ fingerprint, key }) => ({ fingerprint, key: Buffer.from(key, 'base64') })),
  }))
}

/** Answers by question, in our database. */
export const answerStore = (database: Database, clock: () => string): AnswerStore => ({
  async find(client, id) {
    return (
      await database.query<{ digest: string; status: number; body: Buffer }>(
        'select digest, status, body from exchange.given_answer where client = $1 and id = $2',
        [client, id],
      )
    ).rows[0]
  },
  async keep(client, id, { digest, status, body }) {
    await database.query(
      'insert into exchange.given_answer (client, id, digest, status, body, at) values ($1, $2, $3, $4, $5, $6) on conflict do nothing',
      [client, id, digest, status, Buffer.from(body), clock()],
    )
  },
})
