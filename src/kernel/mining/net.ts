import { mapProcess, type ProcessMap, type Step } from '../diagnosis/process-map.ts'

/** A transition of a net; its label says which activity of the log it is. */
export interface Transition {
  step: string
  /** SILENT: it leaves no trace in a log. */
  label: number
  takes: readonly number[]
  gives: readonly number[]
  /** Places that lose their tokens. */
  clears: readonly number[]
  /** It may only happen when none of these holds a token. */
  awaits: readonly number[]
}
export const SILENT = -1

/** A model as places and transitions; it ends when no place holds a token. */
export interface Net {
  begin: number
  places: number
  transitions: readonly Transition[]
  /** Names of labels: first the activities of the log, then steps that the log does not have. */
  labels: readonly string[]
  /** Joins whose rule a net can't say: the net then allows more than the model, so that a cost is too low at most. */
  loose: readonly string[]
}

/** More ways than this from one inclusive gateway are taken one at a time or all at once. */
const SUBSETS_AT_MOST = 6

/**
 * Makes a net of the first process of a BPMN model.
 * @param activities names in the log: an activity is the steps of this id, else of this name
 * @throws XmlError when the text is no XML
 */
export function netOf(bpmn: string, activities: readonly string[]): Net {
  return new NetBuilder(mapProcess(bpmn), activities).build()
}

class NetBuilder {
  private readonly places = new Map<string, number>()
  private readonly transitions: Transition[] = []
  private readonly labels: string[]
  private readonly labelByName = new Map<string, number>()
  private readonly loose: string[] = []
  private readonly map: ProcessMap
  constructor(map: ProcessMap, activities: readonly string[]) {
    this.map = map
    this.labels = [...activities]
    for (const [label, name] of activities.entries()) {
      this.labelByName.set(name, label)
      if (!this.labelByName.has(plain(name))) this.labelByName.set(plain(name), label)
    }
  }

  build(): Net {
    const begin = this.place('begin')
    const top = this.map.process?.attribute('id') ?? ''
    for (const step of this.startsOf(top)) this.start(step, begin)
    for (const step of this.map.steps.values()) if (!isBeside(step)) this.add(step)
    return {
      begin,
      places: this.places.size,
      transitions: shortened(this.transitions, begin),
      labels: this.labels,
      loose: this.loose,
    }
  }

  private place(name: string): number {
    const known = this.places.get(name)
    if (known !== undefined) return known
    this.places.set(name, this.places.size)
    return this.places.size - 1
  }

  /** Elements that a scope begins with: its plain starts, else what no flow leads to. */
  private startsOf(scope: string): Step[] {
    const own = [...this.map.steps.values()].filter((step) => step.scope === scope && !isBeside(step))
    const starts = own.filter(({ type }) => type === 'startEvent')
    return starts.length > 0 ? starts : own.filter((step) => step.incoming.length === 0 && !step.host)
  }

  private start(step: Step, begin: number): void {
    if (step.type === 'startEvent') this.transition(step, this.labelOf(step), [begin], this.out(step))
    else this.transition(step, SILENT, [begin], [this.place(`in ${step.id}`)])
  }

  /** Everything that may happen at an element. */
  private add(step: Step): void {
    if (step.type === 'startEvent' || step.host) return
    const into = step.incoming.map(({ id }) => this.place(id))
    if (into.length === 0 && step.type !== 'startEvent') into.push(this.place(`in ${step.id}`))
    if (step.type === 'parallelGateway') this.transition(step, SILENT, into, this.out(step))
    else if (/^(inclusive|complex)Gateway$/.test(step.type)) this.inclusive(step, into)
    else if (/Gateway$/.test(step.type))
      for (const place of into) for (const way of this.ways(step)) this.transition(step, SILENT, [place], way)
    else if (/[sS]ubProcess$|^transaction$/.test(step.type)) this.nested(step, into)
    else for (const place of into) this.work(step, place)
  }

  private inclusive(step: Step, into: readonly number[]): void {
    const middle = this.place(`at ${step.id}`)
    const joins = into.length > 1 ? subsets(into) : [into]
    if (into.length > 1) this.loose.push(step.id)
    for (const some of joins) this.transition(step, SILENT, some, [middle])
    const outs = this.out(step)
    for (const some of outs.length > 1 ? subsets(outs) : [outs]) this.transition(step, SILENT, [middle], some)
  }

