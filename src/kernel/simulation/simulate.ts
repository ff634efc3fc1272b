import type { CaseSession } from '../process/case-session.ts'
import {
  plainDueAt,
  type Environment,
  type Graph,
  type Json,
  type ProcessEvent,
  type Variables,
  type Wait,
} from '../process/index.ts'
import type { StepOutcome } from '../process/step.ts'
import { Agenda } from './agenda.ts'
import { drawsOf, exponential, type Draws } from './draw.ts'
import { waysDrawn } from './draw-ways.ts'
import type { Hours } from './hours.ts'
import { Queue, RankedQueue, type Waiting } from './queue.ts'
import { drawTime, type Times } from './times.ts'
import { Choices, keyOf, openAfter, Ways, type Place, type Turn } from './ways.ts'

/** What is simulated. Times are minutes; without `hours` they run day and night. */
export interface Simulation {
  graph: Graph
  cases: number
  seed: number
  /** Mean minutes between two cases that begin; of working time where there are `hours`. */
  between: number
  /** Minutes of work at an element; a number is the mean of an exponential time. */
  minutes(element: string): number | Times
  /** Minutes that pass before an element can be worked at, whoever is free: day and night. */
  delay?(element: string): Times | undefined
  /** How many cases are gathered at an element before any of them is worked at; default: none. */
  batch?(element: string): number | undefined
  /** Who is served first of those who wait for a unit: the higher. */
  priority?(element: string): number
  /** What it costs that an element is worked at: once, and each minute of work. */
  cost?(element: string): { once: number; minute: number }
  /** When units work, and cases begin; and when a unit works that has days of its own. */
  hours?: Hours | undefined
  hoursOf?(unit: string): Hours | undefined
  /** When the first minute is; default: the first of 2026 in UTC. */
  start?: number
  /** When a term runs out; default: days of 24 hours, working days Monday to Friday. */
  dueAt?: Environment['dueAt']
  /** Is told what happens, in the order in which it is known; not always in that of time. */
  record?(what: Recorded): void
  /** Who works at an element; undefined: nobody has to wait for anybody there. */
  unit(element: string): string | undefined
  /** People in a unit. */
  staff(unit: string): number
  /** What comes of work. @param kind of the case @param visit how often the case was there before */
  result(wait: Wait, kind: number, visit: number): Json | undefined
  variables?: Variables
  /** Cases of several kinds, each with what it begins with; drawn alike. Default: all are of one, with `variables`. */
  kinds?: readonly Variables[]
  /** Shares of the ways on at exclusive gateways, by id of the flow; where none are given, conditions are asked. */
  shares?(gateway: string): ReadonlyMap<string, number> | undefined
  /** The way that a case of a kind goes at a gateway without shares, at its first, second … visit from 0; else conditions. */
  way?(gateway: string, kind: number, visit: number): string | undefined
  decide?: Environment['decide']
}

/** What happens in a case. */
export interface Recorded {
  case: number
  /** Empty: the case begins. */
  element: string
  /** Minutes since the simulation began. */
  at: number
  transition: 'start' | 'complete'
  unit: string | undefined
}

/** What came of it. */
export interface Simulated {
  /** Minutes from begin to end of each case that ended, in the order of their beginning. */
  cycle: number[]
  /** Minutes that it waited for people. */
  waiting: number[]
  /** What it cost, where costs are given. */
  cost: number[]
  /** Cases that did not come to an end, and why the first did not. */
  unfinished: number
  cause?: string
  units: { id: string; staff: number; utilisation: number; waiting: number }[]
  minutes: number
}

