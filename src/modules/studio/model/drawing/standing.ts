import type { Box, Model, Node, Plane } from './drawn-model.ts'
import { crosses, touches, wider } from './find-way.ts'

/** Kept free around a new step, in pixels, and how large an event is. */
export const ROOM = 15
export const EVENT = [36, 36] as const

/** What stands where on the drawings of a model, and where something is free. */
export class Standing {
  protected readonly model: Model
  protected readonly planes: Plane[]
  /** Ways that are to be drawn anew: they are in nobody's way. */
  protected readonly anew = new Set<string>()

  constructor(model: Model, planes: Plane[]) {
    this.model = model
    this.planes = planes
  }

  protected beside(around: string): string[] {
    return [...this.model.lanes].flatMap(([id, of]) => (of === around ? [id] : []))
  }

  /** The lane, sub-process or pool around lanes, and what is around that. */
  protected aroundLane(plane: Plane, id: string): Set<string> {
    const found = new Set<string>()
    for (let at: string | undefined = id; at !== undefined; ) {
      if (plane.shapes.has(at)) found.add(at)
      for (const [pool, process] of this.model.pools) if (process === at && plane.shapes.has(pool)) found.add(pool)
      const node = this.model.nodes.get(at)
      at = this.model.lanes.get(at) ?? node?.lane ?? node?.inside
    }
    return found
  }

  /** What a step stands in, the innermost first. */
  protected outer(plane: Plane, node: Node): string[] {
    return [...this.aroundLane(plane, node.lane ?? node.inside)]
  }

  protected region(plane: Plane, node: Node): string | undefined {
    return this.outer(plane, node)[0]
  }

  protected planeOf(...ids: string[]): Plane | undefined {
    return this.planes.find(({ shapes }) => ids.every((id) => shapes.has(id)))
  }

  /** Whether nothing stands there, no way goes through, and it is in its lane. */
  protected isFree(plane: Plane, node: Node, box: Box, own: ReadonlySet<string>, withWays = true): boolean {
    const outer = this.outer(plane, node)
    const band = outer[0] === undefined ? undefined : plane.shapes.get(outer[0])!.box
    const isIn =
      !band ||
      (box.x >= band.x + 35 &&
        box.x + box.width <= band.x + band.width - 10 &&
        box.y >= band.y + 5 &&
        box.y + box.height <= band.y + band.height - 5)
    if (!isIn) return false
    const frame = wider(box, ROOM)
    for (const [id, shape] of plane.shapes) {
      if (own.has(id) || own.has(this.model.nodes.get(id)?.host ?? '')) continue
      // lanes and pools around it, and those that have nothing to do with it
      if (outer.includes(id) || (this.model.lanes.has(id) && band)) continue
      if (touches(shape.box, frame)) return false
    }
    if (!withWays) return true
    for (const [id, { points }] of plane.edges) {
      const flow = this.model.flows.get(id)
      if (flow && (flow.from === node.id || flow.to === node.id || this.anew.has(id))) continue
      const inner = wider(box, 8)
      if (points.slice(1).some((to, at) => crosses(points[at]!, to, inner))) return false
    }
    return true
  }

  /** All that a way must not go through. */
  protected walls(plane: Plane, id: string): Box[] {
    const { from, to } = (this.model.flows.get(id) ?? this.model.messages.get(id))!
    const ends = [from, to].flatMap((end) => this.model.nodes.get(end) ?? [])
    const outer = new Set([...ends.flatMap((end) => this.outer(plane, end)), from, to])
    return [...plane.shapes].flatMap(([each, { box }]) => {
      const node = this.model.nodes.get(each)
      if (!node || outer.has(each)) return []
      return node.host === from || node.host === to || outer.has(node.host ?? '') ? [] : [box]
    })
  }

  /** Beside the events that hang on the lower border already. */
  protected onBorder(plane: Plane, { id, host }: Node): Box {
    const box = plane.shapes.get(host!)!.box
    const taken = [...this.model.nodes.values()].flatMap((each) =>
      each.host === host && each.id !== id ? (plane.shapes.get(each.id)?.box ?? []) : [],
    )
    const [width, height] = EVENT
    const places: Box[] = []
    for (const y of [box.y + box.height - height / 2, box.y - height / 2])
      for (let x = box.x + 10; x + width <= Math.max(box.x + box.width, box.x + 10 + width); x += width + 6)
        places.push({ x, y, width, height })
    const outer = new Set([...this.outer(plane, this.model.nodes.get(host!)!), host!])
    const isFree = (place: Box) =>
      ![...plane.shapes].some(([id, shape]) => {
        const node = this.model.nodes.get(id)
        return node && !outer.has(id) && touches(shape.box, place)
      })
    return places.find(isFree) ?? places.find((place) => !taken.some((other) => touches(place, other))) ?? places[0]!
  }
}
