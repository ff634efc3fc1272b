import type { Tx } from '../../../platform/database/index.ts'

/** By what people are told apart: as the trigger's rules do, by where they live, or by age in tens of years. */
export const GROUPINGS = ['group', 'district', 'age'] as const
export type Grouping = (typeof GROUPINGS)[number]

/** @param at the day at which ages are */
const keyOf = (by: Grouping, of: string, at: string): string =>
  ({
    group: `${of}.grouping`,
    district: `${of}.facts ->> 'district'`,
    age: `(extract(year from age(${at}::date, ${of}.date))::int / 10 * 10)::text`,
  })[by]

/** How a trigger's selection stands against those who applied by themselves, of one group. */
export interface GroupMeasure {
  group: string
  /** Whom it offered to, or would have. */
  selected: number
  /** Who applied by themselves. */
  applied: number
  /** Both. */
  both: number
}

/**
 * Counts by group: selected for a notice between two days, applied, and both. Who applied is one person, of how many
 * children a feed may tell.
 * @param asked.numbers of those who applied @param asked.took of those who took what was offered: they count where it was in these days
 */
export const measureSelection = async (
  tx: Tx,
  asked: {
    service: string
    feed: string
    from: string
    until: string
    numbers: readonly string[]
    took: readonly string[]
    by: Grouping
  },
): Promise<GroupMeasure[]> =>
  (
    await tx.query<GroupMeasure>(
      `with selected as (
           select distinct known.number, ${asked.by === 'group' ? 'occasion.grouping' : keyOf(asked.by, 'known', '$4')} as key from proactive.occasion occasion join proactive.known known on known.id = occasion.known
           where occasion.service = $1 and occasion.notice_on between $3 and $4 and occasion.state <> 'withdrawn'
         )
         , applied as (
           select number from unnest($5::text[]) as given (number)
           union select number from selected where number = any($6)
         )
       select coalesce(selected.key, ${keyOf(asked.by, 'known', '$4')}, '') as "group", count(selected.number)::int as selected, count(applied.number)::int as applied,
         count(*) filter (where selected.number is not null and applied.number is not null)::int as both
       from selected full join applied on applied.number = selected.number
         left join (select distinct on (number) * from proactive.known where feed = $2 and number = any($5) order by number, id desc) known
           on known.number = applied.number and selected.number is null
       group by 1 order by 1`,
      [asked.service, asked.feed, asked.from, asked.until, asked.numbers, asked.took],
    )
  ).rows
