import { parse, type Model } from '../../../kernel/process/index.ts'

export interface Point {
  x: number
  y: number
}
export interface Box extends Point {
  width: number
  height: number
}

/**
 * An element drawn as a shape. `type` is the local name of the BPMN element, `occurrence` that of its event definition.
 */
export interface DrawnShape {
  id: string
  type: string
  name: string
  box: Box
  label?: Box
  occurrence?: string
  throws?: boolean
  interrupting?: boolean
  markers: ('parallel' | 'sequential' | 'loop' | 'compensation' | 'collapsed')[]
}
export interface DrawnEdge {
  id: string
  type: string
  name: string
  points: Point[]
  label?: Box
}

/** Ids of what stands before and behind an element. */
interface Around {
  before: string[]
  behind: string[]
}

/** What a model's own diagram data draw, and what its elements are called. */
export interface Drawing {
  /** Empty when the model has no diagram: its elements can still be listed. */
  shapes: DrawnShape[]
  edges: DrawnEdge[]
  /** Flow nodes in the order of the file: id, type and name, and where flows lead from one that has no name. */
  elements: { id: string; type: string; name: string; around?: Around }[]
  /** What the model calls the data it works with. */
  data: { id: string; name: string }[]
}

type Element = Model['definitions']
const local = (element: Element): string => element.$type.slice(element.$type.indexOf(':') + 1)
const typeOf = (element: Element): string => local(element).charAt(0).toLowerCase() + local(element).slice(1)
const nameOf = (element: Element): string =>
  String(element.name ?? element['text'] ?? '')
    .replace(/\s+/g, ' ')
    .trim()

/** Reads the first diagram of a model. @throws when the text is no BPMN model */
export async function readDrawing(bpmn: string): Promise<Drawing> {
  const { model, problems } = await parse(bpmn)
  if (!model) throw new Error(problems[0]?.message ?? 'no model')
  const drawing: Drawing = { shapes: [], edges: [], elements: [], data: [] }
  for (const element of Object.values(model.elementsById)) {
    if (local(element) === 'Property' && nameOf(element) !== '')
      drawing.data.push({ id: element.id as string, name: nameOf(element) })
    if (NODE.test(local(element)))
      drawing.elements.push({
        id: element.id as string,
        type: typeOf(element),
        name: nameOf(element),
        ...(nameOf(element) === '' && typeOf(element).endsWith('Gateway') ? { around: aroundOf(element) } : {}),
      })
  }
  const planes: Element[] = ((model.definitions['diagrams'] ?? []) as Element[])
    .slice(0, 1)
    .map((moddleElement) => moddleElement['plane'] as Element)
  for (const moddleElement of planes.flatMap((plane) => (plane?.['planeElement'] ?? []) as Element[])) {
    const element: Element | undefined = moddleElement['bpmnElement'] ?? referred(model, moddleElement)
    if (!element) continue
    const about = {
      id: element.id ?? '',
      type: typeOf(element),
      name: nameOf(element),
      ...(moddleElement['label']?.['bounds'] ? { label: boxOf(moddleElement['label']['bounds']) } : {}),
    }
    if (local(moddleElement) === 'BPMNShape' && moddleElement['bounds'])
      drawing.shapes.push({ ...about, box: boxOf(moddleElement['bounds']), ...looks(element, moddleElement) })
    if (local(moddleElement) === 'BPMNEdge')
      drawing.edges.push({
        ...about,
        points: ((moddleElement['waypoint'] ?? []) as Element[]).map(({ x, y }) => ({ x: Number(x), y: Number(y) })),
      })
  }
  return drawing
}

const aroundOf = (gateway: Element): Around => {
  const ids = (flows: unknown, end: 'sourceRef' | 'targetRef') =>
    ((flows ?? []) as Element[]).flatMap((flow) => (flow[end]?.id === undefined ? [] : [String(flow[end].id)]))
  return { before: ids(gateway['incoming'], 'sourceRef'), behind: ids(gateway['outgoing'], 'targetRef') }
}

const NODE = /Task$|^Task$|Event$|Gateway$|SubProcess$|^Transaction$|^CallActivity$/
const referred = (model: Model, shape: Element): Element | undefined => {
  const name = model.loose.get(shape)?.['bpmnElement']?.[0]
  return name === undefined ? undefined : model.elementsById[name.slice(name.indexOf(':') + 1)]
}
const boxOf = ({ x, y, width, height }: Element): Box => ({
  x: Number(x),
  y: Number(y),
  width: Number(width),
  height: Number(height),
})

/** Signs drawn into a shape. */
function looks(
  element: Element,
  shape: Element,
): Pick<DrawnShape, 'occurrence' | 'throws' | 'interrupting' | 'markers'> {
  const events: Element[] = element['eventDefinitions'] ?? []
  const repeats: Element | undefined = element['loopCharacteristics']
  const markers: DrawnShape['markers'] = []
  if (repeats)
    markers.push(
      local(repeats).startsWith('Standard') ? 'loop' : repeats['isSequential'] === true ? 'sequential' : 'parallel',
    )
  if (element['isForCompensation'] === true) markers.push('compensation')
  if (/SubProcess$|^CallActivity$/.test(local(element)) && shape['isExpanded'] === false) markers.push('collapsed')
  return {
    markers,
    ...(events[0] ? { occurrence: typeOf(events[0]).replace(/EventDefinition$/, '') } : {}),
    ...(/ThrowEvent$|^EndEvent$/.test(local(element)) ? { throws: true } : {}),
    ...(element['cancelActivity'] === false || element['isInterrupting'] === false ? { interrupting: false } : {}),
  }
}
