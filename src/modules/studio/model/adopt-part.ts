import { escapeXml } from '../../../kernel/xml/index.ts'
import { ProcessText } from './process-text.ts'
import {
  attributeSplice,
  cutSplice,
  everyTag,
  indentOf,
  spliced,
  textIn,
  valueOf,
  type Splice,
  type Tag,
} from './tags.ts'

/** What is put in the place of something that another tool's model says and that is not run here. */
export const REPLACEMENTS = [
  /** A person of the office does it. */
  'by-office',
  /** The applicant is asked, and their answer waited for. */
  'by-applicant',
  /** The applicant is told. */
  'notice',
  /** A register is asked; which one is said in the step. */
  'register',
  /** What another engine alone would do is taken out; the step stays. */
  'take-out',
  /** It is begun, ended or passed without a message. */
  'plain-event',
  /** Every way whose condition holds is taken. */
  'inclusive',
  /** Its tasks as a sub-process. */
  'sub-process',
  /** The way without a condition is taken where no other is. */
  'default-way',
  /** It is done once. */
  'once',
  /** The process is one that runs. */
  'executable',
] as const
export type Replacement = (typeof REPLACEMENTS)[number]

const TASKS: Readonly<Partial<Record<Replacement, { type: string; attributes: Record<string, string> }>>> = {
  'by-office': { type: 'userTask', attributes: { act: 'examine' } },
  'by-applicant': { type: 'userTask', attributes: { act: 'confirm', performer: 'applicant' } },
  notice: { type: 'serviceTask', attributes: { job: 'notify' } },
  register: { type: 'serviceTask', attributes: { job: 'register.fetch' } },
}
/** Attributes of a task that its new kind has no use for. */
const OF_OTHER_KINDS = [
  'implementation',
  'operationRef',
  'messageRef',
  'scriptFormat',
  'instantiate',
  'triggeredByEvent',
]
/** Namespaces of engines: what other tools say of colours and sizes stays. */
const ENGINES = /camunda|flowable|activiti|spiffworkflow|jboss|jbpm/i

/**
 * A model in which a part of another tool's is replaced by what is run here. What is taken out stays to be read in the
 * documentation of its element; all else stays byte for byte.
 * @param part local name of the vendor's attribute or element, where only that is meant
 */
export const adopted = (bpmn: string, element: string, how: Replacement, part?: string): string =>
  new Adopted(bpmn).by(element, how, part)

class Adopted extends ProcessText {
  by(element: string, how: Replacement, part?: string): string {
    const tag = this.get(element)
    const task = TASKS[how]
    if (task) return this.becomes(tag, task)
    switch (how) {
      case 'take-out':
        return this.without(tag, this.vendorParts(tag, part))
      case 'plain-event':
        return this.without(
          tag,
          tag.children.filter(({ name }) => name === 'messageEventDefinition'),
        )
      case 'once':
        return this.without(
          tag,
          tag.children.filter(({ name }) => /LoopCharacteristics$/.test(name)),
        )
      case 'inclusive':
        return spliced(this.text, [
          ...this.renamed(tag, 'inclusiveGateway'),
          ...this.cut(
            tag,
            tag.children.filter(({ name }) => name === 'activationCondition'),
          ),
        ])
      case 'sub-process':
        return spliced(this.text, [
          ...this.renamed(tag, 'subProcess'),
          ...['ordering', 'cancelRemainingInstances'].flatMap((name) => attributeSplice(tag, name, null)),
          ...this.cut(
            tag,
            tag.children.filter(({ name }) => name === 'completionCondition'),
          ),
        ])
      case 'default-way':
        return spliced(this.text, attributeSplice(this.get(valueOf(tag, 'sourceRef') ?? ''), 'default', element))
      default:
        return spliced(this.text, attributeSplice(tag, 'isExecutable', 'true'))
    }
  }

  /** Another kind of task, with nothing that only the old kind or another engine reads. */
  private becomes(tag: Tag, { type, attributes }: { type: string; attributes: Record<string, string> }): string {
    const wasEvent = /Event$/.test(tag.name)
    const gone = [
      ...this.vendorParts(tag),
      ...tag.children.filter(({ name }) => name === 'script' || /EventDefinition$/.test(name)),
    ]
    return this.without(tag, gone, [
      ...(tag.name === type ? [] : this.renamed(tag, type)),
      ...OF_OTHER_KINDS.flatMap((name) => attributeSplice(tag, name, null)),
      ...Object.entries(attributes).flatMap(([key, value]) => attributeSplice(tag, `darcha:${key}`, value)),
      ...(wasEvent ? this.enlarged(tag) : []),
    ])
  }

