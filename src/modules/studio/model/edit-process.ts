import { escapeXml } from '../../../kernel/xml/index.ts'
import { adopted } from './adopt-part.ts'
import { drawnAnew } from './draw-anew.ts'
import { redrawn } from './drawing/redraw.ts'
import { NoSuchPlace, NotHere } from './edit-errors.ts'
import { EventText } from './edit-events.ts'
import type { ProcessEdit } from './process-edit.ts'
import {
  attributeSplice,
  cutSplice,
  everyTag,
  idOf,
  indentOf,
  spliced,
  tagsOf,
  textIn,
  valueOf,
  type Splice,
} from './tags.ts'

/**
 * A process after an edit. What it does not touch stays byte for byte, on its drawing too: what comes is placed beside its
 * neighbours, what goes is taken out. A model without a drawing gets one.
 * @throws Unreadable, NoSuchPlace
 */
export function editProcess(bpmn: string, edit: ProcessEdit): string {
  const edited = bound(bpmn, (text) =>
    edit.do === 'adopt'
      ? edit.parts.reduce((now, { element, by, part }) => adopted(now, element, by, part), text)
      : new EditedProcess(text).apply(edit),
  )
  // another tool's drawing stays as it is while its parts are replaced
  return edit.do === 'adopt' || drawnParts(edited) === drawnParts(bpmn)
    ? edited
    : (redrawn(bpmn, edited) ?? drawnAnew(edited))
}

/** What a drawing shows of a model: its steps by their outlines, its ways by their ends, who stands in which lane. */
const drawnParts = (bpmn: string): string =>
  [...everyTag(tagsOf(bpmn))]
    .flatMap((tag) => {
      if (tag.name === 'flowNodeRef') return [`${idOf(tag.parent!)} ${textIn(bpmn, tag)}`]
      if (idOf(tag) === undefined) return []
      const kind = /^(task|\w+Task)$/.test(tag.name) ? 'task' : tag.name
      return [[idOf(tag), kind, ...['sourceRef', 'targetRef', 'attachedToRef'].map((end) => valueOf(tag, end))].join()]
    })
    .join('\n')

/** A model of another tool binds no prefix of ours before something of ours is said in it. */
function bound(bpmn: string, edit: (bpmn: string) => string): string {
  const root = tagsOf(bpmn)
  if (root.attributes.has('xmlns:darcha')) return edit(bpmn)
  const edited = edit(spliced(bpmn, attributeSplice(root, 'xmlns:darcha', 'urn:darcha:bpmn:1')))
  return /\sdarcha:\w+=/.test(edited) ? edited : edited.replace(' xmlns:darcha="urn:darcha:bpmn:1"', '')
}

class EditedProcess extends EventText {
  apply(edit: Exclude<ProcessEdit, { do: 'adopt' }>): string {
    switch (edit.do) {
      case 'set':
        return this.set(edit)
      case 'add':
        return this.add(edit)
      case 'remove':
        return this.remove(edit.step)
      case 'earlier':
        return this.earlier(edit.step)
      case 'choose':
        return this.choose(edit)
      case 'beside':
        return this.beside(edit)
      case 'lead':
        return this.lead(edit)
      case 'connect':
        return this.connect(edit)
      case 'newLane':
        return this.newLane(edit)
      case 'cut':
        return this.cut(edit.flow)
      case 'event':
        return this.event(edit)
      case 'border':
        return this.border(edit)
      case 'mark':
        return this.mark(edit)
      case 'enclose':
        return this.enclose(edit)
      case 'pool':
        return this.pool(edit)
      case 'message':
        return this.message(edit)
      case 'otherwise':
        return this.otherwise(edit.flow)
      case 'gateway':
        return this.gateway(edit)
      case 'rounds':
        return this.rounds(edit)
      case 'lane':
        return spliced(this.text, [
          ...this.forgetInLanes(edit.step),
          ...this.putInLane(edit.lane, undefined, [edit.step]),
        ])
    }
  }

  private set({ step, name, type, attributes, after }: ProcessEdit & { do: 'set' }): string {
    const tag = this.get(step)
    const timer = tag.children.find((child) => child.name === 'timerEventDefinition')
    const time = timer?.children.find((child) => /^time/.test(child.name))
    if (after !== undefined && (!time || time.empty)) throw new NoSuchPlace(step)
    return spliced(this.text, [
      ...(name === undefined ? [] : attributeSplice(tag, 'name', name)),
      ...Object.entries(attributes).flatMap(([key, value]) => attributeSplice(tag, `darcha:${key}`, value || null)),
      ...(after === undefined || !time ? [] : [{ start: time.inner, end: time.innerEnd, text: escapeXml(after) }]),
      ...(type === undefined || type === tag.name ? [] : this.renamed(tag, type)),
    ])
  }

