import { XMLNS, type XmlDocument, type XmlElement } from '../xml/index.ts'
import { layOutWhole, type Box, type Point } from './layout-whole.ts'
import { makeElement } from './make-element.ts'
import { is, mapDocument, type ProcessMap, type Step } from './process-map.ts'

const DI = 'http://www.omg.org/spec/BPMN/20100524/DI'
const DC = 'http://www.omg.org/spec/DD/20100524/DC'
const WAY = 'http://www.omg.org/spec/DD/20100524/DI'

/** Cell of the grid: an activity, and the channels beside and below it through which flows go. */
const CELL = { width: 100, height: 80, across: 90, down: 70 }
const LEFT = 60
const TOP = 40

/**
 * Draws a model anew: columns by the longest way, rows within lanes, flows only in the channels
 * between columns and rows, so that none crosses a step. A model with several pools, or with steps inside steps, is
 * drawn by `layOutWhole`.
 */
export function layOut(document: XmlDocument): void {
  const map = mapDocument(document)
  const { process, steps } = map
  const several = document.root.children.filter((child) => is(child, 'process')).length > 1
  if (!process) return
  const whole = several || [...steps.values()].some((step) => step.scope !== process.attribute('id'))
  document.root.content = document.root.content.filter(
    (node) => !(node.kind === 'element' && node.namespace === DI && node.name === 'BPMNDiagram'),
  )
  for (const [prefix, namespace] of [
    ['bpmndi', DI],
    ['dc', DC],
    ['way', WAY],
  ] as const) {
    const bound = document.root.attributes.some(({ prefix: of, name }) => of === 'xmlns' && name === prefix)
    if (!bound) document.root.attributes.push({ prefix: 'xmlns', name: prefix, namespace: XMLNS, value: namespace })
  }
  document.root.content.push(whole ? wholeDiagram(document, map) : diagramOf(document, map))
}

function wholeDiagram(document: XmlDocument, { process }: ProcessMap): XmlElement {
  const { bands, boxes, edges, expanded } = layOutWhole(document)
  const collaboration = document.root.children.find((child) => is(child, 'collaboration'))
  const plane = di('BPMNPlane', {
    id: 'plane',
    bpmnElement: (collaboration ?? process!).attribute('id') ?? 'process',
  })
  for (const [id, box] of bands) plane.content.push(shape(id, box, true))
  // what holds others comes before them: a program draws it below
  for (const [id, box] of [...boxes].sort(
    ([, first], [, second]) => second.width * second.height - first.width * first.height,
  )) {
    const drawn = shape(id, box)
    if (expanded.has(id)) drawn.attributes.push({ prefix: '', name: 'isExpanded', namespace: '', value: 'true' })
    plane.content.push(drawn)
  }
  for (const [id, points] of edges) plane.content.push(edge(id, points))
  const diagram = di('BPMNDiagram', { id: 'diagram' })
  diagram.content.push(plane)
  return diagram
}

function diagramOf(document: XmlDocument, map: ProcessMap): XmlElement {
  const process = map.process!
  const { boxes, lanes, width, height } = place(map)
  const collaboration = document.root.children.find((child) => is(child, 'collaboration'))
  const participant = collaboration?.children.find((child) => is(child, 'participant'))
  const plane = di('BPMNPlane', {
    id: 'plane',
    bpmnElement: (collaboration ?? process).attribute('id') ?? 'process',
  })
  if (participant)
    plane.content.push(shape(participant.attribute('id') ?? '', { x: 0, y: TOP, width: LEFT + width, height }, true))
  for (const lane of lanes)
    plane.content.push(shape(lane.id, { x: 30, y: lane.y, width: LEFT + width - 30, height: lane.height }, true))
  for (const [id, box] of boxes) plane.content.push(shape(id, box))
  let track = 0
  for (const step of map.steps.values())
    for (const link of step.outgoing)
      plane.content.push(edge(link.id, routeOf(link.source, boxes.get(step.id)!, boxes.get(link.target.id)!, track++)))
  const diagram = di('BPMNDiagram', { id: 'diagram' })
  diagram.content.push(plane)
  return diagram
}

/** Columns by the longest way from a start, flows that lead back aside. */
function columnsOf({ steps }: ProcessMap): Map<Step, number> {
  const order: Step[] = []
  const state = new Map<Step, 'open' | 'done'>()
  const back = new Set<string>()
  const next = (step: Step) => [
    ...step.outgoing.map((link) => ({ id: link.id, target: link.target })),
    ...step.boundaries.flatMap((event) => event.outgoing.map((link) => ({ id: link.id, target: link.target }))),
  ]
  const visit = (step: Step): void => {
    state.set(step, 'open')
    for (const { id, target } of next(step)) {
      if (state.get(target) === 'open') back.add(id)
      else if (!state.has(target)) visit(target)
    }
    state.set(step, 'done')
    order.unshift(step)
  }
  const all = [...steps.values()].filter((step) => !step.host)
  for (const step of all) if (step.incoming.length === 0) visit(step)
  for (const step of all) if (!state.has(step)) visit(step)
  const columns = new Map(order.map((step) => [step, 0]))
  for (const step of order)
    for (const { id, target } of next(step))
      if (!back.has(id) && target !== step)
        columns.set(target, Math.max(columns.get(target) ?? 0, (columns.get(step) ?? 0) + 1))
  return columns
}

