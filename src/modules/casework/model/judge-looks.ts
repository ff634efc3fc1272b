import type { Tx } from '../../../platform/database/index.ts'
import { repeating, scheduleRepeating, type JobHandler } from '../../../platform/jobs/index.ts'
import { dayOf } from '../../../kernel/terms/index.ts'
import type { World } from '../../../platform/use-case/index.ts'
import { looksMade, openedBy, sawForCase, type LookMade } from '../../exchange/index.ts'
import { isKin } from '../store/kin.ts'
import { insertUnusual, judgedUntil, keepJudgedUntil, tookIn } from '../store/unusual-looks.ts'
import { crossing, type Unusual } from './judge-look.ts'

const JUDGE_LOOKS = 'casework.judge-looks'
/** How often looks are judged, in seconds, and how many at once. */
const EVERY = 600
const AT_ONCE = 2000
const HOUR = 3_600_000
const DAY = 24 * HOUR
/** A look is judged when what follows from it is known: whoever looks somebody up takes their application in after that. */
const SETTLED = HOUR
/** At the first time, so far back. */
const FIRST = 30 * DAY

/** Puts the first judging into the outbox; it renews itself. */
export const scheduleJudgingLooks = (tx: Tx, now: string): Promise<void> => scheduleRepeating(tx, JUDGE_LOOKS, now)

const at = (instant: string, moved: number): string => new Date(Date.parse(instant) + moved).toISOString()

type Judging = Pick<World, 'country' | 'people'>

/**
 * Puts unusual looks of officials onto the auditor's list, each with why: somebody was looked up and nothing was done for
 * them; the case is a relative's, as far as registers say; it was outside working hours by the calendar; one official opened
 * many persons on a day.
 */
export function judgeLooks(world: Judging): JobHandler {
  return repeating(JUDGE_LOOKS, EVERY, {
    async finish(tx, _outcome, now) {
      const until = at(now, -SETTLED)
      const from = (await judgedUntil(tx)) ?? at(now, -FIRST)
      if (Date.parse(from) >= Date.parse(until)) return { soon: false }
      const looks = await looksMade(tx, from, until, AT_ONCE)
      const crossed = new Map<string, Awaited<ReturnType<typeof crossedOn>>>()
      for (const look of looks) {
        const day = dayAround(look.at, world)
        const key = `${look.viewer} ${day.from}`
        if (!crossed.has(key)) crossed.set(key, await crossedOn(tx, look.viewer, day))
        const many = crossed.get(key)
        const isMany = many?.id === look.id
        const reasons: Unusual[] = [...(await reasonsOf(tx, look, world)), ...(isMany ? (['many'] as const) : [])]
        if (reasons.length > 0) await insertUnusual(tx, look, reasons, isMany ? many.people : look.subjects.length)
      }
      // where there are more than are judged at once, the next time goes on behind the last one
      const last = looks.length === AT_ONCE ? looks.at(-1)!.at : until
      await keepJudgedUntil(tx, last)
      // and comes at once, unless all of them were of the instant it began at
      return { soon: looks.length === AT_ONCE && Date.parse(last) > Date.parse(from) }
    },
  })
}

/** The official's local day, from its first instant to the next one's. */
function dayAround(instant: string, { country }: Pick<Judging, 'country'>): { from: string; until: string } {
  const day = dayOf(country.localDate(instant))
  const midnight = (which: number) => new Date(country.calendar.instantAt(which, 0)).toISOString()
  return { from: midnight(day), until: midnight(day + 1) }
}

const crossedOn = async (tx: Tx, viewer: string, { from, until }: { from: string; until: string }) =>
  crossing(await openedBy(tx, viewer, from, until))

async function reasonsOf(tx: Tx, look: LookMade, { country, people }: Judging): Promise<Unusual[]> {
  const reasons: Unusual[] = []
  const [before, after] = [at(look.at, -DAY), at(look.at, SETTLED)]
  // auditors look up whom they like: that is what they are for, and it stands in the person's own list
  if (look.what === 'person' && look.caseId === null && look.role !== 'auditor') {
    const forCase =
      (await sawForCase(tx, look.viewer, look.subjects, before, after)) ||
      (await tookIn(tx, look.viewer, look.subjects, before, after))
    if (!forCase) reasons.push('no-case')
  }
  if (look.caseId !== null) {
    const { number } = await people.get(tx, look.viewer)
    if (number && (await isKin(tx, look.caseId, number))) reasons.push('relative')
  }
  if (country.receivedAt(look.at).moved !== null) reasons.push('off-hours')
  return reasons
}
