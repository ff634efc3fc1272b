import type { Box, Model, Plane, Point } from './drawn-model.ts'

/** Where a drawing is opened up: all that lies beyond a line goes on by so much. */
export interface Opening {
  axis: 'x' | 'y'
  at: number
  by: number
  /** What grows though it ends on the line: what the new thing stands in. */
  grows: ReadonlySet<string>
}

/**
 * Makes room in a drawing: what lies beyond a line moves on, what spans the line and holds others grows. Nothing comes to
 * stand on another thing by this.
 * @returns ways that cannot stay as they are drawn
 */
export function openUp(plane: Plane, model: Model, { axis, at, by, grows }: Opening): string[] {
  const [low, size] = axis === 'x' ? (['x', 'width'] as const) : (['y', 'height'] as const)
  const moves = new Map<string, boolean>()
  const doesMove = (id: string): boolean => {
    const known = moves.get(id)
    if (known !== undefined) return known
    const host = model.nodes.get(id)?.host
    const now = host !== undefined && plane.shapes.has(host) ? doesMove(host) : plane.shapes.get(id)!.box[low] >= at
    moves.set(id, now && !grows.has(id))
    return moves.get(id)!
  }
  for (const id of plane.shapes.keys()) doesMove(id)
  for (const [id, shape] of plane.shapes) {
    if (moves.get(id)) {
      shape.box = pushed(shape.box, axis, by)
      shape.label = shape.label && pushed(shape.label, axis, by)
      continue
    }
    const holds = model.lanes.has(id) || model.pools.has(id) || model.nodes.get(id)?.holds === true
    const end = shape.box[low] + shape.box[size]
    if (holds && (grows.has(id) || (shape.box[low] < at && end > at)))
      shape.box = { ...shape.box, [size]: shape.box[size] + by }
  }
  const broken: string[] = []
  for (const [id, edge] of plane.edges) {
    const flow = model.flows.get(id)
    const end = (which: 'from' | 'to', point: Point) => {
      const about = flow?.[which]
      return about !== undefined && moves.has(about) ? moves.get(about)! : point[axis] >= at
    }
    const { points } = edge
    if (points.length === 0) continue
    const move = points.map((point) => point[axis] >= at)
    const [first, last] = [end('from', points[0]!), end('to', points.at(-1)!)]
    // what stands on one line with an end stays on it
    let begun = 0
    while (begun < points.length && points[begun]![axis] === points[0]![axis]) move[begun++] = first
    let ended = points.length - 1
    while (ended >= 0 && points[ended]![axis] === points.at(-1)![axis]) {
      if (ended < begun && move[ended] !== last && flow) broken.push(id)
      move[ended--] = last
    }
    edge.points = points.map((point, number) => (move[number] ? { ...point, [axis]: point[axis] + by } : point))
    if (edge.label && edge.label[low] >= at) edge.label = pushed(edge.label, axis, by)
  }
  return [...new Set(broken)]
}

const pushed = (box: Box, axis: 'x' | 'y', by: number): Box => ({ ...box, [axis]: box[axis] + by })
