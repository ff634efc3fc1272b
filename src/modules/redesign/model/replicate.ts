import { countBurden, stepPlaces, type StepPlace } from '../../../kernel/diagnosis/index.ts'
import { spreadOf } from '../../../kernel/mining/index.ts'
import { compile } from '../../../kernel/process/index.ts'
import {
  officeHours,
  onWeekdays,
  scaled,
  simulate as run,
  type Hours,
  type Recorded,
  type Simulated,
  type Times,
} from '../../../kernel/simulation/index.ts'
import { compileCalendar, dayOf, dueAt, type Calendar, type CalendarData } from '../../../kernel/terms/index.ts'

import { knownCases, type Known } from './known-cases.ts'

/** What nobody has measured: made up, and said so in every answer. */
export const DEMO = { minutes: 30, applicantMinutes: 1440, jobMinutes: 1, between: 60, staff: 2 }

/** What is asked of a simulation. */
export interface Plan {
  cases: number
  seed: number
  replications: number
  between: number
  /** People in each office of which the model says nothing (`darcha:staff`). */
  staff: number
  /** People in single offices, by the name that the model has for them; goes before what the model says. */
  units?: Readonly<Record<string, number>> | undefined
  /** Share of cases in which a visit is done without coming; 0 unless said. */
  online?: number
  /** Offices work, and cases come, in the working hours of the country only; else day and night. */
  hours?: boolean
  /** What an hour of an office's work costs, in whole units of money; absent: nobody knows. */
  wage?: number
}
/** A step of a case of the first run, for whoever looks on. */
export type Seen = Pick<Recorded, 'case' | 'element' | 'at' | 'transition'>
/** What came of a plan: the mean time of a case in each run, what is told of all, and what the first cases did. */
export type Replicated = { means: number[]; report: ReturnType<typeof reportOf>; seen: Seen[] }
/** What a simulation goes by beside its plan. */
export interface Around extends Known {
  /** Of a plan that keeps working hours; without it such a plan runs day and night. */
  calendar?: CalendarData | undefined
  /** Is told after each run. */
  ran?(): void
  /** Is told what happens in the first run. */
  record?(what: Recorded): void
}

/** When a plan begins, in milliseconds since 1970: the first minute of its records. */
export const beginningOf = (plan: Plan, calendar: CalendarData | undefined): number | undefined =>
  calendar && plan.hours ? compileCalendar(calendar).instantAt(dayOf(FIRST_DAY), 0) : undefined

/** The day on which every simulation begins: the same plan gives the same numbers in any year. */
const FIRST_DAY = '2026-01-05'
/** Cases of the first run that are looked at step by step, and steps of theirs that are kept. */
const SEEN = { cases: 20, steps: 1_000 }

/**
 * Lets made-up cases run through a model several times.
 * @returns why not, where the model can't be run
 */
export async function replicate(
  bpmn: string,
  plan: Plan,
  { calendar: data, ran, record, rules, examples }: Around = {},
): Promise<Replicated | { error: string }> {
  const { graphs, problems } = await compile(bpmn)
  const [graph] = Object.values(graphs)
  if (!graph) return { error: problems.map(({ message }) => message).join('; ') }
  const places = new Map(stepPlaces(bpmn).map((place) => [place.id, place]))
  const unmeasured = new Set<string>()
  const minutes = (element: string): number | Times => {
    const place = places.get(element)
    const share = place?.visit === true ? 1 - (plan.online ?? 0) : 1
    if (place?.minutes) return scaled(place.minutes, share)
    unmeasured.add(element)
    return demoMinutes(place) * share
  }
  const isOffice = (place: StepPlace | undefined) => place?.byHand === true && place.body !== 'applicant'
  const some = (has: (place: StepPlace) => unknown) => [...places.values()].some(has)
  const known = await knownCases(bpmn, graph, { rules, examples })
  const calendar = data && plan.hours ? compileCalendar(data) : undefined
  const first = dayOf(FIRST_DAY)
  const costs = plan.wage !== undefined || some(({ cost }) => cost)
  const seen: Seen[] = []
  const look = (what: Recorded) => {
    record?.(what)
    const { case: of, element, at, transition } = what
    if (of < SEEN.cases && seen.length < SEEN.steps) seen.push({ case: of, element, at, transition })
  }
  const staffOf = new Map<string, number>()
  for (const { body, staff } of places.values())
    if (staff !== undefined) staffOf.set(body || 'office', Math.max(staff, staffOf.get(body || 'office') ?? 0))
  const own = calendar ? hoursOfUnits(calendar, places.values(), first) : new Map<string, Hours>()
  const runs: Simulated[] = []
  for (let at = 0; at < plan.replications; at++) {
    // others are answered between two runs
    await new Promise((next) => setImmediate(next))
    runs.push(
      run({
        graph,
        cases: plan.cases,
        seed: Math.imul(plan.seed, 1000) + at,
        between: plan.between,
        minutes,
        unit(element) {
          const place = places.get(element)
          return isOffice(place) ? place!.body || 'office' : undefined
        },
        staff: (unit) =>
          plan.units && Object.hasOwn(plan.units, unit) ? plan.units[unit]! : (staffOf.get(unit) ?? plan.staff),
        ...known.goes,
        ...(some(({ wait }) => wait) ? { delay: (element) => places.get(element)?.wait } : {}),
        ...(some(({ batch }) => batch) ? { batch: (element) => places.get(element)?.batch } : {}),
        ...(some(({ priority }) => priority) ? { priority: (element) => places.get(element)?.priority ?? 0 } : {}),
        ...(costs
          ? {
              cost: (element) => ({
                once: places.get(element)?.cost ?? 0,
                minute: isOffice(places.get(element)) ? (plan.wage ?? 0) / 60 : 0,
              }),
            }
          : {}),
        ...(calendar
          ? {
              hours: officeHours(calendar, first),
              ...(own.size > 0 ? { hoursOf: (unit: string) => own.get(unit) } : {}),
              start: calendar.instantAt(first, 0),
              dueAt: (term, from) => dueAt(calendar, term, from),
            }
          : {}),
        ...(at === 0 ? { record: look } : {}),
      }),
    )
    ran?.()
  }
  const means = runs.map(({ cycle }) => spreadOf(cycle).mean ?? 0)
  return {
    means,
    report: reportOf(bpmn, {
      plan,
      runs,
      means,
      unmeasured: [...unmeasured],
      told: known.told(),
    }),
    seen,
  }
}