interface Going {
  number: number
  kind: number
  /** How often a way was drawn at each gateway. */
  drawn: Map<string, number> | undefined
  begun: number
  waited: number
  cost: number
  steps: number
  /** Where it stands, with all others that stand there… */
  place: Place
  /** …or its own session, once it goes on alone. */
  session: CaseSession | undefined
  open: ReadonlySet<number>
  /** How often it came to each element, by the number of the element's work. */
  visits: number[]
}
/** What is known of an element that is worked at. */
interface Work {
  number: number
  /** Mean minutes of an exponential time, or another one. */
  minutes: number | Times
  delay: Times | undefined
  draws: Draws
  /** Of the delay: its draws are its own, so that a delay shifts no work. */
  delays: Draws | undefined
  unit: Unit | undefined
  cost: { once: number; minute: number } | undefined
  rank: number
  /** Cases that are gathered before any is worked at. */
  batch: number
  gathered: Waited[]
}
type Waited = { of: Going; wait: Wait; work: Work; since: number; visit: number }
interface Happening {
  kind: 'arrival' | 'done' | 'timer' | 'ready'
  of: Going
  wait: Wait
  unit: Unit | undefined
  /** What becomes ready. */
  waited?: Waited
}
interface Unit {
  id: string
  staff: number
  busy: number
  worked: number
  waited: number
  queue: Waiting<Waited>
}

const START = Date.parse('2026-01-01T00:00:00Z')
const MINUTE = 60_000
/** A case that goes round for ever is given up. */
const STEPS_AT_MOST = 2_000
const NOTHING: ReadonlySet<number> = new Set()
/** An arrival waits for nothing. */
const NO_WAIT = {} as Wait
/** Draws of one visit that are not its first lie so far away that no visit comes near. */
const APART = 1_000_003

/** The numbers of one visit, by their place. */
const drawn =
  (draws: Draws, of: number, visit: number) =>
  (place: number): number =>
    draws(of, visit + place * APART)

/**
 * Lets cases run through a process by the same steps that real ones take. The same input always gives the same numbers.
 * @param ways the steps that cases share; the numbers do not depend on how many are kept
 */
