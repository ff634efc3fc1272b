/** Days since 1970-01-01 of a date `YYYY-MM-DD`; proleptic Gregorian. @throws RangeError when there is no such date */
export function dayOf(date: string): number {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date)
  if (!match) throw new RangeError(`not a date: ${date}`)
  const day = Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3])) / DAY
  if (dateOf(day) !== date) throw new RangeError(`there is no day ${date}`)
  return day
}

/** Date `YYYY-MM-DD` of a day number. */
export const dateOf = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10)

/** ISO weekday of a day number: 1 is Monday, 7 Sunday. 1970-01-01 was a Thursday. */
export const weekdayOf = (day: number): number => ((((day + 3) % 7) + 7) % 7) + 1

/**
 * The same day of the month some months later; a day that month lacks becomes its last (31 January + 1 month is 28 or
 * 29 February).
 */
export function addMonths(day: number, months: number): number {
  const date = new Date(day * DAY)
  const total = date.getUTCFullYear() * 12 + date.getUTCMonth() + months
  const year = Math.floor(total / 12)
  const month = total - year * 12
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  return Date.UTC(year, month, Math.min(date.getUTCDate(), last)) / DAY
}

/** Milliseconds of a day and of a minute. */
export const DAY = 86_400_000
export const MINUTE = 60_000
