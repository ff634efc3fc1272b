import { createHash } from 'node:crypto'
import { digestSql, instantSql } from '../../../platform/audit/index.ts'
import { newId, type Tx } from '../../../platform/database/index.ts'
import type { CaseSeen, Look } from '../../../platform/use-case/index.ts'

/** The hand a look was made with. */
export interface Viewer {
  person: string
  role: string
  body: string
}

export interface LookRow {
  id: string
  at: string
  viewer: string
  role: string
  body: string
  what: Look['what']
  detail: string | null
  caseId: string | null
  caseNumber: string | null
  service: string | null
}

/** A look as it is written: whom it was at, by number or id. */
export interface LookToWrite extends Pick<Look, 'what' | 'detail'> {
  viewer: Viewer
  /** Each case of a list, or the one thing that was opened. */
  seen: readonly { subjects: readonly string[]; case?: CaseSeen }[]
  /** The case is another person's, whose act its number would give away. */
  ofAnother?: boolean
  /** Seconds within which the same look again is no other. */
  apart: number
}

/** What of a look at one person must not change unseen. */
const LOOK_DIGEST = digestSql(
  'subject',
  'viewer',
  'role',
  'body',
  'what',
  'detail',
  'case_id',
  'case_number',
  'service',
  'own_case',
  instantSql('at'),
)

/** Looks as their viewers' and people's histories vouch for them: `row` and `digest` of each. */
export const LOOK_DIGESTS = `select null::uuid as subject, 'look ' || id as row, encode(sha256(convert_to(string_agg(${LOOK_DIGEST}, '' order by ${LOOK_DIGEST} collate "C"), 'UTF8')), 'hex') as digest from exchange.look group by id`

/**
 * Writes looks for each who was seen (each is looked up by itself, by its index: `offset 0` keeps the statement from reading
 * all looks there ever were), of a case also for those of whom registers were asked for it. The same look again,
 * by whatever process, is no other.
 * @returns of those that were written, by their place in `looks`, what a history vouches for
 */
export async function insertLooks(
  tx: Tx,
  looks: readonly LookToWrite[],
  now: string,
): Promise<Map<number, Record<string, string>>> {
  const rows = looks.flatMap((look, place) =>
    look.seen.map((seen) => ({
      place,
      id: newId(now),
      since: firstIdAt(Date.parse(now) - look.apart * 1000),
      subjects: seen.subjects,
      own: look.ofAnother !== true,
      viewer: look.viewer.person,
      role: look.viewer.role,
      body: look.viewer.body,
      what: look.what,
      detail: look.detail ?? null,
      case_id: seen.case?.id ?? null,
      case_number: seen.case?.number ?? null,
      service: seen.case?.service ?? null,
    })),
  )
  const done = await tx.query<{ id: string; digest: string }>(
    `with given as (
       select g.id, g.since, g.subjects, g.own, g.viewer, g.role, g.body, g.what, g.detail, g.case_id, g.case_number, g.service, s.subject from jsonb_to_recordset($1) as g (id uuid, since uuid, subjects jsonb, own boolean, viewer uuid, role text, body text, what text, detail text, case_id uuid, case_number text, service text),
         jsonb_array_elements_text(g.subjects) s (subject)
     ), seen as (
       select id, since, viewer, role, body, what, detail, case_id, case_number, service, subject, own from given
       union all select g.id, g.since, g.viewer, g.role, g.body, g.what, g.detail, g.case_id, g.case_number, g.service, a.subject, false
         from given g cross join lateral (select distinct subject from exchange.access where case_id = g.case_id) a where g.what = 'case' and not g.subjects ? a.subject
     )
     insert into exchange.look (subject, id, at, viewer, role, body, what, detail, case_id, case_number, service, own_case)
     select n.subject, n.id, $2, n.viewer, n.role, n.body, n.what, n.detail, n.case_id, n.case_number, n.service, n.own from seen n
     where not exists (select from exchange.look l where l.subject = n.subject and l.id > n.since and l.viewer = n.viewer and l.role = n.role and l.body = n.body
       and l.what = n.what and l.detail is not distinct from n.detail and l.case_id is not distinct from n.case_id offset 0) returning id, ${LOOK_DIGEST} as digest`,
    [JSON.stringify(rows), now],
  )
  const written = Map.groupBy(done.rows, (row) => row.id)
  const vouched = new Map<number, Record<string, string>>()
  for (const { id, place } of rows) {
    const digests = written.get(id)?.map(({ digest }) => digest)
    if (digests) vouched.set(place, { ...vouched.get(place), [`look ${id}`]: together(digests) })
  }
  return vouched
}

const together = (digests: string[]): string =>
  createHash('sha256')
    .update(digests.toSorted((digest, other) => (digest < other ? -1 : 1)).join(''))
    .digest('hex')

/** The least id of a millisecond: ids of version 7 begin with it (RFC 9562, 5.7). */
export const firstIdAt = (milliseconds: number): string => {
  const hex = Math.max(0, Math.floor(milliseconds)).toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`
}

const columns = `id, at, viewer, role, body, what, detail, case when own_case then case_id end as "caseId",
  case when own_case then case_number end as "caseNumber", service`

/** Looks at somebody, newest first, by keyset. Another person's case stays unnamed. */
export async function looksAt(
  tx: Tx,
  subjects: readonly string[],
  after: string | undefined,
  most: number,
): Promise<LookRow[]> {
  return (
    await tx.query<LookRow>(
      `select ${columns} from exchange.look where subject = any($1) and ($2::uuid is null or id < $2) order by id desc limit $3`,
      [subjects, after ?? null, most],
    )
  ).rows
}

/** Looks at somebody, at a case, or of an official, newest first, each with whom it was at. */
export async function looksFor(
  tx: Tx,
  asked: { subject?: string | undefined; case?: string | undefined; viewer?: string | undefined },
  after: string | undefined,
  most: number,
): Promise<(LookRow & { subject: string })[]> {
  const [where, value] =
    asked.subject !== undefined
      ? ['subject = $1', asked.subject]
      : asked.case !== undefined
        ? ['case_id = $1::uuid', asked.case]
        : ['viewer = $1::uuid', asked.viewer]
  return (
    await tx.query<LookRow & { subject: string }>(
      `select subject, id, at, viewer, role, body, what, detail, case_id as "caseId", case_number as "caseNumber", service
       from exchange.look where ${where} and ($2::uuid is null or id < $2) order by id desc limit $3`,
      [value, after ?? null, most],
    )
  ).rows
}
