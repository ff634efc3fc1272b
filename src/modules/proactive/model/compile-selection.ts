import { windowOf, type Window } from '../../../kernel/case/index.ts'
import type { Trigger } from '../../catalogue/index.ts'

/** A selection as one statement: a window of dates each, joined by UNION ALL so that each is an index scan of its own. */
export interface Selection {
  text: string
  values: unknown[]
}

/**
 * Compiles whom a trigger selects on a day into a set-based query: those whose event is due and who have no case of it.
 * All reckoning stands in the constants; `or` is never written, for it would read the table.
 * @param feed register and feed
 * @param first number of the statement's first value
 * @returns undefined when no rule holds for any date
 */
export function compileSelection(
  trigger: Trigger,
  { service, feed, today }: { service: string; feed: string; today: string },
): Selection | undefined {
  const windows = trigger.reaches
    .map((rule, at) => ({ window: windowOf(trigger, rule, today), at }))
    .filter((found): found is { window: Window; at: number } => found.window !== undefined)
  if (windows.length === 0) return undefined
  const values: unknown[] = [service, trigger.event, feed]
  const value = (given: unknown) => `$${values.push(given)}`
  const text = windows
    .map(({ window, at }) => {
      const group = window.group === undefined ? '' : ` and known.grouping = ${value(window.group)}`
      return `select known.id, known.date, known.grouping, ${at} as rule from proactive.known known
       where known.feed = $3${group} and known.date between ${value(window.from)}::date and ${value(window.until)}::date and known.ended is null
         and not exists (select 1 from proactive.occasion occasion
           where occasion.service = $1 and occasion.event = $2 and occasion.known = known.id and occasion.state <> 'withdrawn')`
    })
    .join('\n       union all\n       ')
  return { text, values }
}
