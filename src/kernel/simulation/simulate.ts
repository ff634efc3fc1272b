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
import { Queue } from './queue.ts'
import { keyOf, openAfter, Ways, type Place, type Turn } from './ways.ts'

/** What is simulated. Times are minutes, and run day and night. */
export interface Simulation {
  graph: Graph
  cases: number
  seed: number
  /** Mean minutes between two cases that begin. */
  between: number
  /** Mean minutes of work at an element; drawn from an exponential distribution. */
  minutes(element: string): number
  /** Who works at an element; undefined: nobody has to wait for anybody there. */
  unit(element: string): string | undefined
  /** People in a unit. */
  staff(unit: string): number
  /** What comes of work. */
  result(wait: Wait): Json | undefined
  variables?: Variables
  decide?: Environment['decide']
}

/** What came of it. */
export interface Simulated {
  /** Minutes from begin to end of each case that ended, in the order of their beginning. */
  cycle: number[]
  /** Minutes that it waited for people. */
  waiting: number[]
  /** Cases that did not come to an end, and why the first did not. */
  unfinished: number
  cause?: string
  units: { id: string; staff: number; utilisation: number; waiting: number }[]
  minutes: number
}

interface Going {
  number: number
  begun: number
  waited: number
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
  /** Mean minutes. */
  minutes: number
  draws: Draws
  unit: Unit | undefined
}
interface Happening {
  kind: 'arrival' | 'done' | 'timer'
  of: Going
  wait: Wait
  unit: Unit | undefined
}
interface Unit {
  id: string
  staff: number
  busy: number
  worked: number
  waited: number
  queue: Queue<{ of: Going; wait: Wait; work: Work; since: number; visit: number }>
}

const START = Date.parse('2026-01-01T00:00:00Z')
const MINUTE = 60_000
/** A case that goes round for ever is given up. */
const STEPS_AT_MOST = 2_000
const NOTHING: ReadonlySet<number> = new Set()
/** An arrival waits for nothing. */
const NO_WAIT = {} as Wait

/**
 * Lets cases run through a process by the same steps that real ones take. The same input always gives the same numbers.
 * @param ways the steps that cases share; the numbers do not depend on how many are kept
 */
export function simulate(input: Simulation, ways = new Ways(input.graph)): Simulated {
  const agenda = new Agenda<Happening>()
  const [units, works] = [new Map<string, Unit>(), new Map<string, Work>()]
  const ended: { number: number; cycle: number; waited: number }[] = []
  let [now, going, unfinished, begun]: [number, number, number, number] = [0, 0, 0, 0]
  let cause: string | undefined
  /** The world of a step; its time is put into words for whoever asks. */
  const environment = (): Environment => {
    const at = now
    let stamp: string | undefined
    return {
      get now() {
        return (stamp ??= new Date(START + at * MINUTE).toISOString())
      },
      dueAt: plainDueAt,
      ...(input.decide ? { decide: input.decide } : {}),
    }
  }
  const take = (of: Going, key: string | number, event: ProcessEvent): void => {
    const turn = of.session ? alone(of, of.session.take(event, environment())) : along(of, key, event)
    const stopped = turn.stopped ?? (++of.steps > STEPS_AT_MOST ? 'the case goes round for ever' : undefined)
    if (turn.over || stopped !== undefined) {
      of.open = NOTHING
      going--
      if (stopped === undefined) ended.push({ number: of.number, cycle: now - of.begun, waited: of.waited })
      else {
        unfinished++
        cause ??= stopped
      }
      return
    }
    for (const wait of turn.opened) open(of, wait)
  }
  /** A step in company: one that others took from there before is not taken again. */
  const along = (of: Going, key: string | number, event: ProcessEvent): Omit<Turn, 'to'> => {
    const turn = of.place.turns.get(key) ?? ways.take(of.place, key, event, environment())
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
      unit = { id, staff: Math.max(1, input.staff(id)), busy: 0, worked: 0, waited: 0, queue: new Queue() }
      units.set(id, unit)
    }
    const work = { number: works.size, minutes: input.minutes(element), draws: drawsOf(input.seed, element), unit }
    works.set(element, work)
    return work
  }
  const open = (of: Going, wait: Wait): void => {
    if (wait.kind === 'timer' && wait.dueAt !== undefined)
      agenda.put(Math.max(now, (Date.parse(wait.dueAt) - START) / MINUTE), { kind: 'timer', of, wait, unit: undefined })
    if (wait.kind !== 'task' && wait.kind !== 'job') return
    const work = works.get(wait.element) ?? workAt(wait.element)
    const visit = of.visits[work.number] ?? 0
    of.visits[work.number] = visit + 1
    if (!work.unit) return begin(of, wait, work, visit)
    work.unit.queue.put({ of, wait, work, since: now, visit })
    serve(work.unit)
  }
  const begin = (of: Going, wait: Wait, { minutes, draws, unit }: Work, visit: number): void => {
    const takes = exponential(minutes, draws(of.number, visit))
    if (unit) unit.worked += takes
    agenda.put(now + takes, { kind: 'done', of, wait, unit })
  }
  const serve = (unit: Unit): void => {
    while (unit.busy < unit.staff) {
      const next = unit.queue.take()
      if (!next) return
      // what a timer or another branch took away is worked at no more
      if (!next.of.open.has(next.wait.id)) continue
      unit.busy++
      next.of.waited += now - next.since
      unit.waited += now - next.since
      begin(next.of, next.wait, next.work, next.visit)
    }
  }
  const arrivals = drawsOf(input.seed, '')
  const arrive = (number: number): void => {
    const of = {
      number,
      begun: 0,
      waited: 0,
      steps: 0,
      place: ways.beginning,
      session: undefined,
      open: NOTHING,
      visits: [],
    }
    const at = now + exponential(input.between, arrivals(number, 0))
    agenda.put(at, { kind: 'arrival', of, wait: NO_WAIT, unit: undefined })
  }
  const start: ProcessEvent = { type: 'start', variables: input.variables ?? {} }
  if (input.cases > 0) arrive(0)
  for (let next = agenda.take(); next; next = agenda.take()) {
    const { kind, of, wait, unit } = next
    if (kind === 'timer' && !of.open.has(wait.id)) continue
    now = agenda.at
    if (kind === 'arrival') {
      begun++
      going++
      if (begun < input.cases) arrive(begun)
      of.begun = now
      take(of, 'start', start)
      continue
    }
    if (unit) unit.busy--
    if (of.open.has(wait.id)) {
      const result = kind === 'done' ? input.result(wait) : undefined
      if (kind === 'timer') take(of, `timer ${wait.id}`, { type: 'timer', wait: wait.id })
      else if (result === undefined) take(of, wait.id, { type: 'complete', wait: wait.id })
      else take(of, keyOf(wait.id, result), { type: 'complete', wait: wait.id, result })
    }
    if (unit) serve(unit)
  }
  ended.sort((first, second) => first.number - second.number)
  return {
    cycle: ended.map(({ cycle }) => cycle),
    waiting: ended.map(({ waited }) => waited),
    unfinished: unfinished + going,
    ...(cause === undefined
      ? going > 0
        ? { cause: 'the case waits for a message that nobody sends' }
        : {}
      : { cause }),
    units: [...units.values()].map(({ id, staff, worked, waited }) => ({
      id,
      staff,
      utilisation: now === 0 ? 0 : worked / (staff * now),
      waiting: waited,
    })),
    minutes: now,
  }
}
