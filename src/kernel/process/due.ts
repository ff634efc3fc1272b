import { clockOf, valueOf } from './expressions.ts'
import type { Occurrence } from './graph.ts'
import { Stop } from './process-error.ts'
import { addDuration, isDuration, isExact, parseCycle, parseInstant } from './timer.ts'
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

/** What a timer event waits for: the instant and, for a cycle, how it goes on. */
export function timerOf(
  timer: Occurrence & { type: 'timer' },
  context: Record<string, Json>,
  environment: Environment,
  element: string,
): { d: string; l?: number; n?: string; f?: string } {
  const value = valueOf(timer.value, context, clockOf(environment))
  const text = value === null ? '' : String(value)
  if (timer.form === 'duration') return { d: dueOf(text, environment.now, environment, element) }
  if (timer.form === 'date') {
    const instant = parseInstant(text)
    if (!instant) throw new Stop(element, 'timer', `"${text}" is no instant`)
    return { d: instant }
  }
  const cycle = parseCycle(text)
  if (!cycle) throw new Stop(element, 'timer', `"${text}" is no repeating interval (R3/PT10M)`)
  return {
    d: cycle.start ?? dueOf(cycle.interval, environment.now, environment, element),
    l: cycle.times === undefined ? -1 : Math.max(0, cycle.times - 1),
    n: cycle.interval,
    ...(cycle.end ? { f: cycle.end } : {}),
  }
}
