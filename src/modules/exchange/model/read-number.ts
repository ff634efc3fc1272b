import type { Country } from '../../../platform/country/index.ts'

/** The number of a person or an organisation as it is kept; undefined when what was typed is none. */
export function readNumber(
  country: Pick<Country, 'checkPersonNumber' | 'checkOrganisationNumber'>,
  typed: string,
): string | undefined {
  for (const check of [country.checkPersonNumber, country.checkOrganisationNumber]) {
    const read = check(typed)
    if (read.ok) return read.number
  }
  return undefined
}
