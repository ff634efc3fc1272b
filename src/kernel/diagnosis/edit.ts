import { DARCHA_NAMESPACE } from '../process/file/darcha-moddle.ts'
import { BPMN } from '../process/file/metamodel.ts'
import { readXml, writeXml, XmlElement } from '../xml/index.ts'
import type { Fix, Test } from './finding.ts'
import { layOut } from './layout.ts'
import { cut, idOf, ModelText, setAttribute } from './model-text.ts'
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
  else if (fix.kind === 'give') model.give(fix.step, fix.like)
  else if (fix.kind === 'unloop') model.unloop(fix.step, fix.attributes)
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
class EditedModel extends ModelText {
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

  /** Lets a step be done by who does another. */
  give(id: string, like: string): void {
    const [step, other] = [this.find(id).element, this.find(like).element]
    const said = (element: XmlElement, name: string) =>
      element.attributes.find((each) => each.name === name && each.namespace === DARCHA_NAMESPACE)
    const office = said(other, 'office')
    for (const name of ['office', 'role']) {
      const there = said(step, name)
      if (there) step.attributes.splice(step.attributes.indexOf(there), 1)
    }
    if (office) {
      const role = said(other, 'role')
      this.set(id, { office: office.value, ...(role ? { role: role.value } : {}) })
    } else {
      // other engines name who does a step in attributes of their own
      for (const { name, prefix, namespace } of other.attributes) {
        if (prefix === '' || !/^(candidateGroups|assignee)$/.test(name)) continue
        const value = other.attributes.find((each) => each.name === name && each.namespace === namespace)!.value
        const there = step.attributes.findIndex((each) => each.name === name && each.namespace === namespace)
        if (there >= 0) step.attributes.splice(there, 1)
        step.attributes.push({ prefix, name, namespace, value })
      }
      for (const lane of this.all().filter((element) => is(element, 'lane')))
        for (const child of lane.children) if (is(child, 'flowNodeRef') && child.text.trim() === id) cut(lane, child)
      this.putInLaneOf(like, [id])
    }
  }

  /** Takes out a step that leads a case back, with its flows, and gateways that have one way in and one way on left. */
  unloop(id: string, attributes: Readonly<Record<string, string>>): void {
    const { holder, element } = this.find(id)
    const [back] = this.flows('targetRef', id)
    const [on] = this.flows('sourceRef', id)
    const [from, to] = [back!.attribute('sourceRef')!, on!.attribute('targetRef')!]
    const gateway = this.find(from).element
    for (const flow of [back!, on!]) cut(this.find(idOf(flow)).holder, flow)
    this.dropRef(from, 'outgoing', idOf(back!))
    this.dropRef(to, 'incoming', idOf(on!))
    cut(holder, element)
    this.forget([id, idOf(back!), idOf(on!)])
    const rest = this.flows('sourceRef', from)
    const [only] = rest
    const usual = gateway.attributes.findIndex(({ name }) => name === 'default')
    if (usual >= 0 && (rest.length === 1 || gateway.attributes[usual]!.value === idOf(back!)))
      gateway.attributes.splice(usual, 1)
    if (rest.length === 1)
      for (const child of only!.children.filter((each) => is(each, 'conditionExpression'))) cut(only!, child)
    for (const end of new Set([from, to]))
      if (
        is(this.find(end).element, 'exclusiveGateway') &&
        this.flows('targetRef', end).length === 1 &&
        this.flows('sourceRef', end).length === 1
      )
        this.remove(end)
    const start = this.all().find((each) => is(each, 'startEvent'))
    if (start) this.set(idOf(start), attributes)
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
}
