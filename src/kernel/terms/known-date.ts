import { z } from 'zod'

/** The first and the last year whose days the calendar knows. */
export const FIRST_YEAR = 1970
export const LAST_YEAR = 2150

/** Whether the calendar knows the day of a date or instant: what it does not know has no terms, hours and holidays. */
export function isKnown(date: string): boolean {
  const year = Number(/^(\d{4})-/.exec(date)?.[1])
  return year >= FIRST_YEAR && year <= LAST_YEAR
}

const unknown = {
  error: 'a day that the calendar knows',
  params: { text: 'errors.input.date-unknown', parameters: { first: `${FIRST_YEAR}`, last: `${LAST_YEAR}` } },
}

/** A day that somebody sends, `YYYY-MM-DD`: one that there is, within what the calendar knows. */
export const KnownDate = z.iso.date().refine(isKnown, unknown)

/** An instant that somebody sends, RFC 3339 with its offset, within what the calendar knows. */
export const KnownInstant = z.iso
  .datetime({ offset: true })
  // the offset moves an instant by a day at most: the edges are left out
  // and what is no instant at all was refused by its form before
  .refine((instant) => {
    const at = Date.parse(instant)
    return Number.isNaN(at) || (isKnown(instant) && isKnown(new Date(at).toISOString()))
  }, unknown)
