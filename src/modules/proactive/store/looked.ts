import type { Tx } from '../../../platform/database/index.ts'

/** How far a run of a service has looked: the change number of those known, and the number of its occasions. */
export interface Reach {
  known: string
  occasions: string
}

/** What lies before everything. */
const NOTHING: Reach = { known: '0', occasions: '0' }

/**
 * Held to the end of the transaction by whoever writes what is known, or occasions of it. Without it a number given out
 * early could be committed late, below what a run has looked at by then.
 */
export async function holdWriting(tx: Tx): Promise<void> {
  await tx.query("select pg_advisory_xact_lock_shared(hashtextextended('proactive.writing', 0))", [])
}

/**
 * How far all reaches that is written: nothing is committed later below it. For a transaction of its own, for it keeps
 * writers waiting to its end.
 * @returns undefined while somebody writes: whoever asks looks from where it looked before, and asks again with the next run
 */
export async function reachOf(tx: Tx, service: string): Promise<Reach | undefined> {
  const tried = await tx.query<{ alone: boolean }>(
    "select pg_try_advisory_xact_lock(hashtextextended('proactive.writing', 0)) as alone",
    [],
  )
  if (!tried.rows[0]!.alone) return undefined
  // a statement of its own, for it must see what the lock waited for
  const { rows } = await tx.query<Reach>(
    `select (select coalesce(max(changed), 0) from proactive.known)::text as known,
       (select coalesce(max(made), 0) from proactive.occasion where service = $1)::text as occasions`,
    [service],
  )
  return rows[0]!
}

/** How far a service has looked. */
export const lookedOf = async (tx: Tx, service: string): Promise<Reach> =>
  (
    await tx.query<Reach>(
      'select known::text as known, occasions::text as occasions from proactive.looked where service = $1',
      [service],
    )
  ).rows[0] ?? NOTHING

/** Keeps how far a service has looked. Of two runs at once the one that reaches less takes nothing back. */
export async function keepLooked(tx: Tx, service: string, { known, occasions }: Reach): Promise<void> {
  await tx.query(
    `insert into proactive.looked as kept (service, known, occasions) values ($1, $2, $3)
     on conflict (service) do update set known = greatest(kept.known, excluded.known),
       occasions = greatest(kept.occasions, excluded.occasions)`,
    [service, known, occasions],
  )
}
