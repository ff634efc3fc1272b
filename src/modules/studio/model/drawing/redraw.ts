import { modelOf, planesOf, type Box, type Edge, type Model, type Node, type Plane, type Point } from './drawn-model.ts'
import { crosses, findWay, middleOf, straightened, touches, wider } from './find-way.ts'
import { openUp } from './open-up.ts'
import { EVENT, ROOM, Standing } from './standing.ts'
import { writtenDrawing } from './written-drawing.ts'

/** Between a new step and the one before it; pixels. */
const NEXT = 50
/** How far from where it would stand best a place is looked for. */
const [ASIDE, BELOW] = [160, 130]
const SIZES = { event: EVENT, gateway: [50, 50], task: [100, 80], holds: [370, 140] } as const

/**
 * A model after an edit with its drawing mended: what stands keeps its place, what is gone is taken out and the way around
 * it healed, what is new is placed near its neighbours. Where nothing is free, what is right of it (else what is below its
 * lane) makes room.
 * @returns undefined where there is no drawing to mend, or none of what is new has a neighbour in it
 */
export function redrawn(before: string, edited: string): string | undefined {
  return new Redrawing(modelOf(before), modelOf(edited)).done()
}

/** The steps that a new one stands between, and how large it is. */
interface Near {
  source: string | undefined
  target: string | undefined
  width: number
  height: number
}

class Redrawing extends Standing {
  private readonly before: Model
  private readonly old: Plane[]
  /** Steps that are to be placed. */
  private readonly waiting = new Set<string>()

  constructor(before: Model, model: Model) {
    super(model, planesOf(model))
    this.before = before
    this.old = planesOf(model)
  }

  done(): string | undefined {
    if (this.planes.length === 0) return undefined
    this.exchange()
    this.healed()
    this.forget()
    if (!this.newLanes() || !this.newPools()) return undefined
    for (const node of this.model.nodes.values()) {
      const was = this.before.nodes.get(node.id)
      if (!was) this.waiting.add(node.id)
      else if (was.inside !== node.inside || (was.lane !== node.lane && !this.standsInLane(node))) this.lift(node.id)
    }
    for (const flow of this.model.flows.values()) {
      const was = this.before.flows.get(flow.id)
      if (!was || ((was.from !== flow.from || was.to !== flow.to) && !this.isDrawnWell(flow.id))) this.anew.add(flow.id)
    }
    for (const id of this.model.messages.keys()) if (!this.before.messages.has(id)) this.anew.add(id)
    if (!this.placeAll()) return undefined
    this.crossed()
    for (const flow of this.anew) this.draw(flow)
    return writtenDrawing(this.model, this.old, this.planes)
  }

  /** Two steps in a row that changed places do so on the drawing: ways stay where they are. */
  private exchange(): void {
    const flows = [...this.model.flows.values()]
    if (this.model.nodes.size !== this.before.nodes.size) return
    // p -a-> first -b-> second -c-> q became p -a-> second -b-> first -c-> q
    for (const { id, from, to } of flows) {
      const was = this.before.flows.get(id)
      const plane = was && was.from === to && was.to === from && from !== to ? this.planeOf(to, from) : undefined
      const [one, other] = plane ? [plane.shapes.get(from)!, plane.shapes.get(to)!] : []
      if (!plane || !one || !other || this.model.nodes.get(from)!.lane !== this.model.nodes.get(to)!.lane) continue
      const [first, second] = [middleOf(one.box), middleOf(other.box)]
      const alike = one.box.width === other.box.width && one.box.height === other.box.height
      const fits = (box: Box, at: Point, own: string) =>
        alike || this.isFree(plane, this.model.nodes.get(own)!, centred(box, at), new Set([from, to]))
      if (!fits(one.box, second, from) || !fits(other.box, first, to)) continue
      for (const [shape, at] of [
        [one, second],
        [other, first],
      ] as const) {
        const now = centred(shape.box, at)
        this.carry(plane, shape === one ? from : to, now)
        shape.label = shape.label && moved(shape.label, now.x - shape.box.x, now.y - shape.box.y)
        shape.box = now
      }
      for (const flow of flows)
        if (!alike && [flow.from, flow.to].some((end) => end === from || end === to)) this.anew.add(flow.id)
    }
  }

  /** Events on the border of a step go where it goes. */
  private carry(plane: Plane, host: string, to: Box): void {
    const from = plane.shapes.get(host)!.box
    for (const node of this.model.nodes.values()) {
      const shape = node.host === host ? plane.shapes.get(node.id) : undefined
      if (!shape) continue
      shape.box = moved(shape.box, to.x - from.x, to.y + to.height - from.y - from.height)
      for (const flow of this.model.flows.values()) if (flow.from === node.id) this.anew.add(flow.id)
    }
  }

