import type { Country } from '../../../platform/country/index.ts'
import { general, Refusal } from '../../../platform/use-case/index.ts'

type Numbers = Pick<Country, 'checkPersonNumber' | 'checkOrganisationNumber'>

/** The number of a person or an organisation as it is kept; undefined when what was typed is none. */
export function readNumber(country: Numbers, typed: string): string | undefined {
  for (const check of [country.checkPersonNumber, country.checkOrganisationNumber]) {
    const read = check(typed)
    if (read.ok) return read.number
  }
  return undefined
}

/** The number an auditor searches by, where one was typed. @throws Refusal when it is none */
export function askedNumber(country: Numbers, typed: string | undefined): string | undefined {
  const number = typed === undefined ? undefined : readNumber(country, typed)
  if (typed !== undefined && number === undefined)
    throw new Refusal(general['invalid-input'], { problems: [{ path: 'number', text: 'portal.looks.number' }] })
  return number
}
