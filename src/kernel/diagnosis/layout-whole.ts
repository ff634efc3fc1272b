import type { XmlDocument, XmlElement } from '../xml/index.ts'
import { is, isNode, lanesIn } from './process-map.ts'

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
/** A drawing: shapes by element, those of pools and lanes apart, and the way of each flow. */
export interface Drawn {
  bands: Map<string, Box>
  boxes: Map<string, Box>
  edges: Map<string, Point[]>
  /** Sub-processes, whose content is drawn in them. */
  expanded: Set<string>
}

const CELL = { width: 100, height: 80, across: 90, down: 70 }
/** Room inside a sub-process around what it holds, of the heading of a pool or lane, and between pools. */
const [PAD, HEAD, GAP] = [20, 30, 70]
const EVENT = 36

/** What is drawn of a process or sub-process, seen from its own corner. */
interface Content extends Drawn {
  width: number
  height: number
  /** Where each step stands in the grid: the free channels around its cell. */
  cells: Map<string, { left: number; right: number; below: number }>
}

const idOf = (element: XmlElement): string => element.attribute('id') ?? ''
const holds = (node: XmlElement): boolean => /[sS]ubProcess$|^transaction$/.test(node.name)
const isArtifact = ({ name }: XmlElement): boolean =>
  /^(dataObjectReference|dataStoreReference|textAnnotation)$/.test(name)

/**
 * Draws a model of several pools, or with steps inside steps: the content of a sub-process first, then what stands around
 * it; pools below each other. Steps stand in a grid, flows go in the channels between its columns and rows alone, so that
 * none crosses a step; message flows leave their pool in such a channel, and go on between and beside the pools.
 */
export function layOutWhole(document: XmlDocument): Drawn {
  const all = document.root.children
  const processes = new Map(all.filter((child) => is(child, 'process')).map((process) => [idOf(process), process]))
  const sides = all.filter((child) => is(child, 'collaboration')).flatMap(({ children }) => children)
  const participants = sides.filter((child) => is(child, 'participant'))
  const drawn: Drawn = { bands: new Map(), boxes: new Map(), edges: new Map(), expanded: new Set() }
  const pools: { id: string; y: number; content: Content | undefined; x: number; height: number }[] = []
  const left = new Set(processes.keys())
  let y = 40
  const put = (id: string, process: XmlElement | undefined, x: number) => {
    const content = process && contentOf(process)
    const height = content?.height ?? 60
    pools.push({ id, y, content, x, height })
    if (content) moved(drawn, content, x, y)
    y += height + GAP
  }
  for (const participant of participants) {
    const process = processes.get((participant.attribute('processRef') ?? '').replace(/^.*:/, ''))
    const isFree = process !== undefined && left.delete(idOf(process))
    put(idOf(participant), isFree ? process : undefined, HEAD)
  }
  for (const id of left)
    if (processes.get(id)!.children.some(isNode)) put('', processes.get(id), participants.length > 0 ? HEAD : 0)
  const width = Math.max(600, ...pools.map(({ content }) => (content?.width ?? 0) + HEAD))
  for (const pool of pools) {
    if (pool.id !== '') drawn.bands.set(pool.id, { x: 0, y: pool.y, width, height: pool.height })
    // a lane is as wide as its pool
    for (const id of pool.content?.bands.keys() ?? []) {
      const band = drawn.bands.get(id)!
      band.width = width - band.x
    }
  }
  let track = 0
  for (const flow of sides.filter((child) => is(child, 'messageFlow'))) {
    const route = messageRoute(pools, drawn, flow, width, track++)
    if (route) drawn.edges.set(idOf(flow), route)
  }
  return drawn
}

function moved(into: Drawn, { bands, boxes, edges, expanded }: Drawn, x: number, y: number): void {
  for (const [id, box] of bands) into.bands.set(id, { ...box, x: box.x + x, y: box.y + y })
  for (const [id, box] of boxes) into.boxes.set(id, { ...box, x: box.x + x, y: box.y + y })
  for (const [id, points] of edges)
    into.edges.set(
      id,
      points.map((point) => ({ x: point.x + x, y: point.y + y })),
    )
  for (const id of expanded) into.expanded.add(id)
}

