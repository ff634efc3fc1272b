import type { Clock } from './index.ts'

/** A plain working Wednesday, ten o'clock in Tashkent, with no holiday for two weeks: what tests show must not depend on today. */
export const WEDNESDAY = '2026-11-11T05:00:00.000Z'

/** A clock that stands at an instant when it is made and runs on from there, whatever the machine's own clock says. */
export function runningFrom(instant: string): Clock {
  const ahead = Date.parse(instant) - performance.now()
  return () => new Date(performance.now() + ahead).toISOString()
}
