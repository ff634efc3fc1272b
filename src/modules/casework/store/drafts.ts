import type { Tx } from '../../../platform/database/index.ts'
import type { Channel } from '../../../kernel/case/index.ts'

/** What a register said when a form asked it, by field; `remark` is the person's word that it is not right. */
export interface FoundFact {
  register: string
  /** `matches`, `differs`: of another person, where only that is told. */
  status: 'found' | 'missing' | 'unavailable' | 'matches' | 'differs'
  /** The number it is known for. */
  of?: string
  /** What was compared, as JSON. */
  typed?: string
  value?: unknown
  at: string
  remark?: string
}

export interface Draft {
  id: string
  person: string
  organisation: string | null
  service: string
  version: number
  language: string
  answers: Record<string, any>
  found: Record<string, FoundFact>
  office: string | null
  walkIn: { number: string; person: string; name: string; organisation?: string } | null
  channel: Channel
  receivedAt: string | null
  /** Task id of a case whose answers are being corrected. */
  corrects: string | null
  updatedAt: string
}

const columns =
  'id, person, organisation, service, version, language, answers, found, office, walk_in as "walkIn", channel, received_at as "receivedAt", corrects, updated_at as "updatedAt"'

export async function findDraft(tx: Tx, id: string): Promise<Draft | undefined> {
  return (await tx.query<Draft>(`select ${columns} from casework.draft where id = $1`, [id])).rows[0]
}

/** Holds a draft to the end of the transaction. */
export async function lockDraft(tx: Tx, id: string): Promise<void> {
  await tx.query('select id from casework.draft where id = $1 for no key update', [id])
}

/** The open draft for a service, so that asking twice goes on with the first. */
export async function findOwnDraft(
  tx: Tx,
  person: string,
  service: string,
  organisation: string | null,
  corrects: string | null,
): Promise<Draft | undefined> {
  return (
    await tx.query<Draft>(
      `select ${columns} from casework.draft where person = $1 and service = $2 and organisation is not distinct from $3 and corrects is not distinct from $4 and office is null order by updated_at desc limit 1`,
      [person, service, organisation, corrects],
    )
  ).rows[0]
}

export async function draftsOf(tx: Tx, person: string): Promise<Draft[]> {
  return (
    await tx.query<Draft>(
      `select ${columns} from casework.draft where person = $1 and office is null order by updated_at desc limit 50`,
      [person],
    )
  ).rows
}

/** So many applications nobody has before them at a counter at once: all of them stand on its page. A demo value. */
export const MOST_AT_COUNTER = 50

/** Drafts an operator began at a counter and has not sent, newest first. */
export async function draftsAtCounter(tx: Tx, person: string, office: string): Promise<Draft[]> {
  return (
    await tx.query<Draft>(
      `select ${columns} from casework.draft where person = $1 and office = $2 order by updated_at desc limit $3`,
      [person, office, MOST_AT_COUNTER],
    )
  ).rows
}

/** Open drafts in which the answers of a case are being corrected, held to the end of the transaction. */
export async function correctionsOf(tx: Tx, caseId: string): Promise<Draft[]> {
  return (
    await tx.query<Draft>(
      `select ${columns} from casework.draft where corrects is not null and split_part(corrects, '.', 1) = $1::text order by id for no key update`,
      [caseId],
    )
  ).rows
}

/** Counts drafts at a counter one beginning after the other, so that two at once do not both find room. */
export async function countAtCounter(tx: Tx, person: string, office: string): Promise<number> {
  await tx.query("select pg_advisory_xact_lock(hashtextextended('casework.draft ' || $1 || ' ' || $2, 0))", [
    person,
    office,
  ])
  return (
    await tx.query<{ count: number }>(
      'select count(*)::int as count from casework.draft where person = $1 and office = $2',
      [person, office],
    )
  ).rows[0]!.count
}

export async function insertDraft(tx: Tx, draft: Draft): Promise<void> {
  await tx.query(
    `insert into casework.draft (id, person, organisation, service, version, language, answers, found, office, walk_in, channel, received_at, corrects, updated_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      draft.id,
      draft.person,
      draft.organisation,
      draft.service,
      draft.version,
      draft.language,
      JSON.stringify(draft.answers),
      JSON.stringify(draft.found),
      draft.office,
      draft.walkIn && JSON.stringify(draft.walkIn),
      draft.channel,
      draft.receivedAt,
      draft.corrects,
      draft.updatedAt,
    ],
  )
}

/** Puts answers over those kept; a null takes one away. */
/** @returns bytes of all answers of the draft now */
export async function keepAnswers(tx: Tx, id: string, answers: Record<string, unknown>, now: string): Promise<number> {
  const kept = await tx.query<{ bytes: number }>(
    'update casework.draft set answers = jsonb_strip_nulls(answers || $2::jsonb), updated_at = $3 where id = $1 returning octet_length(answers::text) as bytes',
    [id, JSON.stringify(answers), now],
  )
  return kept.rows[0]?.bytes ?? 0
}

export async function keepFound(tx: Tx, id: string, found: Record<string, FoundFact>): Promise<void> {
  await tx.query('update casework.draft set found = found || $2::jsonb where id = $1', [id, JSON.stringify(found)])
}

/** Forgets what registers said of fields. */
export async function dropFound(tx: Tx, id: string, fields: readonly string[]): Promise<void> {
  await tx.query('update casework.draft set found = found - $2::text[] where id = $1', [id, fields])
}

export async function deleteDraft(tx: Tx, id: string): Promise<void> {
  await tx.query('delete from casework.attachment where owner = $1', [id])
  await tx.query('delete from casework.draft where id = $1', [id])
}
