import { actKey } from '../../../kernel/case/index.ts'
import type { Speech } from '../../../platform/i18n/index.ts'
import type { StoredPayment } from '../../../platform/pay/index.ts'
import type { Decision } from '../store/decisions.ts'
import type { Pause } from '../store/pauses.ts'
import type { Application } from './application.ts'

/** What was asked of the applicant and not done in time, so that the case lapsed. */
export interface Lapsed {
  /** When it lapsed. */
  at: string
  /** The act that was waited for; null where the clock of the office ran on meanwhile. */
  act: string | null
  since: string | null
  /** The end of its term. */
  until: string | null
}

/**
 * By which term a case lapsed: the last thing that its clock stood still for, since the applicant was to do it.
 * @returns null for a case that did not lapse
 */
export function lapsedOf(
  { outcome }: Pick<Application, 'outcome'>,
  decisions: readonly Pick<Decision, 'outcome' | 'madeAt'>[],
  pauses: readonly Pause[],
  payments: readonly Pick<StoredPayment, 'state' | 'expiresAt'>[],
): Lapsed | null {
  const at = outcome === 'lapsed' ? decisions.findLast((decision) => decision.outcome === outcome)?.madeAt : null
  if (!at) return null
  const [waited] = pauses
    .filter(({ holder, basis, since }) => holder === 'applicant' && basis !== 'decided' && isBefore(since, at))
    .sort((a, b) => Date.parse(b.since) - Date.parse(a.since))
  if (!waited) return { at, act: null, since: null, until: null }
  // a fee is owed until a day of its own, which the pause does not end at
  const owed = payments.findLast(
    ({ state, expiresAt }) => state !== 'paid' && state !== 'refunded' && expiresAt !== null,
  )
  const ended = waited.until !== null && isBefore(waited.until, at) ? waited.until : at
  const until = (waited.basis === 'pay' ? owed?.expiresAt : null) ?? ended
  return { at, act: waited.basis, since: waited.since, until }
}

const isBefore = (instant: string, other: string): boolean => Date.parse(instant) <= Date.parse(other)

/** In words: that it lapsed, when, and by which term. */
export const lapsedText = (
  speech: Pick<Speech, 't' | 'has' | 'date' | 'money'>,
  { at, act, since, until }: Lapsed,
  { fee }: Pick<Application, 'fee'>,
): string =>
  act !== null && speech.has(actKey.task(act))
    ? speech.t('casework.result.lapsed', {
        date: speech.date(at),
        task: speech.t(actKey.task(act), { amount: fee ? speech.money(fee.amount) : '' }),
        since: speech.date(since!),
        until: speech.date(until!),
      })
    : speech.t('casework.result.lapsed-plain', { date: speech.date(at) })
