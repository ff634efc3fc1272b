import { SILENT, type Net, type Transition } from './net.ts'

/** Where tokens may go from a marking: pairs of label and next marking. */
export interface Marking {
  /** No token is left: the case is over. */
  over: boolean
  labels: Int32Array
  next: Int32Array
  /** The step of each way. */
  steps: readonly string[]
}

/** More markings than this are not kept: the search says that it ended early. */
export const MARKINGS_AT_MOST = 200_000

/** The markings of a net, each found when it is first asked for; all searches in one net share them. */
export class Markings {
  private readonly net: Net
  private readonly numbers = new Map<string, number>()
  private readonly tokens: number[][] = []
  private readonly found: (Marking | undefined)[] = []
  /** Transitions by a place that they take. */
  private readonly takers: Transition[][]
  /** Labels that may still come from a place on, at the most: a token is followed wherever one transition takes it. */
  private readonly ahead: ReadonlySet<number>[]
  private readonly reaches = new Map<string, number>()
  private readonly labels: ReadonlySet<number>[] = []
  private readonly reachOf: number[] = []

  constructor(net: Net) {
    this.net = net
    this.takers = Array.from({ length: net.places }, () => [])
    for (const transition of net.transitions)
      if (transition.takes.length > 0) this.takers[transition.takes[0]!]!.push(transition)
    this.ahead = this.aheadOfPlaces()
    this.numberOf([net.begin])
  }

  /** Number of the set of labels that may still come from a marking on; the same set has the same number. */
  reach(number: number): number {
    return (this.reachOf[number] ??= this.findReach(this.tokens[number]!))
  }

  /** The labels of such a set. */
  labelsOf(reach: number): ReadonlySet<number> {
    return this.labels[reach]!
  }

  private findReach(tokens: readonly number[]): number {
    const all = new Set(tokens.flatMap((place) => [...this.ahead[place]!]))
    const key = [...all].sort((first, second) => first - second).join(',')
    const known = this.reaches.get(key)
    if (known !== undefined) return known
    this.reaches.set(key, this.labels.length)
    return this.labels.push(all) - 1
  }

  private aheadOfPlaces(): Set<number>[] {
    const { places, transitions } = this.net
    const ahead = Array.from({ length: places }, () => new Set<number>())
    for (let more = true; more; ) {
      more = false
      // backwards, as most transitions stand before those that follow
      for (let at = transitions.length - 1; at >= 0; at--) {
        const { label, takes, gives } = transitions[at]!
        for (const place of takes) {
          const own = ahead[place]!
          const before = own.size
          if (label !== SILENT) own.add(label)
          for (const next of gives) for (const later of ahead[next]!) own.add(later)
          if (own.size > before) more = true
        }
      }
    }
    return ahead
  }

  get full(): boolean {
    return this.tokens.length >= MARKINGS_AT_MOST
  }

  /** The marking of a number; 0 is the first one. */
  at(number: number): Marking {
    return (this.found[number] ??= this.expand(this.tokens[number]!))
  }

  private expand(tokens: readonly number[]): Marking {
    const [labels, next, steps]: [number[], number[], string[]] = [[], [], []]
    for (const place of tokens)
      for (const transition of this.takers[place]!) {
        const after = fire(transition, tokens)
        if (!after) continue
        labels.push(transition.label)
        next.push(this.numberOf(after))
        steps.push(transition.step)
      }
    return { over: tokens.length === 0, labels: Int32Array.from(labels), next: Int32Array.from(next), steps }
  }

  private numberOf(tokens: number[]): number {
    const key = tokens.join(',')
    const known = this.numbers.get(key)
    if (known !== undefined) return known
    this.numbers.set(key, this.tokens.length)
    return this.tokens.push(tokens) - 1
  }
}

/** The marking after a transition; undefined when it can't happen, or would put a second token into a place. */
function fire({ takes, gives, clears, awaits }: Transition, tokens: readonly number[]): number[] | undefined {
  if (!takes.every((place) => tokens.includes(place)) || awaits.some((place) => tokens.includes(place)))
    return undefined
  const left = tokens.filter((place) => !takes.includes(place) && !clears.includes(place))
  if (gives.some((place) => left.includes(place))) return undefined
  return [...left, ...gives].sort((first, second) => first - second)
}
