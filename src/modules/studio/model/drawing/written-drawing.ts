import {
  attributeSplice,
  cutSplice,
  everyTag,
  idOf,
  indentOf,
  spliced,
  valueOf,
  type Splice,
  type Tag,
} from '../tags.ts'
import type { Box, Edge, Model, Plane, Point, Shape } from './drawn-model.ts'

const [DC, DI] = ['http://www.omg.org/spec/DD/20100524/DC', 'http://www.omg.org/spec/DD/20100524/DI']

/**
 * Writes a mended drawing: what stayed stays as it was written, what is new stands behind its like.
 * @param old drawings as they are written
 * @param planes the same, mended
 * @returns undefined where the model binds no prefix for what is new
 */
export function writtenDrawing(model: Model, old: readonly Plane[], planes: readonly Plane[]): string | undefined {
  const taken = new Set([...everyTag(model.root)].flatMap((tag) => idOf(tag) ?? []))
  const prefix = (namespace: string) =>
    [...model.root.attributes]
      .find(([name, { value }]) => name.startsWith('xmlns:') && value === namespace)?.[0]
      .slice(6)
  const [dc, di] = [prefix(DC), prefix(DI)]
  if (dc === undefined || di === undefined) return undefined
  const freeId = (about: string) => {
    let id = `${about}_di`
    for (let number = 2; taken.has(id); number++) id = `${about}_di${number}`
    taken.add(id)
    return id
  }
  const splices = planes.flatMap((plane, at): Splice[] => {
    const was = old[at]!
    const like = plane.tag.children[0]
    const indent = like ? indentOf(model.text, like) : '      '
    const p = plane.tag.prefix
    const element = (name: string, about: string, inner: readonly string[], more = '') =>
      [
        `<${p}${name} id="${freeId(about)}" bpmnElement="${about}"${more}>`,
        ...inner.map((line) => `  ${line}`),
        `</${p}${name}>`,
      ]
        .map((line) => `\n${indent}${line}`)
        .join('')
    const fresh = { BPMNShape: '', BPMNEdge: '' }
    for (const [id, { tag, box }] of plane.shapes) {
      if (tag || was.shapes.has(id)) continue
      const more =
        model.lanes.has(id) || model.pools.has(id)
          ? ' isHorizontal="true"'
          : model.nodes.get(id)?.holds
            ? ' isExpanded="true"'
            : ''
      const bounds = `<${dc}:Bounds x="${box.x}" y="${box.y}" width="${box.width}" height="${box.height}"/>`
      fresh.BPMNShape += element('BPMNShape', id, [bounds], more)
    }
    for (const [id, { tag, points }] of plane.edges)
      if (!tag && !was.edges.has(id))
        fresh.BPMNEdge += element(
          'BPMNEdge',
          id,
          points.map((point) => waypoint(`${di}:`, point)),
        )
    const behind = (name: string) =>
      plane.tag.children.findLast((child) => child.name === name)?.end ??
      plane.tag.children.at(-1)?.end ??
      plane.tag.inner
    return [
      ...[...was.shapes].flatMap(([id, shape]) => shapeSplices(model.text, shape, plane.shapes.get(id))),
      ...[...was.edges].flatMap(([id, edge]) => edgeSplices(model.text, edge, plane.edges.get(id))),
      ...Object.entries(fresh).flatMap(([name, text]) =>
        text === '' ? [] : [{ start: behind(name), end: behind(name), text }],
      ),
    ]
  })
  return spliced(model.text, splices)
}

const waypoint = (prefix: string, { x, y }: Point): string => `<${prefix}waypoint x="${x}" y="${y}"/>`
const part = (tag: Tag, name: string): Tag | undefined => tag.children.find((child) => child.name === name)
const labelOf = (tag: Tag): Tag | undefined => {
  const label = part(tag, 'BPMNLabel')
  return label && part(label, 'Bounds')
}

const boxSplices = (tag: Tag | undefined, was: Box | undefined, now: Box | undefined): Splice[] =>
  !tag || !was || !now
    ? []
    : (['x', 'y', 'width', 'height'] as const).flatMap((name) =>
        was[name] === now[name] ? [] : attributeSplice(tag, name, String(now[name])),
      )

function shapeSplices(text: string, was: Shape, now: Shape | undefined): Splice[] {
  const tag = was.tag!
  if (!now) return [cutSplice(text, tag)]
  if (now.tag)
    return [...boxSplices(part(tag, 'Bounds'), was.box, now.box), ...boxSplices(labelOf(tag), was.label, now.label)]
  // taken off and placed elsewhere: the same shape with its own words
  const label = part(tag, 'BPMNLabel')
  return [...boxSplices(part(tag, 'Bounds'), was.box, now.box), ...(label ? [cutSplice(text, label)] : [])]
}

function edgeSplices(text: string, was: Edge, now: Edge | undefined): Splice[] {
  const tag = was.tag!
  if (!now) return [cutSplice(text, tag)]
  const points = tag.children.filter(({ name }) => name === 'waypoint')
  const label = part(tag, 'BPMNLabel')
  const labels =
    was.label && !now.label && label ? [cutSplice(text, label)] : boxSplices(labelOf(tag), was.label, now.label)
  if (JSON.stringify(was.points) === JSON.stringify(now.points)) return labels
  if (points.length === now.points.length)
    return [
      ...points.flatMap((point, at) =>
        (['x', 'y'] as const).flatMap((name) =>
          Number(valueOf(point, name)) === now.points[at]![name]
            ? []
            : attributeSplice(point, name, String(now.points[at]![name])),
        ),
      ),
      ...labels,
    ]
  const [first, last] = [points[0], points.at(-1)]
  if (!first || !last) return labels
  const indent = indentOf(text, first)
  const written = now.points.map((point) => waypoint(first.prefix, point)).join(`\n${indent}`)
  return [{ start: first.start, end: last.end, text: written }, ...labels]
}
