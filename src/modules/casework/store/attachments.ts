import { digestSql, instantSql, vouch } from '../../../platform/audit/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import { fileRefusal, holdBytes, type FileStore } from '../../../platform/files/index.ts'
import { general, Refusal } from '../../../platform/use-case/index.ts'

export interface Attachment {
  id: string
  field: string
  name: string
  type: string
  size: number
  sha256: string
  addedAt: string
}

const columns = 'id, field, name, type, size::float8 as size, sha256, added_at as "addedAt"'

/** Files of a draft or of a case. */
export async function attachmentsOf(tx: Tx, owner: string): Promise<Attachment[]> {
  return (
    await tx.query<Attachment>(`select ${columns} from casework.attachment where owner = $1 order by added_at, id`, [
      owner,
    ])
  ).rows
}

export async function findAttachment(tx: Tx, owner: string, id: string): Promise<Attachment | undefined> {
  return (
    await tx.query<Attachment>(`select ${columns} from casework.attachment where owner = $1 and id = $2`, [owner, id])
  ).rows[0]
}

export async function addAttachment(tx: Tx, owner: string, attachment: Attachment): Promise<void> {
  await tx.query(
    'insert into casework.attachment (owner, id, field, name, type, size, sha256, added_at) values ($1, $2, $3, $4, $5, $6, $7, $8)',
    [
      owner,
      attachment.id,
      attachment.field,
      attachment.name,
      attachment.type,
      attachment.size,
      attachment.sha256,
      attachment.addedAt,
    ],
  )
}

export async function removeAttachment(tx: Tx, owner: string, id: string): Promise<void> {
  await tx.query('delete from casework.attachment where owner = $1 and id = $2', [owner, id])
}

/** The files of a case make room for those of its correction; its history names them, so their bytes stay. */
export async function replaceAttachments(tx: Tx, caseId: string): Promise<void> {
  await tx.query(
    `with gone as (delete from casework.attachment where owner = $1 returning sha256)
     insert into casework.former_file (case_id, sha256) select distinct $1::uuid, sha256 from gone on conflict do nothing`,
    [caseId],
  )
}

/** The files of a draft that is sent become the case's, and the draft goes. */
export async function moveAttachments(tx: Tx, draft: string, caseId: string): Promise<void> {
  await tx.query('update casework.attachment set owner = $2 where owner = $1', [draft, caseId])
  await tx.query('delete from casework.draft where id = $1', [draft])
}

const DAY_SECONDS = 86_400
/** So long after it was sent a file can be made part of a draft; then its bytes have to be sent again. */
const SENT_SECONDS = 2 * DAY_SECONDS

/**
 * Whether a person may send more bytes now. @param more bytes that are to come, as far as they are known
 * @param most bytes of a day @throws Refusal too-much-today, with when there is room again
 */
export async function checkQuota(tx: Tx, person: string, more: number, most: number, now: string): Promise<void> {
  const ofToday = 'casework.upload where person = $1 and at > $2::timestamptz - make_interval(secs => $3)'
  const values = [person, now, DAY_SECONDS]
  const sum = await tx.query<{ bytes: number }>(
    `select coalesce(sum(size), 0)::float8 as bytes from ${ofToday}`,
    values,
  )
  let over = sum.rows[0]!.bytes + more - most
  if (over <= 0) return
  // one by one only where it has to be said when there is room again: small ones may be thousands
  const sent = await tx.query<{ size: number; at: string }>(
    `select size::float8 as size, at from ${ofToday} order by at`,
    values,
  )
  const frees = sent.rows.find(({ size }) => (over -= size) <= 0)
  throw new Refusal(fileRefusal['too-much-today'], {
    parameters: { limit: Math.round(most / 1_000_000) },
    retryAfter: frees
      ? Math.max(1, Math.ceil((Date.parse(frees.at) - Date.parse(now)) / 1000) + DAY_SECONDS)
      : DAY_SECONDS,
  })
}

