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
