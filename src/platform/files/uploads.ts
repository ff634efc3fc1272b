import { newId, type Tx } from '../database/index.ts'
import { Refusal } from '../use-case/index.ts'
import { refusal } from './refusals.ts'

/** How an upload ended: the room's own id of the file, or a refusal to be said again. */
export type UploadOutcome =
  | { file: string }
  | { refused: { code: string; parameters: Record<string, string | number> } }

/** A file that arrives in pieces. */
export interface Upload {
  id: string
  person: string
  target: string
  name: string
  size: number
  sha256: string | null
  received: number
  outcome: UploadOutcome | null
  expiresAt: string
}

/** Bytes that one person may have begun and not finished. */
export const UNFINISHED_BYTES = 100_000_000
/** So many files at once no form asks for. */
export const MOST_UNFINISHED = 50
/** An upload that nobody went on with for this long is removed. */
export const KEPT_MILLISECONDS = 24 * 3_600_000

const columns =
  'id, person, target, name, size::float8 as size, sha256, received::float8 as received, outcome, expires_at as "expiresAt"'
const later = (now: string) => new Date(Date.parse(now) + KEPT_MILLISECONDS).toISOString()

/**
 * Begins an upload, or gives back the one begun before for the same file: asking twice begins one.
 * @throws Refusal too-much-unfinished
 */
export async function beginUpload(
  tx: Tx,
  asked: Pick<Upload, 'person' | 'target' | 'name' | 'size' | 'sha256'>,
  now: string,
): Promise<Upload> {
  // one beginning of a person at a time, or two at once would both find room
  await tx.query("select pg_advisory_xact_lock(hashtextextended('files.upload ' || $1, 0))", [asked.person])
  const unfinished = (
    await tx.query<Upload>(
      `select ${columns} from files.upload where person = $1 and outcome is null and expires_at > $2`,
      [asked.person, now],
    )
  ).rows
  const same = asked.sha256
    ? unfinished.find(
        (upload) =>
          upload.target === asked.target &&
          upload.sha256 === asked.sha256 &&
          upload.size === asked.size &&
          upload.name === asked.name,
      )
    : undefined
  if (same) return same
  // one alone may be as large as files may be: nothing that ends would make room for it
  if (
    unfinished.length >= MOST_UNFINISHED ||
    (unfinished.length > 0 && unfinished.reduce((sum, upload) => sum + upload.size, asked.size) > UNFINISHED_BYTES)
  )
    throw new Refusal(refusal['too-much-unfinished'], { retryAfter: secondsUntilFirstEnds(unfinished, now) })
  return (
    await tx.query<Upload>(
      `insert into files.upload (id, person, target, name, size, sha256, expires_at) values ($1, $2, $3, $4, $5, $6, $7) returning ${columns}`,
      [newId(now), asked.person, asked.target, asked.name, asked.size, asked.sha256, later(now)],
    )
  ).rows[0]!
}

/** What nobody goes on with is removed, and there is room again. */
const secondsUntilFirstEnds = (uploads: readonly Pick<Upload, 'expiresAt'>[], now: string): number =>
  Math.max(1, Math.ceil((Math.min(...uploads.map(({ expiresAt }) => Date.parse(expiresAt))) - Date.parse(now)) / 1000))

/** An upload of this person; undefined for another's, one that is over or was never there: they look alike. */
export async function findUpload(tx: Tx, id: string, person: string, now: string): Promise<Upload | undefined> {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return undefined
  return (
    await tx.query<Upload>(`select ${columns} from files.upload where id = $1 and person = $2 and expires_at > $3`, [
      id,
      person,
      now,
    ])
  ).rows[0]
}

/** What a person began for targets that start so, and did not finish. */
export async function unfinishedUploads(tx: Tx, person: string, target: string, now: string): Promise<Upload[]> {
  return (
    await tx.query<Upload>(
      `select ${columns} from files.upload where person = $1 and outcome is null and starts_with(target, $2) and expires_at > $3 order by id`,
      [person, target, now],
    )
  ).rows
}

/**
 * Holds an upload until the end of the transaction, so that two web servers never write into it at once. @returns what
 * has arrived, or undefined when it was removed
 */
export async function lockUpload(tx: Tx, { id, person }: Pick<Upload, 'id' | 'person'>): Promise<number | undefined> {
  return (
    await tx.query<{ received: number }>(
      'select received::float8 as received from files.upload where id = $1 and person = $2 for update',
      [id, person],
    )
  ).rows[0]?.received
}

export async function setReceived(tx: Tx, id: string, received: number, now: string): Promise<void> {
  await tx.query('update files.upload set received = $2, expires_at = $3 where id = $1', [id, received, later(now)])
}

export async function endUpload(tx: Tx, id: string, outcome: UploadOutcome): Promise<void> {
  await tx.query('update files.upload set outcome = $2 where id = $1', [id, JSON.stringify(outcome)])
}

export async function removeUpload(tx: Tx, id: string): Promise<void> {
  await tx.query('delete from files.upload where id = $1', [id])
}

/** @returns ids of those removed because nobody went on with them */
export async function removeExpired(tx: Tx, now: string): Promise<string[]> {
  return (
    await tx.query<{ id: string }>('delete from files.upload where expires_at <= $1 returning id', [now])
  ).rows.map((row) => row.id)
}
