import type { Tx } from '../../../platform/database/index.ts'

/** What proves, beside the link, that the right person holds the letter. */
export type LinkFactor = 'sms' | 'email' | 'number'

/** A link of a letter; secrets stand in it as hashes. */
export interface OfferLink {
  caseId: string
  wait: number
  secret: Buffer
  factor: LinkFactor
  madeAt: string
  /** Of one that a renewal closed before its time, when that was. */
  endsAt: string
  code: Buffer | null
  codeEndsAt: string | null
  codesSent: number
  wrongTries: number
  /** When the last wrong one was tried. */
  triedAt: string | null
  pass: Buffer | null
  passEndsAt: string | null
  answeredAt: string | null
}

export async function insertOfferLink(
  tx: Tx,
  link: Pick<OfferLink, 'caseId' | 'wait' | 'secret' | 'factor' | 'endsAt'>,
  now: string,
): Promise<void> {
  await tx.query(
    'insert into casework.offer_link (case_id, wait, secret, factor, made_at, ends_at) values ($1, $2, $3, $4, $5, $6)',
    [link.caseId, link.wait, link.secret, link.factor, now, link.endsAt],
  )
}

const COLUMNS =
  'case_id as "caseId", wait, secret, factor, made_at as "madeAt", ends_at as "endsAt", code, code_ends_at as "codeEndsAt", codes_sent as "codesSent", wrong_tries as "wrongTries", tried_at as "triedAt", pass, pass_ends_at as "passEndsAt", answered_at as "answeredAt"'

/** @param secret its hash */
export async function findOfferLink(tx: Tx, secret: Buffer): Promise<OfferLink | undefined> {
  return (await tx.query<OfferLink>(`select ${COLUMNS} from casework.offer_link where secret = $1`, [secret])).rows[0]
}

/** The same, held to the end of the transaction: tries of two windows are counted one after the other. */
export async function lockOfferLink(tx: Tx, secret: Buffer): Promise<OfferLink | undefined> {
  return (
    await tx.query<OfferLink>(`select ${COLUMNS} from casework.offer_link where secret = $1 for update`, [secret])
  ).rows[0]
}

/** A new code takes the place of the last one, and of what a right one was exchanged for. */
export async function keepCode(
  tx: Tx,
  secret: Buffer,
  { code, endsAt, sent }: { code: Buffer; endsAt: string; sent: number },
): Promise<void> {
  await tx.query(
    'update casework.offer_link set code = $2, code_ends_at = $3, codes_sent = $4, pass = null where secret = $1',
    [secret, code, endsAt, sent],
  )
}

/** @param wrong how many there are now: they are counted anew when a lock has ended */
export async function countWrongTry(tx: Tx, secret: Buffer, wrong: number, now: string): Promise<void> {
  await tx.query('update casework.offer_link set wrong_tries = $2, tried_at = $3 where secret = $1', [
    secret,
    wrong,
    now,
  ])
}

/** When the last link of a task was made beside one that is in somebody's hands. */
export async function lastLinkBeside(tx: Tx, { caseId, wait, secret }: OfferLink): Promise<string | null> {
  return (
    await tx.query<{ at: string | null }>(
      'select max(made_at) as at from casework.offer_link where case_id = $1 and wait = $2 and secret <> $3',
      [caseId, wait, secret],
    )
  ).rows[0]!.at
}

/** A new letter is on its way: what links went before open nothing any more. */
export async function closeOfferLinks(tx: Tx, caseId: string, wait: number, now: string): Promise<void> {
  await tx.query(
    'update casework.offer_link set ends_at = $3, code = null, pass = null where case_id = $1 and wait = $2 and ends_at > $3',
    [caseId, wait, now],
  )
}

/** A code was right: it is used up. */
export async function keepPass(tx: Tx, secret: Buffer, pass: Buffer, endsAt: string): Promise<void> {
  await tx.query('update casework.offer_link set code = null, pass = $2, pass_ends_at = $3 where secret = $1', [
    secret,
    pass,
    endsAt,
  ])
}

/** The task was answered: none of its links opens anything any more. */
export async function endOfferLinks(tx: Tx, caseId: string, wait: number, now: string): Promise<void> {
  await tx.query(
    'update casework.offer_link set answered_at = $3, code = null, pass = null where case_id = $1 and wait = $2 and answered_at is null',
    [caseId, wait, now],
  )
}
