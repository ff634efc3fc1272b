/** A day of the proleptic Gregorian calendar. */
export interface CalendarDay {
  year: number
  month: number
  day: number
}

/** Years that FEEL's dates reach (XML Schema asks for four digits; processors agree on nine). */
export const YEAR_AT_MOST = 999_999_999

/** Days since 1970-01-01. */
export function dayNumber({ year, month, day }: CalendarDay): number {
  // years begin in March here, so that the leap day is the last one (Hinnant, "chrono-compatible low-level date
  // algorithms")
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const ofEra = y - era * 400
  const ofYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  return era * 146_097 + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear - 719_468
}

/** The day that is so many days after 1970-01-01. */
export function calendarDay(number: number): CalendarDay {
  const shifted = number + 719_468
  const era = Math.floor(shifted / 146_097)
  const ofEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  )
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shiftedMonth = Math.floor((5 * ofYear + 2) / 153)
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: ofYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1,
  }
}

export const isLeapYear = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)

export const daysInMonth = (year: number, month: number): number =>
  month === 2 ? (isLeapYear(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31

export const isCalendarDay = ({ year, month, day }: CalendarDay): boolean =>
  Number.isInteger(year) &&
  Number.isInteger(month) &&
  Number.isInteger(day) &&
  Math.abs(year) <= YEAR_AT_MOST &&
  month >= 1 &&
  month <= 12 &&
  day >= 1 &&
  day <= daysInMonth(year, month)

/** Moves by months; a day the month lacks becomes its last. */
export function movedByMonths({ year, month, day }: CalendarDay, months: number): CalendarDay {
  const total = year * 12 + (month - 1) + months
  const moved = { year: Math.floor(total / 12), month: (((total % 12) + 12) % 12) + 1 }
  return { ...moved, day: Math.min(day, daysInMonth(moved.year, moved.month)) }
}

export function dayText({ year, month, day }: CalendarDay): string {
  const pad = (value: number, length: number) => String(value).padStart(length, '0')
  return `${year < 0 ? '-' : ''}${pad(Math.abs(year), 4)}-${pad(month, 2)}-${pad(day, 2)}`
}

/** A year as XML Schema writes it: four digits, more only without leading zeros. */
export const YEAR_PATTERN = '-?(?:[1-9]\\d{4,8}|\\d{4})'

/** Monday is 1, Sunday 7. */
export const weekdayOfDay = (day: CalendarDay): number => ((((dayNumber(day) + 3) % 7) + 7) % 7) + 1
