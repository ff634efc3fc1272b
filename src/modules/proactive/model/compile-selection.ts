import { eventOn, noticeOn, shifted, windowOf, type Window } from '../../../kernel/case/index.ts'
import type { Trigger } from '../../catalogue/index.ts'

/** A selection as one statement that writes whom it finds and answers how many they were. */
export interface Selection {
  text: string
  values: unknown[]
}

/**
 * Compiles whom a trigger selects on a day into one statement: those whose event is due and who have no case of it become
 * occasions, and none of their rows leaves the database. A window of dates each, joined by UNION ALL so that each is an
 * index scan of its own; `or` is never written, for it would read the table. When the event of a date is, and when the
 * person is told, is reckoned here, once for each date of a window, and found by the date's place in it.
 * Of two rules that somebody meets the first event counts. Of two runs at once each person is selected by one.
 * @param of state: `shadow` is only counted @returns undefined when no rule holds for any date
 */
export function compileSelection(
  trigger: Trigger,
  of: {
    service: string
    version: number
    state: 'selected' | 'shadow'
    /** Register and feed. */
    feed: string
    today: string
    now: string
  },
): Selection | undefined {
  const windows = trigger.reaches
    .map((rule) => ({ rule, window: windowOf(trigger, rule, of.today) }))
    .filter((found): found is { rule: typeof found.rule; window: Window } => found.window !== undefined)
  if (windows.length === 0) return undefined
  const values: unknown[] = [of.service, trigger.event, of.feed, of.state, of.version, of.now]
  const value = (given: unknown) => `$${values.push(given)}`
  const found = windows.map(({ rule, window }) => {
    const days = datesOf(window).map((date) => eventOn(rule, date))
    const from = value(window.from)
    const on = (dates: string[]) => `(${value(dates)}::date[])[known.date - ${from}::date + 1]`
    return `select known.id, known.date, known.grouping, ${on(days)} as event_on, ${on(days.map((day) => noticeOn(trigger, day)))} as notice_on
         from proactive.known known
         where known.feed = $3${window.group === undefined ? '' : ` and known.grouping = ${value(window.group)}`}
           and known.date between ${from}::date and ${value(window.until)}::date and known.ended is null
           and not exists (select 1 from proactive.occasion occasion
             where occasion.service = $1 and occasion.event = $2 and occasion.known = known.id and occasion.state <> 'withdrawn')`
  })
  const text = `insert into proactive.occasion (service, event, known, state, version, date, grouping, event_on, notice_on, selected_at, number, district)
     select $1, $2, found.id, $4, $5, found.date, found.grouping, found.event_on, found.notice_on, $6, person.number, person.district
     from (
       ${found.join('\n       union all\n       ')}
     ) as found
       -- each is looked up by its key: as a join PostgreSQL reads everybody, for it expects to find a part of the window
       cross join lateral (select number, facts ->> 'district' as district from proactive.known known where known.id = found.id offset 0) as person
     order by found.event_on
     on conflict (service, event, known) where state <> 'withdrawn' do nothing`
  return { text, values }
}

/** Each date of a window. */
function datesOf({ from, until }: Window): string[] {
  const dates: string[] = []
  for (let date = from; date <= until; date = shifted(date, { days: 1 })) dates.push(date)
  return dates
}
