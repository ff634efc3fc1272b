import type { Language } from './languages.ts'

/**
 * Dates are written by hand: ICU writes Uzbek dates otherwise than the country's own documents do
 * ("14-mart, 2026" against "2026-yil 14-mart"), and takes several times longer on pages of lists.
 */
export const MONTHS: Record<Language, readonly string[]> = {
  uz: ['yanvar', 'fevral', 'mart', 'aprel', 'may', 'iyun', 'iyul', 'avgust', 'sentabr', 'oktabr', 'noyabr', 'dekabr'],
  'uz-cyrl': [
    'январь',
    'февраль',
    'март',
    'апрель',
    'май',
    'июнь',
    'июль',
    'август',
    'сентябрь',
    'октябрь',
    'ноябрь',
    'декабрь',
  ],
  ru: [
    'января',
    'февраля',
    'марта',
    'апреля',
    'мая',
    'июня',
    'июля',
    'августа',
    'сентября',
    'октября',
    'ноября',
    'декабря',
  ],
  en: [
    'January',
    'February',
    'March',
    'April',
    'May',
    'June',
    'July',
    'August',
    'September',
    'October',
    'November',
    'December',
  ],
}

/** Months standing alone ("март 2026"), where Russian needs the nominative. */
export const MONTHS_ALONE: Record<Language, readonly string[]> = {
  ...MONTHS,
  ru: [
    'январь',
    'февраль',
    'март',
    'апрель',
    'май',
    'июнь',
    'июль',
    'август',
    'сентябрь',
    'октябрь',
    'ноябрь',
    'декабрь',
  ],
}

export const WEEKDAYS: Record<Language, readonly string[]> = {
  uz: ['yakshanba', 'dushanba', 'seshanba', 'chorshanba', 'payshanba', 'juma', 'shanba'],
  'uz-cyrl': ['якшанба', 'душанба', 'сешанба', 'чоршанба', 'пайшанба', 'жума', 'шанба'],
  ru: ['воскресенье', 'понедельник', 'вторник', 'среда', 'четверг', 'пятница', 'суббота'],
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
}

/** A day of a month, with its year when given. */
export function writeDate(language: Language, day: number, month: number, year?: number): string {
  const name = MONTHS[language][month - 1]!
  switch (language) {
    case 'uz':
      return year === undefined ? `${day}-${name}` : `${year}-yil ${day}-${name}`
    case 'uz-cyrl':
      return year === undefined ? `${day} ${name}` : `${year} йил ${day} ${name}`
    case 'ru':
      return year === undefined ? `${day} ${name}` : `${day} ${name} ${year} г.`
    case 'en':
      return year === undefined ? `${day} ${name}` : `${day} ${name} ${year}`
  }
}

/** A month of a year: "2026-yil mart", "март 2026 г.". */
export function writeMonth(language: Language, month: number, year: number): string {
  const name = MONTHS_ALONE[language][month - 1]!
  switch (language) {
    case 'uz':
      return `${year}-yil ${name}`
    case 'uz-cyrl':
      return `${year} йил ${name}`
    case 'ru':
      return `${name} ${year} г.`
    case 'en':
      return `${name} ${year}`
  }
}
