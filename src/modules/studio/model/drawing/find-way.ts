import type { Box, Point } from './drawn-model.ts'

/** How far a way stays from what it passes, and how far it goes straight on from where it begins and ends; pixels. */
const [CLEAR, STUB] = [6, 12]
/** What a turn costs, and a pixel on another way; in pixels. */
const [TURN, SHARED] = [40, 3]

interface Port {
  at: Point
  stub: Point
  across: boolean
  cost: number
}
type Side = 'right' | 'left' | 'top' | 'bottom'

/**
 * A way of upright and level lines from one step to another around all others: the shortest with the fewest turns, by
 * Dijkstra over the lines beside what stands there.
 * @param others what it may not go through
 * @param ways lines of other ways, on which it does not run where it need not
 * @param hangs it begins at an event on the border of a step, which is one of the others
 */
export function findWay(
  from: Box,
  to: Box,
  { others, ways, hangs = false }: { others: readonly Box[]; ways: readonly (readonly Point[])[]; hangs?: boolean },
): Point[] {
  const near = around([from, to], 250)
  const close = others.filter((box) => touches(box, near))
  for (const [walls, stub, clear] of [
    [close, STUB, CLEAR],
    [others, STUB, CLEAR],
    // where all stands close together
    [others, 4, 1],
  ] as const) {
    const found = searched(from, to, { others: walls, ways, hangs, long: stub, clear })
    if (found) return found
  }
  return [middleOf(from), middleOf(to)]
}

function searched(
  from: Box,
  to: Box,
  {
    others,
    ways,
    hangs,
    long,
    clear,
  }: {
    others: readonly Box[]
    ways: readonly (readonly Point[])[]
    hangs: boolean
    long: number
    clear: number
  },
): Point[] | undefined {
  const gap = to.x - (from.x + from.width)
  const isFacing = from.y < to.y + to.height && to.y < from.y + from.height
  const length = isFacing && gap > 0 && gap < 2 * long ? gap / 2 : long
  const free = ({ at, stub }: Port) => !others.some((box) => crosses(at, stub, box))
  const begins: Port[] = (
    hangs
      ? ([
          ['bottom', 0],
          ['top', 0],
          ['left', TURN],
          ['right', TURN],
        ] as const)
      : ([
          ['right', 0],
          ['bottom', 30],
          ['top', 30],
          ['left', 2 * TURN],
        ] as const)
  )
    .map(([side, cost]) => portOf(from, side, cost, length))
    .filter(free)
  const ends: Port[] = (
    [
      ['left', 0],
      ['top', 30],
      ['bottom', 30],
      ['right', 2 * TURN],
    ] as const
  )
    .map(([side, cost]) => portOf(to, side, cost, length))
    .filter(free)
  const walls = [...others, from, to]
  const [xs, ys] = [
    lines(
      [...begins, ...ends].map(({ stub }) => stub.x),
      walls.map(({ x, width }) => [x, x + width]),
      long,
    ),
    lines(
      [...begins, ...ends].map(({ stub }) => stub.y),
      walls.map(({ y, height }) => [y, y + height]),
      long,
    ),
  ]
  const [across, down] = costs(
    xs,
    ys,
    walls.map((box) => wider(box, clear)),
    ways,
  )
  const [wide, count] = [xs.length, xs.length * ys.length]
  const best = new Float64Array(2 * count).fill(Number.POSITIVE_INFINITY)
  const came = new Int32Array(2 * count).fill(-1)
  const goal = new Map<number, number>()
  const nodeOf = ({ stub, across: level }: Port) =>
    2 * (xs.indexOf(stub.x) + wide * ys.indexOf(stub.y)) + (level ? 0 : 1)
  for (const end of ends) goal.set(nodeOf(end), end.cost)
  const heap: [number, number][] = []
  for (const begin of begins) {
    const node = nodeOf(begin)
    best[node] = Math.min(best[node]!, begin.cost)
    push(heap, [best[node]!, node])
  }
  let [found, shortest] = [-1, Number.POSITIVE_INFINITY]
  for (let next = pop(heap); next && next[0] < shortest; next = pop(heap)) {
    const [cost, node] = next
    if (cost > best[node]!) continue
    const rest = goal.get(node)
    if (rest !== undefined && cost + rest < shortest) [found, shortest] = [node, cost + rest]
    const [place, level] = [node >> 1, node % 2 === 0]
    const [column, row] = [place % wide, Math.floor(place / wide)]
    const steps: [number, number][] = [[node ^ 1, TURN]]
    if (level) {
      if (column > 0) steps.push([node - 2, across[place - 1]!])
      if (column < wide - 1) steps.push([node + 2, across[place]!])
    } else {
      if (row > 0) steps.push([node - 2 * wide, down[place - wide]!])
      if (row < ys.length - 1) steps.push([node + 2 * wide, down[place]!])
    }
    for (const [to_, more] of steps)
      if (cost + more < best[to_]!) {
        best[to_] = cost + more
        came[to_] = node
        push(heap, [cost + more, to_])
      }
  }
  if (found < 0) return undefined
  const points: Point[] = []
  let first = found
  for (let node = found; node >= 0; node = came[node]!) {
    const place = node >> 1
    points.unshift({ x: xs[place % wide]!, y: ys[Math.floor(place / wide)]! })
    first = node
  }
  const begin = begins.filter((each) => nodeOf(each) === first).sort((one, other) => one.cost - other.cost)[0]!
  const end = ends.filter((each) => nodeOf(each) === found).sort((one, other) => one.cost - other.cost)[0]!
  return straightened([begin.at, ...points, end.at])
}

