import { z } from 'zod'
import { Named, Provenance } from './named.ts'

/** `numbers.yaml` */
export const NumbersFile = z.strictObject({
  person: z
    .strictObject({
      name: Named,
      length: z.int().min(1).max(40),
      /** What the first digit says: the first year of the century of birth, and the sex. */
      first: z.record(z.string().regex(/^\d$/), z.strictObject({ century: z.int(), sex: z.enum(['male', 'female']) })),
      birthDate: z.strictObject({ at: z.int().min(1), order: z.literal('DDMMYY') }),
      place: z.strictObject({ at: z.int().min(1), length: z.int().min(1) }),
      serial: z.strictObject({ at: z.int().min(1), length: z.int().min(1) }),
      /** The last digit is the sum of the others times these, by this modulus. */
      weights: z.array(z.int()),
      modulus: z.int().min(2),
      /** Place in the numbers of made-up people. */
      demoPlace: z.string().optional(),
    })
    .refine((rule) => rule.weights.length === rule.length - 1, {
      path: ['weights'],
      message: 'one weight for each digit but the last',
    }),
  organisation: z.strictObject({ name: Named, length: z.int().min(1).max(40), demoPrefix: z.string().optional() }),
  provenance: Provenance.optional(),
})
export type NumberRules = z.output<typeof NumbersFile>

/**
 * Why a number is none: not digits, too long or short, an unknown first digit, a date that is none, a wrong check
 * digit.
 */
export type NumberProblem = 'digits' | 'length' | 'century' | 'birth-date' | 'check-digit'

/** What a person's national number says. */
export type NumberChecked =
  | { ok: true; birthDate: string; sex: 'male' | 'female'; demo: boolean }
  | { ok: false; problem: NumberProblem }

/** Checks a person's national number by the country's rule; spaces are let pass. */
export function checkPersonNumber(rules: NumberRules, number: string): NumberChecked {
  const { person } = rules
  const digits = number.replaceAll(' ', '')
  const wrong = (problem: NumberProblem): NumberChecked => ({ ok: false, problem })
  if (!/^\d+$/.test(digits)) return wrong('digits')
  if (digits.length !== person.length) return wrong('length')
  const first = person.first[digits[0]!]
  if (!first) return wrong('century')
  const [day, month, year] = [0, 2, 4].map((offset) =>
    digits.slice(person.birthDate.at - 1 + offset, person.birthDate.at + 1 + offset),
  ) as [string, string, string]
  const birthDate = `${first.century + Number(year)}-${month}-${day}`
  if (!isDate(birthDate)) return wrong('birth-date')
  const sum = person.weights.reduce((total, weight, at) => total + weight * Number(digits[at]), 0)
  if (sum % person.modulus !== Number(digits.at(-1))) return wrong('check-digit')
  const place = digits.slice(person.place.at - 1, person.place.at - 1 + person.place.length)
  return { ok: true, birthDate, sex: first.sex, demo: place === person.demoPlace }
}

/** Checks an organisation's number: its length alone, for no source of a check digit was found. */
export function checkOrganisationNumber(
  rules: NumberRules,
  number: string,
): { ok: true } | { ok: false; problem: NumberProblem } {
  const digits = number.replaceAll(' ', '')
  if (!/^\d+$/.test(digits)) return { ok: false, problem: 'digits' }
  return digits.length === rules.organisation.length ? { ok: true } : { ok: false, problem: 'length' }
}

function isDate(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}