  /** Where a step is gone from between two others, its two ways become one. */
  private healed(): void {
    for (const flow of this.model.flows.values()) {
      const was = this.before.flows.get(flow.id)
      if (!was || was.from !== flow.from || was.to === flow.to || this.model.nodes.has(was.to)) continue
      const out = [...this.before.flows.values()].find(({ from, to }) => from === was.to && to === flow.to)
      const plane = out && this.planes.find(({ edges }) => edges.has(flow.id) && edges.has(out.id))
      if (!plane) continue
      const [into, on] = [plane.edges.get(flow.id)!, plane.edges.get(out.id)!]
      const [end, start] = [into.points.at(-1), on.points[0]]
      if (!end || !start) continue
      const corner = end.x === start.x || end.y === start.y ? [] : [{ x: start.x, y: end.y }]
      into.points = straightened([...into.points, ...corner, ...on.points])
    }
  }

  /** Drawings of what is gone go. */
  private forget(): void {
    for (const plane of this.planes)
      for (const drawn of [plane.shapes, plane.edges])
        for (const id of drawn.keys()) if (this.before.ids.has(id) && !this.model.ids.has(id)) drawn.delete(id)
  }

  /** A new lane is drawn below the lowest beside it. @returns false where it has none */
  private newLanes(): boolean {
    for (const [id, around] of this.model.lanes) {
      if (this.before.lanes.has(id)) continue
      const plane = this.planes.find(({ shapes }) => this.beside(around).some((other) => shapes.has(other)))
      if (!plane) return false
      const lanes = this.beside(around).flatMap((other) => plane.shapes.get(other)?.box ?? [])
      const last = lanes.toSorted((one, other) => one.y + one.height - other.y - other.height).at(-1)!
      const height = 150
      const y = last.y + last.height
      openUp(plane, this.model, { axis: 'y', at: y, by: height, grows: this.aroundLane(plane, around) }).forEach(
        (flow) => this.anew.add(flow),
      )
      plane.shapes.set(id, { tag: undefined, box: { x: last.x, y, width: last.width, height }, label: undefined })
    }
    return true
  }

  /** Another pool is drawn below all. */
  private newPools(): boolean {
    for (const id of this.model.pools.keys()) {
      if (this.before.pools.has(id)) continue
      const plane = this.planes.find(({ shapes }) => [...this.before.pools.keys()].some((other) => shapes.has(other)))
      if (!plane) return false
      const pools = [...this.model.pools.keys()].flatMap((other) => plane.shapes.get(other)?.box ?? [])
      const low = Math.max(...[...plane.shapes.values()].map(({ box }) => box.y + box.height))
      const { x, width } = pools[0]!
      plane.shapes.set(id, { tag: undefined, box: { x, y: low + 60, width, height: 60 }, label: undefined })
    }
    return true
  }

  private standsInLane(node: Node): boolean {
    const plane = this.planes.find(({ shapes }) => shapes.has(node.id))
    const band = node.lane === undefined ? undefined : plane?.shapes.get(node.lane)?.box
    if (!plane || !band || node.host !== undefined) return true
    const { y } = middleOf(plane.shapes.get(node.id)!.box)
    return y > band.y && y < band.y + band.height
  }

  /** A step that has to stand elsewhere is taken off, with the events on its border. */
  private lift(id: string): void {
    for (const node of this.model.nodes.values()) {
      if (node.id !== id && node.host !== id) continue
      this.waiting.add(node.id)
      for (const plane of this.planes) plane.shapes.delete(node.id)
      for (const flow of this.model.flows.values())
        if (flow.from === node.id || flow.to === node.id) this.anew.add(flow.id)
    }
  }

  /** Whether a way's drawing begins and ends at its steps as it is. */
  private isDrawnWell(id: string): boolean {
    const { from, to } = this.model.flows.get(id)!
    const plane = this.planeOf(from, to)
    const points = plane?.edges.get(id)?.points
    if (!plane || !points || points.length < 2) return false
    const on = (point: Point, box: Box) => touches({ ...point, width: 0.1, height: 0.1 }, wider(box, 2))
    return (
      on(points[0]!, plane.shapes.get(from)!.box) &&
      on(points.at(-1)!, plane.shapes.get(to)!.box) &&
      !this.passed(plane, id, points)
    )
  }

  private placeAll(): boolean {
    while (this.waiting.size > 0) {
      const next = [...this.waiting].find((id) => this.place(this.model.nodes.get(id)!))
      if (next === undefined) return false
      this.waiting.delete(next)
    }
    return true
  }

