import { compile, type Problem } from '../../../kernel/process/index.ts'
import type { Replacement } from './adopt-part.ts'
import { everyTag, idOf, tagsOf, textIn, valueOf, type Tag } from './tags.ts'

/** What a model says that is not run here, and what may be put in its place. */
export interface ForeignPart {
  /** What kind of thing it is; its words are `studio.foreign.kind.…`. */
  kind:
    | 'listener'
    | 'script'
    | 'service'
    | 'unassigned'
    | 'sends'
    | 'awaits'
    | 'begins'
    | 'complex'
    | 'ad-hoc'
    | 'conditionless'
    | 'loop'
    | 'sketch'
    | 'extension'
    | 'messages'
    | 'term'
    | 'other'
  element: string
  /** What the model calls it. */
  name: string
  /** Local name of the vendor's attribute or element. */
  part?: string
  /** What the engine says of it, in its own words. */
  said?: string
  /** Replacements, the plainest first; none: a person has to draw it otherwise. */
  by: Replacement[]
}

type Found = Omit<ForeignPart, 'name'>
const LISTENERS = /[lL]isteners?$|^(pre|post)Script$|^on(Entry|Exit)-script$/
const CALLED = new Set(['class', 'delegateExpression', 'connector', 'serviceTaskOperator', 'taskName', 'type'])
const TASK = /^(task|manualTask|serviceTask|sendTask|receiveTask|scriptTask|businessRuleTask|userTask)$/
/** Messages that the platform brings to a case. */
const SENT_HERE = new Set(['appeal'])
const PARTS_AT_MOST = 200

/**
 * Reads a model of another tool: each thing that can't run here as it is drawn, by the engine's own list and by what
 * Darcha asks of a service, with what can be put in its place.
 * @throws Unreadable
 */
export async function foreignParts(bpmn: string): Promise<ForeignPart[]> {
  const all = [...everyTag(tagsOf(bpmn))]
  const byId = new Map(all.flatMap((tag) => (idOf(tag) === undefined ? [] : [[idOf(tag)!, tag] as const])))
  const { problems } = await compile(bpmn)
  const found: ForeignPart[] = []
  // of one element what says the same is told once
  const add = (part: Found) => {
    if (found.some(({ element, kind, part: of }) => element === part.element && kind === part.kind && of === part.part))
      return
    const tag = byId.get(part.element)
    found.push({ ...part, name: (tag ? (valueOf(tag, 'name') ?? '') : '').replaceAll(/\s+/g, ' ').trim() })
  }
  const processes = all.filter(({ name }) => name === 'process')
  const running = processes.filter((tag) => valueOf(tag, 'isExecutable') === 'true')
  if (processes.length > 0 && running.length === 0) {
    const largest = processes.toSorted((first, second) => second.end - second.start - (first.end - first.start))[0]!
    running.push(largest)
    if (idOf(largest)) add({ kind: 'sketch', element: idOf(largest)!, by: ['executable'] })
  }
  // the other sides of a collaboration are a drawing
  const within = running.flatMap((process) => [...everyTag(process)])
  const inside = new Set(within.map(idOf))
  const message = all.find((tag) => tag.name === 'messageFlow' && idOf(tag) !== undefined)
  if (message) add({ kind: 'messages', element: idOf(message)!, by: [] })
  // what the platform itself sends is waited for rightly
  const sentHere = new Set(
    all.filter((tag) => tag.name === 'message' && SENT_HERE.has(valueOf(tag, 'name') ?? '')).map(idOf),
  )
  for (const tag of all) {
    if (
      tag.children.some(
        (child) => child.name === 'messageEventDefinition' && sentHere.has(valueOf(child, 'messageRef')),
      )
    )
      continue
    const own = idOf(tag) === undefined ? undefined : ofTag(bpmn, tag, idOf(tag)!)
    if (own) add(own)
  }
  // what stands behind a choice between events stays an event
  const chosen = new Set(
    all
      .filter(
        ({ name, attributes }) =>
          name === 'sequenceFlow' && byId.get(attributes.get('sourceRef')?.value ?? '')?.name === 'eventBasedGateway',
      )
      .map((flow) => valueOf(flow, 'targetRef')),
  )
  for (const part of found) if (part.kind === 'awaits' && chosen.has(part.element)) part.by = []
  for (const problem of problems) {
    const part = inside.has(problem.element) ? ofProblem(problem, byId) : undefined
    // a step that becomes another leaves all behind that the other engine would do
    const isReplaced = found.some(
      ({ element, by }) => element === part?.element && by.some((how) => how === 'by-office'),
    )
    const isTold = part?.by.length === 0 && found.some(({ element, by }) => element === part.element && by.length > 0)
    if (part && !isTold && !(isReplaced && part.kind !== 'loop')) add(part)
  }
  return found.slice(0, PARTS_AT_MOST)
}

