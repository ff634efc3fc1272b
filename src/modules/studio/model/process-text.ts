import { escapeXml } from '../../../kernel/xml/index.ts'
import { NoSuchPlace, NotHere } from './edit-errors.ts'
import {
  attributeSplice,
  cutSplice,
  everyTag,
  idOf,
  indentOf,
  tagsOf,
  textIn,
  valueOf,
  type Splice,
  type Tag,
} from './tags.ts'

/** A process as it is written, with what edits of it are made of. */
export class ProcessText {
  protected readonly text: string
  protected readonly all: Tag[]
  private readonly byId = new Map<string, Tag>()

  constructor(text: string) {
    this.text = text
    this.all = [...everyTag(tagsOf(text))]
    for (const tag of this.all) {
      const id = idOf(tag)
      if (id !== undefined && !this.byId.has(id)) this.byId.set(id, tag)
    }
  }

  protected get(id: string): Tag {
    const found = this.byId.get(id)
    if (!found) throw new NoSuchPlace(id)
    return found
  }

  /** Where a way from a step may lead: a way does not cross the border of a sub-process. @throws NotHere */
  protected goal(from: string, id: string): Tag {
    const found = this.get(id)
    if (found.parent !== this.get(from).parent) throw new NotHere(id)
    return found
  }

  protected free(id: string): void {
    if (this.byId.has(id)) throw new NoSuchPlace(id)
  }

  protected freeId(wanted: string): string {
    let id = wanted
    for (let number = 2; this.byId.has(id); number++) id = `${wanted}_${number}`
    return id
  }

  protected flows(end: 'sourceRef' | 'targetRef', id: string): Tag[] {
    return this.all.filter((tag) => tag.name === 'sequenceFlow' && valueOf(tag, end) === id)
  }

  /** The one flow that ends or begins there. @throws NotHere when there is none, or several */
  protected single(end: 'sourceRef' | 'targetRef', id: string): Tag[] {
    const found = this.flows(end, id)
    if (found.length !== 1) throw new NotHere(id)
    return found
  }

  protected refsOf(step: string, list: string): Tag[] {
    return (this.byId.get(step)?.children ?? []).filter((child) => child.name === list)
  }

  /** In a step's own list of flows puts others in the place of one; a model may leave the list out. */
  protected swapRef(step: string, list: 'incoming' | 'outgoing', old: string, next: readonly string[]): Splice[] {
    const there = this.refsOf(step, list).find((ref) => textIn(this.text, ref) === old)
    if (!there) return []
    if (next.length === 0) return [cutSplice(this.text, there)]
    const indent = indentOf(this.text, there)
    return [
      {
        start: there.start,
        end: there.end,
        text: next.map((id) => this.reference(there.prefix, list, id)).join(`\n${indent}`),
      },
    ]
  }

  protected addRef(step: string, list: 'incoming' | 'outgoing', id: string): Splice[] {
    const tag = this.get(step)
    const after = [
      ...this.refsOf(step, 'documentation'),
      ...this.refsOf(step, 'extensionElements'),
      ...this.refsOf(step, 'incoming'),
      ...(list === 'outgoing' ? this.refsOf(step, list) : []),
    ].at(-1)
    // a step whose lists are left out keeps them so
    if (!after) return []
    return [
      {
        start: after.end,
        end: after.end,
        text: `\n${indentOf(this.text, after)}${this.reference(tag.prefix, list, id)}`,
      },
    ]
  }

  protected reference = (prefix: string, list: string, id: string): string =>
    `<${prefix}${list}>${id}</${prefix}${list}>`

  protected withoutFlow(flow: Tag): Splice[] {
    const id = idOf(flow)!
    return [
      cutSplice(this.text, flow),
      ...this.swapRef(valueOf(flow, 'sourceRef')!, 'outgoing', id, []),
      ...this.swapRef(valueOf(flow, 'targetRef')!, 'incoming', id, []),
      ...this.all
        .filter((tag) => valueOf(tag, 'default') === id)
        .flatMap((tag) => attributeSplice(tag, 'default', null)),
    ]
  }

