import { CaseSession } from '../process/case-session.ts'
import type { Environment, Graph, Json, ProcessEvent, State, Wait } from '../process/index.ts'
import type { StepOutcome } from '../process/step.ts'

/** Where cases stand: all of them wait for the same, hold the same, and go on in the same ways. */
export interface Place {
  readonly state: State | null
  /** Numbers of the waits that are open here. */
  readonly open: ReadonlySet<number>
  /** Steps from here that were taken before, by what was given. */
  readonly turns: Map<string | number, Turn | Fork>
}

/** The steps that one event gives part at a gateway whose way is drawn: one for each flow that was drawn there. */
export interface Fork {
  readonly asks: string
  readonly ways: Map<string, Turn | Fork>
}

/** A step that is the same for every case that takes it. */
export interface Turn {
  readonly asks?: undefined
  readonly to: Place
  readonly opened: readonly Wait[]
  readonly over: boolean
  /** Why the case can't go on. */
  readonly stopped: string | undefined
}

/** A step of a case that goes on alone from here. */
export interface Parting {
  readonly session: CaseSession
  readonly outcome: StepOutcome
}

/** Places that are kept: where every case holds something else, remembering them helps nobody. */
const PLACES_AT_MOST = 5_000
/** Ways drawn in one step that is kept. */
const DRAWN_AT_MOST = 20

/**
 * The steps of a process, each taken once. A step is pure: the same state and event give the same step, whatever the time
 * is, unless it asks for the time. So cases that stand in the same place need not take it each for itself, which is most
 * of the work of a simulation. What asked for the time (a timer, `today()`) or comes after more places than are kept is
 * taken by a case alone, by the very same steps.
 */
export class Ways {
  private readonly graph: Graph
  private readonly places = new Map<string, Place>()
  /** Where a case stands before it begins. */
  readonly beginning: Place = { state: null, open: new Set(), turns: new Map() }

  private readonly most: number
  /** Steps that are kept behind drawn ways. */
  private forks = 0

  /** @param most places that are kept at most */
  constructor(graph: Graph, most = PLACES_AT_MOST) {
    this.graph = graph
    this.most = most
  }

  /**
   * @param place where the case stands @param key what the event is, in short: the same for the same
   * @param environment made anew for this step
   * @returns the step, or what came of it for a case that goes on alone
   */
  take(place: Place, key: string | number, event: ProcessEvent, environment: Environment): Turn | Parting {
    // ways are drawn in the order in which they are asked for, whether the step is known or not
    const drawn: Drawn[] = []
    const { choose } = environment
    let known = place.turns.get(key)
    while (known?.asks !== undefined) {
      const way: string = choose!(known.asks) ?? ''
      drawn.push({ at: known.asks, way })
      known = known.ways.get(way)
    }
    if (known) return known
    let asked = false
    const chosen = choose && new Choices(drawn, (gateway) => choose(gateway) ?? '')
    const watched: Environment = Object.defineProperty({ ...environment }, 'now', {
      get() {
        asked = true
        return environment.now
      },
    })
    if (chosen) watched.choose = (gateway) => chosen.choose(gateway)
    const session = new CaseSession(this.graph, watched, place.state)
    const outcome = session.take(event, watched)
    const { opened, closed, incident } = outcome
    const over = outcome.outcome !== 'running'
    chosen?.end()
    const to = asked ? undefined : this.placeOf(session, place, closed, opened, over || incident !== undefined)
    if (!to) return { session, outcome }
    const turn: Turn = { to, opened, over, stopped: incident?.message }
    // where many ways are drawn in one step, hardly a case takes the same
    if (drawn.length === 0 || (drawn.length <= DRAWN_AT_MOST && this.forks++ < this.most)) keep(place, key, drawn, turn)
    return turn
  }

  private placeOf(
    session: CaseSession,
    before: Place,
    closed: readonly { id: number }[],
    opened: readonly Wait[],
    ends: boolean,
  ): Place | undefined {
    if (ends) return OVER
    const { state } = session
    const key = JSON.stringify(state)
    const known = this.places.get(key)
    if (known) return known
    if (this.places.size >= this.most) return undefined
    const place: Place = { state, open: openAfter(before.open, closed, opened), turns: new Map() }
    this.places.set(key, place)
    return place
  }
}

/** A way that was drawn at a gateway. */
interface Drawn {
  at: string
  way: string
}

/** Ways drawn in one step. A step that is repeated, to take back one that came to nothing, takes the same. */
export class Choices {
  private readonly drawn: Drawn[]
  private readonly draw: (gateway: string) => string
  private at = 0
  private over = false

  /** @param drawn those that are known already; others are added */
  constructor(drawn: Drawn[], draw: (gateway: string) => string) {
    this.drawn = drawn
    this.draw = draw
  }

  choose(gateway: string): string {
    const next = this.drawn[this.over ? this.at % Math.max(1, this.drawn.length) : this.at]
    if (next?.at === gateway) {
      this.at++
      return next.way
    }
    if (this.over) return ''
    const way = this.draw(gateway)
    this.drawn.push({ at: gateway, way })
    this.at++
    return way
  }

  /** The step was taken: what is asked from now on is a repetition. */
  end(): void {
    this.over = true
    this.at = 0
  }
}

/** Keeps a step behind the ways that were drawn in it. */
function keep(place: Place, key: string | number, drawn: readonly Drawn[], turn: Turn): void {
  let [ways, name]: [Map<string | number, Turn | Fork>, string | number] = [place.turns, key]
  for (const { at, way } of drawn) {
    const there = ways.get(name)
    const fork: Fork = there?.asks === undefined ? { asks: at, ways: new Map() } : there
    ways.set(name, fork)
    ;[ways, name] = [fork.ways as Map<string | number, Turn | Fork>, way]
  }
  ways.set(name, turn)
}

const OVER: Place = { state: null, open: new Set(), turns: new Map() }

/** The waits that are open after a step. */
export function openAfter(
  before: ReadonlySet<number>,
  closed: readonly { id: number }[],
  opened: readonly { id: number }[],
): ReadonlySet<number> {
  const open = new Set(before)
  for (const { id } of closed) open.delete(id)
  for (const { id } of opened) open.add(id)
  return open
}

/** What a result is in short, in the key of a step. */
export const keyOf = (wait: number, result: Json): string => `${wait} ${JSON.stringify(result)}`
