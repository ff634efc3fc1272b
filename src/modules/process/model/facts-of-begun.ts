import { dayOf } from '../../../kernel/terms/index.ts'
import type { Country } from '../../../platform/country/index.ts'
import type { CaseFacts } from '../store/instances.ts'
import { localInstant } from './local-instant.ts'

/**
 * A case that nobody applied for belongs to the place that is shown first; its number is its process and when it began.
 * Tasks that name an office, or a kind of one, find it there.
 */
export const factsOfBegun =
  (country: Country) =>
  (process: string, now: string): CaseFacts => ({
    label: `${process} ${localInstant(country, now).slice(0, 16).replace('T', ' ')}`,
    service: process,
    district: country.homePlace,
    owner: '',
  })

/** Of a number as `factsOfBegun` makes it: its process and when it began; undefined for one of an application. */
export function readBegunNumber(
  { calendar }: Pick<Country, 'calendar'>,
  number: string,
): { process: string; at: string } | undefined {
  const [, process, date, hour, minute] = /^(.+) (\d{4}-\d\d-\d\d) (\d\d):(\d\d)$/.exec(number) ?? []
  if (process === undefined) return undefined
  return { process, at: new Date(calendar.instantAt(dayOf(date!), Number(hour) * 60 + Number(minute))).toISOString() }
}
