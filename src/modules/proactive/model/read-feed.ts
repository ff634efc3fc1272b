import { createHash } from 'node:crypto'
import { shifted } from '../../../kernel/case/index.ts'
import type { Database } from '../../../platform/database/index.ts'
import type { World } from '../../../platform/use-case/index.ts'
import type { FeedPage } from '../../exchange/index.ts'
import { BEHIND, keepPage, markFeedTrouble, markOf, type KnownRow } from '../store/known.ts'

/** A feed as the country pack tells of it. */
export interface FeedShape {
  date: string
  group?: string | undefined
  ended?: string | undefined
}

/** @throws Error when the country pack knows none such: a service that reads it is not published */
export function feedOf({ registers }: Pick<World['country'], 'registers'>, register: string, feed: string): FeedShape {
  const shape = registers.find(({ id }) => id === register)?.feeds.find(({ id }) => id === feed)
  if (!shape) throw new Error(`the country pack knows no feed ${feed} of ${register}`)
  return shape
}

const PAGE = 2_000
/** Pages of one reading; what is left comes with the next. */
const PAGES = 500

/** Register and feed, as rows are kept under it. */
export const feedName = (register: string, feed: string): string => `${register} ${feed}`

/** Feeds whose rows are the persons themselves. */
export const feedsOfPersons = ({ registers }: Pick<World['country'], 'registers'>): string[] =>
  registers.flatMap(({ id, feeds }) => feeds.filter((feed) => feed.persons).map((feed) => feedName(id, feed.id)))

/**
 * Reads what changed in a feed since the last time, page by page: each page and the mark behind it are one commit, so that a
 * reading that is cut off goes on where it stopped, and what comes twice changes nothing.
 * @returns how many rows came
 * @throws RegisterUnavailable when the register can't answer: what it sent before stays
 */
export async function readFeed(
  database: Database,
  { country, registers }: Pick<World, 'country' | 'registers'>,
  {
    register,
    feed,
    service,
    basis,
    now,
  }: { register: string; feed: string; service: string; basis: string; now: string },
): Promise<number> {
  const shape = feedOf(country, register, feed)
  const name = feedName(register, feed)
  const run = createHash('sha256').update(`${name} ${service} ${now}`).digest('hex').slice(0, 16)
  const read = (after: number, limit: number) =>
    registers.feed({ register, feed, after, limit, purpose: service, basis, run })
  const lastTold = async (mark: number) => (await read(mark - 1, 1)).next
  let came = 0
  for (let pages = 0; pages < PAGES; pages++) {
    const after = await markOf(database, name)
    const page = await read(after, PAGE)
    const today = country.localDate(now)
    const rows = lastOfEach(page.rows).flatMap((row) => knownRow(row, shape, today) ?? [])
    await database.transaction((tx) =>
      keepPage(tx, { feed: name, rows, after, next: page.next, message: page.message, now }),
    )
    came += page.rows.length
    // nothing new: the change that was read last must still be there, or its numbers went back, or once stood far ahead
    if (page.next === after && after > 0 && (await lastTold(after)) < after)
      await markFeedTrouble(database, name, BEHIND, now)
    // a page that leads nowhere would be asked for again and again
    if (!page.more || page.next === after) break
  }
  return came
}

/** A record that stands twice in a page counts by its last. */
const lastOfEach = (rows: FeedPage['rows']): FeedPage['rows'] => [
  ...new Map(rows.map((row) => [row.record, row])).values(),
]

/**
 * A row as it is kept; a date that is none is no date: nobody is selected by it, and its correction comes as a change. Nothing
 * has ended on a day that is still to come: a mistyped year takes nobody's pension.
 */
function knownRow(row: FeedPage['rows'][number], shape: FeedShape, today: string): KnownRow | undefined {
  if (!/^[A-Z0-9]{6,20}$/.test(row.number)) return undefined
  const date = (name: string | undefined) => {
    const told = name === undefined ? undefined : row.facts[name]
    return typeof told === 'string' && isDate(told) ? told : null
  }
  const ended = date(shape.ended)
  return {
    record: row.record,
    number: row.number,
    date: date(shape.date),
    group: shape.group === undefined ? '' : String(row.facts[shape.group] ?? ''),
    // the register's clock may be a day ahead of ours
    ended: ended !== null && ended <= shifted(today, { days: 1 }) ? ended : null,
    facts: row.facts,
  }
}

function isDate(text: string): boolean {
  if (!/^(1[89]|20)\d\d-\d\d-\d\d$/.test(text)) return false
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}
