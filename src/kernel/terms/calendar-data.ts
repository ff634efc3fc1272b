import { z } from 'zod'
import { parseZone } from '../rules/values/zone.ts'

const Time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'a time such as 09:00')
const Year = z.int().min(1900).max(2200)
const named = { name: z.looseObject({}).optional(), provenance: z.unknown().optional() }

/** Working hours of a day: one or more spans without overlap, in order. */
const Hours = z
  .array(z.strictObject({ from: Time, to: Time }))
  .refine(
    (spans) => spans.every((span, at) => span.from < span.to && (at === 0 || spans[at - 1]!.to <= span.from)),
    'spans of working time are in order, do not overlap and end after they begin',
  )

/** A country's legal calendar as data. Dates and times of day are local to its zone. */
export const CalendarData = z.strictObject({
  /**
   * The zone by its IANA name. Its rules are those of the time zone database, unless they stand here: the offset from
   * UTC in minutes since an instant; the first holds for all time before it too.
   */
  zone: z.strictObject({
    name: z.string().refine((name) => parseZone(`@${name}`) !== undefined, 'no zone of the time zone database'),
    offsets: z
      .array(z.strictObject({ since: z.iso.datetime(), minutes: z.int().min(-900).max(900) }))
      .min(1)
      .optional(),
  }),
  /** Working time of each weekday; a day not named is a day off. */
  week: z.partialRecord(z.enum(['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']), Hours),
  /** Holidays that return each year on the same day. */
  holidays: z
    .array(
      z.strictObject({
        monthDay: z.string().regex(/^\d{2}-\d{2}$/),
        since: Year.optional(),
        until: Year.optional(),
        ...named,
      }),
    )
    .default([]),
  /** Single days off: movable feasts, days given by a decision. */
  daysOff: z
    .array(
      z.strictObject({
        date: z.iso.date(),
        /** A feast of its own: a day that a yearly holiday moves is another. */
        feast: z.boolean().optional(),
        ...named,
      }),
    )
    .default([]),
  /**
   * Single working days: those moved onto a day off, and short days. Without hours: those of the first working weekday.
   */
  workingDays: z.array(z.strictObject({ date: z.iso.date(), hours: Hours.optional(), ...named })).default([]),
  rules: z.strictObject({
    /** The first day that a term in days counts: the one after the receipt, or the day of receipt. */
    countFrom: z.enum(['next-day', 'same-day']),
    /** A term in calendar days or months that ends on a day off. */
    lastDayOff: z.enum(['next-working-day', 'stays']),
    /** A yearly holiday that falls on a weekly day off: the next working day is off too, or nothing follows. */
    holidayOnWeekend: z.enum(['next-working-day', 'stays']),
  }),
})
export type CalendarData = z.output<typeof CalendarData>
