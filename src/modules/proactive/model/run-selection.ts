import { eventOf, noticeOn, openOn } from '../../../kernel/case/index.ts'
import type { Database, Tx } from '../../../platform/database/index.ts'
import type { World } from '../../../platform/use-case/index.ts'
import { endWithoutApplicant, handOverCase } from '../../casework/index.ts'
import type { RunnableService, Trigger } from '../../catalogue/index.ts'
import {
  BEARER_DIED,
  changedOccasions,
  clearProblem,
  markProblem,
  markSettled,
  markWithdrawn,
  MOVED_NO_OFFICE,
  movedWithoutOffice,
  restOn,
  wakeShadows,
} from '../store/occasions.ts'
import { holdWriting, keepLooked, lookedOf, reachOf, type Reach } from '../store/looked.ts'
import { insertRun } from '../store/runs.ts'
import { compileSelection } from './compile-selection.ts'
import { feedName, feedsOfPersons } from './read-feed.ts'

/** What a night's run of one service did. */
export interface Ran {
  selected: number
  withdrawn: number
}

const CHANGED_AT_ONCE = 500
/** Turns of looking again at who changed, in one run; what is left comes with the next. */
const TURNS = 100

/**
 * Selects for one service those whose event is due, by one statement, and looks again at those whose facts were corrected.
 * May be killed anywhere and run again, and twice at once: the unique key of person, service and event decides.
 */
export async function runSelection(
  database: Database,
  world: Pick<World, 'country' | 'engine' | 'events'>,
  { service, now }: { service: RunnableService; now: string },
): Promise<Ran> {
  const begun = performance.now()
  const trigger = service.passport.trigger!
  const today = world.country.localDate(now)
  const withdrawn = await lookAgain(database, world, { service, trigger, today, now })
  await database.transaction((tx) => followAgain(tx, world, service, now))
  const selection = compileSelection(trigger, {
    service: service.id,
    version: service.version,
    state: trigger.shadow ? 'shadow' : 'selected',
    feed: feedName(trigger.register, trigger.feed),
    today,
    now,
  })
  const selected = await database.transaction(async (tx) => {
    await holdWriting(tx)
    if (!trigger.shadow) await wakeShadows(tx, service.id, trigger.event, world.country.calendar.zone)
    return selection ? ((await tx.query(selection.text, selection.values)).rowCount ?? 0) : 0
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

/** What one look is about. */
interface Look {
  service: RunnableService
  trigger: Trigger
  today: string
  now: string
}

/**
 * Looks at all whose ground changed since the last run, and keeps how far that was; not while another run holds some of
 * them, or when there are more than one run takes: the next looks from the same place again.
 * @returns how many were withdrawn
 */
async function lookAgain(
  database: Database,
  world: Pick<World, 'country' | 'engine' | 'events'>,
  look: Look,
): Promise<number> {
  const service = look.service.id
  const reach = await database.transaction((tx) => reachOf(tx, service))
  const of = { service, persons: feedsOfPersons(world.country), since: await lookedOf(database, service) }
  let withdrawn = 0
  for (let turn = 0; turn < TURNS; turn++) {
    const turned = await reconcile(database, world, { ...look, of })
    withdrawn += turned.withdrawn
    if (turned.looked < CHANGED_AT_ONCE) break
  }
  if (reach && (await changedOccasions(database, { ...of, most: 1, hold: false })).length === 0)
    await keepLooked(database, service, reach)
  return withdrawn
}

/**
 * Those whose ground changed: who died or moved away, or whose event is not due any more, is withdrawn, and an open case
 * ended. So is one whose event is another day now, whose rules are those of another group, or who has another number: what
 * was worked out, told and asked for the old is not so, and the same run opens a case with the right one. Who meets it all
 * the same rests on the corrected facts; who only moved is handed over to the office of where they live now. What was
 * decided before stands, and is marked for a person where another event, or none, was due.
 */
async function reconcile(
  database: Database,
  world: Pick<World, 'country' | 'engine' | 'events'>,
  { service, trigger, today, now, of }: Look & { of: { service: string; persons: readonly string[]; since: Reach } },
): Promise<{ looked: number; withdrawn: number }> {
  return database.transaction(async (tx: Tx) => {
    let withdrawn = 0
    const changed = await changedOccasions(tx, { ...of, most: CHANGED_AT_ONCE, hold: true })
    for (const occasion of changed) {
      const { nowDate, nowGrouping, nowDistrict, caseId, ended } = occasion
      const event = ended || nowDate === null ? undefined : eventOf(trigger, nowGrouping, nowDate)
      const isDue = event !== undefined && openOn(trigger, event) <= today
      const isSame = isDue && event === occasion.eventOn && nowGrouping === occasion.grouping
      const isSomebodyElse = occasion.bearerDied && !ended
      const keeps = isSame && occasion.number === occasion.numberBefore && !isSomebodyElse
      const end = caseId && !keeps ? await endWithoutApplicant(tx, { caseId, now }, world) : undefined
      const rest = (eventOn: string) =>
        restOn(tx, occasion.id, {
          date: nowDate!,
          grouping: nowGrouping,
          eventOn,
          noticeOn: noticeOn(trigger, eventOn),
          number: occasion.number,
          district: nowDistrict,
        })
      // whose it was has died, and it is still due to somebody: to whom is for a person to say
      if (isSomebodyElse && isDue) {
        if (end === 'decided' || end === 'over') await markSettled(tx, occasion.id)
        else await markProblem(tx, occasion.id, BEARER_DIED, now)
        // else whatever is corrected after it would bring it back with each run
        await rest(event)
        continue
      }
      if (end === 'decided' && !isSame) {
        await markProblem(tx, occasion.id, 'decided-before', now)
        continue
      }
      // whoever has refused or let it lapse is not asked again because a day was corrected
      if (isDue && end !== 'ended') {
        if (caseId && nowDistrict !== null && nowDistrict !== occasion.districtBefore)
          await follow(tx, world, { caseId, district: nowDistrict, service, occasion: occasion.id, now })
        await rest(event)
        continue
      }
      await markWithdrawn(tx, occasion.id, ended ? 'ended' : 'corrected')
      withdrawn++
    }
    return { looked: changed.length, withdrawn }
  })
}

/** The case goes to the office of where the person lives now; where none serves it, whoever runs it is told. */
async function follow(
  tx: Tx,
  world: Pick<World, 'country' | 'engine' | 'events'>,
  of: { caseId: string; district: string; service: RunnableService; occasion: string; now: string },
): Promise<void> {
  const done = await handOverCase(tx, { ...of, owner: of.service.passport.owner }, world)
  if (done === 'no-office') await markProblem(tx, of.occasion, MOVED_NO_OFFICE, of.now)
  else await clearProblem(tx, of.occasion, MOVED_NO_OFFICE)
}

/** An office may serve the place by now where somebody moved: each run tries the cases that wait for one. */
async function followAgain(
  tx: Tx,
  world: Pick<World, 'country' | 'engine' | 'events'>,
  service: RunnableService,
  now: string,
): Promise<void> {
  for (const { id, caseId, district } of await movedWithoutOffice(tx, service.id, CHANGED_AT_ONCE))
    await follow(tx, world, { caseId, district, service, occasion: id, now })
}
