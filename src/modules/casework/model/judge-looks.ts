import { vouchTogether } from '../../../platform/audit/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import { repeating, scheduleRepeating, type JobHandler } from '../../../platform/jobs/index.ts'
import { dayOf } from '../../../kernel/terms/index.ts'
import { Refusal, type CaseSeen, type World } from '../../../platform/use-case/index.ts'
import { looksMade, openedBy, sawForCase, type LookMade } from '../../exchange/index.ts'
import { kinAmong } from '../store/kin.ts'
import { growMany, insertUnusual, judgedUntil, keepJudgedUntil, manyOn, tookIn } from '../store/unusual-looks.ts'
import { crossing, withoutFilers, type Unusual } from './judge-look.ts'

const JUDGE_LOOKS = 'casework.judge-looks'
/** How often looks are judged, in seconds, and how many at once. */
const EVERY = 600
const AT_ONCE = 2000
const HOUR = 3_600_000
const DAY = 24 * HOUR
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
/** A look is judged when what follows from it is known: whoever looks somebody up takes their application in after that. */
const SETTLED = HOUR
/** At the first time, so far back. */
const FIRST = 30 * DAY

/** Puts the first judging into the outbox; it renews itself. */
export const scheduleJudgingLooks = (tx: Tx, now: string): Promise<void> => scheduleRepeating(tx, JUDGE_LOOKS, now)

const at = (instant: string, moved: number): string => new Date(Date.parse(instant) + moved).toISOString()

type Judging = Pick<World, 'country' | 'people'>

interface Judged {
  look: LookMade
  reasons: Unusual[]
  /** The case it is told with. */
  case: CaseSeen | undefined
  people: number
}

/**
 * Puts unusual looks of officials onto the auditor's list, each with why: somebody was looked up and nothing was done for
 * them; the case is a relative's, as far as registers say; it was outside working hours by the calendar; one official opened
 * many persons on a day.
 * @param most so many are judged at once
 */
export function judgeLooks(world: Judging, most = AT_ONCE): JobHandler {
  return repeating(JUDGE_LOOKS, EVERY, {
    async finish(tx, _outcome, now) {
      const until = at(now, -SETTLED)
      const from = (await judgedUntil(tx)) ?? at(now, -FIRST)
      if (Date.parse(from) >= Date.parse(until)) return { soon: false }
      const looks = await looksMade(tx, from, until, most)
      const judged: Judged[] = []
      for (const look of looks) judged.push(await judgeLook(tx, look, world))
      await markMany(tx, judged, world, now)
      await vouchTogether(tx, { now }, async () => {
        for (const { look, reasons, case: by, people } of judged)
          if (reasons.length > 0) await insertUnusual(tx, { ...look, case: by, reasons, people }, now)
      })
      // where there are more than are judged at once, the next time goes on behind the last one's instant, and comes at once
      const more = looks.length >= most
      await keepJudgedUntil(tx, more ? at(looks.at(-1)!.at, 1) : until)
      return { soon: more }
    },
  })
}

/** Tells of the look by which many were opened on a day, and of how many there are by now. */
async function markMany(tx: Tx, judged: readonly Judged[], world: Judging, now: string): Promise<void> {
  const days = Map.groupBy(judged, ({ look }) => `${look.viewer} ${dayAround(look.at, world).from}`)
  for (const ofDay of days.values()) {
    const last = ofDay.at(-1)!
    const { viewer } = last.look
    const day = dayAround(last.look.at, world)
    const crossed = await crossedOn(tx, viewer, day, world)
    if (!crossed) continue
    const told = await manyOn(tx, viewer, day)
    if (told && !told.examined) {
      await growMany(tx, told, crossed.people, now)
      continue
    }
    // what was examined stays as it was seen: that it went on is told of by the look that was last
    const by = told ? last : ofDay.find(({ look }) => look.id === crossed.id)
    if (!by || (told && told.people >= crossed.people)) continue
    by.reasons.push('many')
    by.people = crossed.people
  }
}

/** The official's local day, from its first instant to the next one's. */
function dayAround(instant: string, { country }: Pick<Judging, 'country'>): { from: string; until: string } {
  const day = dayOf(country.localDate(instant))
  const midnight = (which: number) => new Date(country.calendar.instantAt(which, 0)).toISOString()
  return { from: midnight(day), until: midnight(day + 1) }
}

/** Undefined where the account has none, or is there no more: one odd look does not keep all others from being judged. */
async function numberOf(tx: Tx, id: string, people: Judging['people']): Promise<string | undefined> {
  try {
    return (await people.get(tx, id)).number || undefined
  } catch (error) {
    if (error instanceof Refusal) return undefined
    throw error
  }
}

/** Somebody who was seen by id in one look and by number in another is one. */
async function crossedOn(
  tx: Tx,
  viewer: string,
  { from, until }: { from: string; until: string },
  { country, people }: Judging,
) {
  const opened = await openedBy(tx, viewer, from, until)
  const numbers = new Map<string, string>()
  for (const { subject } of opened)
    if (ID.test(subject) && !numbers.has(subject))
      numbers.set(subject, (await numberOf(tx, subject, people)) ?? subject)
  return crossing(
    withoutFilers(
      opened.map(({ id, subject }) => ({ id, subject: numbers.get(subject) ?? subject })),
      (number) => country.checkOrganisationNumber(number).ok,
    ),
  )
}

async function judgeLook(tx: Tx, look: LookMade, { country, people }: Judging): Promise<Judged> {
  const reasons: Unusual[] = []
  const [before, after] = [at(look.at, -DAY), at(look.at, SETTLED)]
  // auditors look up whom they like: that is what they are for, and it stands in the person's own list
  if (look.what === 'person' && look.cases.length === 0 && look.role !== 'auditor') {
    const forCase =
      (await sawForCase(tx, look.viewer, look.subjects, before, after)) ||
      (await tookIn(tx, look.viewer, look.subjects, before, after))
    if (!forCase) reasons.push('no-case')
  }
  const ids = look.cases.map(({ id }) => id)
  const number = ids.length > 0 ? await numberOf(tx, look.viewer, people) : undefined
  const ofKin = number ? await kinAmong(tx, ids, number) : undefined
  if (ofKin !== undefined) reasons.push('relative')
  if (country.receivedAt(look.at).moved !== null) reasons.push('off-hours')
  const by = look.cases.find(({ id }) => id === ofKin) ?? (look.cases.length === 1 ? look.cases[0] : undefined)
  return { look, reasons, case: by, people: look.subjects.length }
}
