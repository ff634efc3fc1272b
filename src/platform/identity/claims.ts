import type { Country } from '../country/index.ts'
import type { Claims } from './persons.ts'
import type { Proven } from './openid.ts'

const text = (value: unknown, most: number): string | undefined => {
  if (typeof value !== 'string') return undefined
  // control and bidirectional characters have no place in a name
  const clean = value
    .replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '')
    .trim()
    .slice(0, most)
  return clean === '' ? undefined : clean
}
const matching = (value: unknown, pattern: RegExp): string | undefined =>
  typeof value === 'string' && pattern.test(value) ? value : undefined

/**
 * The standard claims (OpenID Connect Core 1.0, 5.1) and the national number, as this instance keeps them.
 * What is missing or of another shape is left out.
 */
export function claimsOf(
  proven: Proven,
  numberClaim: string,
  language: string,
  country: Pick<Country, 'checkPersonNumber' | 'readPhone'>,
): Claims {
  const { claims } = proven
  const subject = String(claims['sub'])
  const read = country.checkPersonNumber(text(claims[numberClaim], 60) ?? '')
  const number = read.ok ? read.number : undefined
  const birthDate = matching(claims['birthdate'], /^\d{4}-\d{2}-\d{2}$/)
  const sex = matching(claims['gender'], /^(male|female)$/) as 'male' | 'female' | undefined
  const phone = country.readPhone(text(claims['phone_number'], 40) ?? '')
  const email = matching(text(claims['email'], 200), /^[^\s@]+@[^\s@]+$/)
  return {
    issuer: proven.issuer,
    subject,
    language,
    name: text(claims['name'], 200) ?? subject.slice(0, 200),
    ...(number ? { number } : {}),
    ...(birthDate ? { birthDate } : {}),
    ...(sex ? { sex } : {}),
    ...(phone ? { phone } : {}),
    ...(email ? { email } : {}),
  }
}
