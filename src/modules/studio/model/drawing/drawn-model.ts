import { everyTag, idOf, tagsOf, textIn, valueOf, type Tag } from '../tags.ts'

export interface Box {
  x: number
  y: number
  width: number
  height: number
}
export interface Point {
  x: number
  y: number
}
/** What is drawn of an element, and where it is written; what is new has no tag. */
export interface Shape {
  tag: Tag | undefined
  box: Box
  label: Box | undefined
}
export interface Edge {
  tag: Tag | undefined
  points: Point[]
  label: Box | undefined
}
/** One drawing: a model may have several. */
export interface Plane {
  tag: Tag
  shapes: Map<string, Shape>
  edges: Map<string, Edge>
}
/** A step of the model with what stands around it, and whether other steps may stand in it. */
export interface Node {
  id: string
  type: string
  /** The sub-process or process that holds it. */
  inside: string
  /** The step on whose border it stands. */
  host: string | undefined
  lane: string | undefined
  holds: boolean
}
export interface Flow {
  id: string
  from: string
  to: string
}
export interface Model {
  text: string
  root: Tag
  nodes: Map<string, Node>
  flows: Map<string, Flow>
  /** Messages between pools, and their steps. */
  messages: Map<string, Flow>
  /** Lanes, each with the lane or process around it; pools with the process they show. */
  lanes: Map<string, string>
  pools: Map<string, string>
  ids: Set<string>
}

const IS_NODE = /^(?!global)\w*(Task|task|Event|Gateway|[sS]ubProcess|transaction|callActivity)$/
const HOLDS = /[sS]ubProcess$|^transaction$/

/** A model's steps, ways and lanes. @throws Unreadable */
export function modelOf(text: string): Model {
  const root = tagsOf(text)
  const all = [...everyTag(root)]
  const model: Model = {
    text,
    root,
    nodes: new Map(),
    flows: new Map(),
    messages: new Map(),
    lanes: new Map(),
    pools: new Map(),
    ids: new Set(),
  }
  const laneOf = new Map<string, string>()
  const aroundOf = (tag: Tag): string => {
    let around = tag.parent
    while (around && !/^process$|^lane$/.test(around.name) && !HOLDS.test(around.name)) around = around.parent
    return (around && idOf(around)) ?? ''
  }
  for (const tag of all) {
    const id = idOf(tag)
    if (tag.name === 'flowNodeRef') {
      const leaf = !tag.parent!.children.some(({ name, children }) => name === 'childLaneSet' && children.length > 0)
      if (leaf) laneOf.set(textIn(text, tag), idOf(tag.parent!) ?? '')
    }
    if (id === undefined || tag.name.startsWith('BPMN')) continue
    model.ids.add(id)
    if (tag.name === 'lane') model.lanes.set(id, aroundOf(tag))
    else if (tag.name === 'participant') model.pools.set(id, valueOf(tag, 'processRef') ?? '')
    else if (tag.name === 'sequenceFlow' || tag.name === 'messageFlow')
      model[tag.name === 'sequenceFlow' ? 'flows' : 'messages'].set(id, {
        id,
        from: valueOf(tag, 'sourceRef') ?? '',
        to: valueOf(tag, 'targetRef') ?? '',
      })
    else if (IS_NODE.test(tag.name))
      model.nodes.set(id, {
        id,
        type: tag.name,
        inside: aroundOf(tag),
        host: valueOf(tag, 'attachedToRef'),
        lane: undefined,
        holds: HOLDS.test(tag.name),
      })
  }
  for (const [id, lane] of laneOf) {
    const node = model.nodes.get(id)
    if (node) node.lane = lane
  }
  return model
}

/** The drawings of a model as they are written. */
export const planesOf = ({ root }: Model): Plane[] =>
  [...everyTag(root)].filter(({ name }) => name === 'BPMNPlane').map(planeOf)

function planeOf(tag: Tag): Plane {
  const plane: Plane = { tag, shapes: new Map(), edges: new Map() }
  for (const drawn of tag.children) {
    const about = valueOf(drawn, 'bpmnElement') ?? ''
    const bounds = drawn.children.find(({ name }) => name === 'Bounds')
    const label = drawn.children
      .find(({ name }) => name === 'BPMNLabel')
      ?.children.find(({ name }) => name === 'Bounds')
    if (drawn.name === 'BPMNShape' && bounds)
      plane.shapes.set(about, { tag: drawn, box: boxOf(bounds), label: label && boxOf(label) })
    if (drawn.name === 'BPMNEdge')
      plane.edges.set(about, {
        tag: drawn,
        points: drawn.children.filter(({ name }) => name === 'waypoint').map(pointOf),
        label: label && boxOf(label),
      })
  }
  return plane
}

const numberOf = (tag: Tag, name: string) => Number(valueOf(tag, name)) || 0
export const pointOf = (tag: Tag): Point => ({ x: numberOf(tag, 'x'), y: numberOf(tag, 'y') })
export const boxOf = (tag: Tag): Box => ({
  ...pointOf(tag),
  width: numberOf(tag, 'width'),
  height: numberOf(tag, 'height'),
})
