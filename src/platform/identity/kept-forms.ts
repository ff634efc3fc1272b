import type { Tx } from '../database/index.ts'
import { refuseUnwritten, visitorHash, type VisitorLimit } from './visitors.ts'
import { hashOf, newSecret } from './secret-token.ts'

export const KEPT_SECONDS = 3600

export interface KeptForm {
  path: string
  fields: [string, string][]
}

/** Keeps what was posted while the session was over, for an hour. @returns the token for the browser's cookie */
export async function keepForm(
  tx: Tx,
  form: KeptForm,
  person: string | undefined,
  now: string,
  limit: VisitorLimit,
): Promise<string> {
  const token = newSecret()
  const done = await tx.query(
    `insert into identity.kept_form (token_hash, person, path, fields, expires_at, visitor) select $1, $2, $3, $4, $5, $6
     where (select count(*) from identity.kept_form where visitor = $6 and expires_at > $5::timestamptz - interval '1 minute') < $7`,
    [
      hashOf(token),
      person ?? null,
      form.path,
      JSON.stringify(form.fields),
      new Date(Date.parse(now) + KEPT_SECONDS * 1000).toISOString(),
      visitorHash(limit.visitor),
      limit.most,
    ],
  )
  refuseUnwritten(done.rowCount)
  return token
}

/** What was kept, if it is still there and is this person's (or nobody knew whose it was). */
export async function findKeptForm(tx: Tx, token: string, person: string, now: string): Promise<KeptForm | undefined> {
  const found = await tx.query<KeptForm>(
    'select path, fields from identity.kept_form where token_hash = $1 and expires_at > $2 and (person is null or person = $3)',
    [hashOf(token), now, person],
  )
  return found.rows[0]
}
