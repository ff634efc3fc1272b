import type { Country } from '../../../platform/country/index.ts'

/** How far ahead an inspection can be booked, in days, and how many free hours are offered at once. */
const DAYS_AHEAD = 14
/** How long an hour that is booked lasts. */
export const SLOT_MINUTES = 60
const OFFERED = 30

/**
 * Free whole hours of an office's working time from tomorrow on.
 * @param taken instants already given, RFC 3339 in UTC with milliseconds
 */
export function freeSlots(country: Country, now: string, taken: ReadonlySet<string>): string[] {
  const slots: string[] = []
  const from = Math.ceil((Date.parse(now) + 12 * 3_600_000) / 3_600_000) * 3_600_000
  for (let at = from; at < from + DAYS_AHEAD * 86_400_000 && slots.length < OFFERED; at += 3_600_000) {
    const instant = new Date(at).toISOString()
    // within working time an instant counts from itself; the hour must also end in it
    const whole =
      country.countsFrom(instant) === instant &&
      country.countsFrom(new Date(at + 3_599_000).toISOString()) === new Date(at + 3_599_000).toISOString()
    if (whole && !taken.has(instant)) slots.push(instant)
  }
  return slots
}
