import { nextOfCron, parseCron } from './cron.ts'
import { clockOf, valueOf } from './expressions.ts'
import type { Occurrence } from './graph.ts'
import type { Item } from './item.ts'
import { Stop } from './process-error.ts'
import { addDuration, isDuration, isExact, multiplyDuration, parseCycle, parseInstant, zoneOfInstant } from './timer.ts'
import { UTC, type Zone } from '../rules/values/zone.ts'
import type { Environment, Json } from './types.ts'

/**
 * When a term such as `3 working days`, `P10D` or `PT5M` runs out. Hours, minutes and seconds are counted on the clock;
 * days by the environment, which knows the calendar, and in UTC when it gives none.
 */
export function dueOf(term: string, from: string, environment: Environment, element: string): string {
  const text = term.trim()
  const exact = isExact(text) || (isDuration(text) && !environment.dueAt) ? addDuration(from, text) : undefined
  if (exact) return exact
  try {
    const due = environment.dueAt?.(text, from)
    if (due !== undefined && !Number.isNaN(Date.parse(due))) return due
  } catch (error) {
    throw new Stop(element, 'term', `the term "${text}" can't be counted: ${(error as Error).message}`)
  }
  throw new Stop(element, 'term', `the term "${text}" can't be counted`)
}

/** When a timer goes off and, of a cycle, how it goes on. */
export type TimerDue = Pick<Item, 'due' | 'repetitionsLeft' | 'interval' | 'endsAt' | 'countedFrom' | 'repetition'> & {
  due: string
}

/** What a timer event waits for: the instant and, for a cycle, how it goes on. */
export function timerOf(
  timer: Occurrence & { type: 'timer' },
  context: Record<string, Json>,
  environment: Environment,
  element: string,
): TimerDue {
  const value = valueOf(timer.value, context, clockOf(environment))
  const text = value === null ? '' : String(value)
  if (timer.form === 'duration') return { due: dueOf(text, environment.now, environment, element) }
  if (timer.form === 'date') {
    const instant = parseInstant(text, localZone(environment))
    if (!instant) throw new Stop(element, 'timer', `"${text}" is no instant`)
    return { due: instant }
  }
  const cron = parseCron(text)
  if (cron) {
    const due = nextOfCron(cron, environment.now, localZone(environment))
    if (!due) throw new Stop(element, 'timer', `"${text}" has no time any more`)
    return { due, repetitionsLeft: -1, interval: text.trim() }
  }
  const cycle = parseCycle(text, localZone(environment))
  if (!cycle) throw new Stop(element, 'timer', `"${text}" is no repeating interval (R3/PT10M)`)
  const { start, interval, times, end } = cycle
  return {
    due:
      start === undefined
        ? dueOf(interval, environment.now, environment, element)
        : (parseInstant(start, localZone(environment)) as string),
    repetitionsLeft: times === undefined ? -1 : Math.max(0, times - 1),
    interval,
    countedFrom: start ?? environment.now,
    repetition: start === undefined ? 1 : 0,
    ...(end ? { endsAt: end } : {}),
  }
}

/** The zone of a time that names none: the country's, as far as the step knows it. */
const localZone = (environment: Environment): Zone => zoneOfInstant(environment.localNow ?? '') ?? UTC

/**
 * The next time of a cycle that has just gone off, undefined when it was the last. All are counted from the beginning
 * of the cycle, neither from when the last was noticed nor from when it was due: a month after 31 January is 28
 * February, and two months are 31 March (ISO 8601-1, 5.6).
 */
export function nextDue(timer: Partial<TimerDue>, environment: Environment, element: string): TimerDue | undefined {
  const { due, repetitionsLeft: left, interval, endsAt, countedFrom, repetition = 0 } = timer
  if (left === undefined || left === 0 || interval === undefined || due === undefined) return undefined
  const cron = parseCron(interval)
  // a state written before cycles had a beginning counts from the last time
  const next = cron
    ? nextOfCron(cron, due, localZone(environment))
    : countedFrom === undefined
      ? dueOf(interval, due, environment, element)
      : repeated(multiplyDuration(interval, repetition + 1), countedFrom, environment, element)
  if (next === undefined) return undefined
  if (next <= due) throw new Stop(element, 'timer', `the interval "${interval}" of the cycle does not move on`)
  if (endsAt !== undefined && next > endsAt) return undefined
  return {
    due: next,
    repetitionsLeft: left < 0 ? left : left - 1,
    interval,
    ...(countedFrom === undefined ? {} : { countedFrom, repetition: repetition + 1 }),
    ...(endsAt === undefined ? {} : { endsAt }),
  }
}

/** So long after the beginning of a cycle: by the calendar of the zone that it names, else by the country's. */
function repeated(duration: string, countedFrom: string, environment: Environment, element: string): string {
  const from = parseInstant(countedFrom, localZone(environment)) ?? environment.now
  if (from === countedFrom) return dueOf(duration, from, environment, element)
  const due = addDuration(from, duration, zoneOfInstant(countedFrom) ?? localZone(environment))
  if (due === undefined) throw new Stop(element, 'timer', `the cycle can't be counted on from ${countedFrom}`)
  return due
}
