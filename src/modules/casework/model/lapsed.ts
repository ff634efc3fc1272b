import { actKey } from '../../../kernel/case/index.ts'
import type { Speech } from '../../../platform/i18n/index.ts'
import type { StoredPayment } from '../../../platform/pay/index.ts'
import type { Decision } from '../store/decisions.ts'
import type { CaseEvent } from '../store/events.ts'
import type { Pause } from '../store/pauses.ts'
import type { Application } from './application.ts'
import { isDeclined, lastAsked } from './declined.ts'

/** What was asked of the applicant and not done in time, so that the case lapsed. */
export interface Lapsed {
  /** When it lapsed. */
  at: string
  /** The act that was waited for; null where the clock of the office ran on meanwhile. */
  act: string | null
  since: string | null
  /** The end of its term. */
  until: string | null
  /** The applicant declined it then, which was written down as a lapse before it had an outcome of its own. */
  declined: boolean
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
  events: readonly Pick<CaseEvent, 'at' | 'facts'>[],
): Lapsed | null {
  const at = outcome === 'lapsed' ? decisions.findLast((decision) => decision.outcome === outcome)?.madeAt : null
  if (!at) return null
  const waited = lastAsked(pauses, at)
  if (!waited) return { at, act: null, since: null, until: null, declined: false }
  // a fee is owed until a day of its own, which the pause does not end at
  const owed = payments.findLast(
    ({ state, expiresAt }) => state !== 'paid' && state !== 'refunded' && expiresAt !== null,
  )
  const ended = waited.until !== null && isBefore(waited.until, at) ? waited.until : at
  const until = (waited.basis === 'pay' ? owed?.expiresAt : null) ?? ended
  return { at, act: waited.basis, since: waited.since, until, declined: isDeclined(waited, events) }
}

const isBefore = (instant: string, other: string): boolean => Date.parse(instant) <= Date.parse(other)

/** In words: that it lapsed, when, and by which term. */
export const lapsedText = (
  speech: Pick<Speech, 't' | 'has' | 'date' | 'money'>,
  { at, act, since, until, declined }: Lapsed,
  { fee }: Pick<Application, 'fee'>,
): string => {
  if (declined) return speech.t('casework.result.declined-on', { date: speech.date(until!) })
  return act !== null && speech.has(actKey.task(act))
    ? speech.t('casework.result.lapsed', {
        date: speech.date(at),
        task: speech.t(actKey.task(act), { amount: fee ? speech.money(fee.amount) : '' }),
        since: speech.date(since!),
        until: speech.date(until!),
      })
    : speech.t('casework.result.lapsed-plain', { date: speech.date(at) })
}