/** What a process or sub-process holds, in columns and rows. */
function contentOf(container: XmlElement): Content {
  const nodes = new Map(container.children.filter(isNode).map((node) => [idOf(node), node]))
  const hostOf = new Map(
    [...nodes.values()].flatMap((node) => {
      const host = node.attribute('attachedToRef')
      return host !== undefined && nodes.has(host) ? [[idOf(node), host] as const] : []
    }),
  )
  const flows = container.children
    .filter((child) => is(child, 'sequenceFlow'))
    .map((flow) => ({ id: idOf(flow), from: flow.attribute('sourceRef') ?? '', to: flow.attribute('targetRef') ?? '' }))
    .filter(({ from, to }) => nodes.has(from) && nodes.has(to))
  const placed = [...nodes.keys()].filter((id) => !hostOf.has(id))
  const inner = new Map([...nodes].flatMap(([id, node]) => (holds(node) ? [[id, contentOf(node)] as const] : [])))
  const columns = columnsOf(
    placed,
    flows.map(({ from, to }) => [hostOf.get(from) ?? from, hostOf.get(to) ?? to]),
  )
  const artifacts = container.children.filter((child) => isArtifact(child) && idOf(child) !== '')

  const lanes = lanesIn(container)
  const isLeaf = (lane: XmlElement) =>
    !lane.children.some((child) => is(child, 'childLaneSet') && child.children.length > 0)
  const leaves = lanes.filter(isLeaf)
  const laneOf = new Map(
    leaves.flatMap((lane) =>
      lane.children.flatMap((ref) => (is(ref, 'flowNodeRef') ? [[ref.text.trim(), idOf(lane)] as const] : [])),
    ),
  )
  /** Row of each step within its band. */
  const rowOf = new Map<string, number>()
  const taken = new Set<string>()
  const count = new Map<string, number>()
  for (const id of placed.toSorted((first, second) => columns.get(first)! - columns.get(second)!)) {
    const band = laneOf.get(id) ?? ''
    const near = flows.find(({ from, to }) => to === id && rowOf.has(from) && (laneOf.get(from) ?? '') === band)
    let row = near ? rowOf.get(near.from)! : 0
    while (taken.has(`${band} ${columns.get(id)} ${row}`)) row++
    taken.add(`${band} ${columns.get(id)} ${row}`)
    rowOf.set(id, row)
    count.set(band, Math.max(count.get(band) ?? 0, row + 1))
  }
  const sizeOf = (id: string) => {
    const [name, content] = [nodes.get(id)!.name, inner.get(id)]
    if (content) return { width: content.width + 2 * PAD, height: content.height + 2 * PAD }
    if (/Event$/.test(name)) return { width: EVENT, height: EVENT }
    return /Gateway$/.test(name) ? { width: 50, height: 50 } : { width: CELL.width, height: CELL.height }
  }
  const last = Math.max(-1, ...columns.values(), artifacts.length - 1)
  const wide = Array.from({ length: last + 1 }, (_, column) =>
    Math.max(CELL.width, ...placed.filter((id) => columns.get(id) === column).map((id) => sizeOf(id).width)),
  )
  const deepest = Math.max(0, ...lanes.map((lane) => depthOf(lane, container)))
  const begin = lanes.length > 0 ? deepest * HEAD : 0
  const xOf = wide.map(
    (_, column) => begin + CELL.across / 2 + wide.slice(0, column).reduce((sum, each) => sum + each + CELL.across, 0),
  )
  const content: Content = {
    bands: new Map(),
    boxes: new Map(),
    edges: new Map(),
    expanded: new Set(inner.keys()),
    cells: new Map(),
    width: begin + wide.reduce((sum, each) => sum + each + CELL.across, 0),
    height: 0,
  }
  let y = 0
  for (const band of [...leaves.map(idOf), '']) {
    const [top, rows] = [y, count.get(band) ?? (band === '' ? 0 : 1)]
    for (let row = 0; row < rows; row++) {
      const here = placed.filter((id) => (laneOf.get(id) ?? '') === band && rowOf.get(id) === row)
      const high = Math.max(CELL.height, ...here.map((id) => sizeOf(id).height))
      for (const id of here) {
        const [column, size] = [columns.get(id)!, sizeOf(id)]
        const at = { x: xOf[column]! + (wide[column]! - size.width) / 2, y: y + 10 + (high - size.height) / 2 }
        content.boxes.set(id, { ...at, ...size })
        content.cells.set(id, { left: xOf[column]!, right: xOf[column]! + wide[column]!, below: y + 10 + high })
        const within = inner.get(id)
        if (within) {
          moved(content, within, at.x + PAD, at.y + PAD)
          for (const [each, cell] of within.cells)
            content.cells.set(each, {
              left: cell.left + at.x + PAD,
              right: cell.right + at.x + PAD,
              below: cell.below + at.y + PAD,
            })
        }
      }
      y += high + CELL.down
    }
    if (band !== '') content.bands.set(band, { x: 0, y: top, width: content.width, height: y - top })
  }
  // what holds lanes spans them
  for (const lane of lanes) {
    const depth = depthOf(lane, container)
    const own = isLeaf(lane)
      ? [content.bands.get(idOf(lane))!]
      : leavesIn(lane).map((leaf) => content.bands.get(idOf(leaf))!)
    const top = Math.min(...own.map((box) => box.y))
    content.bands.set(idOf(lane), {
      x: (depth - 1) * HEAD,
      y: top,
      width: content.width - (depth - 1) * HEAD,
      height: Math.max(...own.map((box) => box.y + box.height)) - top,
    })
  }
  for (const [number, artifact] of artifacts.entries()) {
    const [width, height] = artifact.name === 'textAnnotation' ? [CELL.width, 50] : [50, 50]
    content.boxes.set(idOf(artifact), { x: xOf[number]!, y: y + 10, width, height })
  }
  if (artifacts.length > 0) y += 50 + CELL.down
  content.height = Math.max(y, CELL.height)
  const hung = new Map<string, number>()
  for (const [id, host] of hostOf) {
    const [box, at] = [content.boxes.get(host)!, hung.get(host) ?? 0]
    hung.set(host, at + 1)
    content.boxes.set(id, {
      x: box.x + 8 + at * (EVENT + 6),
      y: box.y + box.height - EVENT / 2,
      width: EVENT,
      height: EVENT,
    })
    content.cells.set(id, content.cells.get(host)!)
  }
  flows.forEach(({ id, from, to }, track) => content.edges.set(id, routeOf(content, hostOf.has(from), from, to, track)))
  return content
}

