import { everyTag, idOf, tagsOf, textIn, valueOf, type Tag } from './tags.ts'

/** A way on from a step. */
export interface Way {
  id: string
  target: string
  condition: string
  /** How often it is taken (`darcha:share`). */
  share: string
  /** It is taken where no condition holds. */
  isDefault: boolean
}

/** A step of a process as the outline tells it. */
export interface OutlineStep {
  id: string
  /** Local name of the BPMN element. */
  type: string
  name: string
  lane: string | undefined
  /** `darcha:` attributes without the prefix. */
  attributes: Readonly<Record<string, string>>
  ways: Way[]
  /** The step on whose border this event stands. */
  on: string | undefined
  /** Of a timer: how long. */
  timer: string | undefined
  /** Of an event: its kind (`none`: it waits for nothing and says nothing), and for what, or what. */
  event: { kind: string; what: string } | undefined
  /** How often it is done, and its number or condition. */
  rounds: { how: 'once' | 'at-once' | 'in-turn' | 'again'; what: string }
  /** The sub-process that it is inside. */
  inside: string | undefined
}

export interface Outline {
  steps: OutlineStep[]
  lanes: { id: string; name: string }[]
  /** Others of whom only messages are shown. */
  pools: { id: string; name: string }[]
}

const isNode = (name: string): boolean =>
  /(Task|^task|Event|Gateway|[sS]ubProcess|^callActivity|^transaction)$/.test(name)
const CONTAINER = /[sS]ubProcess$|^transaction$/

/** Reads a process in the order in which a case goes through it. @throws Unreadable */
export function outlineOf(bpmn: string): Outline {
  const root = tagsOf(bpmn)
  const all = [...everyTag(root)]
  const process =
    all.find((tag) => tag.name === 'process' && valueOf(tag, 'isExecutable') === 'true') ??
    all.find((tag) => tag.name === 'process')
  if (!process) return { steps: [], lanes: [], pools: [] }
  const within = [...everyTag(process)]
  const lanes = within.filter((tag) => tag.name === 'lane')
  const laneOf = new Map<string, string>()
  for (const lane of lanes)
    for (const ref of lane.children) if (ref.name === 'flowNodeRef') laneOf.set(textIn(bpmn, ref), idOf(lane) ?? '')
  const nodes = new Map(
    within.filter((tag) => isNode(tag.name) && idOf(tag) !== undefined).map((tag) => [idOf(tag)!, tag]),
  )
  const named = new Map(root.children.flatMap((tag) => (idOf(tag) === undefined ? [] : [[idOf(tag)!, tag] as const])))
  const steps = new Map([...nodes].map(([id, tag]) => [id, stepOf(bpmn, id, tag, laneOf.get(id), named)]))
  for (const flow of within.filter((tag) => tag.name === 'sequenceFlow')) {
    const source = steps.get(valueOf(flow, 'sourceRef') ?? '')
    const condition = flow.children.find((tag) => tag.name === 'conditionExpression')
    source?.ways.push({
      id: idOf(flow) ?? '',
      target: valueOf(flow, 'targetRef') ?? '',
      condition: condition ? textIn(bpmn, condition) : '',
      share: valueOf(flow, 'darcha:share') ?? '',
      isDefault: valueOf(nodes.get(source.id)!, 'default') === idOf(flow),
    })
  }
  return {
    steps: inOrder(steps),
    lanes: lanes.map((lane) => ({ id: idOf(lane) ?? '', name: valueOf(lane, 'name') ?? '' })),
    pools: all
      .filter((tag) => tag.name === 'participant' && (valueOf(tag, 'processRef') ?? '') !== idOf(process))
      .map((pool) => ({ id: idOf(pool) ?? '', name: valueOf(pool, 'name') ?? '' })),
  }
}

function stepOf(
  bpmn: string,
  id: string,
  tag: Tag,
  lane: string | undefined,
  named: ReadonlyMap<string, Tag>,
): OutlineStep {
  const timer = tag.children
    .find((child) => child.name === 'timerEventDefinition')
    ?.children.find((child) => /^time/.test(child.name))
  return {
    id,
    type: tag.name,
    name: (valueOf(tag, 'name') ?? '').replace(/\s+/g, ' ').trim(),
    lane,
    attributes: Object.fromEntries(
      [...tag.attributes]
        .filter(([name]) => name.startsWith('darcha:'))
        .map(([name, { value }]) => [name.slice(7), value]),
    ),
    ways: [],
    on: valueOf(tag, 'attachedToRef'),
    timer: timer ? textIn(bpmn, timer) : undefined,
    event: /Event$/.test(tag.name) ? eventOf(bpmn, tag, named) : undefined,
    rounds: roundsOf(bpmn, tag),
    inside: tag.parent && CONTAINER.test(tag.parent.name) ? idOf(tag.parent) : undefined,
  }
}

function eventOf(bpmn: string, tag: Tag, named: ReadonlyMap<string, Tag>): { kind: string; what: string } {
  const definition = tag.children.find(({ name }) => /EventDefinition$/.test(name))
  if (!definition) return { kind: 'none', what: '' }
  const kind = definition.name.replace('EventDefinition', '')
  const reference = valueOf(definition, `${kind}Ref`)
  const shared = named.get(reference?.replace(/^.*:/, '') ?? '')
  const said = definition.children.find(({ name }) => /^(time|condition)/.test(name))
  const what = said
    ? textIn(bpmn, said)
    : shared
      ? (valueOf(shared, `${kind}Code`) ?? valueOf(shared, 'name') ?? '')
      : (reference ?? valueOf(definition, 'name') ?? '')
  return { kind, what }
}

function roundsOf(bpmn: string, tag: Tag): OutlineStep['rounds'] {
  const loop = tag.children.find(({ name }) => /LoopCharacteristics$/.test(name))
  if (!loop) return { how: 'once', what: '' }
  const said = loop.children.find(({ name }) => /^loop(Cardinality|Condition)$/.test(name))
  const what = said ? textIn(bpmn, said) : ''
  if (loop.name === 'standardLoopCharacteristics') return { how: 'again', what }
  return { how: valueOf(loop, 'isSequential') === 'true' ? 'in-turn' : 'at-once', what }
}

/** From the start on, each step once, events behind the step they stand on; what nothing leads to comes last. */
function inOrder(steps: ReadonlyMap<string, OutlineStep>): OutlineStep[] {
  const targets = new Set([...steps.values()].flatMap((step) => step.ways.map(({ target }) => target)))
  const order: OutlineStep[] = []
  const done = new Set<string>()
  const waiting = [...steps.values()].filter((step) => step.on === undefined && !targets.has(step.id)).reverse()
  const rest = [...steps.values()].reverse()
  // a stack of its own: a model of thousands of steps in a row would be too deep for the language's
  for (const stack of [waiting, rest])
    while (stack.length > 0) {
      const step = stack.pop()!
      if (done.has(step.id)) continue
      done.add(step.id)
      order.push(step)
      const events = [...steps.values()].filter((event) => event.on === step.id)
      for (const way of [...step.ways].reverse()) {
        const next = steps.get(way.target)
        if (next && !done.has(next.id)) stack.push(next)
      }
      for (const event of events.reverse()) if (!done.has(event.id)) stack.push(event)
    }
  return order
}
