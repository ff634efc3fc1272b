import { createHmac, randomBytes, randomInt, timingSafeEqual } from 'node:crypto'
import { bare } from '../../../kernel/text/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import { hashOf } from '../../../platform/identity/index.ts'
import { Refusal, type World } from '../../../platform/use-case/index.ts'
import { findTask, taskId, type OpenTask } from '../../process/index.ts'
import { findOfferLink, insertOfferLink, lockOfferLink, type LinkFactor, type OfferLink } from '../store/offer-links.ts'
import { getApplication } from '../store/applications.ts'
import { refusal, type Application } from './application.ts'

/** Days a link opens, if its task waits so long; minutes of a code and of what it is exchanged for. Demo values. */
const DAYS = 60
export const CODE_MINUTES = 10
export const PASS_MINUTES = 30
/** Wrong codes or numbers, and codes sent, after which a link opens nothing for a while. Demo values. */
export const WRONG_TRIES = 5
export const CODES_SENT = 5

/** 128 random bits: short enough for a short message. */
const newSecret = (): string => randomBytes(16).toString('base64url')

/** What is kept of a code: without the link's own secret nobody can try all codes against it. */
const hashOfCode = (secret: string, code: string): Buffer => createHmac('sha256', secret).update(code).digest()

export const inMinutes = (now: string, minutes: number): string =>
  new Date(Date.parse(now) + minutes * 60_000).toISOString()

/** How a letter reaches somebody, and by which other way its code does. */
export interface Reached {
  channel: string
  to: string
  /** The way it goes when the person has left that channel. */
  otherwise?: { channel: string }
}

/** What of a person's addresses is known now: those of the application first. */
type Addresses = Pick<Application['applicant'], 'email' | 'phone'>

/**
 * The second factor of a link that is sent by one channel: a code by the other one where the person has one, else their
 * own number, which no letter names. A letter that may yet go another way leaves that way to itself.
 */
export function factorBeside(
  world: Pick<World, 'reachedBy'>,
  letter: Pick<Reached, 'channel' | 'otherwise'> | undefined,
  { email, phone }: Addresses,
): { factor: LinkFactor; to?: string } {
  const way = (letter?.otherwise ?? letter)?.channel
  const other = way === 'email' ? world.reachedBy({ phone }) : world.reachedBy({ email })
  if (way && other && other.channel !== 'telegram' && other.channel !== way)
    return { factor: other.channel, to: other.to }
  return { factor: 'number' }
}

/** Makes the link that a letter about an offer bears. @returns its path */
export async function makeOfferLink(
  tx: Tx,
  { caseId, wait, factor, now }: { caseId: string; wait: number; factor: LinkFactor; now: string },
): Promise<string> {
  const secret = newSecret()
  const endsAt = inMinutes(now, DAYS * 24 * 60)
  await insertOfferLink(tx, { caseId, wait, secret: hashOf(secret), factor, endsAt }, now)
  return `/offers/${secret}`
}

/** A link that opens something, its task and its case. */
export interface OpenLink {
  link: OfferLink
  task: OpenTask & { id: string }
  application: Application
}

/**
 * The link that a secret names.
 * @throws Refusal offer-link-over when it is none, has ended, was answered or its task is over; offer-link-locked after
 *   too many tries
 */
export async function openOfferLink(
  tx: Tx,
  secret: string,
  now: string,
  { locking = false, lockMinutes }: { locking?: boolean; lockMinutes: number },
): Promise<OpenLink> {
  const found = await findOpenLink(tx, secret, { locking })
  if (!found || Date.parse(found.link.endsAt) <= Date.parse(now)) throw new Refusal(refusal['offer-link-over'])
  const { link, ...rest } = found
  if (link.wrongTries < WRONG_TRIES) return found
  refuseUntil(link.triedAt, lockMinutes, now)
  // the lock has ended: tries count anew
  return { link: { ...link, wrongTries: 0 }, ...rest }
}

/** The link that a secret names while its task waits, be it locked or too old. */
export async function findOpenLink(
  tx: Tx,
  secret: string,
  { locking }: { locking: boolean },
): Promise<OpenLink | undefined> {
  const link = await (locking ? lockOfferLink : findOfferLink)(tx, hashOf(secret))
  if (!link || link.answeredAt) return undefined
  const task = await findTask(tx, link.caseId, link.wait)
  if (task?.performer !== 'applicant') return undefined
  return { link, task: { ...task, id: taskId(task) }, application: await getApplication(tx, link.caseId) }
}

/**
 * Whether another letter may take a link's place: it was locked, or grew old by itself. One that a renewal has closed may
 * be in strange hands, and must not close the one that the person got instead.
 */
export const isRenewable = ({ codesSent, endsAt, madeAt, wrongTries }: OfferLink, now: string): boolean =>
  Date.parse(endsAt) > Date.parse(now)
    ? wrongTries >= WRONG_TRIES || codesSent >= CODES_SENT
    : Date.parse(endsAt) >= Date.parse(inMinutes(madeAt, DAYS * 24 * 60))

/** @throws Refusal offer-link-locked, with the seconds to wait, until some minutes have passed since an instant */
export function refuseUntil(since: string | null, minutes: number, now: string): void {
  const seconds = since === null ? 0 : Math.ceil((Date.parse(inMinutes(since, minutes)) - Date.parse(now)) / 1000)
  if (seconds > 0) throw new Refusal(refusal['offer-link-locked'], { retryAfter: seconds })
}

/** A code of six digits, and what is kept of it. */
export function newCode(secret: string): { code: string; kept: Buffer } {
  const code = String(randomInt(1_000_000)).padStart(6, '0')
  return { code, kept: hashOfCode(secret, code) }
}

/** Whether what was typed is the second factor of a link. */
export function isFactor(open: OpenLink, secret: string, typed: string, now: string): boolean {
  const { link, application } = open
  const digits = bare(typed)
  if (link.factor === 'number') {
    const known = application.applicant.number
    return known !== '' && same(hashOfCode(secret, digits), hashOfCode(secret, known))
  }
  if (!link.code || !link.codeEndsAt || Date.parse(link.codeEndsAt) <= Date.parse(now)) return false
  return same(hashOfCode(secret, digits), link.code)
}

export const newPass = (): { pass: string; kept: Buffer } => {
  const pass = newSecret()
  return { pass, kept: hashOf(pass) }
}

/** @throws Refusal offer-pass-over: the code has to be given again */
export function requirePass({ link }: OpenLink, pass: string, now: string): void {
  const good =
    link.pass && link.passEndsAt && Date.parse(link.passEndsAt) > Date.parse(now) && same(hashOf(pass), link.pass)
  if (!good) throw new Refusal(refusal['offer-pass-over'])
}

const same = (left: Buffer, right: Buffer): boolean => left.length === right.length && timingSafeEqual(left, right)

/** An address as far as its owner knows it again: how a phone number begins and ends, `t···@people.example`. */
export const masked = (to: string): string =>
  to.includes('@') ? `${to.slice(0, 1)}···${to.slice(to.indexOf('@'))}` : `${to.slice(0, 4)} ··· ${to.slice(-2)}`
