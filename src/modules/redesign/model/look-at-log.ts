import { livedFrom, livedShares, mapProcess, type Lived } from '../../../kernel/diagnosis/index.ts'
import {
  conform,
  discover,
  drawFollows,
  type FollowsGraph,
  LogBuilder,
  LogError,
  measureLog,
  type Conformance,
  type EventLog,
  type FittedTimes,
  type Mined,
} from '../../../kernel/mining/index.ts'
import type { XesEvent } from '../../process/index.ts'

/** A dot for an event: when it was, of which case, what was done. */
interface Dot {
  /** Seconds since the first event of the log. */
  at: number
  case: number
  activity: number
}

/** What is shown of a log beside a model. */
export interface LookedAt {
  mined: Mined
  /** The commonest ways, with how long their cases took (mean seconds), and the bodies of the model that did something. */
  ways: readonly Way[]
  /** Activities, by number as dots name them. */
  activities: readonly string[]
  dots: readonly Dot[]
  /** Cases that the dots are of; fewer than all where there are too many to draw. */
  drawn: number
  /** Undefined where the model can't end, with why. */
  conformance: Conformance | { why: string }
  /** Minutes since the step before, and how often it was done, by id of the model's step. */
  steps: ReadonlyMap<
    string,
    { done: number; minutes?: number; times?: FittedTimes; work?: FittedTimes; wait?: FittedTimes }
  >
  /** What the diagnosis of the model asks of the log. */
  lived: Lived
  /** Shares of the ways on at gateways, by id of the flow. */
  shares: ReadonlyMap<string, number>
  /** A model of what is commonest in the log. */
  discovered: string
  graphs: readonly {
    share: number
    bpmn: string
    ids: ReadonlyMap<string, string>
    shown: number
    arcs: FollowsGraph['arcs']
  }[]
}

/** Cases with the same activities in the same order. */
export interface Way {
  activities: readonly string[]
  count: number
  seconds: number | null
  bodies: readonly string[]
}

/** Ways that are listed; more are for the command. */
const WAYS_AT_MOST = 100
/** More cases than this are too many to tell dots apart; then every so-manieth is drawn. */
const DRAWN_AT_MOST = 200
/** Parts of all steps from one activity to the next that the graphs show. */
const SHARES = [0.5, 0.8, 1] as const
/** Share of the commonest successor below which a way is left out of the discovered model. */
const NOISE = 0.2
/** Beyond this many states a variant's alignment is given up: a page is waited for. */
const BUDGET = 20_000

/**
 * Counts a log and sets it beside a model.
 * @param fitted the log as it is held against the model, where that is another: without what is no step
 * @throws XmlError when the model is no XML
 */
export function lookAtLog(log: EventLog, bpmn: string, fitted = log): LookedAt {
  const mined = measureLog(log, WAYS_AT_MOST)
  const lived = livedFrom(log, bpmn)
  const every = Math.max(1, Math.ceil(mined.cases / DRAWN_AT_MOST))
  const first = mined.first === null ? 0 : Date.parse(mined.first)
  const dots: Dot[] = []
  const order = Array.from({ length: mined.cases }, (_, at) => at)
    .filter((at) => log.offsets[at]! < log.offsets[at + 1]!)
    .sort((first, second) => log.time[log.offsets[first]!]! - log.time[log.offsets[second]!]!)
    .filter((_, at) => at % every === 0)
  for (const [place, of] of order.entries())
    for (let at = log.offsets[of]!; at < log.offsets[of + 1]!; at++)
      if (!Number.isNaN(log.time[at]!))
        dots.push({ at: (log.time[at]! - first) / 1000, case: place, activity: log.activity[at]! })
  return {
    mined,
    ways: waysOf(log, mined, bpmn),
    activities: log.activities,
    dots,
    drawn: order.length,
    conformance: conformed(fitted, bpmn),
    steps: lived.steps,
    lived,
    shares: livedShares(bpmn, lived),
    discovered: discover(fitted, 'mined', NOISE),
    graphs: SHARES.map((share) => ({ share, ...drawFollows(mined, share) })),
  }
}

function waysOf(log: EventLog, { topVariants }: Mined, bpmn: string): Way[] {
  const { steps } = mapProcess(bpmn)
  const byName = new Map([...steps.values()].map((step) => [step.name, step]))
  const bodies = log.activities.map((name) => (steps.get(name) ?? byName.get(name))?.body ?? '')
  const numbers = new Map(log.activities.map((name, number) => [name, number]))
  const spans = new Map<string, { sum: number; cases: number }>()
  for (let of = 0; of + 1 < log.offsets.length; of++) {
    const [from, to] = [log.offsets[of]!, log.offsets[of + 1]!]
    const seconds = (log.time[to - 1]! - log.time[from]!) / 1000
    if (!(seconds >= 0)) continue
    const key = log.activity.subarray(from, to).join(' ')
    const own = spans.get(key) ?? { sum: 0, cases: 0 }
    spans.set(key, { sum: own.sum + seconds, cases: own.cases + 1 })
  }
  return topVariants.map(({ activities, count }) => {
    const own = activities.map((name) => numbers.get(name)!)
    const span = spans.get(own.join(' '))
    return {
      activities,
      count,
      seconds: span ? span.sum / span.cases : null,
      bodies: [...new Set(own.map((number) => bodies[number]!))].filter((body) => body !== ''),
    }
  })
}

function conformed(log: EventLog, bpmn: string): LookedAt['conformance'] {
  try {
    return conform(log, bpmn, BUDGET)
  } catch (error) {
    if (error instanceof LogError) return { why: error.message }
    throw error
  }
}

/** The product's own events as a log, and the same with nothing but steps: a model begins and ends without doing anything. */
export interface OwnLog {
  log: EventLog
  steps: EventLog
}

/**
 * What was completed, under the names that the steps have in a model: a service calls them otherwise in each language.
 * A step that this version has no more keeps the name of its own.
 */
export function logOfEvents(events: readonly XesEvent[], bpmn: string): OwnLog {
  const known = mapProcess(bpmn).steps
  const [log, steps] = [new LogBuilder(), new LogBuilder()]
  for (const [, own] of Map.groupBy(events, (event) => event.case)) {
    for (const { element, name, at, resource, transition } of own) {
      if (transition !== 'complete') continue
      const step = known.get(element)
      const event = [
        step?.name || name,
        Date.parse(at),
        resource === 'system' ? undefined : resource,
        transition,
      ] as const
      log.add(...event)
      if (!/^(start|end)Event$/.test(step?.type ?? '')) steps.add(...event)
    }
    log.endCase()
    steps.endCase()
  }
  return { log: log.build(), steps: steps.build() }
}