/** Columns by the longest way from where nothing leads to, ways that lead back aside. */
function columnsOf(ids: readonly string[], ways: readonly (readonly [string, string])[]): Map<string, number> {
  const next = Map.groupBy(ways, ([from]) => from)
  const led = new Set(ways.filter(([from, to]) => from !== to).map(([, to]) => to))
  const state = new Map<string, 'open' | 'done'>()
  const forward: (readonly [string, string])[] = []
  const order: string[] = []
  const visit = (id: string): void => {
    state.set(id, 'open')
    for (const way of next.get(id) ?? []) {
      if (state.get(way[1]) === 'open') continue
      forward.push(way)
      if (!state.has(way[1])) visit(way[1])
    }
    state.set(id, 'done')
    order.unshift(id)
  }
  for (const id of [...ids.filter((each) => !led.has(each)), ...ids]) if (!state.has(id)) visit(id)
  const ahead = Map.groupBy(forward, ([from]) => from)
  const columns = new Map(ids.map((id) => [id, 0]))
  for (const id of order)
    for (const [, to] of ahead.get(id) ?? []) columns.set(to, Math.max(columns.get(to)!, columns.get(id)! + 1))
  return columns
}

const middleOf = (box: Box): number => box.y + box.height / 2

function routeOf({ boxes, cells }: Content, hangs: boolean, from: string, to: string, track: number): Point[] {
  const [source, target] = [boxes.get(from)!, boxes.get(to)!]
  const [own, goal] = [cells.get(from)!, cells.get(to)!]
  const shift = (track % 5) * 5
  const end = { x: target.x, y: middleOf(target) }
  const before = goal.left - 15 - shift
  const below = own.below + 24 + shift
  if (hangs) {
    const x = source.x + source.width / 2
    return [{ x, y: source.y + source.height }, { x, y: below }, { x: before, y: below }, { x: before, y: end.y }, end]
  }
  const out = { x: source.x + source.width, y: middleOf(source) }
  const isNext = goal.left > own.right && goal.left - own.right <= CELL.across
  if (isNext && out.y === end.y) return [out, end]
  const behind = own.right + 15 + shift
  if (isNext) return [out, { x: behind, y: out.y }, { x: behind, y: end.y }, end]
  return [out, { x: behind, y: out.y }, { x: behind, y: below }, { x: before, y: below }, { x: before, y: end.y }, end]
}

