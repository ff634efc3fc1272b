import { newId, type Tx } from '../../../platform/database/index.ts'

/**
 * Takes a place in the day's measure for each register that a person is about to ask of a subject, where one is free.
 * Questions of the same person wait for each other, so that none passes unseen.
 * @returns the registers that have no place free, each with when its oldest question was asked
 */
export async function takePlaces(
  tx: Tx,
  { person, subject, registers }: { person: string; subject: string; registers: readonly string[] },
  { most, since, now }: { most: number; since: string; now: string },
): Promise<{ full: Map<string, string> }> {
  await tx.query("select pg_advisory_xact_lock(hashtextextended('exchange.own-ask ' || $1::text, 0))", [person])
  await tx.query('delete from exchange.own_ask where person = $1 and at <= $2', [person, since])
  const { rows } = await tx.query<{ register: string; first: string }>(
    `select register, min(at) as first from exchange.own_ask where person = $1 and subject = $2 and register = any($3)
     group by register having count(*) >= $4`,
    [person, subject, registers, most],
  )
  const full = new Map(rows.map(({ register, first }) => [register, first]))
  const free = registers.filter((register) => !full.has(register))
  await tx.query(
    `insert into exchange.own_ask (person, subject, register, id, at)
     select $1, $2, place.register, place.id, $5 from unnest($3::text[], $4::uuid[]) as place (register, id)`,
    [person, subject, free, free.map(() => newId(now)), now],
  )
  return { full }
}

/** When a person asked each register last of a subject, since an instant. */
export async function lastAsks(
  tx: Tx,
  { person, subject }: { person: string; subject: string },
  since: string,
): Promise<Map<string, string>> {
  const { rows } = await tx.query<{ register: string; at: string }>(
    'select register, max(at) as at from exchange.own_ask where person = $1 and subject = $2 and at > $3 group by register',
    [person, subject, since],
  )
  return new Map(rows.map(({ register, at }) => [register, at]))
}