/**
 * Remembers that a person sent these bytes, and what they were found to be. Whatever was said of them before they came,
 * here they are counted, one file of a person after the other. @param most bytes of a day
 * @throws Refusal too-much-today; unavailable when the bytes were taken away meanwhile
 */
export async function recordUpload(
  tx: Tx,
  person: string,
  file: { sha256: string; type: string; size: number },
  { files, most, now }: { files: Pick<FileStore, 'has'>; most: number; now: string },
): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtextextended('casework.upload ' || $1, 0))", [person])
  const before = await tx.query<{ counts: boolean }>(
    'select at > $3::timestamptz - make_interval(secs => $4) as counts from casework.upload where person = $1 and sha256 = $2',
    [person, file.sha256, now, DAY_SECONDS],
  )
  // the same bytes count once
  if (!before.rows[0]?.counts) await checkQuota(tx, person, file.size, most, now)
  await holdBytes(tx, file.sha256)
  if (!(await files.has(file.sha256))) throw new Refusal(general.unavailable, { retryAfter: 1 })
  await tx.query(
    'insert into casework.upload (person, sha256, type, size, at) values ($1, $2, $3, $4, $5) on conflict (person, sha256) do update set at = excluded.at',
    [person, file.sha256, file.type, file.size, now],
  )
}

/** Takes bytes away that were kept and that nobody is remembered to have sent. */
export async function dropUnclaimed(tx: Tx, files: Pick<FileStore, 'remove'>, sha256: string): Promise<void> {
  await holdBytes(tx, sha256)
  const sent = await tx.query<{ yes: boolean }>(
    'select exists (select from casework.upload where sha256 = $1) as yes',
    [sha256],
  )
  if (!sent.rows[0]!.yes) await files.remove(sha256)
}

/** What the bytes are that a person sent; undefined when this person did not, or long ago. */
export async function findUploadOf(
  tx: Tx,
  person: string,
  sha256: string,
  now: string,
): Promise<{ type: string; size: number } | undefined> {
  return (
    await tx.query<{ type: string; size: number }>(
      'select type, size::float8 as size from casework.upload where person = $1 and sha256 = $2 and at > $3::timestamptz - make_interval(secs => $4)',
      [person, sha256, now, SENT_SECONDS],
    )
  ).rows[0]
}

/** Files of all cases as one digest each: `subject`, `row`, `digest`. */
export const FILES_DIGESTS = `select a.owner as subject, 'files' as row, ${digestSql(`jsonb_agg(jsonb_build_array(a.id, a.field, a.name, a.type, a.size, a.sha256, ${instantSql('a.added_at')}) order by a.id)`)} as digest
  from casework.attachment a where exists (select from casework.application p where p.case_id = a.owner)`

/** Writes into a case's history which files it has now. */
export async function vouchFiles(tx: Tx, caseId: string, now: string): Promise<void> {
  const found = await tx.query<{ digest: string }>(`${FILES_DIGESTS} and a.owner = $1 group by a.owner`, [caseId])
  await vouch(tx, caseId, 'files', found.rows[0]?.digest ?? null, { now })
}

/** Names of the files of all cases, by which the store keeps them. */
export async function filesOfCases(tx: Tx): Promise<string[]> {
  const found = await tx.query<{ file: string }>(
    'select distinct a.sha256 as file from casework.attachment a join casework.application p on p.case_id = a.owner',
    [],
  )
  return found.rows.map(({ file }) => file)
}

/** Of these names of stored files, those of drafts and cases, those that a correction replaced, and those just sent. */
export async function filesHeld(tx: Tx, names: readonly string[], now: string): Promise<string[]> {
  const found = await tx.query<{ file: string }>(
    `select sha256 as file from casework.attachment where sha256 = any($1)
     union select sha256 from casework.former_file where sha256 = any($1)
     union select sha256 from casework.upload where sha256 = any($1) and at > $2::timestamptz - make_interval(secs => $3)`,
    [names, now, SENT_SECONDS],
  )
  return found.rows.map(({ file }) => file)
}
