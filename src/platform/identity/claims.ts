import type { Country } from '../country/index.ts'
import { Refusal } from '../use-case/refusal.ts'
import { CLAIMS_UNLESS_SAID, type ClaimNames } from './claim-names.ts'
import type { Claims } from './persons.ts'
import type { Proven } from './openid.ts'
import type { Names } from './names.ts'
import { refusal } from './refusals.ts'

const text = (given: unknown, most: number): string | undefined => {
  // some providers write numbers as numbers
  const value = typeof given === 'number' ? String(given) : given
  if (typeof value !== 'string') return undefined
  // control and bidirectional characters have no place in a name
  const clean = value
    .replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '')
    .trim()
    .slice(0, most)
  return clean === '' ? undefined : clean
}
/**
 * A day of the calendar. Without a year, or the year alone (OpenID Connect Core 1.0, 5.1), it is none that could be kept.
 */
const dayIn = (value: unknown): string | undefined => {
  const day = matching(value, /^(?!0000)\d{4}-\d{2}-\d{2}$/)
  if (day === undefined) return undefined
  const at = Date.parse(`${day}T00:00:00Z`)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(day) ? day : undefined
}
/** What the provider itself says it did not verify is not kept: letters about a person would go to somebody else. */
const verified = (claims: Record<string, unknown>, name: string): unknown =>
  /^(false|0)$/i.test(String(claims[`${name}_verified`])) ? undefined : claims[name]
const matching = (value: unknown, pattern: RegExp): string | undefined =>
  typeof value === 'string' && pattern.test(value) ? value : undefined

/**
 * The standard claims (OpenID Connect Core 1.0, 5.1) and the national number, as this instance keeps them.
 * What is missing or of another shape is left out.
 * @param names what the provider calls them
 * @throws Refusal provider-tells-too-little when nothing in it names the person
 */
export function claimsOf(
  proven: Proven,
  names: ClaimNames,
  language: string,
  country: Pick<Country, 'checkPersonNumber' | 'readPhone'>,
): Claims {
  const { claims } = proven
  const subject = String(claims['sub'])
  const called = { ...CLAIMS_UNLESS_SAID, ...names }
  const name = nameIn(claims, called.name)
  // nobody is called by the provider's key
  if (name === undefined) throw new Refusal(refusal['provider-tells-too-little'])
  const read = country.checkPersonNumber(text(claims[called.number], 60) ?? '')
  const number = read.ok ? read.number : undefined
  const birthDate = dayIn(claims[called.birthDate])
  const sex = matching(claims[called.sex], /^(male|female)$/) as 'male' | 'female' | undefined
  const phone = country.readPhone(text(verified(claims, called.phone), 40) ?? '')
  const email = matching(text(verified(claims, called.email), 200), /^[^\s@]+@[^\s@]+$/)
  return {
    issuer: proven.issuer,
    subject,
    language,
    name,
    names: namesOf(claims, called.name),
    ...(number ? { number } : {}),
    ...(birthDate ? { birthDate } : {}),
    ...(sex ? { sex } : {}),
    ...(phone ? { phone } : {}),
    ...(email ? { email } : {}),
  }
}

/** The name as other languages write it: `name#ru` (OpenID Connect Core 1.0, 5.2), by language in small letters. */
function namesOf(claims: Record<string, unknown>, claim: string): Names {
  const tagged = Object.entries(claims).flatMap(([key, value]) => {
    const tag = key.startsWith(`${claim}#`) ? key.slice(claim.length + 1) : ''
    const name = text(value, 200)
    return /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(tag) && name !== undefined ? [[tag.toLowerCase(), name] as const] : []
  })
  // a name is read in a handful of languages: more is not one
  return Object.fromEntries(tagged.slice(0, 10))
}

/** The name as such, in its parts, or what the person is known by at the provider. */
function nameIn(claims: Record<string, unknown>, claim: string): string | undefined {
  const parts = ['given_name', 'middle_name', 'family_name'].flatMap((part) => text(claims[part], 100) ?? [])
  return (
    text(claims[claim], 200) ??
    (parts.length > 0 ? parts.join(' ').slice(0, 200) : undefined) ??
    text(claims['preferred_username'], 200) ??
    text(claims['nickname'], 200) ??
    text(claims['email'], 200)
  )
}
