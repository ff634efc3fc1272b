import { eventOf, eventOn, noticeOn, openOn } from '../../../kernel/case/index.ts'
import type { Database, Tx } from '../../../platform/database/index.ts'
import type { World } from '../../../platform/use-case/index.ts'
import { endWithoutApplicant } from '../../casework/index.ts'
import type { RunnableService, Trigger } from '../../catalogue/index.ts'
import {
  changedOccasions,
  insertOccasions,
  markProblem,
  markWithdrawn,
  restOn,
  wakeShadows,
  type Selected,
} from '../store/occasions.ts'
import { insertRun } from '../store/runs.ts'
import { compileSelection } from './compile-selection.ts'
import { feedName } from './read-feed.ts'

/** What a night's run of one service did. */
export interface Ran {
  selected: number
  withdrawn: number
}

const CHANGED_AT_ONCE = 500

/**
 * Selects for one service those whose event is due, by one statement, and looks again at those whose facts were corrected.
 * May be killed anywhere and run again, and twice at once: the unique key of person, service and event decides.
 */
export async function runSelection(
  database: Database,
  world: Pick<World, 'country' | 'engine'>,
  { service, now }: { service: RunnableService; now: string },
): Promise<Ran> {
  const begun = performance.now()
  const trigger = service.passport.trigger!
  const today = world.country.localDate(now)
  const withdrawn = await reconcile(database, world, { service, trigger, today, now })
  const selection = compileSelection(trigger, {
    service: service.id,
    feed: feedName(trigger.register, trigger.feed),
    today,
  })
  const selected = await database.transaction(async (tx) => {
    if (!trigger.shadow) await wakeShadows(tx, service.id, trigger.event)
    const found = selection ? (await tx.query<Selected>(selection.text, selection.values)).rows : []
    if (found.length === 0) return 0
    const dated = found.map((row) => ({ ...row, ...datesOf(trigger, row.rule, row.date) }))
    return insertOccasions(tx, {
      service: service.id,
      event: trigger.event,
      version: service.version,
      state: trigger.shadow ? 'shadow' : 'selected',
      now,
      // of two rules that somebody meets the first event counts: what comes second for the same person is not written
      rows: dated.toSorted((one, other) => (one.eventOn < other.eventOn ? -1 : 1)),
    })
  })
  await insertRun(database, {
    service: service.id,
    version: service.version,
    begunAt: now,
    selected,
    withdrawn,
    tookMs: Math.round(performance.now() - begun),
  })
  return { selected, withdrawn }
}

function datesOf(trigger: Trigger, rule: number, date: string): { eventOn: string; noticeOn: string } {
  const event = eventOn(trigger.reaches[rule]!, String(date))
  return { eventOn: event, noticeOn: noticeOn(trigger, event) }
}

/**
 * Those whose ground changed: who died or moved away, or whose event is not due any more, is withdrawn, and an open case
 * ended. So is one whose event is another day now, or whose rules are those of another group: what was worked out and told
 * for the old day is not so, and the same run opens a case with the right one. Who meets it all the same rests on the
 * corrected facts. What was decided before stands, and is marked for a person.
 */
async function reconcile(
  database: Database,
  world: Pick<World, 'engine'>,
  { service, trigger, today, now }: { service: RunnableService; trigger: Trigger; today: string; now: string },
): Promise<number> {
  return database.transaction(async (tx: Tx) => {
    let withdrawn = 0
    for (const occasion of await changedOccasions(tx, service.id, CHANGED_AT_ONCE)) {
      const { nowDate, nowGrouping, caseId, ended } = occasion
      const event = ended || nowDate === null ? undefined : eventOf(trigger, nowGrouping, nowDate)
      const isDue = event !== undefined && openOn(trigger, event) <= today
      const isSame = isDue && event === occasion.eventOn && nowGrouping === occasion.grouping
      const end = caseId && !isSame ? await endWithoutApplicant(tx, { caseId, now }, world) : undefined
      if (end === 'decided') {
        await markProblem(tx, occasion.id, 'decided-before', now)
        continue
      }
      // whoever has refused or let it lapse is not asked again because a day was corrected
      if (isDue && end !== 'ended') {
        const dates = { eventOn: event, noticeOn: noticeOn(trigger, event) }
        await restOn(tx, occasion.id, { date: nowDate!, grouping: nowGrouping, ...dates })
        continue
      }
      await markWithdrawn(tx, occasion.id, ended ? 'ended' : 'corrected')
      withdrawn++
    }
    return withdrawn
  })
}