  /** @returns false while nothing near it is drawn */
  private place(node: Node): boolean {
    const put = (plane: Plane, box: Box) => {
      plane.shapes.set(node.id, { tag: undefined, box, label: undefined })
      return true
    }
    if (node.host !== undefined) {
      const plane = this.planeOf(node.host)
      return plane ? put(plane, this.onBorder(plane, node)) : false
    }
    const flows = [...this.model.flows.values()]
    const into = flows.filter(({ from, to }) => to === node.id && this.planeOf(from)).map(({ from }) => from)
    const out = flows.filter(({ from, to }) => from === node.id && this.planeOf(to)).map(({ to }) => to)
    // the way it is put on before others
    const on = [...this.before.flows.values()].find(({ from, to }) => into.includes(from) && out.includes(to))
    const [source, target] = on ? [on.from, on.to] : [into[0], out[0]]
    const plane = this.planeOf(...[source, target].filter((id) => id !== undefined))
    const [width, height] = this.sizeOf(node)
    if (source === undefined && target === undefined) {
      const home = this.planeOf(node.inside)
      const box = home?.shapes.get(node.inside)?.box
      const isFirst = !flows.some(({ to }) => to === node.id)
      return home && box && isFirst
        ? put(home, { x: box.x + 30, y: middleOf(box).y - height / 2, width, height })
        : false
    }
    if (!plane) return false
    return put(plane, this.spot(plane, node, { source, target, width, height }))
  }

  private sizeOf({ id, type, holds }: Node): readonly [number, number] {
    const was = this.old.flatMap(({ shapes }) => shapes.get(id)?.box ?? [])[0]
    if (was) return [was.width, was.height]
    if (holds) return SIZES.holds
    return /Event$/.test(type) ? SIZES.event : /Gateway$/.test(type) ? SIZES.gateway : SIZES.task
  }

  /** Where a step stands best, or what makes room for it. */
  private spot(plane: Plane, node: Node, near: Near): Box {
    const { width, height } = near
    const was = this.old.flatMap(({ shapes }) => shapes.get(node.id)?.box ?? [])[0]
    const boxOf = (id: string | undefined) => (id === undefined ? undefined : plane.shapes.get(id)!.box)
    const [source, target] = [boxOf(near.source), boxOf(near.target)]
    const own = new Set([node.id])
    const band = plane.shapes.get(this.region(plane, node) ?? '')?.box
    const way = this.wayBetween(plane, near.source, near.target)
    // a line of the way it is put on, long enough for it
    for (const [at, to] of (way ?? []).entries()) {
      const from = way![at - 1]
      if (!from || from.y !== to.y || Math.abs(from.x - to.x) < width + 2 * ROOM) continue
      const box = centred({ x: 0, y: 0, width, height }, { x: Math.round((from.x + to.x) / 2), y: from.y })
      if (!this.isFree(plane, node, box, own)) continue
      this.split(plane, node.id, near, at, from.x < to.x ? [box.x, box.x + width] : [box.x + width, box.x])
      return box
    }
    const onSource = this.model.nodes.get(near.source ?? '')?.host !== undefined
    const wish: Point = {
      x: was
        ? middleOf(was).x
        : source
          ? onSource
            ? middleOf(source).x
            : source.x + source.width + NEXT + width / 2
          : target!.x - NEXT - width / 2,
      y: middleOf(source ?? target!).y + (onSource ? NEXT + height : 0),
    }
    if (!way && source && target && !was && target.x > source.x)
      wish.x = Math.round((source.x + source.width + target.x) / 2)
    // in another lane than its neighbours it stands in the middle of its own
    if (band && (wish.y < band.y || wish.y > band.y + band.height)) wish.y = middleOf(band).y
    let [best, cost] = [undefined as Box | undefined, Number.POSITIVE_INFINITY]
    for (let aside = -60; aside <= ASIDE; aside += 10)
      for (let below = -BELOW; below <= BELOW; below += 10) {
        const box = centred({ x: 0, y: 0, width, height }, { x: wish.x + aside, y: wish.y + below })
        // what it leads to stays right of it, on a way of its own as beside another
        if (target && source && target.x > source.x && box.x + width / 2 > target.x) continue
        const isBehind = target && source && target.x > source.x && box.x + width + ROOM > target.x
        const now = Math.abs(aside) + 1.5 * Math.abs(below) + (isBehind ? 150 : 0)
        if (now < cost && this.isFree(plane, node, box, own)) [best, cost] = [box, now]
      }
    return best ?? this.roomMade(plane, node, wish, { source, target, width, height, isOnWay: way !== undefined })
  }