  /** An activity or event: done, done again where it is a loop, or broken off by what stands on its border. */
  private work(step: Step, place: number): void {
    const label = this.labelOf(step)
    if (step.element.children.some((child) => child.name === 'terminateEventDefinition'))
      return this.transition(step, label, [place], [], this.within(step.scope))
    const outs = step.outgoing.some(({ condition }) => condition !== '') ? subsets(this.out(step)) : [this.out(step)]
    for (const way of outs) this.transition(step, label, [place], way)
    if (step.element.children.some((child) => /LoopCharacteristics$/.test(child.name)))
      this.transition(step, label, [place], [place])
    for (const event of step.boundaries)
      this.transition(
        event,
        this.labelOf(event),
        [place],
        isInterrupting(event) ? this.out(event) : [place, ...this.out(event)],
      )
  }

  private nested(step: Step, into: readonly number[]): void {
    const [open, begin] = [this.place(`open ${step.id}`), this.place(`begin ${step.id}`)]
    for (const place of into) this.transition(step, SILENT, [place], [open, begin])
    for (const start of this.startsOf(step.id)) this.start(start, begin)
    const inside = [begin, ...this.within(step.id)]
    this.transition(step, SILENT, [open], this.out(step), [], inside)
    for (const event of step.boundaries)
      if (isInterrupting(event)) this.transition(event, this.labelOf(event), [open], this.out(event), inside)
      else this.transition(event, this.labelOf(event), [open], [open, ...this.out(event)])
  }

  /** Places inside a scope, those of scopes within it too. */
  private within(scope: string): number[] {
    return [...this.map.steps.values()]
      .filter((step) => step.scope === scope)
      .flatMap((step) => [
        ...[...step.outgoing, ...step.incoming].map(({ id }) => this.place(id)),
        this.place(`in ${step.id}`),
        this.place(`at ${step.id}`),
        ...(/[sS]ubProcess$|^transaction$/.test(step.type)
          ? [this.place(`open ${step.id}`), this.place(`begin ${step.id}`), ...this.within(step.id)]
          : []),
      ])
  }

  private out(step: Step): number[] {
    return step.outgoing.map(({ id }) => this.place(id))
  }

  private ways(step: Step): number[][] {
    const outs = this.out(step)
    return outs.length === 0 ? [[]] : outs.map((place) => [place])
  }

  private transition(
    { id }: Step,
    label: number,
    takes: readonly number[],
    gives: readonly number[],
    clears: readonly number[] = [],
    awaits: readonly number[] = [],
  ): void {
    this.transitions.push({ step: id, label, takes, gives, clears, awaits })
  }

  /** What a log calls a step; work that the log does not know has a label of its own, other things are silent. */
  private labelOf(step: Step): number {
    const known =
      this.labelByName.get(step.id) ?? (step.name === '' ? undefined : this.labelByName.get(plain(step.name)))
    if (known !== undefined) return known
    if (!/^task$|Task$|^callActivity$/.test(step.type)) return SILENT
    this.labels.push(step.name || step.id)
    this.labelByName.set(step.id, this.labels.length - 1)
    return this.labels.length - 1
  }
}

/** Leaves out places from which one silent transition leads on and nothing else: what gave to them gives further on. */
function shortened(transitions: readonly Transition[], begin: number): Transition[] {
  const special = new Set([begin, ...transitions.flatMap(({ clears, awaits }) => [...clears, ...awaits])])
  let left = [...transitions]
  for (;;) {
    const takers = Map.groupBy(
      left.flatMap((transition) => transition.takes.map((place) => ({ place, transition }))),
      ({ place }) => place,
    )
    const passed = left.find(
      ({ label, takes, gives, clears, awaits }) =>
        label === SILENT &&
        takes.length === 1 &&
        clears.length + awaits.length === 0 &&
        !special.has(takes[0]!) &&
        !gives.includes(takes[0]!) &&
        takers.get(takes[0]!)!.length === 1,
    )
    if (!passed) return left
    const [place] = passed.takes
    left = left
      .filter((transition) => transition !== passed)
      .map((transition) =>
        transition.gives.includes(place!)
          ? {
              ...transition,
              gives: [...new Set([...transition.gives.filter((each) => each !== place), ...passed.gives])],
            }
          : transition,
      )
  }
}

/** An event sub-process, or what is done to undo: no token comes there by a flow. */
const isBeside = (step: Step): boolean =>
  step.element.attribute('triggeredByEvent') === 'true' || step.element.attribute('isForCompensation') === 'true'
const isInterrupting = (event: Step): boolean => event.element.attribute('cancelActivity') !== 'false'
const plain = (name: string): string => name.replace(/\s+/g, ' ').trim().toLocaleLowerCase()

/** Every choice of at least one; of many, each alone and all. */
function subsets(of: readonly number[]): number[][] {
  if (of.length > SUBSETS_AT_MOST) return [...of.map((each) => [each]), [...of]]
  return Array.from({ length: 2 ** of.length - 1 }, (_, at) => of.filter((_each, bit) => ((at + 1) >> bit) & 1))
}