export function simulate(input: Simulation, ways = new Ways(input.graph)): Simulated {
  const agenda = new Agenda<Happening>()
  const [units, works] = [new Map<string, Unit>(), new Map<string, Work>()]
  const ended: { number: number; cycle: number; waited: number; cost: number }[] = []
  const { hours, record, start: begins = START } = input
  let [now, going, unfinished, begun]: [number, number, number, number] = [0, 0, 0, 0]
  let cause: string | undefined
  /** The world of a step; its time is put into words for whoever asks. */
  const environment = (of: Going): Environment => {
    const at = now
    let stamp: string | undefined
    return {
      get now() {
        return (stamp ??= new Date(begins + at * MINUTE).toISOString())
      },
      dueAt: input.dueAt ?? plainDueAt,
      ...(input.decide ? { decide: input.decide } : {}),
      ...(chooseAt ? { choose: (gateway: string) => chooseAt(of, gateway) } : {}),
    }
  }
  const chooseAt =
    input.shares || input.way
      ? waysDrawn(input.seed, input.shares ?? (() => undefined), input.way ?? (() => undefined))
      : undefined
  const take = (of: Going, key: string | number, event: ProcessEvent): void => {
    const turn = of.session ? alone(of, sole(of, of.session, event)) : along(of, key, event)
    const stopped = turn.stopped ?? (++of.steps > STEPS_AT_MOST ? 'the case goes round for ever' : undefined)
    if (turn.over || stopped !== undefined) {
      of.open = NOTHING
      going--
      if (stopped === undefined)
        ended.push({ number: of.number, cycle: now - of.begun, waited: of.waited, cost: of.cost })
      else {
        unfinished++
        cause ??= stopped
      }
      return
    }
    for (const wait of turn.opened) open(of, wait)
  }
  const sole = (of: Going, session: CaseSession, event: ProcessEvent): StepOutcome => {
    const own = environment(of)
    if (!own.choose) return session.take(event, own)
    const { choose } = own
    const chosen = new Choices([], (gateway) => choose(gateway) ?? '')
    own.choose = (gateway) => chosen.choose(gateway)
    const outcome = session.take(event, own)
    chosen.end()
    return outcome
  }
  /** A step in company: one that others took from there before is not taken again. */
  const along = (of: Going, key: string | number, event: ProcessEvent): Omit<Turn, 'to'> => {
    const known = of.place.turns.get(key)
    const turn = known && known.asks === undefined ? known : ways.take(of.place, key, event, environment(of))
    if ('to' in turn) {
      of.place = turn.to
      of.open = turn.to.open
      return turn
    }
    of.session = turn.session
    of.open = new Set(of.open)
    return alone(of, turn.outcome)
  }
  const alone = (of: Going, { opened, closed, outcome, incident }: StepOutcome): Omit<Turn, 'to'> => {
    of.open = openAfter(of.open, closed, opened)
    return { opened, over: outcome !== 'running', stopped: incident?.message }
  }
  const workAt = (element: string): Work => {
    const id = input.unit(element)
    let unit = id === undefined ? undefined : units.get(id)
    if (id !== undefined && !unit) {
      const queue = input.priority ? new RankedQueue<Waited>() : new Queue<Waited>()
      unit = { id, staff: Math.max(1, input.staff(id)), busy: 0, worked: 0, waited: 0, queue }
      units.set(id, unit)
    }
    const delay = input.delay?.(element)
    const work = {
      number: works.size,
      minutes: input.minutes(element),
      delay,
      draws: drawsOf(input.seed, element),
      delays: delay && drawsOf(input.seed, `${element} delay`),
      unit,
      cost: input.cost?.(element),
      rank: input.priority?.(element) ?? 0,
      batch: input.batch?.(element) ?? 1,
      gathered: [],
    }
    works.set(element, work)
    return work
  }
  const open = (of: Going, wait: Wait): void => {
    if (wait.kind === 'timer' && wait.dueAt !== undefined)
      agenda.put(Math.max(now, (Date.parse(wait.dueAt) - begins) / MINUTE), {
        kind: 'timer',
        of,
        wait,
        unit: undefined,
      })
    if (wait.kind !== 'task' && wait.kind !== 'job') return
    const work = works.get(wait.element) ?? workAt(wait.element)
    const visit = of.visits[work.number] ?? 0
    of.visits[work.number] = visit + 1
    // most steps are of this kind
    if (!work.delay && work.batch === 1) {
      if (!work.unit) begin(of, wait, work, visit)
      else {
        work.unit.queue.put({ of, wait, work, since: now, visit }, work.rank)
        serve(work.unit)
      }
      return
    }
    if (!work.delay) return ready({ of, wait, work, since: now, visit })
    const later = now + drawTime(work.delay, drawn(work.delays!, of.number, visit))
    const waited = { of, wait, work, since: later, visit }
    agenda.put(later, { kind: 'ready', of, wait, unit: undefined, waited })
  }
  /** Nothing but people is waited for, or cases that go with it. */
  const ready = (waited: Waited): void => {
    const { work } = waited
    if (work.batch > 1) {
      work.gathered.push(waited)
      if (work.gathered.length >= work.batch) release(work)
    } else queued(waited)
  }
  const release = ({ gathered }: Work): void => {
    for (const waited of gathered.splice(0)) queued(waited)
  }
  const queued = (waited: Waited): void => {
    const { work, of, wait, visit, since } = waited
    if (work.unit) {
      work.unit.queue.put(waited, work.rank)
      serve(work.unit)
    } else if (of.open.has(wait.id)) {
      of.waited += now - since
      begin(of, wait, work, visit)
    }
  }
  /** @returns when it begins: people begin when their office opens */
  const begin = (of: Going, wait: Wait, { minutes, draws, unit, cost }: Work, visit: number): number => {
    const takes =
      typeof minutes === 'number'
        ? exponential(minutes, draws(of.number, visit))
        : drawTime(minutes, drawn(draws, of.number, visit))
    const open = unit && (input.hoursOf?.(unit.id) ?? hours)
    const from = open ? open.open(now) : now
    if (unit) unit.worked += takes
    if (cost) of.cost += cost.once + cost.minute * takes
    record?.({ case: of.number, element: wait.element, at: from, transition: 'start', unit: unit?.id })
    const until = open ? Math.max(from, open.fromWork(open.toWork(from) + takes)) : now + takes
    agenda.put(until, { kind: 'done', of, wait, unit })
    return from
  }
  const serve = (unit: Unit): void => {
    while (unit.busy < unit.staff) {
      const next = unit.queue.take()
      if (!next) return
      // what a timer or another branch took away is worked at no more
      if (!next.of.open.has(next.wait.id)) continue
      unit.busy++
      const waited = begin(next.of, next.wait, next.work, next.visit) - next.since
      next.of.waited += waited
      unit.waited += waited
    }
  }
  const arrivals = drawsOf(input.seed, '')
  const kinds = input.kinds ?? [input.variables ?? {}]
  const kindDraws = drawsOf(input.seed, ' kind')
  const arrive = (number: number): void => {
    const of: Going = {
      number,
      kind: kinds.length > 1 ? Math.min(kinds.length - 1, Math.floor(kindDraws(number, 0) * kinds.length)) : 0,
      drawn: undefined,
      begun: 0,
      waited: 0,
      cost: 0,
      steps: 0,
      place: ways.beginning,
      session: undefined,
      open: NOTHING,
      visits: [],
    }
    const apart = exponential(input.between, arrivals(number, 0))
    const at = hours ? hours.fromWork(hours.toWork(now) + apart) : now + apart
    agenda.put(at, { kind: 'arrival', of, wait: NO_WAIT, unit: undefined })
  }
  /** Nothing else happens any more: what was gathered waits for nobody. */
  const leftOver = (): Happening | undefined => {
    for (const work of works.values()) if (work.gathered.length > 0) release(work)
    return agenda.take()
  }
  const starts = kinds.map((variables): ProcessEvent => ({ type: 'start', variables }))
  if (input.cases > 0) arrive(0)
  for (let next = agenda.take() ?? leftOver(); next; next = agenda.take() ?? leftOver()) {
    const { kind, of, wait, unit } = next
    if ((kind === 'timer' || kind === 'ready') && !of.open.has(wait.id)) continue
    now = agenda.at
    if (kind === 'ready') {
      ready(next.waited!)
      continue
    }
    if (kind === 'arrival') {
      begun++
      going++
      if (begun < input.cases) arrive(begun)
      of.begun = now
      record?.({ case: of.number, element: '', at: now, transition: 'complete', unit: undefined })
      take(of, `start ${of.kind}`, starts[of.kind]!)
      continue
    }
    if (unit) unit.busy--
    if (of.open.has(wait.id)) {
      const visit = (of.visits[works.get(wait.element)?.number ?? -1] ?? 1) - 1
      const result = kind === 'done' ? input.result(wait, of.kind, visit) : undefined
      record?.({ case: of.number, element: wait.element, at: now, transition: 'complete', unit: unit?.id })
      if (kind === 'timer') take(of, `timer ${wait.id}`, { type: 'timer', wait: wait.id })
      else if (result === undefined) take(of, wait.id, { type: 'complete', wait: wait.id })
      else take(of, keyOf(wait.id, result), { type: 'complete', wait: wait.id, result })
    }
    if (unit) serve(unit)
  }
  ended.sort((first, second) => first.number - second.number)
  const worktime = (unit: string) => (input.hoursOf?.(unit) ?? hours)?.toWork(now) ?? now
  return {
    cycle: ended.map(({ cycle }) => cycle),
    waiting: ended.map(({ waited }) => waited),
    cost: input.cost ? ended.map(({ cost }) => cost) : [],
    unfinished: unfinished + going,
    ...(cause === undefined
      ? going > 0
        ? { cause: 'the case waits for a message that nobody sends' }
        : {}
      : { cause }),
    units: [...units.values()].map(({ id, staff, worked, waited }) => ({
      id,
      staff,
      utilisation: worktime(id) === 0 ? 0 : worked / (staff * worktime(id)),
      waiting: waited,
    })),
    minutes: now,
  }
}
