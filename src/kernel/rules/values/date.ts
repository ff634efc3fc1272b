import {
  calendarDay,
  dayNumber,
  dayText,
  isCalendarDay,
  movedByMonths,
  weekdayOfDay,
  YEAR_PATTERN,
  type CalendarDay,
} from './calendar-day.ts'

const PATTERN = new RegExp(`^(${YEAR_PATTERN})-(\\d\\d)-(\\d\\d)$`)

/** FEEL's date. */
export class FeelDate implements CalendarDay {
  readonly year: number
  readonly month: number
  readonly day: number
  private constructor({ year, month, day }: CalendarDay) {
    this.year = year + 0
    this.month = month
    this.day = day
  }

  /** @returns undefined when the calendar has no such day */
  static of = (day: CalendarDay): FeelDate | undefined => (isCalendarDay(day) ? new FeelDate(day) : undefined)

  static parse(text: string): FeelDate | undefined {
    const match = PATTERN.exec(text)
    return match ? FeelDate.of({ year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) }) : undefined
  }

  static ofNumber = (number: number): FeelDate | undefined => FeelDate.of(calendarDay(number))

  /** Days since 1970-01-01. */
  get number(): number {
    return dayNumber(this)
  }
  get weekday(): number {
    return weekdayOfDay(this)
  }

  plusMonths(months: number): FeelDate | undefined {
    return FeelDate.of(movedByMonths(this, months))
  }

  toString(): string {
    return dayText(this)
  }
}
