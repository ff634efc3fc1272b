import type { Json } from '../process/index.ts'

/** A length of calendar time. */
export interface Lead {
  years?: number | undefined
  months?: number | undefined
  days?: number | undefined
}

const DAY = 86_400_000
const iso = (time: number): string => new Date(time).toISOString().slice(0, 10)
const timeOf = (date: string): number => Date.parse(`${date}T00:00:00Z`)

/**
 * A date so much later, or earlier with -1: first years and months, where the 31st of a shorter month is its last day, then
 * days.
 */
export function shifted(date: string, { years = 0, months = 0, days = 0 }: Lead, sign: 1 | -1 = 1): string {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number]
  const count = year * 12 + month - 1 + sign * (years * 12 + months)
  const [shiftedYear, shiftedMonth] = [Math.floor(count / 12), count % 12]
  const last = new Date(Date.UTC(shiftedYear, shiftedMonth + 1, 0)).getUTCDate()
  return iso(Date.UTC(shiftedYear, shiftedMonth, Math.min(day, last)) + sign * days * DAY)
}

/** Who meets an event when, and on which days that rule holds. */
export interface ReachRule {
  group?: string | undefined
  after: Lead
  /** MM-DD: the event is that day of the year. */
  on?: string | undefined
  from?: string | undefined
  until?: string | undefined
}

/** What begins a case without an application, as a passport says it. */
export interface TriggerRules {
  event: string
  since: string
  reaches: readonly ReachRule[]
  notice: Lead
  prepare: Lead
  silence: { after: { amount: number; unit: string }; means: string }
  /** How long after the event an offer may be put off. */
  putOff?: Lead | undefined
}

/** When the event is, for a fact's date: so long after it, or the rule's day of the year that is not before that. */
export function eventOn(rule: Pick<ReachRule, 'after' | 'on'>, date: string): string {
  const reached = shifted(date, rule.after)
  if (rule.on === undefined) return reached
  const year = Number(reached.slice(0, 4))
  const [month, day] = rule.on.split('-').map(Number) as [number, number]
  const of = (which: number): string => iso(Date.UTC(which, month - 1, day))
  return of(year) >= reached ? of(year) : of(year + 1)
}

/**
 * When somebody meets the event by the rules that hold on that day; where several do, by the first they meet. The same as
 * `windowOf` says of them all.
 * @param group by which rules tell people apart @param date of the fact
 * @returns undefined when no rule holds for them
 */
export function eventOf(
  { since, reaches }: Pick<TriggerRules, 'since' | 'reaches'>,
  group: string,
  date: string,
): string | undefined {
  return reaches
    .filter((rule) => rule.group === undefined || rule.group === group)
    .flatMap((rule) => {
      const on = eventOn(rule, date)
      const { from = since, until } = rule
      return on >= since && on >= from && (until === undefined || on < until) ? [on] : []
    })
    .toSorted()[0]
}

/** When the person is told of an event. */
export const noticeOn = (trigger: Pick<TriggerRules, 'notice'>, event: string): string =>
  shifted(event, trigger.notice, -1)

/** How long an offer may be put off where the service does not say it; a demo value. */
const PUT_OFF: Lead = { years: 1 }

/**
 * The last day until which an offer may be put off, however often: so long after its event, or after the day on which its
 * case began where the event had been before.
 */
export const putOffUntil = (trigger: Pick<TriggerRules, 'putOff'>, event: string, began: string): string =>
  shifted(event > began ? event : began, trigger.putOff ?? PUT_OFF)

/** From when on the case is opened. */
export const openOn = (trigger: Pick<TriggerRules, 'notice' | 'prepare'>, event: string): string =>
  shifted(noticeOn(trigger, event), trigger.prepare, -1)

/** Dates of the fact, both included, whose events are due. */
export interface Window {
  group: string | undefined
  from: string
  until: string
}

/**
 * The dates between which a fact has to lie so that its event is due on a day: all reckoning is done to these constants, so
 * that an index on the date serves. The day of an event never falls when the fact's date rises, so bounds suffice.
 * @returns undefined when the rule holds for no date
 */
export function windowOf(
  trigger: Pick<TriggerRules, 'since' | 'notice' | 'prepare'>,
  rule: ReachRule,
  today: string,
): Window | undefined {
  const since = rule.from !== undefined && rule.from > trigger.since ? rule.from : trigger.since
  const from = firstDate((date) => eventOn(rule, date) >= since, shifted(since, rule.after, -1))
  const due = (date: string) => openOn(trigger, eventOn(rule, date)) <= today
  const holds = (date: string) => due(date) && (rule.until === undefined || eventOn(rule, date) < rule.until)
  const guess = shifted(shifted(shifted(today, trigger.prepare), trigger.notice), rule.after, -1)
  const after = firstDate((date) => !holds(date), guess)
  const until = iso(timeOf(after) - DAY)
  return from <= until ? { group: rule.group, from, until } : undefined
}

/** The first date for which a condition holds that never ends once it holds, looked for from a near guess. */
function firstDate(holds: (date: string) => boolean, guess: string): string {
  let [low, high] = [timeOf(guess), timeOf(guess)]
  for (let step = DAY; holds(iso(low)); step *= 2) low -= step
  for (let step = DAY; !holds(iso(high)); step *= 2) high += step
  while (high - low > DAY) {
    const middle = low + Math.floor((high - low) / DAY / 2) * DAY
    if (holds(iso(middle))) high = middle
    else low = middle
  }
  return iso(high)
}

/** The variable `event` of a case that an event began: what happens when, and what it means that nobody answers. */
export const eventVariable = (
  trigger: TriggerRules,
  {
    on,
    noticeOn: told,
    facts,
    again = false,
  }: {
    on: string
    noticeOn: string
    facts: Record<string, unknown>
    /** It was offered before, on facts that were corrected since: an answer that was given then does not count. */
    again?: boolean
  },
): Json => ({
  name: trigger.event,
  on,
  noticeOn: told,
  silence: trigger.silence.means,
  silenceAfter: `${trigger.silence.after.amount} ${trigger.silence.after.unit.replace('-', ' ')}s`,
  facts: facts as Json,
  ...(again ? { again } : {}),
})
