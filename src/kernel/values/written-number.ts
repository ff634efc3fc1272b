import { plainDigits } from '../text/index.ts'

/** The signs with which a language writes numbers: `1 234,5` or `1,234.5`. */
export interface NumberSigns {
  decimal: string
  group: string
}

/** As most languages of the continent write. */
export const COMMON_SIGNS: NumberSigns = { decimal: ',', group: '\u00a0' }

const BLANKS = /[\s\u00a0\u2009\u202f']/gu
/** Minus signs and the hyphens that stand for them. */
const MINUS = /^[-\u2010-\u2015\u2212]\s*/u
const DIGITS_AT_MOST = 15
const PLACES_AT_MOST = 6

/** A number that was read, the two that it can mean, or none. */
export type NumberRead = { number: number } | { whole: number; part: number } | undefined

/**
 * A number as people write it: by the signs of the language first, then by whatever can mean nothing else. `1,000` is a
 * thousand where the comma parts thousands; where it parts the fraction it can mean two numbers, and neither is taken.
 */
export function readWrittenNumber(typed: string, { decimal, group }: NumberSigns = COMMON_SIGNS): NumberRead {
  const text = plainDigits(typed).trim()
  const negative = MINUS.test(text)
  const body = text.replace(MINUS, '').replace(BLANKS, ' ')
  if (!/^\d[\d .,]*$/.test(body)) return undefined
  const signs = [...new Set(body.match(/[.,]/g) ?? [])]
  const last = Math.max(body.lastIndexOf('.'), body.lastIndexOf(','))
  const [before, after] = last < 0 ? [body, ''] : [body.slice(0, last), body.slice(last + 1)]
  const sign = body[last]
  const made = (whole: string, fraction = ''): number | undefined => {
    const digits = withoutGroups(whole)
    if (digits === undefined || digits.length > DIGITS_AT_MOST || fraction.length > PLACES_AT_MOST) return undefined
    return Number(`${negative ? '-' : ''}${digits}${fraction ? `.${fraction}` : ''}`)
  }
  const answer = (number: number | undefined): NumberRead => (number === undefined ? undefined : { number })
  if (last < 0) return answer(made(before))
  if (!/^\d+$/.test(after)) return undefined
  // two sorts of sign, or blanks between thousands: the last sign parts the fraction
  if (signs.length > 1 || before.includes(' ')) return before.includes(sign!) ? undefined : answer(made(before, after))
  if (before.includes(sign!)) return answer(made(body))
  const canBeGroup = after.length === 3 && /^[1-9]\d{0,2}$/.test(before)
  if (!canBeGroup) return answer(made(before, after))
  if (sign === group) return answer(made(body))
  // a language that parts thousands with the other sign has this one for fractions alone, and still people mix them
  const [whole, part] = [made(body), made(before, after)]
  return decimal && whole !== undefined && part !== undefined ? { whole, part } : undefined
}

/** A number that was typed in a field; what can't be read, or can mean two numbers, stays the text that was given. */
export function typedNumber(typed: string, signs?: NumberSigns): number | string {
  const read = readWrittenNumber(typed, signs)
  return read && 'number' in read ? read.number : typed
}

/** Digits of whole thousands: one sort of sign between groups of three. */
function withoutGroups(text: string): string | undefined {
  if (/^\d+$/.test(text)) return text
  const [sign] = text.match(/[ .,]/) ?? []
  const groups = text.split(sign!)
  const right = groups.every((digits, at) => (at === 0 ? /^\d{1,3}$/.test(digits) : /^\d{3}$/.test(digits)))
  return right ? groups.join('') : undefined
}

/**
 * A number for a field, as the language writes it and so that it is read back as the same: a fraction of three digits
 * that could be taken for thousands gets a fourth.
 */
export function writeNumber(value: number, { decimal, group }: NumberSigns): string {
  const [digits = '', fraction = ''] = Math.abs(value).toFixed(PLACES_AT_MOST).split('.')
  const places = fraction.replace(/0+$/, '')
  const shown = places.length === 3 && digits.length <= 3 ? `${places}0` : places
  const whole = digits.replace(/\B(?=(\d{3})+$)/g, group)
  return `${value < 0 ? '\u2212' : ''}${whole}${shown ? `${decimal}${shown}` : ''}`
}
