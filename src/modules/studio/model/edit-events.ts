import { escapeXml } from '../../../kernel/xml/index.ts'
import { NoSuchPlace, NotHere } from './edit-errors.ts'
import type { EventKind, ProcessEdit } from './process-edit.ts'
import { ProcessText } from './process-text.ts'
import { attributeSplice, cutSplice, idOf, indentOf, spliced, valueOf, type Splice, type Tag } from './tags.ts'

/** What a kind of event refers to, defined once for the whole model: its name, or its code. */
const REFERS: Readonly<Partial<Record<EventKind, string | undefined>>> = {
  message: undefined,
  signal: undefined,
  error: 'errorCode',
  escalation: 'escalationCode',
}

/** Edits of events, sub-processes, pools and messages: what a canvas does with its menus. */
export class EventText extends ProcessText {
  /** An event on a way; a link leads on from one place to another, and so makes two. */
  protected event({ flow, step, name, kind, what, throws }: ProcessEdit & { do: 'event' }): string {
    this.free(step)
    const on = this.get(flow)
    const [source, target] = [valueOf(on, 'sourceRef')!, valueOf(on, 'targetRef')!]
    const behind = this.get(source)
    const isLink = kind === 'link'
    const goesOn = isLink ? this.freeId(`${step}_on`) : step
    const next = this.freeId(`f_${goesOn}_${target}`)
    const { definition, root } = this.defined(kind, what)
    const element = (id: string, type: string, incoming: string[], outgoing: string[]): Splice =>
      this.element(behind, type, id, { name, incoming, outgoing, inner: definition })
    return spliced(this.text, [
      ...root,
      ...attributeSplice(on, 'targetRef', step),
      ...this.swapRef(target, 'incoming', flow, [next]),
      ...(isLink
        ? [element(step, 'intermediateThrowEvent', [flow], []), element(goesOn, 'intermediateCatchEvent', [], [next])]
        : [element(step, throws ? 'intermediateThrowEvent' : 'intermediateCatchEvent', [flow], [next])]),
      this.flow(on, next, goesOn, target),
      ...this.putInLane(undefined, source, isLink ? [step, goesOn] : [step]),
    ])
  }

  /** An event on the border of a step. */
  protected border({ on, step, name, kind, what, stops, target }: ProcessEdit & { do: 'border' }): string {
    this.free(step)
    const host = this.get(on)
    this.goal(on, target)
    if (!/[tT]ask$|[sS]ubProcess$|^transaction$|^callActivity$/.test(host.name)) throw new NotHere()
    const id = this.freeId(`f_${step}_${target}`)
    const [flow] = this.flows('sourceRef', on)
    const { definition, root } = this.defined(kind, what)
    // an error always ends what it is thrown in
    const plain = { attachedToRef: on, ...(stops || kind === 'error' ? {} : { cancelActivity: 'false' }) }
    return spliced(this.text, [
      ...root,
      this.element(host, 'boundaryEvent', step, { name, plain, incoming: [], outgoing: [id], inner: definition }),
      this.flow(flow ?? host, id, step, target),
      ...this.addRef(target, 'incoming', id),
      ...this.putInLane(undefined, on, [step]),
    ])
  }

  /** What an event that stands there waits for, or says. */
  protected mark({ step, kind, what }: ProcessEdit & { do: 'mark' }): string {
    const tag = this.get(step)
    if (!/Event$/.test(tag.name)) throw new NotHere()
    const was = tag.children.find(({ name }) => /EventDefinition$/.test(name))
    if (kind === 'none') return was ? spliced(this.text, [cutSplice(this.text, was)]) : this.text
    const { definition, root } = this.defined(kind, what)
    const indent = indentOf(this.text, tag)
    const lines = definition(tag.prefix)
    if (was)
      return spliced(this.text, [
        ...root,
        { start: was.start, end: was.end, text: lines.join(`\n${indentOf(this.text, was)}`) },
      ])
    const text = lines.map((line) => `\n${indent}  ${line}`).join('')
    const last = tag.children.at(-1)
    return spliced(this.text, [
      ...root,
      tag.empty
        ? { start: tag.inner - 2, end: tag.inner, text: `>${text}\n${indent}</${tag.prefix}${tag.name}>` }
        : { start: last?.end ?? tag.inner, end: last?.end ?? tag.inner, text },
    ])
  }

