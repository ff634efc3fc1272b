/** A log by columns: events of a case stand together, in the order of the file. */
export interface EventLog {
  /** Names of activities; events hold their numbers. */
  activities: string[]
  /** Number of the activity of each event. */
  activity: Uint32Array
  /** Milliseconds since 1970 of each event; NaN where the log gives no time. */
  time: Float64Array
  /** Where each case begins; one more than there are cases. */
  offsets: Uint32Array
  /** Names of resources; 0xffffffff: none. */
  resources: string[]
  resource: Uint32Array
  /** 1 for each event that says that something begins (lifecycle `start`); absent: none does. */
  begins?: Uint8Array
  /** How many events have each value of lifecycle:transition. */
  lifecycle: Record<string, number>
  /** Attributes of cases that have few values, by name, a value for each case. */
  cases: ReadonlyMap<string, readonly (string | undefined)[]>
}

export const NO_RESOURCE = 0xffffffff

/** What is wrong with a log. */
export class LogError extends Error {
  readonly code: string
  readonly remedy: string
  constructor(code: string, message: string, remedy: string) {
    super(message)
    this.code = code
    this.remedy = remedy
  }
}

/** More events than this would not fit into memory beside what is counted. */
const EVENTS_AT_MOST = 50_000_000
/** What is longer is no name: it would fill memory, and no drawing holds it. */
const NAME_AT_MOST = 10_000
/** An attribute of cases with more values tells no kinds of cases apart; a log with more attributes is no log of cases. */
const VALUES_AT_MOST = 50
const ATTRIBUTES_AT_MOST = 50

type Values = Uint32Array<ArrayBuffer> | Float64Array<ArrayBuffer> | Uint8Array<ArrayBuffer>
/** Events in one piece of a column, as a power of two. */
const PIECE = 16
const WITHIN = (1 << PIECE) - 1

/** A column that grows by pieces: one that doubled would hold its values twice while it is copied. */
export class Column<Array extends Values> {
  private readonly pieces: (Array | undefined)[] = []
  private readonly make: (length: number) => Array
  constructor(make: (length: number) => Array) {
    this.make = make
  }

  /** @param at the next place, or one that was set before */
  set(at: number, value: number): void {
    const piece = (this.pieces[at >> PIECE] ??= this.make(WITHIN + 1))
    piece[at & WITHIN] = value
  }

  /** All in one, which empties the column. @param places where each value goes; absent: as they came */
  whole(length: number, places?: Uint32Array): Array {
    const all = this.make(length)
    for (const [number, piece] of this.pieces.entries()) {
      const from = number << PIECE
      const count = Math.min(length - from, WITHIN + 1)
      if (places) for (let at = 0; at < count; at++) all[places[from + at]!] = piece![at]!
      else all.set(piece!.subarray(0, count), from)
      // given back at once, not when somebody next looks for what nobody holds
      piece!.buffer.transfer(0)
      this.pieces[number] = undefined
    }
    return all
  }
}

/** Takes events as they come and makes columns of them. */
export class LogBuilder {
  private readonly activity = new Column((length) => new Uint32Array(length))
  private readonly time = new Column((length) => new Float64Array(length))
  private readonly resource = new Column((length) => new Uint32Array(length))
  private readonly begins = new Column((length) => new Uint8Array(length))
  private events = 0
  private places: Uint32Array | undefined
  private readonly offsets: number[] = [0]
  private readonly activities = new Map<string, number>()
  private readonly resources = new Map<string, number>()
  private readonly lifecycle: Record<string, number> = {}

  private readonly cases = new Map<string, { values: (string | undefined)[]; different: Map<string, string> }>()

  /** Says something of the case that is being read. */
  describeCase(name: string, value: string): void {
    let known = this.cases.get(name)
    if (!known) {
      if (this.cases.size === ATTRIBUTES_AT_MOST) return
      this.cases.set(name, (known = { values: [], different: new Map() }))
    }
    if (known.different.size > VALUES_AT_MOST) return
    // the same text for each case, so that none keeps the piece of the file it came from
    if (!known.different.has(value)) {
      const own = ownText(value)
      known.different.set(own, own)
    }
    if (known.different.size > VALUES_AT_MOST) known.values.length = 0
    else known.values[this.offsets.length - 1] = known.different.get(value)!
  }

  /** @throws LogError when there are more than can be held */
  add(activity: string, time: number, resource: string | undefined, transition: string | undefined): void {
    if (this.events === EVENTS_AT_MOST)
      throw new LogError('too-large', `the log has more than ${EVENTS_AT_MOST} events`, 'split it by time')
    this.activity.set(this.events, numbered(this.activities, activity))
    this.time.set(this.events, time)
    this.resource.set(this.events, resource === undefined ? NO_RESOURCE : numbered(this.resources, resource))
    this.begins.set(this.events, transition === 'start' ? 1 : 0)
    if (transition !== undefined) this.lifecycle[transition] = (this.lifecycle[transition] ?? 0) + 1
    this.events++
  }

  /** Ends a case; one without events is a case too. */
  endCase(): void {
    this.offsets.push(this.events)
  }

  /**
   * Puts the events of each case together, in the order they came.
   * @param of the case of each event, by numbers as cases come; the array is used up
   */
  gather(of: Uint32Array, cases: number): void {
    const offsets = new Array<number>(cases + 1).fill(0)
    let together = true
    for (let at = 0; at < this.events; at++) {
      offsets[of[at]! + 1]!++
      together &&= at === 0 || of[at - 1]! <= of[at]!
    }
    for (let at = 0; at < cases; at++) offsets[at + 1]! += offsets[at]!
    this.offsets.length = 0
    for (const offset of offsets) this.offsets.push(offset)
    // those that stand together already stay where they are
    if (together) return
    const next = Uint32Array.from(offsets)
    for (let at = 0; at < this.events; at++) of[at] = next[of[at]!]!++
    this.places = of
  }

  build(): EventLog {
    return {
      activities: [...this.activities.keys()],
      activity: this.activity.whole(this.events, this.places),
      time: this.time.whole(this.events, this.places),
      resources: [...this.resources.keys()],
      resource: this.resource.whole(this.events, this.places),
      offsets: Uint32Array.from(this.offsets),
      ...((this.lifecycle['start'] ?? 0) > 0 ? { begins: this.begins.whole(this.events, this.places) } : {}),
      lifecycle: this.lifecycle,
      cases: new Map(
        [...this.cases]
          .filter(([, { different }]) => different.size > 1 && different.size <= VALUES_AT_MOST)
          .map(([name, { values }]) => [name, values]),
      ),
    }
  }
}

function numbered(names: Map<string, number>, name: string): number {
  const known = names.get(name)
  if (known !== undefined) return known
  if (name.length > NAME_AT_MOST)
    throw new LogError(
      'long-name',
      `the name of an activity or of who did it has more than ${NAME_AT_MOST} letters: ${name.slice(0, 40)}…`,
      'take the column or attribute that holds the name',
    )
  names.set(ownText(name), names.size)
  return names.size - 1
}

/** A copy of a text: a part of a larger one would keep all of the larger one in memory. */
export const ownText = (text: string): string => JSON.parse(JSON.stringify(text)) as string