  private add({ flow, step, type, name, lane, attributes }: ProcessEdit & { do: 'add' }): string {
    this.free(step)
    const on = this.get(flow)
    const [source, target] = [valueOf(on, 'sourceRef')!, valueOf(on, 'targetRef')!]
    const next = this.freeId(`f_${step}_${target}`)
    const isEnd = type === 'endEvent'
    if (isEnd) throw new NoSuchPlace()
    return spliced(this.text, [
      ...attributeSplice(on, 'targetRef', step),
      ...this.swapRef(target, 'incoming', flow, [next]),
      this.element(this.get(source), type, step, { name, attributes, incoming: [flow], outgoing: [next] }),
      this.flow(on, next, step, target),
      ...this.putInLane(lane, lane === undefined ? source : undefined, [step]),
    ])
  }

  private remove(step: string): string {
    const tag = this.get(step)
    const [incoming, outgoing] = [this.flows('targetRef', step), this.flows('sourceRef', step)]
    const events = this.all.filter((each) => valueOf(each, 'attachedToRef') === step)
    // an end that a choice leads to goes with the way to it
    if (
      outgoing.length === 0 &&
      incoming.every((flow) => this.flows('sourceRef', valueOf(flow, 'sourceRef')!).length > 1)
    )
      return spliced(this.text, [
        cutSplice(this.text, tag),
        ...incoming.flatMap((flow) => this.withoutFlow(flow)),
        ...this.forgetInLanes(step),
      ])
    if (outgoing.length !== 1 || events.length > 0) throw new NotHere()
    const out = outgoing[0]!
    const target = valueOf(out, 'targetRef')!
    return spliced(this.text, [
      cutSplice(this.text, tag),
      cutSplice(this.text, out),
      ...incoming.flatMap((flow) => attributeSplice(flow, 'targetRef', target)),
      ...this.swapRef(
        target,
        'incoming',
        idOf(out)!,
        incoming.map((flow) => idOf(flow)!),
      ),
      ...this.forgetInLanes(step),
    ])
  }

  private earlier(step: string): string {
    const [into] = this.single('targetRef', step)
    const [out] = this.single('sourceRef', step)
    const before = valueOf(into!, 'sourceRef')!
    const [first] = this.single('targetRef', before)
    this.single('sourceRef', before)
    const [a, b, c] = [idOf(first!)!, idOf(into!)!, idOf(out!)!]
    // p -a-> before -b-> step -c-> after becomes p -a-> step -b-> before -c-> after
    return spliced(this.text, [
      ...attributeSplice(first!, 'targetRef', step),
      ...attributeSplice(into!, 'sourceRef', step),
      ...attributeSplice(into!, 'targetRef', before),
      ...attributeSplice(out!, 'sourceRef', before),
      ...this.swapRef(step, 'incoming', b, [a]),
      ...this.swapRef(step, 'outgoing', c, [b]),
      ...this.swapRef(before, 'incoming', a, [b]),
      ...this.swapRef(before, 'outgoing', b, [c]),
    ])
  }

  private choose({ flow, step, name, condition, target, end }: ProcessEdit & { do: 'choose' }): string {
    this.free(step)
    const on = this.get(flow)
    const [source, on_] = [valueOf(on, 'sourceRef')!, valueOf(on, 'targetRef')!]
    const to = end?.step ?? target
    if (to === undefined || to === step) throw new NoSuchPlace()
    if (end) this.free(end.step)
    else this.goal(source, to)
    const [usual, other] = [this.freeId(`f_${step}_${on_}`), this.freeId(`f_${step}_${to}_if`)]
    return spliced(this.text, [
      ...attributeSplice(on, 'targetRef', step),
      ...this.swapRef(on_, 'incoming', flow, on_ === to ? [usual, other] : [usual]),
      ...(end || on_ === to ? [] : this.addRef(to, 'incoming', other)),
      this.element(this.get(source), 'exclusiveGateway', step, {
        name,
        plain: { default: usual },
        incoming: [flow],
        outgoing: [usual, other],
      }),
      ...(end
        ? [
            this.element(this.get(source), 'endEvent', end.step, {
              name: end.name,
              attributes: end.attributes,
              incoming: [other],
              outgoing: [],
            }),
          ]
        : []),
      this.flow(on, usual, step, on_),
      this.flow(on, other, step, to, condition),
      ...this.putInLane(undefined, source, end ? [step, end.step] : [step]),
    ])
  }