interface Placed {
  boxes: Map<string, Box>
  lanes: { id: string; y: number; height: number }[]
  width: number
  height: number
}

function place(map: ProcessMap): Placed {
  const columns = columnsOf(map)
  const laneOf = new Map<string, string>()
  const laneIds: string[] = []
  for (const set of map.process!.children.filter((child) => is(child, 'laneSet')))
    for (const lane of set.children.filter((child) => is(child, 'lane'))) {
      laneIds.push(lane.attribute('id') ?? '')
      for (const ref of lane.children.filter((child) => is(child, 'flowNodeRef')))
        laneOf.set(ref.text.trim(), laneIds.at(-1)!)
    }
  const bands = [...laneIds, '']
  const taken = new Map<string, Set<string>>()
  const rows = new Map<Step, number>()
  const rowsOfBand = new Map<string, number>()
  for (const [step, column] of [...columns].sort((first, second) => first[1] - second[1])) {
    const band = laneOf.get(step.id) ?? ''
    const cells = taken.get(band) ?? new Set<string>()
    const near = step.incoming.find(({ source }) => rows.has(source) && (laneOf.get(source.id) ?? '') === band)
    let row = near ? rows.get(near.source)! : 0
    while (cells.has(`${column}:${row}`)) row++
    cells.add(`${column}:${row}`)
    taken.set(band, cells)
    rows.set(step, row)
    rowsOfBand.set(band, Math.max(rowsOfBand.get(band) ?? 0, row + 1))
  }
  const boxes = new Map<string, Box>()
  const lanes: Placed['lanes'] = []
  let y = TOP
  const topOf = new Map<string, number>()
  for (const band of bands) {
    const count = rowsOfBand.get(band) ?? (band === '' ? 0 : 1)
    const height = count * (CELL.height + CELL.down)
    topOf.set(band, y)
    if (band !== '') lanes.push({ id: band, y, height })
    y += height
  }
  for (const [step, column] of columns) {
    const band = laneOf.get(step.id) ?? ''
    const size = sizeOf(step)
    boxes.set(step.id, {
      x: LEFT + CELL.across / 2 + column * (CELL.width + CELL.across) + (CELL.width - size.width) / 2,
      y: topOf.get(band)! + 10 + rows.get(step)! * (CELL.height + CELL.down) + (CELL.height - size.height) / 2,
      ...size,
    })
  }
  for (const step of map.steps.values()) {
    const host = boxes.get(step.id)
    step.boundaries.forEach((event, at) => {
      if (host) boxes.set(event.id, { x: host.x + 10 + at * 42, y: host.y + host.height - 18, width: 36, height: 36 })
    })
  }
  return {
    boxes,
    lanes,
    width: CELL.across + (Math.max(-1, ...columns.values()) + 1) * (CELL.width + CELL.across),
    height: y - TOP,
  }
}

const sizeOf = ({ type }: Step): Pick<Box, 'width' | 'height'> =>
  /Event$/.test(type)
    ? { width: 36, height: 36 }
    : /Gateway$/.test(type)
      ? { width: 50, height: 50 }
      : { width: CELL.width, height: CELL.height }

const middle = (box: Box): Point => ({ x: box.x + box.width / 2, y: box.y + box.height / 2 })

/** A flow's way: straight to a neighbour, else down beside the column, along below the row, and in from the left. */
function routeOf(source: Step, from: Box, to: Box, track: number): Point[] {
  const [begin, end] = [middle(from), middle(to)]
  const target = { x: to.x, y: end.y }
  const shift = (track % 5) * 5
  const cellLeft = end.x - CELL.width / 2
  const left = cellLeft - 15 - shift
  if (source.host) {
    const below = begin.y - 18 + 30 + shift + 10
    return [
      { x: begin.x, y: from.y + from.height },
      { x: begin.x, y: below },
      { x: left, y: below },
      { x: left, y: end.y },
      target,
    ]
  }
  const out = { x: from.x + from.width, y: begin.y }
  const step = end.x - begin.x
  if (begin.y === end.y && step > 0 && step < CELL.width * 1.5 + CELL.across) return [out, target]
  const right = begin.x + CELL.width / 2 + 15 + shift
  if (step > 0 && step < CELL.width * 1.5 + CELL.across)
    return [out, { x: right, y: out.y }, { x: right, y: end.y }, target]
  const below = begin.y + CELL.height / 2 + 30 + shift
  return [out, { x: right, y: out.y }, { x: right, y: below }, { x: left, y: below }, { x: left, y: end.y }, target]
}

const di = (name: string, attributes: Record<string, string>): XmlElement =>
  makeElement({ prefix: 'bpmndi', namespace: DI, name }, attributes)

function shape(id: string, { x, y, width, height }: Box, horizontal = false): XmlElement {
  const element = di('BPMNShape', { id: `${id}_di`, bpmnElement: id, ...(horizontal ? { isHorizontal: 'true' } : {}) })
  element.content.push(
    makeElement(
      { prefix: 'dc', namespace: DC, name: 'Bounds' },
      { x: String(x), y: String(y), width: String(width), height: String(height) },
    ),
  )
  return element
}

function edge(id: string, points: readonly Point[]): XmlElement {
  const element = di('BPMNEdge', { id: `${id}_di`, bpmnElement: id })
  for (const { x, y } of points)
    element.content.push(
      makeElement({ prefix: 'way', namespace: WAY, name: 'waypoint' }, { x: String(x), y: String(y) }),
    )
  return element
}
