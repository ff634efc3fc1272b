import type { Tx } from '../database/index.ts'
import { Refusal } from '../use-case/refusal.ts'
import { keepLanguage } from './persons.ts'
import { asPrincipal, PRINCIPAL_COLUMNS, representing, type PrincipalRow, type SignedIn } from './principal.ts'
import { refusal } from './refusals.ts'
import { hashOf, newSecret } from './secret-token.ts'

/** A session ends after this long, however busy. */
export const AGE_SECONDS = 12 * 3600
/** A session nobody used for this long ends. */
export const IDLE_SECONDS = 3600
/** Being seen is written at most this often: a write a page would cost more than it tells. */
const SEEN_EVERY_SECONDS = 300

const later = (now: string, seconds: number) => new Date(Date.parse(now) + seconds * 1000).toISOString()

/**
 * @param providerSession the provider's name (`sid`) for its own session
 * @returns the token for the cookie; the database keeps its hash
 */
export async function openSession(
  tx: Tx,
  person: string,
  providerSession: string | undefined,
  now: string,
  { authenticatedAt = now, agent }: { authenticatedAt?: string; agent?: string | undefined } = {},
): Promise<string> {
  const token = newSecret()
  await tx.query(
    'insert into identity.session (token_hash, person, provider_session, made_at, seen_at, expires_at, authenticated_at, agent) values ($1, $2, $3, $4, $4, $5, $6, $7)',
    [
      hashOf(token),
      person,
      providerSession?.slice(0, 200) ?? null,
      now,
      later(now, AGE_SECONDS),
      authenticatedAt,
      agent?.replace(/[^\x20-\x7e]/g, '').slice(0, 300) || null,
    ],
  )
  return token
}

/**
 * The principal of a living session; undefined when it is over or unknown.
 * @param demo whether people of the demonstration may be in
 * @param language of the page they use: kept as theirs
 */
export async function principalOfSession(
  tx: Tx,
  token: string,
  now: string,
  { demo = true, language }: { demo?: boolean | undefined; language?: string | undefined } = {},
): Promise<SignedIn | undefined> {
  const hash = hashOf(token)
  const found = await tx.query<PrincipalRow & { seenAt: string; sessionId: string; authenticatedAt: string }>(
    `select ${PRINCIPAL_COLUMNS}, s.seen_at as "seenAt", s.id as "sessionId", coalesce(s.authenticated_at, s.made_at) as "authenticatedAt" from identity.session s join identity.person p on p.id = s.person ${representing('s.acting_for')}
     where s.token_hash = $1 and ($3 or not p.demo) and s.expires_at > $2 and s.seen_at > $2::timestamptz - make_interval(secs => ${IDLE_SECONDS})`,
    [hash, now, demo],
  )
  const row = found.rows[0]
  if (!row) return undefined
  if (Date.parse(now) - Date.parse(row.seenAt) > SEEN_EVERY_SECONDS * 1000)
    await tx.query('update identity.session set seen_at = $2 where token_hash = $1', [hash, now])
  if (language !== undefined && language !== row.language) await keepLanguage(tx, row.id, language)
  return { ...asPrincipal(row, language), sessionId: row.sessionId, authenticatedAt: row.authenticatedAt }
}

/** Whose session it was, even when it is over; for giving kept answers back to the right person. */
export async function personOfSession(tx: Tx, token: string): Promise<string | undefined> {
  return (
    await tx.query<{ person: string }>('select person from identity.session where token_hash = $1', [hashOf(token)])
  ).rows[0]?.person
}

/** @returns whose it was and the provider's hint, or undefined when there was none */
export async function closeSession(
  tx: Tx,
  token: string,
): Promise<{ person: string; idToken: string | null } | undefined> {
  return (
    await tx.query<{ person: string; idToken: string | null }>(
      'delete from identity.session where token_hash = $1 returning person, id_token as "idToken"',
      [hashOf(token)],
    )
  ).rows[0]
}

/** Ends what began with a provider's session, or all of a subject. @returns whose they were, each once */
export async function closeSessionsOf(
  tx: Tx,
  { issuer, subject, session }: { issuer: string; subject?: string; session?: string },
): Promise<string[]> {
  const ended = await tx.query<{ person: string }>(
    `delete from identity.session s where ($3::text is null or s.provider_session = $3)
       and exists (select 1 from identity.subject u where u.person = s.person and u.issuer = $1 and ($2::text is null or u.subject = $2))
     returning person`,
    [issuer, subject ?? null, session?.slice(0, 200) ?? null],
  )
  return [...new Set(ended.rows.map((row) => row.person))]
}

/**
 * From now on the session acts for an organisation, or again for the person alone.
 * @throws Refusal not-representative when the person may not
 */
export async function actFor(tx: Tx, token: string, organisation: string | undefined, now: string): Promise<void> {
  const done = await tx.query(
    `update identity.session s set acting_for = $3 where token_hash = $1 and expires_at > $2 and ($3::text is null or exists
       (select 1 from identity.representative a where a.person = s.person and a.organisation = $3 and a.since <= $2 and (a.until is null or a.until > $2)))`,
    [hashOf(token), now, organisation ?? null],
  )
  if (done.rowCount !== 1) throw new Refusal(refusal['not-representative'])
}

export interface OwnSession {
  id: string
  agent: string | null
  since: string
  seenAt: string
}

/** Living sessions of a person, the one used last first. */
export async function sessionsOf(tx: Tx, person: string, now: string): Promise<OwnSession[]> {
  return (
    await tx.query<OwnSession>(
      `select id, agent, made_at as since, seen_at as "seenAt" from identity.session where person = $1 and expires_at > $2
       and seen_at > $2::timestamptz - make_interval(secs => ${IDLE_SECONDS}) order by seen_at desc, id`,
      [person, now],
    )
  ).rows
}

/** Ends one session of a person; without `session` all but `current`. @returns how many */
export async function endSessionOf(
  tx: Tx,
  person: string,
  session: string | undefined,
  current: string | undefined,
): Promise<number> {
  const done = await tx.query(
    'delete from identity.session where person = $1 and ($2::uuid is null or id = $2) and ($2::uuid is not null or id is distinct from $3::uuid)',
    [person, session ?? null, current ?? null],
  )
  return done.rowCount ?? 0
}