  /** A step becomes the only one of a new sub-process, which stands where it stood. */
  protected enclose({ step, sub, name }: ProcessEdit & { do: 'enclose' }): string {
    this.free(sub)
    const tag = this.get(step)
    const [into] = this.single('targetRef', step)
    const [out] = this.single('sourceRef', step)
    if (this.all.some((each) => valueOf(each, 'attachedToRef') === step)) throw new NotHere()
    const [start, end] = [this.freeId(`${sub}_start`), this.freeId(`${sub}_end`)]
    const [first, last] = [this.freeId(`f_${start}_${step}`), this.freeId(`f_${step}_${end}`)]
    const [a, c, p] = [idOf(into!)!, idOf(out!)!, tag.prefix]
    const indent = indentOf(this.text, tag)
    const written = this.text
      .slice(tag.start, tag.end)
      .replace(`<${p}incoming>${a}<`, `<${p}incoming>${first}<`)
      .replace(`<${p}outgoing>${c}<`, `<${p}outgoing>${last}<`)
      .split('\n')
      .map((line, at) => (at === 0 ? line : `  ${line}`))
      .join('\n')
    const lines = [
      `<${p}subProcess id="${sub}" name="${escapeXml(name)}">`,
      `  ${this.reference(p, 'incoming', a)}`,
      `  ${this.reference(p, 'outgoing', c)}`,
      `  <${p}startEvent id="${start}">`,
      `    ${this.reference(p, 'outgoing', first)}`,
      `  </${p}startEvent>`,
      `  ${written}`,
      `  <${p}endEvent id="${end}">`,
      `    ${this.reference(p, 'incoming', last)}`,
      `  </${p}endEvent>`,
      `  <${p}sequenceFlow id="${first}" sourceRef="${start}" targetRef="${step}"/>`,
      `  <${p}sequenceFlow id="${last}" sourceRef="${step}" targetRef="${end}"/>`,
      `</${p}subProcess>`,
    ]
    const refs = this.laneRefs(step)
    return spliced(this.text, [
      { start: tag.start, end: tag.end, text: lines.join(`\n${indent}`) },
      ...attributeSplice(into!, 'targetRef', sub),
      ...attributeSplice(out!, 'sourceRef', sub),
      ...refs.map((ref) => ({ start: ref.inner, end: ref.innerEnd, text: sub })),
    ])
  }

  /** Somebody else, of whom nothing but the messages is known. */
  protected pool({ pool, name }: ProcessEdit & { do: 'pool' }): string {
    this.free(pool)
    const last = this.all.findLast((tag) => tag.name === 'participant')
    if (!last) throw new NotHere()
    const text = `\n${indentOf(this.text, last)}<${last.prefix}participant id="${pool}" name="${escapeXml(name)}"/>`
    return spliced(this.text, [{ start: last.end, end: last.end, text }])
  }

  /** A message that goes between a step and another pool. */
  protected message({ step, pool, comes }: ProcessEdit & { do: 'message' }): string {
    const other = this.get(pool)
    this.get(step)
    if (other.name !== 'participant') throw new NoSuchPlace(pool)
    const [from, to] = comes ? [pool, step] : [step, pool]
    const id = this.freeId(`m_${from}_${to}`)
    const behind =
      this.all.findLast((tag) => tag.name === 'messageFlow') ?? this.all.findLast((tag) => tag.name === 'participant')!
    const text = `\n${indentOf(this.text, behind)}<${behind.prefix}messageFlow id="${id}" sourceRef="${from}" targetRef="${to}"/>`
    return spliced(this.text, [{ start: behind.end, end: behind.end, text }])
  }

  /** A way is taken where no other is. */
  protected otherwise(flow: string): string {
    const tag = this.get(flow)
    const source = this.get(valueOf(tag, 'sourceRef')!)
    if (this.flows('sourceRef', idOf(source)!).length < 2 || /^(parallel|eventBased)/.test(source.name))
      throw new NotHere()
    const condition = tag.children.find((child) => child.name === 'conditionExpression')
    return spliced(this.text, [
      ...attributeSplice(source, 'default', flow),
      ...(condition ? [cutSplice(this.text, condition)] : []),
    ])
  }

