import { CaseSession } from '../process/case-session.ts'
import { plainDueAt, type Environment, type Graph, type Json, type Variables, type Wait } from '../process/index.ts'
import { Agenda } from './agenda.ts'
import { draw, exponential } from './draw.ts'

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
  session: CaseSession
  open: Set<number>
  visits: Map<string, number>
}
type Happening =
  | { kind: 'arrival'; number: number }
  | { kind: 'done'; of: Going; wait: Wait; unit: string | undefined }
  | { kind: 'timer'; of: Going; wait: Wait }
interface Unit {
  id: string
  staff: number
  busy: number
  worked: number
  waited: number
  queue: { of: Going; wait: Wait; since: number; visit: number }[]
}

const START = Date.parse('2026-01-01T00:00:00Z')
const MINUTE = 60_000
/** A case that goes round for ever is given up. */
const STEPS_AT_MOST = 2_000

/** Lets cases run through a process by the same steps that real ones take. The same input always gives the same numbers. */
export function simulate(input: Simulation): Simulated {
  const agenda = new Agenda<Happening>()
  const units = new Map<string, Unit>()
  const ended: { number: number; cycle: number; waited: number }[] = []
  let [now, unfinished, begun]: [number, number, number] = [0, 0, 0]
  let cause: string | undefined
  const stamp = () => new Date(START + now * MINUTE).toISOString()
  const environment = (): Environment => ({
    now: stamp(),
    dueAt: plainDueAt,
    ...(input.decide ? { decide: input.decide } : {}),
  })
  const steps = new Map<Going, number>()
  const take = (of: Going, event: Parameters<CaseSession['take']>[0]): void => {
    const outcome = of.session.take(event, environment())
    const count = (steps.get(of) ?? 0) + 1
    steps.set(of, count)
    for (const closed of outcome.closed) of.open.delete(closed.id)
    const stopped = outcome.incident?.message ?? (count > STEPS_AT_MOST ? 'the case goes round for ever' : undefined)
    if (outcome.outcome !== 'running' || stopped !== undefined) {
      of.open.clear()
      steps.delete(of)
      if (stopped === undefined) ended.push({ number: of.number, cycle: now - of.begun, waited: of.waited })
      else {
        unfinished++
        cause ??= stopped
      }
      return
    }
    for (const wait of outcome.opened) open(of, wait)
  }
  const open = (of: Going, wait: Wait): void => {
    of.open.add(wait.id)
    if (wait.kind === 'timer' && wait.dueAt !== undefined)
      agenda.put(Math.max(now, (Date.parse(wait.dueAt) - START) / MINUTE), { kind: 'timer', of, wait })
    if (wait.kind !== 'task' && wait.kind !== 'job') return
    const visit = of.visits.get(wait.element) ?? 0
    of.visits.set(wait.element, visit + 1)
    const id = input.unit(wait.element)
    if (id === undefined) return begin(of, wait, visit, undefined)
    let unit = units.get(id)
    if (!unit)
      units.set(id, (unit = { id, staff: Math.max(1, input.staff(id)), busy: 0, worked: 0, waited: 0, queue: [] }))
    unit.queue.push({ of, wait, since: now, visit })
    serve(unit)
  }
  const begin = (of: Going, wait: Wait, visit: number, unit: Unit | undefined): void => {
    const minutes = exponential(input.minutes(wait.element), draw(input.seed, wait.element, of.number, visit))
    if (unit) unit.worked += minutes
    agenda.put(now + minutes, { kind: 'done', of, wait, unit: unit?.id })
  }
  const serve = (unit: Unit): void => {
    while (unit.busy < unit.staff) {
      const next = unit.queue.shift()
      if (!next) return
      // what a timer or another branch took away is worked at no more
      if (!next.of.open.has(next.wait.id)) continue
      unit.busy++
      next.of.waited += now - next.since
      unit.waited += now - next.since
      begin(next.of, next.wait, next.visit, unit)
    }
  }
  const arrive = (number: number, at: number) =>
    agenda.put(at + exponential(input.between, draw(input.seed, '', number, 0)), { kind: 'arrival', number })
  if (input.cases > 0) arrive(0, 0)
  for (let next = agenda.take(); next; next = agenda.take()) {
    const { at, item } = next
    if (item.kind === 'timer' && !item.of.open.has(item.wait.id)) continue
    now = at
    if (item.kind === 'arrival') {
      begun++
      if (begun < input.cases) arrive(begun, now)
      const of: Going = {
        number: item.number,
        begun: now,
        waited: 0,
        session: new CaseSession(input.graph, environment()),
        open: new Set(),
        visits: new Map(),
      }
      take(of, { type: 'start', variables: input.variables ?? {} })
      continue
    }
    if (item.kind === 'done' && item.unit !== undefined) units.get(item.unit)!.busy--
    if (item.of.open.has(item.wait.id)) {
      const result = item.kind === 'done' ? input.result(item.wait) : undefined
      take(
        item.of,
        item.kind === 'timer'
          ? { type: 'timer', wait: item.wait.id }
          : { type: 'complete', wait: item.wait.id, ...(result === undefined ? {} : { result }) },
      )
    }
    if (item.kind === 'done' && item.unit !== undefined) serve(units.get(item.unit)!)
  }
  ended.sort((first, second) => first.number - second.number)
  return {
    cycle: ended.map(({ cycle }) => cycle),
    waiting: ended.map(({ waited }) => waited),
    unfinished: unfinished + steps.size,
    ...(cause === undefined
      ? steps.size > 0
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
