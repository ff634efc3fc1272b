import { DARCHA_NAMESPACE } from '../process/file/darcha-moddle.ts'
import { BPMN } from '../process/file/metamodel.ts'
import { readXml, writeXml, XmlElement, XMLNS, type XmlDocument } from '../xml/index.ts'
import type { Fix, Test } from './finding.ts'
import { layOut } from './layout.ts'
import { makeElement } from './make-element.ts'
import { is } from './process-map.ts'

/**
 * A model with a fix carried out and, where it holds one process, drawn anew.
 * @param bpmn the model as it is
 * @returns the new model; what it becomes is to be checked before it is offered
 * @throws Error when the fix names a step that the model does not have
 */
export function applyFix(bpmn: string, fix: Fix): string {
  const document = readXml(bpmn)
  const model = new EditedModel(document)
  if (fix.kind === 'remove') model.remove(fix.step)
  else if (fix.kind === 'replace') model.replace(fix)
  else if (fix.kind === 'parallel') model.putBeside(fix.steps)
  else if (fix.kind === 'set') for (const step of fix.steps) model.set(step, fix.attributes)
  else if (fix.kind === 'move') model.move(fix.step, fix.onto)
  else if (fix.kind === 'reorder') model.reorder(fix.tests)
  else if (fix.kind === 'triage') model.triage(fix)
  else if (fix.kind === 'enclose') model.enclose(fix.steps, fix.name)
  else {
    model.set(fix.first, fix.attributes, fix.name)
    model.remove(fix.second)
  }
  // what is only said of steps moves none
  if (fix.kind !== 'set') layOut(document)
  return writeXml(document)
}

/** An XML model under the knife: everything that is not touched stays as it was written. */
class EditedModel {
  private readonly document: XmlDocument
  private readonly prefix: string
  constructor(document: XmlDocument) {
    this.document = document
    this.prefix = document.root.prefix
  }

  /** Takes a step out and joins its flows. */
  remove(id: string): void {
    const { holder, element } = this.find(id)
    const outgoing = this.flows('sourceRef', id)
    const incoming = this.flows('targetRef', id)
    const [out] = outgoing
    if (!out || outgoing.length > 1) throw new Error(`"${id}" has not exactly one way on`)
    const target = out.attribute('targetRef')!
    for (const flow of incoming) setAttribute(flow, 'targetRef', target)
    this.rewriteRefs(
      target,
      'incoming',
      out.attribute('id')!,
      incoming.map((flow) => flow.attribute('id')!),
    )
    cut(holder, element)
    cut(this.find(out.attribute('id')!).holder, out)
    this.forget([id, out.attribute('id')!])
  }

  /** Makes a step another kind of element, its flows as they were. */
  replace({ step, type, name, attributes, without }: Fix & { kind: 'replace' }): void {
    const { holder, element } = this.find(step)
    const kept = element.attributes.filter(
      (attribute) => attribute.namespace !== DARCHA_NAMESPACE || !without.includes(attribute.name),
    )
    const next = new XmlElement({
      prefix: element.prefix,
      namespace: BPMN,
      name: type,
      attributes: kept,
      line: element.line,
    })
    next.content = element.content
    holder.content[holder.content.indexOf(element)] = next
    this.set(step, attributes, name)
  }

  /** Gives a step attributes and another name. */
  set(id: string, attributes: Readonly<Record<string, string>>, name?: string): void {
    const { element } = this.find(id)
    if (name !== undefined) setAttribute(element, 'name', name)
    for (const [key, value] of Object.entries(attributes)) {
      const there = element.attributes.find((each) => each.name === key && each.namespace === DARCHA_NAMESPACE)
      if (there) there.value = value
      else element.attributes.push({ prefix: this.darcha(), name: key, namespace: DARCHA_NAMESPACE, value })
    }
  }

  /** Puts steps of a chain side by side. */
  putBeside(steps: readonly string[]): void {
    const [first, last] = [steps[0]!, steps.at(-1)!]
    const { holder } = this.find(first)
    const [split, join] = ['split', 'join'].map((end) => this.freeId(`${first}_${end}`)) as [string, string]
    const target = this.flows('sourceRef', last)[0]!
    for (const id of steps.slice(0, -1)) {
      const [link] = this.flows('sourceRef', id)
      cut(holder, link!)
      this.forget([link!.attribute('id')!])
      this.dropRefs(id, 'outgoing')
    }
    const incoming = this.flows('targetRef', first)
    for (const flow of incoming) setAttribute(flow, 'targetRef', split)
    setAttribute(target, 'sourceRef', join)
    this.dropRefs(last, 'outgoing')
    for (const id of steps) this.dropRefs(id, 'incoming')
    const fork = this.element('parallelGateway', { id: split })
    const merge = this.element('parallelGateway', { id: join })
    const at = holder.content.indexOf(this.find(first).element)
    holder.content.splice(at, 0, fork, merge)
    for (const flow of incoming) this.addRef(fork, 'incoming', flow.attribute('id')!)
    for (const id of steps) {
      const [there, back] = [this.freeId(`f_${split}_${id}`), this.freeId(`f_${id}_${join}`)]
      holder.content.push(
        this.element('sequenceFlow', { id: there, sourceRef: split, targetRef: id }),
        this.element('sequenceFlow', { id: back, sourceRef: id, targetRef: join }),
      )
      this.addRef(this.find(id).element, 'incoming', there)
      this.addRef(this.find(id).element, 'outgoing', back)
      this.addRef(fork, 'outgoing', there)
      this.addRef(merge, 'incoming', back)
    }
    this.addRef(merge, 'outgoing', target.attribute('id')!)
    this.putInLaneOf(first, [split, join])
  }

