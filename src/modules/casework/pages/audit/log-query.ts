import type { z } from 'zod'
import { officeCalled, type Country } from '../../../../platform/country/index.ts'
import { dateFromParts } from '../../../../ui/index.ts'
import type { listEvents } from '../../use/list-events.ts'

export type LogEvent = z.output<typeof listEvents.output>['items'][number]
export type Asked = Partial<Record<'person' | 'case' | 'body' | 'official' | 'kind' | 'from' | 'until', string>>

/** What the form of the log asks for; what is empty narrows nothing. */
export function askedOf({ query, world }: { query: URLSearchParams; world: { country: Country } }): Asked {
  const asked: Asked = {}
  for (const name of ['person', 'case', 'body', 'official', 'kind'] as const) {
    const given = (query.get(name) ?? '').trim().slice(0, 200)
    if (given) asked[name] = name === 'body' ? officeCalled(world.country, given) : given
  }
  for (const name of ['from', 'until'] as const) {
    const date = dateFromParts((part) => query.get(part) ?? undefined, name) ?? query.get(name)?.slice(0, 20)
    if (date) asked[name] = date
  }
  return asked
}

/** The same question in an address. */
export function addressOf(path: string, asked: Asked, after?: string | null): string {
  const query = new URLSearchParams(asked as Record<string, string>)
  if (after) query.set('after', after)
  return query.size > 0 ? `${path}?${query}` : path
}