  /** A gateway of another kind; where all ways are taken there is none that is taken otherwise. */
  protected gateway({ step, type }: ProcessEdit & { do: 'gateway' }): string {
    const tag = this.get(step)
    if (!/Gateway$/.test(tag.name)) throw new NotHere()
    if (tag.name === type) return this.text
    const chooses = /^(exclusive|inclusive)/.test(type)
    return spliced(this.text, [...this.renamed(tag, type), ...(chooses ? [] : attributeSplice(tag, 'default', null))])
  }

  /** How often a step is done: for several at once or in turn, or again while a condition holds. */
  protected rounds({ step, how, what }: ProcessEdit & { do: 'rounds' }): string {
    const tag = this.get(step)
    if (!/[tT]ask$|[sS]ubProcess$|^callActivity$/.test(tag.name)) throw new NotHere()
    const was = tag.children.find(({ name }) => /LoopCharacteristics$/.test(name))
    const p = tag.prefix
    const written =
      how === 'once'
        ? []
        : how === 'again'
          ? [
              `<${p}standardLoopCharacteristics>`,
              `  <${p}loopCondition>${escapeXml(what)}</${p}loopCondition>`,
              `</${p}standardLoopCharacteristics>`,
            ]
          : [
              `<${p}multiInstanceLoopCharacteristics${how === 'in-turn' ? ' isSequential="true"' : ''}>`,
              `  <${p}loopCardinality>${escapeXml(what)}</${p}loopCardinality>`,
              `</${p}multiInstanceLoopCharacteristics>`,
            ]
    if (was)
      return spliced(this.text, [
        written.length === 0
          ? cutSplice(this.text, was)
          : { start: was.start, end: was.end, text: written.join(`\n${indentOf(this.text, was)}`) },
      ])
    if (written.length === 0) return this.text
    const indent = indentOf(this.text, tag)
    const text = written.map((line) => `\n${indent}  ${line}`).join('')
    if (tag.empty)
      return spliced(this.text, [
        { start: tag.inner - 2, end: tag.inner, text: `>${text}\n${indent}</${p}${tag.name}>` },
      ])
    // the order of the standard: behind what every node has, before what is inside
    const before = tag.children.findLast(({ name }) =>
      /^(documentation|extensionElements|incoming|outgoing|ioSpecification|property|data\w+Association)$/.test(name),
    )
    const at = before?.end ?? tag.inner
    return spliced(this.text, [{ start: at, end: at, text }])
  }

  /** How an event says its kind, and the definition that the whole model shares where there is none of that name yet. */
  private defined(kind: EventKind, what: string): { definition(prefix: string): string[]; root: Splice[] } {
    const words = escapeXml(what)
    if (kind === 'timer')
      return {
        definition: (p) => [
          `<${p}timerEventDefinition>`,
          `  <${p}timeDuration>${words}</${p}timeDuration>`,
          `</${p}timerEventDefinition>`,
        ],
        root: [],
      }
    if (kind === 'conditional')
      return {
        definition: (p) => [
          `<${p}conditionalEventDefinition>`,
          `  <${p}condition>${words}</${p}condition>`,
          `</${p}conditionalEventDefinition>`,
        ],
        root: [],
      }
    if (kind === 'link') return { definition: (p) => [`<${p}linkEventDefinition name="${words}"/>`], root: [] }
    if (!(kind in REFERS)) return { definition: (p) => [`<${p}${kind}EventDefinition/>`], root: [] }
    const code = REFERS[kind]
    const known = this.all.find(
      (tag) => tag.name === kind && tag.parent?.name === 'definitions' && valueOf(tag, code ?? 'name') === what,
    )
    const id = known ? idOf(known)! : this.freeId(`${kind}_${/^[\w-]{1,40}$/.test(what) ? what : 1}`)
    return {
      definition: (p) => [`<${p}${kind}EventDefinition ${kind}Ref="${id}"/>`],
      root: known
        ? []
        : [this.shared(kind, id, code === undefined ? `name="${words}"` : `name="${words}" ${code}="${words}"`)],
    }
  }

  /** A definition before the processes. */
  private shared(kind: string, id: string, says: string): Splice {
    const first = this.all.find((tag: Tag) => /^(process|collaboration)$/.test(tag.name))!
    const text = `<${first.prefix}${kind} id="${id}" ${says}/>\n${indentOf(this.text, first)}`
    return { start: first.start, end: first.start, text }
  }
}