/** Without what lies on a line between its neighbours. */
export function straightened(points: readonly Point[]): Point[] {
  const kept: Point[] = []
  for (const point of points) {
    const [before, last] = kept.slice(-2)
    if (last && last.x === point.x && last.y === point.y) continue
    const isOn = (axis: 'x' | 'y') => last && before?.[axis] === last[axis] && last[axis] === point[axis]
    if (kept.length > 1 && (isOn('x') || isOn('y'))) kept.pop()
    kept.push(point)
  }
  return kept
}

export const middleOf = ({ x, y, width, height }: Box): Point => ({ x: x + width / 2, y: y + height / 2 })
export const touches = (one: Box, other: Box): boolean =>
  one.x < other.x + other.width &&
  other.x < one.x + one.width &&
  one.y < other.y + other.height &&
  other.y < one.y + one.height
/** Whether a line goes through a box, of one that slants its frame. */
export const crosses = (from: Point, to: Point, box: Box): boolean =>
  touches(
    {
      x: Math.min(from.x, to.x),
      y: Math.min(from.y, to.y),
      width: Math.abs(from.x - to.x) || 0.1,
      height: Math.abs(from.y - to.y) || 0.1,
    },
    box,
  )
export const wider = ({ x, y, width, height }: Box, by: number): Box => ({
  x: x - by,
  y: y - by,
  width: width + 2 * by,
  height: height + 2 * by,
})

function around(boxes: readonly Box[], by: number): Box {
  const [x, y] = [Math.min(...boxes.map((box) => box.x)), Math.min(...boxes.map((box) => box.y))]
  const right = Math.max(...boxes.map((box) => box.x + box.width))
  const bottom = Math.max(...boxes.map((box) => box.y + box.height))
  return wider({ x, y, width: right - x, height: bottom - y }, by)
}

function portOf(box: Box, side: Side, cost: number, length: number): Port {
  const middle = middleOf(box)
  const level = side === 'left' || side === 'right'
  const sign = side === 'right' || side === 'bottom' ? 1 : -1
  const at = level
    ? { x: sign > 0 ? box.x + box.width : box.x, y: middle.y }
    : { x: middle.x, y: sign > 0 ? box.y + box.height : box.y }
  const stub = level ? { x: at.x + sign * length, y: at.y } : { x: at.x, y: at.y + sign * length }
  return { at, stub, across: level, cost }
}

/** Where lines may run: through the ends of the way and on both sides of each thing. */
const lines = (own: readonly number[], things: readonly (readonly [number, number])[], by: number): number[] =>
  [...new Set([...own, ...things.flatMap(([low, high]) => [low - by, low - 22, high + by, high + 22])])].sort(
    (one, other) => one - other,
  )

/** What it costs to go from each crossing of lines to the next on its right, and to the next below it. */
function costs(
  xs: readonly number[],
  ys: readonly number[],
  walls: readonly Box[],
  ways: readonly (readonly Point[])[],
): [Float64Array, Float64Array] {
  const wide = xs.length
  const [across, down] = [new Float64Array(wide * ys.length), new Float64Array(wide * ys.length)]
  for (const [row, y] of ys.entries())
    for (const [column, x] of xs.entries()) {
      across[column + wide * row] = (xs[column + 1] ?? x) - x
      down[column + wide * row] = (ys[row + 1] ?? y) - y
    }
  const pieces = ways.flatMap((points) => points.slice(1).map((to, at) => [points[at]!, to] as const))
  for (const { x, y, width, height } of walls) {
    for (const [row, at] of ys.entries())
      if (at > y && at < y + height)
        for (const [column, left] of xs.entries())
          if (left < x + width && (xs[column + 1] ?? left) > x) across[column + wide * row] = Number.POSITIVE_INFINITY
    for (const [column, at] of xs.entries())
      if (at > x && at < x + width)
        for (const [row, top] of ys.entries())
          if (top < y + height && (ys[row + 1] ?? top) > y) down[column + wide * row] = Number.POSITIVE_INFINITY
  }
  for (const [from, to] of pieces) {
    const [low, high] = [Math.min(from.x, to.x), Math.max(from.x, to.x)]
    const [top, bottom] = [Math.min(from.y, to.y), Math.max(from.y, to.y)]
    if (bottom - top < 1)
      for (const [row, y] of ys.entries())
        if (Math.abs(y - top) < 5)
          for (const [column, x] of xs.entries())
            if (x < high && (xs[column + 1] ?? x) > low) across[column + wide * row]! *= SHARED
    if (high - low < 1)
      for (const [column, x] of xs.entries())
        if (Math.abs(x - low) < 5)
          for (const [row, y] of ys.entries())
            if (y < bottom && (ys[row + 1] ?? y) > top) down[column + wide * row]! *= SHARED
  }
  return [across, down]
}

function push(heap: [number, number][], item: [number, number]): void {
  let at = heap.push(item) - 1
  while (at > 0) {
    const up = (at - 1) >> 1
    if (heap[up]![0] <= item[0]) break
    heap[at] = heap[up]!
    at = up
  }
  heap[at] = item
}

function pop(heap: [number, number][]): [number, number] | undefined {
  const [first, last] = [heap[0], heap.pop()]
  if (!last || heap.length === 0) return first
  let at = 0
  for (;;) {
    let down = 2 * at + 1
    if (down >= heap.length) break
    if (down + 1 < heap.length && heap[down + 1]![0] < heap[down]![0]) down++
    if (heap[down]![0] >= last[0]) break
    heap[at] = heap[down]!
    at = down
  }
  heap[at] = last
  return first
}
