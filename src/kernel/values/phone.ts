import { z } from 'zod'
import { bare } from '../text/index.ts'

/** How a country dials (ITU-T E.164 and the national plan). */
export const PhoneRule = z.strictObject({
  /** Country code, without the plus. */
  code: z.string().regex(/^[1-9]\d{0,2}$/),
  /** Digits of the national number. */
  national: z.string().min(1),
  /** What is dialled before a national number within the country: `0`, `8`; none in some. */
  trunk: z.array(z.string().regex(/^\d{1,3}$/)).default([]),
  /** What is dialled before a country code. */
  international: z.array(z.string().regex(/^\d{2,5}$/)).default(['00']),
  /** As people write one. */
  example: z.string(),
})
export type PhoneRule = z.output<typeof PhoneRule>

/**
 * A phone number as people type it, as `+` and digits (E.164): with or without the country's code, with what is dialled
 * before it. Numbers of other countries begin with `+` or the international prefix.
 * @returns undefined when it is none, or lacks a digit
 */
export function readPhone(rule: PhoneRule, typed: string): string | undefined {
  const text = bare(typed.replace(/^\s*tel:/i, '')).replace(/[()./]/gu, '')
  const national = new RegExp(`^(?:${rule.national})$`)
  const own = (digits: string) => (national.test(digits) ? `+${rule.code}${digits}` : undefined)
  const abroad = (digits: string): string | undefined => {
    if (digits.startsWith(rule.code)) return own(digits.slice(rule.code.length))
    return /^[1-9]\d{6,14}$/.test(digits) ? `+${digits}` : undefined
  }
  if (text.startsWith('+')) return abroad(text.slice(1))
  if (!/^\d{5,20}$/.test(text)) return undefined
  const plain = own(text)
  if (plain) return plain
  for (const prefix of rule.international) if (text.startsWith(prefix)) return abroad(text.slice(prefix.length))
  if (text.startsWith(rule.code)) {
    const whole = own(text.slice(rule.code.length))
    if (whole) return whole
  }
  for (const prefix of rule.trunk) {
    const inland = text.startsWith(prefix) ? own(text.slice(prefix.length)) : undefined
    if (inland) return inland
  }
  return undefined
}
