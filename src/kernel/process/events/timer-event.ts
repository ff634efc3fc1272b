import type { ModdleElement } from 'bpmn-moddle'
import type { Source } from '../compile-occurrence.ts'
import { timerOf } from '../due.ts'
import type { EventKind } from '../element-kind.ts'
import { compileValue } from '../expressions.ts'
import type { Occurrence } from '../graph.ts'
import { called } from '../report.ts'
import { isTerm, parseCycle, parseInstant } from '../timer.ts'

type TimerForm = (Occurrence & { type: 'timer' })['form']
const FORMS = ['duration', 'date', 'cycle'] as const

const REMEDIES: Record<TimerForm, string> = {
  duration: 'write it as ISO 8601 (P10D) or a term such as 10 working days',
  date: 'write it as 2026-03-02T09:00:00+05:00',
  cycle: 'write it as ISO 8601 (R3/PT10M) or cron (0 0 9 ? * MON-FRI)',
}

function read({ report }: Source, event: ModdleElement, definition: ModdleElement): Occurrence | undefined {
  const bodyOf = (form: TimerForm): string =>
    definition[`time${form.charAt(0).toUpperCase()}${form.slice(1)}`]?.body ?? ''
  const [form, ...others] = FORMS.filter((candidate) => bodyOf(candidate).trim() !== '')
  if (!form)
    return void report.error(event, 'timer', `${called(event)} has no time`, 'give a duration, a date or a cycle')
  const body = bodyOf(form)
  if (others.length > 0)
    report.warning(
      event,
      'timer',
      `${called(event)} has more than one time: the ${form} counts, the ${others.join(' and the ')} does not`,
      'leave the one that is meant',
    )
  const value = report.compiled(event, 'the timer', () => compileValue(body))
  if (!value) return undefined
  if ('plain' in value && !isWellFormed(form, String(value.plain)))
    return void report.error(
      event,
      'timer',
      `${called(event)}: "${body.trim()}" is no ${form} that is understood`,
      REMEDIES[form],
    )
  return { type: 'timer', form, value }
}

function isWellFormed(form: TimerForm, text: string): boolean {
  if (form === 'date') return parseInstant(text) !== undefined
  if (form === 'cycle') return parseCycle(text) !== undefined
  return isTerm(text.trim().replace(/\s+/g, ' '))
}

/** A date, a duration or a cycle. */
export const timerEvent: EventKind = {
  type: 'timer',
  definition: 'timer',
  places: ['start', 'event sub-process start', 'catch', 'boundary'],
  read,
  open: (game, node, place, context) =>
    game.add({
      kind: 'timer',
      element: node.id,
      ...place,
      ...timerOf(node.occurrence as Occurrence & { type: 'timer' }, context, game.environment, node.id),
    }),
}