  /** A step is larger than an event: about the same middle. */
  private enlarged(tag: Tag): Splice[] {
    const shape = this.all.find(
      (each) => each.name === 'BPMNShape' && valueOf(each, 'bpmnElement') === tag.attributes.get('id')?.value,
    )
    const bounds = shape?.children.find(({ name }) => name === 'Bounds')
    if (!bounds) return []
    const [x, y, width, height] = ['x', 'y', 'width', 'height'].map((name) => Number(valueOf(bounds, name))) as [
      number,
      number,
      number,
      number,
    ]
    const next = { x: x + width / 2 - 50, y: y + height / 2 - 40, width: 100, height: 80 }
    return Object.entries(next).flatMap(([name, value]) => attributeSplice(bounds, name, String(value)))
  }

  /** Attributes and extension elements of a vendor at an element, at what it waits for or at its rounds: all, or of one name. */
  private vendorParts(tag: Tag, part?: string): (Tag | { of: Tag; attribute: string })[] {
    const isVendor = (prefixed: string) =>
      ENGINES.test(valueOf(this.all[0]!, `xmlns:${prefixed.replace(/:.*/, '')}`) ?? '')
    const owners = [tag, ...tag.children.filter(({ name }) => /(EventDefinition|LoopCharacteristics)$/.test(name))]
    return owners.flatMap((owner) => [
      ...[...owner.attributes.keys()]
        .filter((name) => isVendor(name) && (part === undefined || name.endsWith(`:${part}`)))
        .map((attribute) => ({ of: owner, attribute })),
      ...owner.children
        .filter(({ name }) => name === 'extensionElements')
        .flatMap(({ children }) => children)
        .filter(({ name, prefix }) => prefix !== '' && isVendor(prefix) && (part === undefined || name === part)),
    ])
  }

  /** Without some parts, which the documentation of the element keeps to be read. */
  private without(
    tag: Tag,
    parts: readonly (Tag | { of: Tag; attribute: string })[],
    more: readonly Splice[] = [],
  ): string {
    const words = parts.map((each) => {
      if (!('of' in each)) return this.text.slice(each.start, each.end)
      const { start, end } = each.of.attributes.get(each.attribute)!
      return this.text.slice(start, end)
    })
    const tags = parts.filter((each): each is Tag => !('of' in each))
    return spliced(this.text, [
      ...more,
      ...this.cut(tag, tags),
      ...parts.flatMap((each) => ('of' in each ? attributeSplice(each.of, each.attribute, null) : [])),
      ...this.documented(tag, words.join('\n').replaceAll(/\s+/g, ' ').trim()),
    ])
  }

  /** Takes elements out, and what held nothing else with them. */
  private cut(tag: Tag, gone: readonly Tag[]): Splice[] {
    const left = new Set<Tag>(gone)
    for (const holder of everyTag(tag))
      if (
        holder.name === 'extensionElements' &&
        holder.children.length > 0 &&
        holder.children.every((each) => left.has(each))
      ) {
        for (const child of holder.children) left.delete(child)
        left.add(holder)
      }
    return [...left].map((each) => cutSplice(this.text, each))
  }

  private documented(tag: Tag, words: string): Splice[] {
    if (words === '') return []
    const there = tag.children.findLast(({ name }) => name === 'documentation')
    const indent = indentOf(this.text, tag)
    const written = `\n${indent}  <${tag.prefix}documentation>${escapeXml(words)}</${tag.prefix}documentation>`
    if (there) {
      const isSaid = textIn(this.text, there) === words
      return isSaid ? [] : [{ start: there.end, end: there.end, text: written }]
    }
    if (!tag.empty) return [{ start: tag.inner, end: tag.inner, text: written }]
    // an empty element is opened where its kind stays; `renamed` leaves it empty too
    return [
      { start: tag.inner - 2, end: tag.inner, text: `>${written}\n${indent}</${tag.prefix}${this.nameNow(tag)}>` },
    ]
  }

  /** The kind an element was given in this edit. */
  private now = new Map<Tag, string>()
  private nameNow = (tag: Tag): string => this.now.get(tag) ?? tag.name

  protected override renamed(tag: Tag, type: string): Splice[] {
    this.now.set(tag, type)
    return super.renamed(tag, type)
  }
}