const demoMinutes = (place: { byHand: boolean; body: string } | undefined): number =>
  place?.byHand === false ? DEMO.jobMinutes : place?.body === 'applicant' ? DEMO.applicantMinutes : DEMO.minutes

interface Ran {
  plan: Plan
  runs: readonly Simulated[]
  /** Mean time of a case, by run. */
  means: readonly number[]
  unmeasured: readonly string[]
  /** By what the cases go, and what that leaves open. */
  told: readonly string[]
}

function reportOf(bpmn: string, { plan, runs, means, unmeasured, told }: Ran) {
  const all = spreadOf(runs.flatMap(({ cycle }) => cycle))
  const { visits, documents } = countBurden(bpmn)
  const units = (runs[0]?.units ?? []).map(({ id, staff }) => ({
    id,
    staff,
    utilisation: intervalOf(runs.map((each) => each.units.find((unit) => unit.id === id)?.utilisation ?? 0)).mean,
  }))
  const causes = runs.flatMap(({ cause }) => cause ?? [])
  return {
    cases: plan.cases,
    seed: plan.seed,
    replications: plan.replications,
    cycleTime: {
      mean: all.mean ?? 0,
      p50: all.p50 ?? 0,
      p95: all.p95 ?? 0,
      ci95: intervalOf(means).ci95,
    },
    waiting: intervalOf(runs.map(({ waiting }) => spreadOf(waiting).mean ?? 0)),
    // null: nobody has given a cost
    cost: runs.some(({ cost }) => cost.length > 0)
      ? intervalOf(runs.map(({ cost }) => spreadOf(cost).mean ?? 0))
      : null,
    visits: visits * (1 - (plan.online ?? 0)),
    documents,
    units,
    bottleneck: units.toSorted((first, second) => second.utilisation - first.utilisation)[0]?.id ?? null,
    unfinished: runs.reduce((sum, { unfinished }) => sum + unfinished, 0),
    ...(causes[0] === undefined ? {} : { cause: causes[0] }),
    demoValues: [
      `${plan.between} minutes${plan.hours ? ' of working time' : ''} between two cases`,
      `${plan.staff} people in each office`,
      ...unmeasured.map((element) => `minutes of work at ${element}`),
      ...told,
    ],
  }
}

/** Student's t at 97.5 % for 1 to 30 degrees of freedom; from there on the normal value is near enough. */
const T = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131, 2.12, 2.11,
  2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
]

/** Mean of independent runs, and half the width of its interval of 95 %; of a single run there is none. */
export function intervalOf(values: readonly number[]): { mean: number; ci95: number | null } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  if (values.length < 2) return { mean, ci95: null }
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1)
  return { mean, ci95: (T[values.length - 2] ?? 1.96) * Math.sqrt(variance / values.length) }
}

/** Offices that work on some weekdays only, as commissions do: the country's hours on these days, of all their steps together. */
function hoursOfUnits(calendar: Calendar, places: Iterable<StepPlace>, first: number): Map<string, Hours> {
  const daysOf = new Map<string, Set<number>>()
  for (const { body, days } of places)
    if (days) daysOf.set(body || 'office', new Set([...(daysOf.get(body || 'office') ?? []), ...days]))
  const hours = new Map<string, Hours>()
  for (const [unit, days] of daysOf) {
    const own = onWeekdays(calendar, days, first)
    // an office of days on which nobody works in the country keeps the days of all
    if (own) hours.set(unit, officeHours(own, first))
  }
  return hours
}
