import type { Speech } from '../../../../platform/i18n/index.ts'
import type { LogEvent } from './log-query.ts'

/** What was done, in words; a kind without words of its own is shown by its name. */
export function saidOf(speech: Speech, kind: string): string {
  if (speech.has(`log.of.${kind}`)) return speech.t(`log.of.${kind}`)
  return kind.startsWith('process.') ? speech.t('log.step') : kind
}

/** Who did it. */
export function actorOf(speech: Speech, event: Pick<LogEvent, 'actor' | 'actorName'>): string {
  if (event.actorName) return event.actorName
  return event.actor === 'system' || event.actor === 'anonymous' ? speech.t(`log.${event.actor}`) : event.actor
}

/** What it was done to. */
export const subjectOf = (speech: Speech, event: Pick<LogEvent, 'case' | 'person'>): string =>
  event.case ? speech.t('log.subject-case', { number: event.case }) : (event.person ?? speech.t('log.subject-other'))