/** The pools between which a message goes, and its way from step to step, or from a pool that is closed. */
function messageRoute(
  pools: readonly { id: string; y: number; content: Content | undefined; x: number; height: number }[],
  { boxes }: Drawn,
  flow: XmlElement,
  width: number,
  track: number,
): Point[] | undefined {
  const side = (ref: string) => {
    const id = ref.replace(/^.*:/, '')
    const at = pools.findIndex((pool) => pool.id === id || pool.content?.cells.has(id))
    const pool = pools[at]
    return pool && { at, pool, box: boxes.get(id), cell: pool.content?.cells.get(id) }
  }
  const [from, to] = [side(flow.attribute('sourceRef') ?? ''), side(flow.attribute('targetRef') ?? '')]
  if (!from || !to) return undefined
  const shift = (track % 6) * 5
  const down = to.at > from.at
  const edgeOf = ({ pool }: typeof from, lower: boolean) => pool.y + (lower ? pool.height : 0)
  const gapOf = (each: typeof from, lower: boolean) => edgeOf(each, lower) + (lower ? 15 + shift : shift - 45)
  const [gapFrom, gapTo] = [gapOf(from, down), gapOf(to, !down)]
  const channel = (each: typeof from, which: 'left' | 'right') =>
    each.cell ? each.pool.x + each.cell[which] + (which === 'left' ? -22 - shift / 2 : 22 + shift / 2) : undefined
  const [leaves, enters] = [channel(from, 'right'), channel(to, 'left')]
  const begin = leaves ?? enters ?? 60 + shift
  const end = enters ?? leaves ?? 60 + shift
  const start: Point[] = from.box
    ? [
        { x: from.box.x + from.box.width, y: middleOf(from.box) },
        { x: begin, y: middleOf(from.box) },
      ]
    : [{ x: begin, y: edgeOf(from, down) }]
  const finish: Point[] = to.box
    ? [
        { x: end, y: middleOf(to.box) },
        { x: to.box.x, y: middleOf(to.box) },
      ]
    : [{ x: end, y: edgeOf(to, !down) }]
  const isNext = Math.abs(from.at - to.at) <= 1
  const between = isNext
    ? [
        { x: begin, y: gapFrom },
        { x: end, y: gapFrom },
      ]
    : [
        { x: begin, y: gapFrom },
        { x: width + 20 + shift, y: gapFrom },
        { x: width + 20 + shift, y: gapTo },
        { x: end, y: gapTo },
      ]
  return [...start, ...between, ...finish]
}

const leavesIn = (lane: XmlElement): XmlElement[] => {
  const within = lane.children.flatMap((child) => (is(child, 'childLaneSet') ? child.children : []))
  return within.length === 0 ? [lane] : within.flatMap(leavesIn)
}

/** 1 for a lane of the process, one more for each lane around it. */
function depthOf(lane: XmlElement, container: XmlElement): number {
  const search = (sets: readonly XmlElement[], depth: number): number => {
    for (const set of sets)
      for (const each of set.children) {
        if (each === lane) return depth
        const found = search(
          each.children.filter((child) => is(child, 'childLaneSet')),
          depth + 1,
        )
        if (found > 0) return found
      }
    return 0
  }
  return search(
    container.children.filter((child) => is(child, 'laneSet')),
    1,
  )
}