/** What Darcha asks of an element before a service with it is whole. */
function ofTag(bpmn: string, tag: Tag, element: string): Found | undefined {
  const vendor = (name: string) =>
    [...tag.attributes.keys()].find((key) => key.endsWith(`:${name}`) && !key.startsWith('darcha:'))
  const listed = (name: string) =>
    tag.children.some(
      (child) => child.name === 'extensionElements' && child.children.some((each) => each.name === name),
    )
  const job = tag.attributes.has('darcha:job')
  switch (tag.name) {
    case 'task':
    case 'manualTask':
      return { kind: 'unassigned', element, by: ['by-office', 'notice'] }
    case 'scriptTask': {
      const format = valueOf(tag, 'scriptFormat') ?? ''
      const script = tag.children.find(({ name }) => name === 'script')
      const runs =
        /feel|^juel$/i.test(format) ||
        listed('script') ||
        ((!script || textIn(bpmn, script) === '') && vendor('resource') === undefined)
      return runs ? undefined : { kind: 'script', element, by: ['by-office'] }
    }
    case 'sendTask':
      return job ? undefined : { kind: 'sends', element, by: ['notice', 'by-office'] }
    case 'serviceTask': {
      if (job) return undefined
      const type = valueOf(tag, vendor('type') ?? '')
      return {
        kind: 'service',
        element,
        by: type === 'mail' ? ['notice', 'by-office'] : ['register', 'by-office', 'notice'],
      }
    }
    case 'receiveTask':
      return { kind: 'awaits', element, by: ['by-applicant', 'by-office'] }
    case 'complexGateway':
      return { kind: 'complex', element, by: ['inclusive'] }
    case 'adHocSubProcess':
      return { kind: 'ad-hoc', element, by: ['sub-process'] }
    case 'startEvent':
    case 'intermediateThrowEvent':
    case 'intermediateCatchEvent':
    case 'endEvent': {
      const waits = tag.children.some(({ name }) => name === 'messageEventDefinition')
      // what begins an event sub-process has to wait for something
      if (!waits || (tag.parent && valueOf(tag.parent, 'triggeredByEvent') === 'true' && tag.name === 'startEvent'))
        return undefined
      if (tag.name === 'startEvent') {
        // of several beginnings each has to say what it waits for
        const starts = tag.parent?.children.filter(({ name }) => name === 'startEvent').length ?? 1
        return { kind: 'begins', element, by: starts > 1 ? [] : ['plain-event'] }
      }
      if (tag.name === 'endEvent') return { kind: 'sends', element, by: ['plain-event'] }
      if (tag.name === 'intermediateThrowEvent') return { kind: 'sends', element, by: ['notice', 'plain-event'] }
      // behind a gateway that waits for events a step can't stand
      return { kind: 'awaits', element, by: ['by-applicant', 'by-office'] }
    }
    default:
      return undefined
  }
}

/** What the engine tells of an element, with what may stand in its place. */
function ofProblem(problem: Problem, byId: ReadonlyMap<string, Tag>): Found | undefined {
  const { element, part, message, code } = problem
  if (element === undefined) return undefined
  const told = { element, said: message, ...(part === undefined ? {} : { part }) }
  const tag = byId.get(element)
  if (code === 'no-condition' || code === 'no-default') {
    const gateway = tag?.name === 'sequenceFlow' ? valueOf(tag, 'sourceRef') : element
    const ways = [...byId.values()].filter(
      (each) => each.name === 'sequenceFlow' && valueOf(each, 'sourceRef') === gateway,
    )
    const bare = ways.filter(({ children }) => !children.some(({ name }) => name === 'conditionExpression'))
    const only = bare.length === 1 && ways.length > 1 ? idOf(bare[0]!) : undefined
    return { ...told, kind: 'conditionless', element: only ?? element, by: only === undefined ? [] : ['default-way'] }
  }
  if (code === 'term' || code === 'timer') return { ...told, kind: 'term', by: [] }
  if (code === 'loop') return { ...told, kind: 'loop', by: ['once'] }
  if (code !== 'not-run' || part === undefined)
    return problem.severity === 'error' ? { ...told, kind: 'other', by: [] } : undefined
  if (LISTENERS.test(part)) return { ...told, kind: 'listener', by: ['take-out'] }
  if (CALLED.has(part) && tag && TASK.test(tag.name)) return { ...told, kind: 'service', by: ['by-office', 'notice'] }
  return { ...told, kind: 'extension', by: ['take-out'] }
}
