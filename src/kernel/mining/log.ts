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

/** Takes events as they come and makes columns of them. */
export class LogBuilder {
  private activity = new Uint32Array(1024)
  private time = new Float64Array(1024)
  private resource = new Uint32Array(1024)
  private begins = new Uint8Array(1024)
  private events = 0
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
    if (this.events === this.activity.length) this.grow()
    this.activity[this.events] = numbered(this.activities, activity)
    this.time[this.events] = time
    this.resource[this.events] = resource === undefined ? NO_RESOURCE : numbered(this.resources, resource)
    if (transition === 'start') this.begins[this.events] = 1
    if (transition !== undefined) this.lifecycle[transition] = (this.lifecycle[transition] ?? 0) + 1
    this.events++
  }

  /** Ends a case; one without events is a case too. */
  endCase(): void {
    this.offsets.push(this.events)
  }

  /** Puts the events of each case together, in the order they came; `of` names the case of each event. */
  gather(of: Uint32Array, cases: number): void {
    const offsets = new Array<number>(cases + 1).fill(0)
    for (let at = 0; at < this.events; at++) offsets[of[at]! + 1]!++
    for (let at = 0; at < cases; at++) offsets[at + 1]! += offsets[at]!
    this.offsets.length = 0
    for (const offset of offsets) this.offsets.push(offset)
    // cases are numbered as they come: one that stands together already is not copied
    let together = true
    for (let at = 1; at < this.events && together; at++) together = of[at - 1]! <= of[at]!
    if (together) return
    const next = Uint32Array.from(offsets)
    const [activity, time, resource, begins] = [this.activity, this.time, this.resource, this.begins]
    this.activity = new Uint32Array(activity.length)
    this.time = new Float64Array(time.length)
    this.resource = new Uint32Array(resource.length)
    this.begins = new Uint8Array(begins.length)
    for (let at = 0; at < this.events; at++) {
      const to = next[of[at]!]!++
      this.activity[to] = activity[at]!
      this.time[to] = time[at]!
      this.resource[to] = resource[at]!
      this.begins[to] = begins[at]!
    }
  }

  build(): EventLog {
    return {
      activities: [...this.activities.keys()],
      activity: this.activity.slice(0, this.events),
      time: this.time.slice(0, this.events),
      resources: [...this.resources.keys()],
      resource: this.resource.slice(0, this.events),
      offsets: Uint32Array.from(this.offsets),
      ...((this.lifecycle['start'] ?? 0) > 0 ? { begins: this.begins.slice(0, this.events) } : {}),
      lifecycle: this.lifecycle,
      cases: new Map(
        [...this.cases]
          .filter(([, { different }]) => different.size > 1 && different.size <= VALUES_AT_MOST)
          .map(([name, { values }]) => [name, values]),
      ),
    }
  }

  private grow(): void {
    const size = this.activity.length * 2
    const larger = <Column extends Uint32Array | Float64Array | Uint8Array>(column: Column, next: Column): Column => {
      next.set(column)
      return next
    }
    this.activity = larger(this.activity, new Uint32Array(size))
    this.time = larger(this.time, new Float64Array(size))
    this.resource = larger(this.resource, new Uint32Array(size))
    this.begins = larger(this.begins, new Uint8Array(size))
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