  private beside({ step, other, type, name, attributes }: ProcessEdit & { do: 'beside' }): string {
    this.free(step)
    const [into] = this.single('targetRef', other)
    const [out] = this.single('sourceRef', other)
    const [split, join] = [this.freeId(`${step}_split`), this.freeId(`${step}_join`)]
    const tag = this.get(other)
    const [there, thereNew, back] = [`f_${split}_${other}`, `f_${split}_${step}`, `f_${step}_${join}`].map((id) =>
      this.freeId(id),
    ) as [string, string, string]
    const rest = this.freeId(`f_${other}_${join}`)
    const [a, c] = [idOf(into!)!, idOf(out!)!]
    return spliced(this.text, [
      ...attributeSplice(into!, 'targetRef', split),
      ...attributeSplice(out!, 'sourceRef', join),
      ...this.swapRef(other, 'incoming', a, [there]),
      ...this.swapRef(other, 'outgoing', c, [rest]),
      this.element(tag, 'parallelGateway', split, { incoming: [a], outgoing: [there, thereNew] }),
      this.element(tag, type, step, { name, attributes, incoming: [thereNew], outgoing: [back] }),
      this.element(tag, 'parallelGateway', join, { incoming: [rest, back], outgoing: [c] }),
      this.flow(into!, there, split, other),
      this.flow(into!, thereNew, split, step),
      this.flow(into!, rest, other, join),
      this.flow(into!, back, step, join),
      ...this.putInLane(undefined, other, [split, step, join]),
    ])
  }

  private lead({ flow, target, condition, share }: ProcessEdit & { do: 'lead' }): string {
    const tag = this.get(flow)
    const before = valueOf(tag, 'targetRef')!
    const holds = tag.children.find((child) => child.name === 'conditionExpression')
    const splices: Splice[] = share === undefined ? [] : attributeSplice(tag, 'darcha:share', share || null)
    if (target !== undefined && target !== before) {
      this.goal(valueOf(tag, 'sourceRef')!, target)
      splices.push(
        ...attributeSplice(tag, 'targetRef', target),
        ...this.swapRef(before, 'incoming', flow, []),
        ...this.addRef(target, 'incoming', flow),
      )
    }
    if (condition !== undefined) {
      const written = escapeXml(condition)
      if (holds && condition === '') splices.push({ start: holds.start, end: holds.end, text: '' })
      else if (holds) splices.push({ start: holds.inner, end: holds.innerEnd, text: written })
      else if (condition !== '') {
        const inside = `<${tag.prefix}conditionExpression xsi:type="${tag.prefix}tFormalExpression">${written}</${tag.prefix}conditionExpression>`
        if (!tag.empty) splices.push({ start: tag.inner, end: tag.inner, text: inside })
        else splices.push({ start: tag.inner - 2, end: tag.inner, text: `>${inside}</${tag.prefix}sequenceFlow>` })
      }
    }
    return this.withXsi(spliced(this.text, splices))
  }

  private connect({ step, target, condition }: ProcessEdit & { do: 'connect' }): string {
    const source = this.get(step)
    const to = this.goal(step, target)
    // nothing leads on from an end, nothing to a start, and an event on a border is not come to
    if (source.name === 'endEvent' || to.name === 'startEvent' || valueOf(to, 'attachedToRef') !== undefined)
      throw new NotHere()
    const id = this.freeId(`f_${step}_${target}`)
    const behind = this.flows('sourceRef', step).at(-1) ?? this.all.findLast(({ name }) => name === 'sequenceFlow')
    return this.withXsi(
      spliced(this.text, [
        this.flow(behind ?? source, id, step, target, condition === '' ? undefined : condition),
        ...this.addRef(step, 'outgoing', id),
        ...this.addRef(target, 'incoming', id),
      ]),
    )
  }

  private newLane({ lane, name }: ProcessEdit & { do: 'newLane' }): string {
    this.free(lane)
    const last = this.all.findLast((tag) => tag.name === 'lane')
    if (!last) throw new NotHere()
    const text = `\n${indentOf(this.text, last)}<${last.prefix}lane id="${lane}" name="${escapeXml(name)}"/>`
    return spliced(this.text, [{ start: last.end, end: last.end, text }])
  }

  private cut(flow: string): string {
    const tag = this.get(flow)
    const source = valueOf(tag, 'sourceRef')!
    if (this.flows('sourceRef', source).length < 2) throw new NotHere()
    return spliced(this.text, this.withoutFlow(tag))
  }
}
