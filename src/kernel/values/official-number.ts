import { z } from 'zod'
import { CheckRule, keepsRule } from './check-rules.ts'
import { bare } from '../text/index.ts'

const Pattern = z.string().refine((text) => {
  try {
    return new RegExp(`^(?:${text})$`, 'u') !== undefined
  } catch {
    return false
  }
}, 'not a regular expression')

/** Digits that say something, counted from 1: `{at: 1, means: {"3": 1900}}`. */
const Digit = <Value extends z.ZodType>(value: Value) =>
  z.strictObject({ at: z.int().min(1), means: z.record(z.string().regex(/^\d$/), value) })

/** How a country builds a number of persons or of organisations: one definition for form, API, login and search. */
export const OfficialNumberRule = z.strictObject({
  /** The whole number without blanks and hyphens, in capitals. */
  pattern: Pattern,
  /** Letters and digits it has: what people are told when it does not fit. */
  length: z.int().min(1).max(40),
  checks: z.array(CheckRule).default([]),
  birthDate: z
    .strictObject({
      at: z.int().min(1),
      order: z.enum(['DDMMYY', 'YYMMDD', 'DDMMYYYY', 'YYYYMMDD']),
      /** The first year of the century; needed where the year has two digits. */
      century: Digit(z.int()).optional(),
    })
    .optional(),
  sex: Digit(z.enum(['male', 'female'])).optional(),
  /** Those of made-up people. */
  demo: Pattern.optional(),
  /** Right ones, checked when the pack is read; the first is shown as an example. */
  examples: z.array(z.string()).min(1),
})
export type OfficialNumberRule = z.output<typeof OfficialNumberRule>

/** Why a number is none: letters where digits are, too long or short, an unknown century, no date, a wrong check. */
export type NumberProblem = 'digits' | 'length' | 'century' | 'birth-date' | 'check-digit'

/** A number as it is kept, and what it says by itself. */
export type NumberChecked =
  | { ok: true; number: string; birthDate?: string; sex?: 'male' | 'female'; demo: boolean }
  | { ok: false; problem: NumberProblem }

/** Reads a number as people type it: blanks and hyphens of any kind are let pass. */
export function readOfficialNumber(rule: OfficialNumberRule, typed: string): NumberChecked {
  const number = bare(typed).toUpperCase()
  const wrong = (problem: NumberProblem): NumberChecked => ({ ok: false, problem })
  if (!matches(rule.pattern, number))
    return wrong(/^[\p{L}\p{N}]+$/u.test(number) && /^\d+$/.test(number) ? 'length' : 'digits')
  const sex = rule.sex?.means[number[rule.sex.at - 1]!]
  if (rule.sex && !sex) return wrong('century')
  let birthDate: string | undefined
  if (rule.birthDate) {
    const { at, order, century } = rule.birthDate
    const since = century?.means[number[century.at - 1]!]
    if (century && since === undefined) return wrong('century')
    birthDate = dateIn(number.slice(at - 1, at - 1 + order.length), order, since ?? 0)
    if (!isDate(birthDate)) return wrong('birth-date')
  }
  const digits = number.replace(/\D/g, '')
  if (!rule.checks.every((check) => keepsRule(check, digits))) return wrong('check-digit')
  return {
    ok: true,
    number,
    ...(birthDate ? { birthDate } : {}),
    ...(sex ? { sex } : {}),
    demo: rule.demo !== undefined && matches(rule.demo, number),
  }
}

const compiled = new Map<string, RegExp>()
function matches(pattern: string, text: string): boolean {
  let found = compiled.get(pattern)
  if (!found) compiled.set(pattern, (found = new RegExp(`^(?:${pattern})$`, 'u')))
  return found.test(text)
}

function dateIn(digits: string, order: string, century: number): string {
  const part = (letter: string) => digits.slice(order.indexOf(letter), order.lastIndexOf(letter) + 1)
  const year = part('Y').length === 2 ? century + Number(part('Y')) : Number(part('Y'))
  return `${String(year).padStart(4, '0')}-${part('M')}-${part('D')}`
}

function isDate(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}
