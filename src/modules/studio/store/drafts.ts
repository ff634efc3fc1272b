import type { Tx } from '../../../platform/database/index.ts'
import type { Draft, DraftState, Files } from '../model/draft.ts'

const COLUMNS =
  'id, service, body, base, template, revision, state, files, created_by as "createdBy", created_at as "createdAt", changed_by as "changedBy", changed_at as "changedAt", published'
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

export async function findDraft(tx: Tx, id: string): Promise<Draft | undefined> {
  if (!UUID.test(id)) return undefined
  return (await tx.query<Draft>(`select ${COLUMNS} from studio.draft where id = $1`, [id])).rows[0]
}

/** Holds a draft to the end of the transaction: all that is saved of it stands in a line. */
export async function lockDraft(tx: Tx, id: string): Promise<Draft | undefined> {
  return (await tx.query<Draft>(`select ${COLUMNS} from studio.draft where id = $1 for no key update`, [id])).rows[0]
}

/** The draft of a service's next version that a body edited last and still edits; held to the end of the transaction. */
export async function lockOpenDraft(
  tx: Tx,
  { service, body, base }: { service: string; body: string; base: number },
): Promise<Draft | undefined> {
  return (
    await tx.query<Draft>(
      `select ${COLUMNS} from studio.draft where service = $1 and body = $2 and base = $3 and state = 'editing' order by changed_at desc limit 1 for no key update`,
      [service, body, base],
    )
  ).rows[0]
}

/** Whose designers edit it. */
export async function findBodyOf(tx: Tx, id: string): Promise<string | undefined> {
  if (!UUID.test(id)) return undefined
  return (await tx.query<{ body: string }>('select body from studio.draft where id = $1', [id])).rows[0]?.body
}

export type DraftLine = Omit<Draft, 'files' | 'createdBy' | 'createdAt' | 'template'> & { passport: string | null }

/** Drafts of some bodies, or of all, the last edited first; those that were given up are left out. */
export async function listDrafts(tx: Tx, bodies: readonly string[] | undefined, limit: number): Promise<DraftLine[]> {
  return (
    await tx.query<DraftLine>(
      `select id, service, body, base, revision, state, changed_by as "changedBy", changed_at as "changedAt", published, files->>'service.yaml' as passport
       from studio.draft where state <> 'discarded' and ($1::text[] is null or body = any($1)) order by changed_at desc, id limit $2`,
      [bodies ?? null, limit],
    )
  ).rows
}

/** Whether a draft that is still open is to become this service for the first time. */
export async function isDrafted(tx: Tx, service: string): Promise<boolean> {
  return (
    await tx.query<{ there: boolean }>(
      "select exists (select 1 from studio.draft where service = $1 and base is null and state not in ('published', 'discarded')) as there",
      [service],
    )
  ).rows[0]!.there
}

export async function insertDraft(tx: Tx, draft: Omit<Draft, 'changedBy' | 'changedAt' | 'published'>): Promise<void> {
  await tx.query(
    `insert into studio.draft (id, service, body, base, template, revision, state, files, created_by, created_at, changed_by, changed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $9, $10)`,
    [
      draft.id,
      draft.service,
      draft.body,
      draft.base,
      draft.template,
      draft.revision,
      draft.state,
      JSON.stringify(draft.files),
      draft.createdBy,
      draft.createdAt,
    ],
  )
}

/** What a draft is from now on. */
export async function saveDraft(
  tx: Tx,
  id: string,
  { revision, files, by, now }: { revision: number; files: Files; by: string; now: string },
): Promise<void> {
  await tx.query(
    "update studio.draft set revision = $2, files = $3, changed_by = $4, changed_at = $5, state = 'editing' where id = $1",
    [id, revision, JSON.stringify(files), by, now],
  )
}

export async function setState(tx: Tx, id: string, state: DraftState, published: number | null = null): Promise<void> {
  await tx.query('update studio.draft set state = $2, published = $3 where id = $1', [id, state, published])
}

/** The body whose designers keep a service; undefined for one that was never published from here. */
export async function findKeeper(tx: Tx, service: string): Promise<string | undefined> {
  return (await tx.query<{ body: string }>('select body from studio.keeper where service = $1', [service])).rows[0]
    ?.body
}

export async function setKeeper(tx: Tx, service: string, body: string): Promise<void> {
  await tx.query('insert into studio.keeper (service, body) values ($1, $2) on conflict do nothing', [service, body])
}