  protected element(
    behind: Tag,
    type: string,
    id: string,
    {
      name,
      attributes = {},
      plain = {},
      incoming,
      outgoing,
      inner,
    }: {
      name?: string
      attributes?: Readonly<Record<string, string | null>>
      plain?: Readonly<Record<string, string>>
      incoming: readonly string[]
      outgoing: readonly string[]
      /** Lines behind its ways, for a prefix. */
      inner?: (prefix: string) => readonly string[]
    },
  ): Splice {
    const indent = indentOf(this.text, behind)
    const p = behind.prefix
    const written = [
      `id="${id}"`,
      ...(name === undefined ? [] : [`name="${escapeXml(name)}"`]),
      ...Object.entries(plain).map(([key, value]) => `${key}="${escapeXml(value)}"`),
      ...Object.entries(attributes).flatMap(([key, value]) => (value ? [`darcha:${key}="${escapeXml(value)}"`] : [])),
    ].join(' ')
    const lines = [
      `<${p}${type} ${written}>`,
      ...incoming.map((flow) => `  ${this.reference(p, 'incoming', flow)}`),
      ...outgoing.map((flow) => `  ${this.reference(p, 'outgoing', flow)}`),
      ...(inner?.(p) ?? []).map((line) => `  ${line}`),
      `</${p}${type}>`,
    ]
    return { start: behind.end, end: behind.end, text: lines.map((line) => `\n${indent}${line}`).join('') }
  }

  protected flow(behind: Tag, id: string, source: string, target: string, condition?: string): Splice {
    const p = behind.prefix
    const start = `<${p}sequenceFlow id="${id}" sourceRef="${source}" targetRef="${target}"`
    const text =
      condition === undefined
        ? `${start}/>`
        : `${start}><${p}conditionExpression>${escapeXml(condition)}</${p}conditionExpression></${p}sequenceFlow>`
    return { start: behind.end, end: behind.end, text: `\n${indentOf(this.text, behind)}${text}` }
  }

  /** Lanes in which a step is listed, by its refs. */
  protected laneRefs(step: string): Tag[] {
    return this.all.filter((tag) => tag.name === 'flowNodeRef' && textIn(this.text, tag) === step)
  }

  protected forgetInLanes = (step: string): Splice[] => this.laneRefs(step).map((ref) => cutSplice(this.text, ref))

  protected putInLane(lane: string | undefined, beside: string | undefined, steps: readonly string[]): Splice[] {
    const into = beside === undefined ? this.get(lane!) : undefined
    const ref = into ? into.children.filter((tag) => tag.name === 'flowNodeRef').at(-1) : this.laneRefs(beside!)[0]
    if (into && !ref) return this.begunLane(into, steps)
    if (!ref) return []
    const indent = indentOf(this.text, ref)
    return [
      {
        start: ref.end,
        end: ref.end,
        text: steps.map((id) => `\n${indent}${this.reference(ref.prefix, 'flowNodeRef', id)}`).join(''),
      },
    ]
  }

  /** The first steps of a lane. */
  private begunLane(lane: Tag, steps: readonly string[]): Splice[] {
    const indent = indentOf(this.text, lane)
    const refs = steps.map((id) => `\n${indent}  ${this.reference(lane.prefix, 'flowNodeRef', id)}`).join('')
    return [
      lane.empty
        ? { start: lane.inner - 2, end: lane.inner, text: `>${refs}\n${indent}</${lane.prefix}${lane.name}>` }
        : { start: lane.inner, end: lane.inner, text: refs },
    ]
  }

  protected renamed(tag: Tag, type: string): Splice[] {
    const at = tag.start + 1 + tag.prefix.length
    return [
      { start: at, end: at + tag.name.length, text: type },
      ...(tag.empty ? [] : [{ start: tag.innerEnd, end: tag.end, text: `</${tag.prefix}${type}>` }]),
    ]
  }

  /** `xsi:type` is left out where the prefix is not bound. */
  protected withXsi = (text: string): string =>
    /xmlns:xsi=/.test(this.text) ? text : text.replaceAll(/ xsi:type="[\w:]*tFormalExpression"/g, '')
}