  private roomMade(
    plane: Plane,
    node: Node,
    wish: Point,
    near: { source: Box | undefined; target: Box | undefined; width: number; height: number; isOnWay: boolean },
  ): Box {
    const { source, target, width, height } = near
    const outer = this.outer(plane, node)
    const open = (axis: 'x' | 'y', at: number, by: number, grows: Set<string>) => {
      for (const flow of openUp(plane, this.model, { axis, at, by, grows })) this.anew.add(flow)
    }
    const box = centred({ x: 0, y: 0, width, height }, wish)
    // beside others nothing is moved out of its row
    if (near.isOnWay || !source) {
      const edge = source ? source.x + source.width + 0.5 : wish.x - width / 2
      const gap = target && source && target.x > edge ? target.x - source.x - source.width : 0
      open('x', edge, Math.ceil((width + 2 * NEXT - Math.min(gap, width + NEXT)) / 10) * 10, new Set(outer))
      if (this.isFree(plane, node, box, new Set([node.id]), false)) return box
    }
    // below all that its lane, or what it stands in, holds
    const region = this.region(plane, node)
    const around = region === undefined ? undefined : plane.shapes.get(region)!.box
    const low = around
      ? around.y + around.height
      : Math.max(...[...plane.shapes.values()].map(({ box: each }) => each.y + each.height)) + 2 * ROOM
    open('y', low, height + 2 * ROOM, new Set(outer))
    return { ...box, y: low + (around ? 0 : ROOM) }
  }

  /** A step put on a line of a way: its two ways are the parts of that one. */
  private split(
    plane: Plane,
    step: string,
    { source, target }: Near,
    at: number,
    [into, out]: readonly [number, number],
  ): void {
    const flows = [...this.model.flows.values()]
    const [before, behind] = [
      flows.find(({ from, to }) => from === source && to === step)!,
      flows.find(({ from, to }) => from === step && to === target)!,
    ]
    const { points } = plane.edges.get(before.id)!
    const { y } = points[at]!
    plane.edges.set(before.id, {
      ...plane.edges.get(before.id)!,
      points: [...points.slice(0, at), { x: into, y }],
      label: undefined,
    })
    plane.edges.set(behind.id, { tag: undefined, points: [{ x: out, y }, ...points.slice(at)], label: undefined })
    for (const { id } of [before, behind]) this.anew.delete(id)
  }

  /** The way on which a step is put, as it is drawn. */
  private wayBetween(plane: Plane, from: string | undefined, to: string | undefined): Point[] | undefined {
    const was = [...this.before.flows.values()].find((flow) => flow.from === from && flow.to === to)
    return was && this.model.flows.get(was.id)?.to !== to ? plane.edges.get(was.id)?.points : undefined
  }

  /** Steps that a way goes through, though it neither begins nor ends there. */
  private passed(plane: Plane, id: string, points: readonly Point[]): boolean {
    return this.walls(plane, id).some((box) => points.slice(1).some((to, at) => crosses(points[at]!, to, box)))
  }

  /** Ways that came to go through steps by what was done are drawn anew, around them. */
  private crossed(): void {
    for (const [at, plane] of this.planes.entries())
      for (const [id, edge] of plane.edges) {
        if (this.anew.has(id) || !(this.model.flows.has(id) || this.model.messages.has(id))) continue
        const was = this.old[at]!.edges.get(id)
        const stood = was && this.before.ids.has(id) ? this.walls(this.old[at]!, id) : undefined
        const count = (boxes: readonly Box[], points: readonly Point[]) =>
          boxes.filter((box) => points.slice(1).some((to, number) => crosses(points[number]!, to, box))).length
        if (count(this.walls(plane, id), edge.points) > (stood ? count(stood, was!.points) : 0)) this.anew.add(id)
      }
  }

  private draw(id: string): void {
    const flow = this.model.flows.get(id) ?? this.model.messages.get(id)
    const plane = flow && this.planeOf(flow.from, flow.to)
    if (!flow || !plane) return
    const edge: Edge = plane.edges.get(id) ?? { tag: undefined, points: [], label: undefined }
    const hangs = this.model.nodes.get(flow.from)?.host !== undefined
    edge.points = findWay(plane.shapes.get(flow.from)!.box, plane.shapes.get(flow.to)!.box, {
      others: this.walls(plane, id),
      ways: [...plane.edges].flatMap(([each, { points }]) => (each === id || this.isWaiting(each) ? [] : [points])),
      hangs,
    })
    edge.label = undefined
    this.drawn.add(id)
    plane.edges.set(id, edge)
  }

  private readonly drawn = new Set<string>()
  private isWaiting = (id: string): boolean => this.anew.has(id) && !this.drawn.has(id)
}

const centred = ({ width, height }: Box, { x, y }: Point): Box => ({
  x: x - width / 2,
  y: y - height / 2,
  width,
  height,
})
const moved = (box: Box, x: number, y: number): Box => ({ ...box, x: box.x + x, y: box.y + y })
