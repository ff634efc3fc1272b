import type { Database, Tx } from '../database/index.ts'
import { hashOfSeal, rootOfHeads, type Head } from './seal.ts'

/** Positions in one seal at most; what is left is sealed next. */
export const MOST_POSITIONS = 100_000

/** Keeps two workers from sealing at once. */
const SEAL_LOCK = 7274_003

/**
 * A position below which every event is committed or gone: the last one given out, once all transactions that were
 * under way then have ended.
 * @returns undefined when some of them take longer than `patience` milliseconds: the next run tries again
 */
export async function settledPosition(database: Database, patience = 10_000): Promise<number | undefined> {
  const given = await database.query<{ last: string }>(
    'select case when is_called then last_value else 0 end::text as last from audit.position',
    [],
  )
  // a number taken after reading: whoever holds a position so far got a lower one before
  const bound = await database.query<{ xid: string }>('select pg_current_xact_id()::text as xid', [])
  for (const until = Date.now() + patience; ; ) {
    const found = await database.query<{ settled: boolean }>(
      'select pg_snapshot_xmin(pg_current_snapshot()) >= $1::xid8 as settled',
      [bound.rows[0]!.xid],
    )
    if (found.rows[0]!.settled) return Number(given.rows[0]!.last)
    if (Date.now() > until) return undefined
    await new Promise((done) => setTimeout(done, 50))
  }
}

/**
 * Seals the events up to a settled position: one row with the root over the heads of all subjects that changed. Events
 * themselves are not touched.
 * @returns how many events were sealed, and whether more are left
 */
export async function sealEvents(tx: Tx, settled: number, now: string): Promise<{ events: number; more: boolean }> {
  await tx.query('select pg_advisory_xact_lock($1)', [SEAL_LOCK])
  const last = (
    await tx.query<{ number: number; until: string; hash: Uint8Array }>(
      'select number, until_position::text as until, hash from audit.seal order by number desc limit 1',
      [],
    )
  ).rows[0]
  const from = last ? Number(last.until) : 1
  const until = Math.min(settled + 1, from + MOST_POSITIONS)
  if (until <= from) return { events: 0, more: false }
  const found = await tx.query<Head & { events: number }>(
    `select subject, max(seq) as seq, (array_agg(hash order by seq desc))[1] as hash, count(*)::int as events
     from audit.event where position >= $1 and position < $2 group by subject`,
    [from, until],
  )
  const events = found.rows.reduce((sum, row) => sum + row.events, 0)
  const more = until <= settled
  if (events === 0) return { events, more: false }
  // lines as `placeLine` writes them
  const places = await tx.query<{ hash: Uint8Array }>(
    `select sha256(convert_to(string_agg(position || ' ' || subject || ' ' || seq || ' ' || floor(extract(epoch from at) * 1000)::bigint || E'\\n', '' order by position), 'UTF8')) as hash
     from audit.event where position >= $1 and position < $2`,
    [from, until],
  )
  const seal = {
    number: (last?.number ?? 0) + 1,
    from,
    until,
    events,
    subjects: found.rows.length,
    root: rootOfHeads(found.rows),
    previous: last?.hash ?? new Uint8Array(),
    sealedAt: now,
    places: places.rows[0]!.hash,
  }
  await tx.query(
    'insert into audit.seal (number, from_position, until_position, events, subjects, root, previous, hash, sealed_at, places) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)',
    [
      seal.number,
      from,
      until,
      events,
      seal.subjects,
      Buffer.from(seal.root),
      Buffer.from(seal.previous),
      Buffer.from(hashOfSeal(seal)),
      now,
      Buffer.from(seal.places),
    ],
  )
  return { events, more }
}
