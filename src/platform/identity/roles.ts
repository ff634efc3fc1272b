import { digestSql, instantSql, vouch } from '../audit/index.ts'
import type { Tx } from '../database/index.ts'
import { called, calledIn, type Names } from './names.ts'

export interface RoleHolder {
  person: string
  name: string
  role: string
  since: string
  until: string | null
  /** Who gave it: a person's name, or what the record says. */
  givenBy: string
  /** For whom they stand in; null where the role is their own. */
  standsFor: string | null
  /** An account that a body's system speaks by, and no person. */
  machine: boolean
}

export interface FormerHolder extends Pick<RoleHolder, 'person' | 'name' | 'role' | 'since' | 'givenBy' | 'machine'> {
  until: string
}

/** All roles that a person holds, held or will hold, as one digest: `subject`, `row`, `digest` of each person. */
export const ROLE_DIGESTS = `select person as subject, 'roles' as row, ${digestSql(`jsonb_agg(jsonb_build_array(role, body, given_by, ${instantSql('since')}, ${instantSql('until')}, stands_for) order by role, body, since)`)} as digest from identity.role`

/** Writes into a person's history which roles they hold now. */
export async function vouchRoles(tx: Tx, person: string, now: string): Promise<void> {
  const found = await tx.query<{ digest: string }>(`${ROLE_DIGESTS} where person = $1 group by person`, [person])
  await vouch(tx, person, 'roles', found.rows[0]?.digest ?? null, { now })
}

/**
 * Gives a role in a body from `since`, until `until` when it is a substitution. Giving one that holds already changes
 * its end.
 * @param givenBy actor, as the audit writes it
 */
export async function giveRole(
  tx: Tx,
  given: {
    person: string
    role: string
    body: string
    since: string
    until?: string
    givenBy: string
    standsFor?: string
  },
): Promise<void> {
  const values = [
    given.person,
    given.role,
    given.body,
    given.since,
    given.until ?? null,
    given.givenBy,
    given.standsFor ?? null,
  ]
  // a second row beside one that lasts would hold on when either of them ends
  const held = await tx.query(
    `update identity.role set until = $5, given_by = $6 where person = $1 and role = $2 and body = $3 and stands_for is not distinct from $7
     and since <= $4 and (until is null or until > $4)`,
    values,
  )
  if (!held.rowCount)
    await tx.query(
      `insert into identity.role (person, role, body, since, until, given_by, stands_for) values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (person, role, body, since) do update set until = excluded.until, given_by = excluded.given_by, stands_for = excluded.stands_for`,
      values,
    )
  await vouchRoles(tx, given.person, given.since)
}

/**
 * Ends a role now, and what was lent of it; one that has not begun is removed.
 * @returns false when the person does not hold it
 */
export async function endRole(
  tx: Tx,
  held: { person: string; role: string; body: string },
  now: string,
): Promise<boolean> {
  const values = [held.person, held.role, held.body, now]
  const never = await tx.query(
    'delete from identity.role where person = $1 and role = $2 and body = $3 and since >= $4',
    values,
  )
  const ended = await tx.query(
    'update identity.role set until = $4 where person = $1 and role = $2 and body = $3 and since < $4 and (until is null or until > $4)',
    values,
  )
  const changed = (never.rowCount ?? 0) + (ended.rowCount ?? 0) > 0
  if (!changed) return false
  await vouchRoles(tx, held.person, now)
  // whoever stands in holds what is there no more
  const lent = await tx.query<{ person: string }>(
    'update identity.role set until = greatest($4, since) where stands_for = $1 and role = $2 and body = $3 and (until is null or until > $4) returning person',
    values,
  )
  for (const person of new Set(lent.rows.map((row) => row.person))) await vouchRoles(tx, person, now)
  return true
}

/**
 * Holds the roles of a body to the end of the transaction, also those that are not given yet: no row stands for all of
 * them.
 */
export async function lockRoles(tx: Tx, body: string): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtextextended('identity.role ' || $1, 0))", [body])
}

/** A row with whom it is about, who gave the role and for whom they stand in; each with the names of other languages. */
type WithNames<Row> = Row & Record<'names' | 'giverNames' | 'otherNames', Names | null>
const shownIn =
  <Row extends Pick<RoleHolder, 'name' | 'givenBy'> & { standsFor?: string | null }>(language: string | undefined) =>
  ({ names, giverNames, otherNames, ...row }: WithNames<Row>): Row => {
    const show = (name: string, of: Names | null) => calledIn({ name, names: of ?? {} }, language)
    return {
      ...(row as unknown as Row),
      name: show(row.name, names),
      givenBy: show(row.givenBy, giverNames),
      ...(row.standsFor ? { standsFor: show(row.standsFor, otherNames) } : {}),
    }
  }

/**
 * Which people hold roles in a body at `now`.
 * @param machines the accounts of its systems too: they are nobody's colleagues
 * @param language of whoever reads their names
 */
export async function roleHolders(
  tx: Tx,
  body: string,
  now: string,
  { machines = false, language }: { machines?: boolean; language?: string } = {},
): Promise<RoleHolder[]> {
  return (
    await tx.query<WithNames<RoleHolder>>(
      `select r.person, p.name, p.names, r.role, r.since, r.until, coalesce(g.name, r.given_by) as "givenBy", g.names as "giverNames", s.name as "standsFor", s.names as "otherNames", p.machine
     from identity.role r join identity.person p on p.id = r.person
     left join identity.person g on 'person:' || g.id = r.given_by left join identity.person s on s.id = r.stands_for
     where r.body = $1 and r.since <= $2 and (r.until is null or r.until > $2) and ($3 or not p.machine) order by p.name, r.role`,
      [body, now, machines],
    )
  ).rows.map(shownIn<RoleHolder>(language))
}

/**
 * Who held roles of a body before `now`, whoever stopped last the first.
 * @param most rows at most
 * @param language of whoever reads their names
 */
export async function formerHolders(
  tx: Tx,
  body: string,
  now: string,
  most: number,
  language?: string,
): Promise<FormerHolder[]> {
  return (
    await tx.query<WithNames<FormerHolder>>(
      `select r.person, p.name, p.names, r.role, r.since, r.until, coalesce(g.name, r.given_by) as "givenBy", g.names as "giverNames", null::jsonb as "otherNames", p.machine
     from identity.role r join identity.person p on p.id = r.person left join identity.person g on 'person:' || g.id = r.given_by
     where r.body = $1 and r.until <= $2 order by r.until desc, p.name, r.role limit $3`,
      [body, now, most],
    )
  ).rows.map(shownIn<FormerHolder>(language))
}

/** A person who holds, held or will hold a role in a body. */
export async function findOfficial(
  tx: Tx,
  body: string,
  person: string,
  language?: string,
): Promise<{ person: string; name: string } | undefined> {
  const found = await tx.query<{ person: string; name: string; names: Names }>(
    `select p.id as person, p.name, p.names from identity.person p
     where p.id = $2 and exists (select from identity.role r where r.person = p.id and r.body = $1)`,
    [body, person],
  )
  return found.rows[0] && called(found.rows[0], language)
}
