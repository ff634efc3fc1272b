import type { Speech } from '../../../../platform/i18n/index.ts'
import type { StandingStill } from '../../model/standing-still.ts'

/** Since when and why a case stands still; where its whole service does, that. */
export const suspendedSaid = (speech: Speech, { since, reason }: StandingStill): string =>
  since && reason
    ? speech.t('casework.suspended.since', { date: speech.date(since), reason })
    : speech.t('casework.suspended.service')
