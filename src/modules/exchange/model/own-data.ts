import type { Country } from '../../../platform/country/index.ts'
import type { Fact } from './evidence.ts'

/**
 * What a register holds of somebody, without the numbers of other people in it: a mother is known to her child by name,
 * and whoever sees the screen learns no number by which she is asked for.
 */
export function withoutOthers(
  data: { [name: string]: Fact },
  own: string,
  country: Pick<Country, 'checkPersonNumber'>,
): { [name: string]: Fact } {
  const isOthers = (value: Fact): boolean =>
    typeof value === 'string' && value !== own && country.checkPersonNumber(value).ok
  const told = (value: Fact): Fact => {
    if (Array.isArray(value)) return value.filter((item) => !isOthers(item)).map(told)
    if (typeof value !== 'object' || value === null) return value
    return withoutOthers(value, own, country)
  }
  return Object.fromEntries(
    Object.entries(data).flatMap(([name, value]) => (isOthers(value) ? [] : [[name, told(value)]])),
  )
}

/**
 * Whether words of the wire bear the number of somebody else. They are signed as a whole: of what was taken out of them
 * nothing would be proved any more, so that they are given whole or not at all.
 * @param own numbers of whoever is to read them
 */
export function namesOthers(
  said: Uint8Array,
  own: readonly string[],
  country: Pick<Country, 'checkPersonNumber'>,
): boolean {
  const isOthers = (text: string): boolean => !own.includes(text) && country.checkPersonNumber(text).ok
  const bears = (value: unknown): boolean =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).some(([name, inner]) => bears(name) || bears(inner))
      : (String(value).match(/[\p{L}\p{N}]+/gu) ?? []).some(isOthers)
  return bears(read(Buffer.from(said).toString('utf8')))
}

/** JSON without its ways of writing a digit otherwise; other words as they stand. */
function read(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
