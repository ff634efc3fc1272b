import type { Tx } from '../database/index.ts'
import { refuseUnwritten, visitorHash, type VisitorLimit } from './visitors.ts'
import { hashOf } from './secret-token.ts'

const MINUTES = 30

/** A sign-in under way. */
export interface Login {
  nonce: string
  verifier: string
  returnTo: string
  language: string
  /** The provider was to ask anew who it is. */
  fresh: boolean
}

/** @param state the `state` parameter, and `browser` the secret in the browser's cookie: only their hashes are kept
 * @throws Refusal too-many-requests */
export async function beginLogin(
  tx: Tx,
  state: string,
  browser: string,
  login: Login,
  now: string,
  limit: VisitorLimit,
): Promise<void> {
  const done = await tx.query(
    `insert into identity.login (state_hash, browser_hash, nonce, verifier, return_to, language, expires_at, fresh, visitor)
     select $1, $2, $3, $4, $5, $6, $7, $8, $9
     where (select count(*) from identity.login where visitor = $9 and expires_at > $7::timestamptz - interval '1 minute') < $10`,
    [
      hashOf(state),
      hashOf(browser),
      login.nonce,
      login.verifier,
      login.returnTo,
      login.language,
      new Date(Date.parse(now) + MINUTES * 60_000).toISOString(),
      login.fresh,
      visitorHash(limit.visitor),
      limit.most,
    ],
  )
  refuseUnwritten(done.rowCount)
}

/** Takes a sign-in out, so that an answer counts once; undefined when unknown, too old or of another browser. */
export async function endLogin(tx: Tx, state: string, browser: string, now: string): Promise<Login | undefined> {
  const found = await tx.query<Login>(
    'delete from identity.login where state_hash = $1 and browser_hash = $2 and expires_at > $3 returning nonce, verifier, return_to as "returnTo", language, fresh',
    [hashOf(state), hashOf(browser), now],
  )
  return found.rows[0]
}