  /** Takes a step from between its neighbours and puts it onto a flow. */
  move(id: string, onto: string): void {
    const [out] = this.flows('sourceRef', id)
    const way = this.find(onto).element
    const next = out!.attribute('targetRef')!
    for (const flow of this.flows('targetRef', id)) this.retarget(flow, next)
    this.retarget(out!, way.attribute('targetRef')!)
    this.retarget(way, id)
  }

  /** Puts tests of one chain into an order. */
  reorder(tests: readonly Test[]): void {
    const inner = new Set(tests.map(({ on }) => on))
    const first = tests.find(({ step }) => !this.flows('targetRef', step).some((flow) => inner.has(idOf(flow))))!
    const last = tests.find(
      ({ on }) => !tests.some(({ step }) => step === this.find(on).element.attribute('targetRef')),
    )!
    const [entries, exit] = [this.flows('targetRef', first.step), this.find(last.on).element.attribute('targetRef')!]
    for (const flow of entries) this.retarget(flow, tests[0]!.step)
    for (const [at, { on }] of tests.entries()) this.retarget(this.find(on).element, tests[at + 1]?.step ?? exit)
  }

  /** Puts a short copy of a step beside it, for cases of which a condition holds. */
  triage({ step, condition, name, attributes }: Fix & { kind: 'triage' }): void {
    const { holder, element } = this.find(step)
    const [kinds, copy, again] = ['kinds', 'short', 'again'].map((end) => this.freeId(`${step}_${end}`)) as [
      string,
      string,
      string,
    ]
    const [out] = this.flows('sourceRef', step)
    const twin = new XmlElement({
      prefix: element.prefix,
      namespace: BPMN,
      name: element.name,
      attributes: element.attributes.map((each) => ({ ...each })),
      line: element.line,
    })
    twin.content = element.content.filter(
      (node) => !(node.kind === 'element' && (is(node, 'incoming') || is(node, 'outgoing'))),
    )
    setAttribute(twin, 'id', copy)
    const flows = { long: `f_${kinds}_${step}`, short: `f_${kinds}_${copy}`, back: `f_${step}_${again}` }
    const fork = this.element('exclusiveGateway', { id: kinds, default: flows.long })
    holder.content.splice(
      holder.content.indexOf(element),
      0,
      fork,
      twin,
      this.element('exclusiveGateway', { id: again }),
    )
    for (const flow of this.flows('targetRef', step)) this.retarget(flow, kinds)
    this.resource(out!, again)
    this.addFlow(holder, flows.long, kinds, step)
    const short = this.addFlow(holder, flows.short, kinds, copy)
    const test = this.element('conditionExpression', {})
    test.content.push({ kind: 'text', value: condition })
    short.content.push(test)
    this.addFlow(holder, flows.back, step, again)
    this.addFlow(holder, `f_${copy}_${again}`, copy, again)
    this.putInLaneOf(step, [kinds, copy, again])
    this.set(copy, attributes, name)
  }

  /** Puts a chain of steps into a sub-process. */
  enclose(steps: readonly string[], name: string): void {
    const { holder } = this.find(steps[0]!)
    const ids = new Set(steps)
    const sub = this.freeId(`${steps[0]}_exception`)
    const box = this.element('subProcess', { id: sub, name })
    holder.content.splice(holder.content.indexOf(this.find(steps[0]!).element), 0, box)
    for (const flow of this.flows('targetRef', steps[0]!)) this.retarget(flow, sub)
    for (const flow of this.flows('sourceRef', steps.at(-1)!)) this.resource(flow, sub)
    const inside = holder.children.filter(
      (child) =>
        ids.has(idOf(child)) ||
        (is(child, 'sequenceFlow') &&
          ids.has(child.attribute('sourceRef') ?? '') &&
          ids.has(child.attribute('targetRef') ?? '')),
    )
    const [begin, end] = [this.freeId(`${sub}_start`), this.freeId(`${sub}_end`)]
    for (const child of inside) cut(holder, child)
    box.content.push(this.element('startEvent', { id: begin }), ...inside, this.element('endEvent', { id: end }))
    this.addFlow(box, `f_${begin}`, begin, steps[0]!)
    this.addFlow(box, `f_${end}`, steps.at(-1)!, end)
    this.putInLaneOf(steps[0]!, [sub])
  }

