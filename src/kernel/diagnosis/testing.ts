import type { XmlElement } from '../xml/index.ts'

const everyIn = (element: XmlElement): XmlElement[] => [element, ...element.children.flatMap(everyIn)]
const number = (element: XmlElement, name: string) => Number(element.attribute(name))
// a global task is none of a process
const NODE = /^(?!global)\w*(Task|task|Event|Gateway|[sS]ubProcess|transaction|callActivity)$/

interface Rectangle {
  id: string
  x: number
  y: number
  width: number
  height: number
}
const overlap = (one: Rectangle, other: Rectangle) =>
  one.x < other.x + other.width &&
  other.x < one.x + one.width &&
  one.y < other.y + other.height &&
  other.y < one.y + one.height

/** What is wrong with a model's drawing: steps or ways left out, one on another, ways through steps, steps beside their lanes. */
export function drawingFaults(root: XmlElement): string[] {
  const all = everyIn(root)
  const shapes = new Map(
    all
      .filter(({ name }) => name === 'BPMNShape')
      .map((shape): [string, Rectangle] => {
        const [bounds] = shape.children
        const id = shape.attribute('bpmnElement')!
        const [x, y, width, height] = ['x', 'y', 'width', 'height'].map((name) => number(bounds!, name)) as [
          number,
          number,
          number,
          number,
        ]
        return [id, { id, x, y, width, height }]
      }),
  )
  const edges = new Map(
    all
      .filter(({ name }) => name === 'BPMNEdge')
      .map((edge) => [
        edge.attribute('bpmnElement')!,
        edge.children.map((point) => [number(point, 'x'), number(point, 'y')] as const),
      ]),
  )
  const nodes = all.filter((element) => NODE.test(element.name) && element.attribute('id'))
  const around = new Map<string, Set<string>>()
  const within = (element: XmlElement, outer: readonly string[]): void => {
    const id = element.attribute('id') ?? ''
    around.set(id, new Set(outer))
    for (const child of element.children) within(child, [...outer, id])
  }
  within(root, [])
  const faults: string[] = []
  for (const node of nodes) if (!shapes.has(node.attribute('id')!)) faults.push(`${node.attribute('id')} is not drawn`)
  for (const flow of all)
    if (/^(sequence|message)Flow$/.test(flow.name) && flow.attribute('id') && !edges.has(flow.attribute('id')!))
      faults.push(`${flow.attribute('id')} is not drawn`)
  const hosts = new Map(nodes.map((node) => [node.attribute('id')!, node.attribute('attachedToRef')]))
  const ids = [...hosts.keys()].filter((id) => shapes.has(id))
  for (const [at, one] of ids.entries())
    for (const other of ids.slice(at + 1)) {
      if (around.get(one)!.has(other) || around.get(other)!.has(one)) continue
      if (hosts.get(one) === other || hosts.get(other) === one) continue
      if (overlap(shapes.get(one)!, shapes.get(other)!)) faults.push(`${one} stands on ${other}`)
    }
  for (const flow of all) {
    const points = edges.get(flow.attribute('id') ?? '')
    if (!points) continue
    const ends = [flow.attribute('sourceRef')!, flow.attribute('targetRef')!]
    const own = new Set([...ends, ...ends.flatMap((end) => [...(around.get(end) ?? []), hosts.get(end) ?? ''])])
    for (const id of ids) {
      // an event on the border of where a way begins or ends stands on it
      if (own.has(id) || own.has(hosts.get(id) ?? ' ')) continue
      const box = shapes.get(id)!
      for (const [at, [x, y]] of points.slice(1).entries()) {
        const [before, above] = points[at]!
        const line = {
          id: '',
          x: Math.min(x, before),
          y: Math.min(y, above),
          width: Math.abs(x - before),
          height: Math.abs(y - above),
        }
        if (overlap({ ...line, width: line.width || 0.1, height: line.height || 0.1 }, box))
          faults.push(`${flow.attribute('id')} goes through ${id}`)
      }
    }
  }
  for (const lane of all.filter(({ name }) => name === 'lane')) {
    const band = shapes.get(lane.attribute('id')!)
    for (const ref of lane.children.filter(({ name }) => name === 'flowNodeRef')) {
      const box = shapes.get(ref.text.trim())
      if (band && box && !hosts.get(box.id) && !(box.y >= band.y && box.y + box.height <= band.y + band.height))
        faults.push(`${box.id} is not in its lane`)
    }
  }
  return [...new Set(faults)]
}
