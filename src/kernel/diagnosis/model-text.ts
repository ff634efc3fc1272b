import { DARCHA_NAMESPACE } from '../process/file/darcha-moddle.ts'
import { BPMN } from '../process/file/metamodel.ts'
import { XMLNS, type XmlDocument, type XmlElement } from '../xml/index.ts'
import { makeElement } from './make-element.ts'
import { is } from './process-map.ts'

/** An XML model whose flows, lists of flows and lanes are kept in line: everything that is not touched stays as it was. */
export class ModelText {
  protected readonly document: XmlDocument
  protected readonly prefix: string
  constructor(document: XmlDocument) {
    this.document = document
    this.prefix = document.root.prefix
  }

  protected addFlow(holder: XmlElement, id: string, sourceRef: string, targetRef: string): XmlElement {
    const flow = this.element('sequenceFlow', { id, sourceRef, targetRef })
    holder.content.push(flow)
    this.addRef(this.find(sourceRef).element, 'outgoing', id)
    this.addRef(this.find(targetRef).element, 'incoming', id)
    return flow
  }

  /** Lets a flow end elsewhere. */
  protected retarget(flow: XmlElement, target: string): void {
    this.dropRef(flow.attribute('targetRef')!, 'incoming', idOf(flow))
    setAttribute(flow, 'targetRef', target)
    this.addRef(this.find(target).element, 'incoming', idOf(flow))
  }

  /** Lets a flow begin elsewhere. */
  protected resource(flow: XmlElement, source: string): void {
    this.dropRef(flow.attribute('sourceRef')!, 'outgoing', idOf(flow))
    setAttribute(flow, 'sourceRef', source)
    this.addRef(this.find(source).element, 'outgoing', idOf(flow))
  }

  protected dropRef(id: string, list: 'incoming' | 'outgoing', flow: string): void {
    const { element } = this.find(id)
    for (const child of element.children.filter((each) => is(each, list) && each.text.trim() === flow))
      cut(element, child)
  }

  protected find(id: string): { holder: XmlElement; element: XmlElement } {
    const look = (holder: XmlElement): { holder: XmlElement; element: XmlElement } | undefined => {
      for (const element of holder.children) {
        if (element.namespace === BPMN && element.attribute('id') === id) return { holder, element }
        const inside = look(element)
        if (inside) return inside
      }
      return undefined
    }
    const found = look(this.document.root)
    if (!found) throw new Error(`the model has no element "${id}"`)
    return found
  }

  protected flows(end: 'sourceRef' | 'targetRef', id: string): XmlElement[] {
    return this.all().filter((element) => is(element, 'sequenceFlow') && element.attribute(end) === id)
  }

  protected all(): XmlElement[] {
    const walk = (element: XmlElement): XmlElement[] => [element, ...element.children.flatMap(walk)]
    return walk(this.document.root)
  }

  /** In an element's own list of flows, puts others in the place of one; a model may leave the list out. */
  protected rewriteRefs(id: string, list: 'incoming' | 'outgoing', old: string, next: readonly string[]): void {
    const { element } = this.find(id)
    const there = element.children.find((child) => is(child, list) && child.text.trim() === old)
    if (!there) return
    element.content.splice(element.content.indexOf(there), 1, ...next.map((ref) => this.reference(list, ref)))
  }

  protected dropRefs(id: string, list: 'incoming' | 'outgoing'): void {
    const { element } = this.find(id)
    for (const child of element.children.filter((each) => is(each, list))) cut(element, child)
  }

  /** The schema wants flows before all else that an element holds but its documentation. */
  protected addRef(element: XmlElement, list: 'incoming' | 'outgoing', ref: string): void {
    const before = /^(documentation|extensionElements|auditing|monitoring|categoryValueRef|incoming)$/
    const last = element.children
      .filter((child) => before.test(child.name) || (list === 'outgoing' && is(child, list)))
      .at(-1)
    element.content.splice(last ? element.content.indexOf(last) + 1 : 0, 0, this.reference(list, ref))
  }

  protected reference(list: string, ref: string): XmlElement {
    const element = this.element(list, {})
    element.content.push({ kind: 'text', value: ref })
    return element
  }

  /** Takes what points to elements that are gone out of lanes, diagram, message flows and associations. */
  protected forget(ids: readonly string[]): void {
    const points = (element: XmlElement): boolean =>
      (is(element, 'flowNodeRef') && ids.includes(element.text.trim())) ||
      (/^(messageFlow|association)$/.test(element.name) &&
        ['sourceRef', 'targetRef'].some((end) => ids.includes(element.attribute(end) ?? ''))) ||
      ids.includes(element.attribute('bpmnElement') ?? '')
    const walk = (element: XmlElement): void => {
      for (const child of element.children) {
        if (points(child)) cut(element, child)
        else walk(child)
      }
    }
    walk(this.document.root)
  }

  protected putInLaneOf(id: string, added: readonly string[]): void {
    for (const lane of this.all().filter((element) => is(element, 'lane'))) {
      const there = lane.children.find((child) => is(child, 'flowNodeRef') && child.text.trim() === id)
      if (there)
        lane.content.splice(
          lane.content.indexOf(there) + 1,
          0,
          ...added.map((ref) => this.reference('flowNodeRef', ref)),
        )
    }
  }

  protected freeId(wanted: string): string {
    const taken = new Set(this.all().map((element) => element.attribute('id')))
    let id = wanted
    for (let number = 2; taken.has(id); number++) id = `${wanted}_${number}`
    return id
  }

  protected element(name: string, attributes: Readonly<Record<string, string>>): XmlElement {
    return makeElement({ prefix: this.prefix, namespace: BPMN, name }, attributes)
  }

  protected darcha(): string {
    const bound = this.document.root.attributes.find(
      ({ namespace, value }) => namespace === XMLNS && value === DARCHA_NAMESPACE,
    )
    return bound?.name ?? 'darcha'
  }
}

export const idOf = (element: XmlElement): string => element.attribute('id') ?? ''

/** Takes a child out, with the blanks before it. */
export function cut(holder: XmlElement, child: XmlElement): void {
  const at = holder.content.indexOf(child)
  if (at < 0) return
  const before = holder.content[at - 1]
  const blank = before?.kind === 'text' && before.value.trim() === ''
  holder.content.splice(blank ? at - 1 : at, blank ? 2 : 1)
}

export function setAttribute(element: XmlElement, name: string, value: string): void {
  const there = element.attributes.find((attribute) => attribute.name === name && attribute.namespace === '')
  if (there) there.value = value
  else element.attributes.push({ prefix: '', name, namespace: '', value })
}