  private addFlow(holder: XmlElement, id: string, sourceRef: string, targetRef: string): XmlElement {
    const flow = this.element('sequenceFlow', { id, sourceRef, targetRef })
    holder.content.push(flow)
    this.addRef(this.find(sourceRef).element, 'outgoing', id)
    this.addRef(this.find(targetRef).element, 'incoming', id)
    return flow
  }

  /** Lets a flow end elsewhere. */
  private retarget(flow: XmlElement, target: string): void {
    this.dropRef(flow.attribute('targetRef')!, 'incoming', idOf(flow))
    setAttribute(flow, 'targetRef', target)
    this.addRef(this.find(target).element, 'incoming', idOf(flow))
  }

  /** Lets a flow begin elsewhere. */
  private resource(flow: XmlElement, source: string): void {
    this.dropRef(flow.attribute('sourceRef')!, 'outgoing', idOf(flow))
    setAttribute(flow, 'sourceRef', source)
    this.addRef(this.find(source).element, 'outgoing', idOf(flow))
  }

  private dropRef(id: string, list: 'incoming' | 'outgoing', flow: string): void {
    const { element } = this.find(id)
    for (const child of element.children.filter((each) => is(each, list) && each.text.trim() === flow))
      cut(element, child)
  }

  private find(id: string): { holder: XmlElement; element: XmlElement } {
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

  private flows(end: 'sourceRef' | 'targetRef', id: string): XmlElement[] {
    return this.all().filter((element) => is(element, 'sequenceFlow') && element.attribute(end) === id)
  }

  private all(): XmlElement[] {
    const walk = (element: XmlElement): XmlElement[] => [element, ...element.children.flatMap(walk)]
    return walk(this.document.root)
  }

  /** In an element's own list of flows, puts others in the place of one; a model may leave the list out. */
  private rewriteRefs(id: string, list: 'incoming' | 'outgoing', old: string, next: readonly string[]): void {
    const { element } = this.find(id)
    const there = element.children.find((child) => is(child, list) && child.text.trim() === old)
    if (!there) return
    element.content.splice(element.content.indexOf(there), 1, ...next.map((ref) => this.reference(list, ref)))
  }

  private dropRefs(id: string, list: 'incoming' | 'outgoing'): void {
    const { element } = this.find(id)
    for (const child of element.children.filter((each) => is(each, list))) cut(element, child)
  }

  /** The schema wants flows before all else that an element holds but its documentation. */
  private addRef(element: XmlElement, list: 'incoming' | 'outgoing', ref: string): void {
    const before = /^(documentation|extensionElements|auditing|monitoring|categoryValueRef|incoming)$/
    const last = element.children
      .filter((child) => before.test(child.name) || (list === 'outgoing' && is(child, list)))
      .at(-1)
    element.content.splice(last ? element.content.indexOf(last) + 1 : 0, 0, this.reference(list, ref))
  }

  private reference(list: string, ref: string): XmlElement {
    const element = this.element(list, {})
    element.content.push({ kind: 'text', value: ref })
    return element
  }

  /** Takes what points to elements that are gone out of lanes, diagram, message flows and associations. */
  private forget(ids: readonly string[]): void {
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

  private putInLaneOf(id: string, added: readonly string[]): void {
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

  private freeId(wanted: string): string {
    const taken = new Set(this.all().map((element) => element.attribute('id')))
    let id = wanted
    for (let number = 2; taken.has(id); number++) id = `${wanted}_${number}`
    return id
  }

  private element(name: string, attributes: Readonly<Record<string, string>>): XmlElement {
    return makeElement({ prefix: this.prefix, namespace: BPMN, name }, attributes)
  }

  private darcha(): string {
    const bound = this.document.root.attributes.find(
      ({ namespace, value }) => namespace === XMLNS && value === DARCHA_NAMESPACE,
    )
    return bound?.name ?? 'darcha'
  }
}

const idOf = (element: XmlElement): string => element.attribute('id') ?? ''

/** Takes a child out, with the blanks before it. */
function cut(holder: XmlElement, child: XmlElement): void {
  const at = holder.content.indexOf(child)
  if (at < 0) return
  const before = holder.content[at - 1]
  const blank = before?.kind === 'text' && before.value.trim() === ''
  holder.content.splice(blank ? at - 1 : at, blank ? 2 : 1)
}

function setAttribute(element: XmlElement, name: string, value: string): void {
  const there = element.attributes.find((attribute) => attribute.name === name && attribute.namespace === '')
  if (there) there.value = value
  else element.attributes.push({ prefix: '', name, namespace: '', value })
}
