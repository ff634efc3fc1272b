// spaces of every width, the marks of direction that programs put around what is copied from them, and what stands as a
// hyphen: hyphens, dashes, minus, the soft and the full-width one
const BLANKS = /[\s\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu
const HYPHENS = '\\-\u00ad\u058a\u2010-\u2015\u2043\u207b\u208b\u2212\u30fc\ufe58\ufe63\uff0d'
const DASHES = new RegExp(`[${HYPHENS}]`, 'gu')

// digits that phones write where their owner's language is Arabic, Persian, Pashto or Dari
const EASTERN_DIGITS = /[\u0660-\u0669\u06f0-\u06f9]/g

/** Digits of all kinds that keyboards of the region write as the plain ones, full-width letters as plain ones. */
export const plainDigits = (text: string): string =>
  text.normalize('NFKC').replace(EASTERN_DIGITS, (digit) => String(digit.charCodeAt(0) & 15))

/** What was typed without blanks and hyphens of any kind, its digits and letters plain ones. */
export const bare = (text: string): string => plainDigits(text).replace(BLANKS, '').replace(DASHES, '')

/** Hyphens of all kinds as the plain one, blanks of all kinds as the plain one. */
export const plainHyphens = (text: string): string =>
  plainDigits(text.replace(DASHES, '-')).replace(DASHES, '-').replace(BLANKS, ' ')

/** A part of a date as it was typed: digits of every keyboard are digits, and no blank or mark that nobody sees stands in it. */
export const datePart = (text: string): string => plainHyphens(text).replaceAll(' ', '').slice(0, 10)
