import type { Speech } from '../../../../platform/i18n/index.ts'
import type { LogEvent } from './log-query.ts'

/** What was done, in words; a kind without words of its own is shown by its name. */
export function saidOf(speech: Speech, kind: string): string {
  if (speech.has(`log.of.${kind}`)) return speech.t(`log.of.${kind}`)
  return kind.startsWith('process.') ? speech.t('log.step') : kind
}

/**
 * Of one event: a look at many at once, or at nobody by name, is an event of who looked, and no look at themselves; those
 * whom it showed read it each in their own list.
 */
export function wordsOf(speech: Speech, event: Pick<LogEvent, 'actor' | 'facts' | 'kind' | 'subject'>): string {
  const { lines } = event.facts as { lines?: unknown }
  if (event.kind !== 'exchange.looked' || !isOfActor(event)) return saidOf(speech, event.kind)
  return typeof lines === 'number'
    ? speech.t('log.looked-at-list', { count: lines })
    : speech.t('log.looked-at-records')
}

const isOfActor = ({ actor, subject }: Pick<LogEvent, 'actor' | 'subject'>): boolean => actor === `person:${subject}`

/** Who did it. */
export function actorOf(speech: Speech, event: Pick<LogEvent, 'actor' | 'actorName'>): string {
  if (event.actorName) return event.actorName
  return event.actor === 'system' || event.actor === 'anonymous' ? speech.t(`log.${event.actor}`) : event.actor
}

/** What it was done to. */
export const subjectOf = (speech: Speech, event: Pick<LogEvent, 'case' | 'person'>): string =>
  event.case ? speech.t('log.subject-case', { number: event.case }) : (event.person ?? speech.t('log.subject-other'))
