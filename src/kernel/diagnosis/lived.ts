import { meanOf, readTimes } from '../simulation/times.ts'
import { fitTimes, type FittedTimes } from '../mining/fit-times.ts'
import { NO_RESOURCE, type EventLog } from '../mining/log.ts'
import { isHuman, mapProcess, type Step } from './process-map.ts'
import { splitTimes, type Groups } from './split-times.ts'

/** What a log tells of the steps of a model. */
export interface Lived {
  cases: number
  /** By id of the step. */
  steps: ReadonlyMap<string, LivedStep>
  /** By body: how much of their working time the people of the log were busy, and how many they were. */
  units: ReadonlyMap<string, { utilisation: number; staff: number; waiting?: number }>
}

export interface LivedStep {
  /** How often it was done, and in how many cases. */
  done: number
  cases: number
  /** Mean minutes since what was done before it in its case. */
  minutes?: number
  /** The distribution that lies nearest to these minutes. */
  times?: FittedTimes
  /** The same of the work alone, and of the time before it began, where the log says when it began. */
  work?: FittedTimes
  wait?: FittedTimes
  /** What was done next, by id of the step; empty: nothing more. */
  next: ReadonlyMap<string, number>
  /** Share of completions within a minute of another case's. */
  bursts: number
  /** Times that fall into two groups. */
  groups?: Groups
}

const MINUTE = 60_000
/** Of 168 hours of a week people work 40; a log does not tell when they were at their desks. */
const WORKING = 40 / 168

/**
 * Reads out of a log what the diagnosis of a model asks. Activities are steps of the same id, else of the same name.
 * @param bpmn BPMN 2.0 XML
 */
export function livedFrom(log: EventLog, bpmn: string): Lived {
  const { steps } = mapProcess(bpmn)
  const ids = stepOfActivity(log, steps)
  const times = new Map<string, { minutes: number[]; of: number[]; at: number[]; work: number[]; wait: number[] }>()
  const found = new Map<string, { done: number; cases: Set<number>; next: Map<string, number> }>()
  const people = new Map<string, Set<number>>()
  let [first, last] = [Infinity, -Infinity]
  for (let of = 0; of + 1 < log.offsets.length; of++) {
    /** What was over last in the case, and when it began where the log says so. */
    let before: { step: { next: Map<string, number> } | undefined; time: number } | undefined
    const begun = new Map<number, number>()
    for (let at = log.offsets[of]!; at < log.offsets[of + 1]!; at++) {
      const [time, activity] = [log.time[at]!, log.activity[at]!]
      if (time < first) first = time
      if (time > last) last = time
      if (log.begins?.[at] === 1) {
        begun.set(activity, time)
        continue
      }
      const id = ids[activity]
      if (before?.step) before.step.next.set(id ?? '?', (before.step.next.get(id ?? '?') ?? 0) + 1)
      const since = before ? (time - before.time) / MINUTE : Number.NaN
      const from = begun.get(activity)
      begun.delete(activity)
      const lay = from === undefined || !before ? Number.NaN : (from - before.time) / MINUTE
      before = { step: undefined, time }
      if (id === undefined) continue
      const step = found.get(id) ?? { done: 0, cases: new Set(), next: new Map() }
      found.set(id, step)
      before.step = step
      step.done++
      step.cases.add(of)
      const own = times.get(id) ?? { minutes: [], of: [], at: [], work: [], wait: [] }
      times.set(id, own)
      if (!Number.isNaN(time)) own.at.push(time)
      if (since >= 0) {
        own.minutes.push(since)
        own.of.push(of)
      }
      if (from !== undefined && time >= from) own.work.push((time - from) / MINUTE)
      // work that began before the step before it was over waited for nothing
      if (!Number.isNaN(lay)) own.wait.push(Math.max(0, lay))
      const body = steps.get(id)!.body
      if (log.resource[at] !== NO_RESOURCE) people.set(body, (people.get(body) ?? new Set()).add(log.resource[at]!))
    }
    if (before?.step) before.step.next.set('', (before.step.next.get('') ?? 0) + 1)
  }
  const span = Math.max(0, (last - first) / MINUTE)
  return {
    cases: log.offsets.length - 1,
    steps: new Map(
      [...found].map(([id, { done, cases, next }]): [string, LivedStep] => {
        const { minutes, of, at, work, wait } = times.get(id)!
        const groups = splitTimes(minutes, of, log.cases)
        const fitted = fitTimes(minutes)
        const [worked, waited] = [fitTimes(work), fitTimes(wait)]
        return [
          id,
          {
            done,
            cases: cases.size,
            next,
            bursts: burstsOf(at),
            ...(minutes.length > 0 ? { minutes: minutes.reduce((sum, each) => sum + each, 0) / minutes.length } : {}),
            ...(fitted ? { times: fitted } : {}),
            ...(worked ? { work: worked } : {}),
            ...(waited ? { wait: waited } : {}),
            ...(groups ? { groups } : {}),
          },
        ]
      }),
    ),
    units: unitsOf(steps, found, people, span),
  }
}

/** By number of an activity the id of its step. */
export function stepOfActivity(
  log: Pick<EventLog, 'activities'>,
  steps: ReadonlyMap<string, Step>,
): (string | undefined)[] {
  const byName = new Map<string, string>()
  for (const step of steps.values())
    if (step.name !== '') byName.set(plain(step.name), byName.get(plain(step.name)) ?? step.id)
  return log.activities.map((name) => (steps.has(name) ? name : byName.get(plain(name))))
}
const plain = (name: string): string => name.replace(/\s+/g, ' ').trim().toLocaleLowerCase()

/** Share of times that lie within a minute of another one. */
function burstsOf(at: readonly number[]): number {
  const sorted = Float64Array.from(at).sort()
  let near = 0
  for (let place = 0; place < sorted.length; place++)
    if (
      sorted[place]! - (sorted[place - 1] ?? -Infinity) < MINUTE ||
      (sorted[place + 1] ?? Infinity) - sorted[place]! < MINUTE
    )
      near++
  return sorted.length === 0 ? 0 : near / sorted.length
}

/** How busy the people of a body were, where the model says how long each of its steps takes. */
function unitsOf(
  steps: ReadonlyMap<string, Step>,
  found: ReadonlyMap<string, { done: number }>,
  people: ReadonlyMap<string, ReadonlySet<number>>,
  span: number,
): Lived['units'] {
  const units = new Map<string, { utilisation: number; staff: number }>()
  for (const [body, those] of people) {
    const own = [...steps.values()].filter((step) => isHuman(step) && step.body === body)
    const work = own.reduce((sum, step) => sum + saidMinutes(step) * (found.get(step.id)?.done ?? 0), 0)
    if (body !== '' && body !== 'applicant' && span > 0 && work > 0)
      units.set(body, { staff: those.size, utilisation: work / (those.size * span * WORKING) })
  }
  return units
}

const saidMinutes = (step: Step): number => {
  const said = readTimes(step.attributes.get('minutes'))
  return said ? meanOf(said) : Number.NaN
}
