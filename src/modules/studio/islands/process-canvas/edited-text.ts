import { keepWritten } from '../../model/keep-written.ts'
import { withLabelIds } from '../../model/label-ids.ts'
import { attributeSplice, everyTag, idOf, spliced, tagsOf, valueOf, type Splice, type Tag } from '../../model/tags.ts'

/** What people of this language call elements, by id. */
export type Names = Readonly<Record<string, string>>

/**
 * A model as the canvas shows it: elements called as people call them, and what flows are called beside where they lead,
 * where the file gives that no place (several flows begin alike, and their words would stand on each other).
 */
export function shownText(bpmn: string, names: Names): string {
  const all = [...everyTag(tagsOf(bpmn))]
  const called = new Set(
    all.flatMap((tag) => (tag.name === 'sequenceFlow' && valueOf(tag, 'name') ? [idOf(tag)!] : [])),
  )
  return spliced(
    bpmn,
    all.flatMap((tag) => {
      if (tag.name === 'BPMNEdge' && called.has(valueOf(tag, 'bpmnElement') ?? '')) return placed(tag)
      const name = names[idOf(tag) ?? '']
      return name === undefined || tag.name.startsWith('BPMN') ? [] : attributeSplice(tag, 'name', name)
    }),
  )
}

const LABEL = { width: 60, height: 14 }

function placed(edge: Tag): Splice[] {
  const points = edge.children.filter(({ name }) => name === 'waypoint')
  if (points.length < 2 || points.length < edge.children.length) return []
  const [from, to] = points.slice(-2).map((point) => [Number(valueOf(point, 'x')), Number(valueOf(point, 'y'))]) as [
    [number, number],
    [number, number],
  ]
  const bounds = findBounds(edge)
  if (!bounds) return []
  const x = Math.round((from[0] + to[0] - LABEL.width) / 2)
  const y = Math.round((from[1] + to[1]) / 2) - LABEL.height - 4
  const text = `<${edge.prefix}BPMNLabel><${bounds}Bounds x="${x}" y="${y}" width="${LABEL.width}" height="${LABEL.height}"/></${edge.prefix}BPMNLabel>`
  return [{ start: points.at(-1)!.end, end: points.at(-1)!.end, text }]
}

/** The prefix under which this file writes bounds. */
const findBounds = (edge: Tag): string | undefined =>
  edge.parent?.children.flatMap(({ children }) => children).find(({ name }) => name === 'Bounds')?.prefix

/**
 * What was edited on the canvas, as the file and the texts have it.
 * @param source the file
 * @param names what elements were called on the canvas; these are texts of a language, not of the file
 * @param before what the canvas wrote unedited
 * @param after what it writes now
 */
export function editedText(
  source: string,
  names: Names,
  before: string,
  after: string,
): { bpmn: string; names: Names } {
  const { bpmn } = withLabelIds(before, after)
  const renamed: Record<string, string> = {}
  const splices = [...everyTag(tagsOf(bpmn))].flatMap((tag) => {
    const id = idOf(tag) ?? ''
    const shown = names[id]
    if (shown === undefined || tag.name.startsWith('BPMN')) return []
    const now = valueOf(tag, 'name') ?? ''
    if (now === shown) return []
    if (now !== '') renamed[id] = now
    return attributeSplice(tag, 'name', shown)
  })
  return { bpmn: keepWritten(source, before, spliced(bpmn, splices)), names: renamed }
}
