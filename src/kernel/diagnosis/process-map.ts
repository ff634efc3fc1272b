import { DARCHA_NAMESPACE } from '../process/file/darcha-moddle.ts'
import { BPMN } from '../process/file/metamodel.ts'
import { readXml, type XmlDocument, type XmlElement } from '../xml/index.ts'

/** A flow node of a model as the diagnosis sees it. */
export interface Step {
  id: string
  /** Local name of the BPMN element. */
  type: string
  name: string
  line: number
  /** Who does it: the applicant, an office, else the lane's name; empty when the model does not say. */
  body: string
  /** `darcha:` attributes. */
  attributes: ReadonlyMap<string, string>
  element: XmlElement
  /** Id of the process or sub-process that holds it. */
  scope: string
  incoming: Link[]
  outgoing: Link[]
  /** Boundary events that stand on it. */
  boundaries: Step[]
  host?: Step
  /** Data objects and stores that it reads and writes. */
  reads: ReadonlySet<string>
  writes: ReadonlySet<string>
}

/** A sequence flow. */
export interface Link {
  id: string
  source: Step
  target: Step
  condition: string
}

/** A model with its steps joined. */
export interface ProcessMap {
  document: XmlDocument
  /** The process that is looked at: the first executable one, else the first that has steps. */
  process: XmlElement | undefined
  steps: ReadonlyMap<string, Step>
  /** Every text of the model that may read a result, with the step it stands in. */
  expressions: readonly { owner: string; text: string }[]
}

/** What a step does by hand: a person has to do it. */
const HUMAN = new Set(['userTask', 'manualTask', 'task'])
/** Attributes whose value is no expression. */
const PLAIN = new Set(
  'act job office role performer term documents hands checks basis article formRule visit evidence answers clock priority'.split(
    ' ',
  ),
)

export const isHuman = (step: Step): boolean => HUMAN.has(step.type)
export const isApplicants = (step: Step): boolean => step.body === 'applicant'
export const isOffices = (step: Step): boolean => isHuman(step) && !isApplicants(step)

/** A list in an attribute: ids, spaces between them. */
export const listIn = (step: Step, attribute: string): string[] =>
  (step.attributes.get(attribute) ?? '').split(/\s+/).filter((id) => id !== '')

/**
 * Reads a BPMN model into a map of its steps.
 * @throws XmlError when the text is no XML
 */
export const mapProcess = (source: string | Uint8Array): ProcessMap => mapDocument(readXml(source))

/** The same of a model that was read already. */
export function mapDocument(document: XmlDocument): ProcessMap {
  const processes = document.root.children.filter((child) => is(child, 'process'))
  const process =
    processes.find((each) => each.attribute('isExecutable') === 'true') ??
    processes.find((each) => each.children.some((child) => isNode(child)))
  const steps = new Map<string, Step>()
  const expressions: { owner: string; text: string }[] = []
  if (process) {
    const lanes = lanesOf(process)
    addSteps(process, lanes, steps)
    joinSteps(process, steps, expressions)
  }
  for (const step of steps.values()) {
    for (const [name, text] of step.attributes) if (!PLAIN.has(name)) expressions.push({ owner: step.id, text })
    for (const child of step.element.children)
      if (/Definition$|LoopCharacteristics$|^script$|^extensionElements$/i.test(child.name))
        expressions.push({ owner: step.id, text: everyText(child) })
  }
  return { document, process, steps, expressions }
}

export const is = (element: XmlElement, name: string): boolean => element.name === name && element.namespace === BPMN

export const isNode = (element: XmlElement): boolean =>
  element.namespace === BPMN &&
  /(Task|^task|Event|Gateway|[sS]ubProcess|^transaction|^callActivity)$/.test(element.name)

const APPLICANT = /^(lane[_-]?)?(applicant|citizen|client|customer)s?$/i

const saysApplicant = (said: string | undefined): boolean => said !== undefined && APPLICANT.test(said)

/** Whether a lane is the applicant's, as its id says or its name: a name may be in any language. */
const isLaneOfApplicant = (lane: XmlElement): boolean =>
  saysApplicant(lane.attribute('id')) || saysApplicant(lane.attribute('name'))

/** Whether nothing but its name says that a lane is the applicant's. */
export const isApplicantsByName = (lane: XmlElement): boolean =>
  isLaneOfApplicant(lane) && !saysApplicant(lane.attribute('id'))

/** The lanes of a process, outer lanes before inner ones. */
export function lanesIn(process: XmlElement): XmlElement[] {
  const within = (set: XmlElement): XmlElement[] =>
    set.children.flatMap((lane) => [
      lane,
      ...lane.children.flatMap((child) => (is(child, 'childLaneSet') ? within(child) : [])),
    ])
  return process.children.flatMap((set) => (is(set, 'laneSet') ? within(set) : []))
}

/** Names of the lanes that steps stand in, inner lanes before outer ones; `applicant` for theirs. */
function lanesOf(process: XmlElement): Map<string, string> {
  const found = new Map<string, string>()
  const visit = (lane: XmlElement): void => {
    for (const child of lane.children) if (is(child, 'childLaneSet')) child.children.forEach(visit)
    for (const child of lane.children)
      if (is(child, 'flowNodeRef') && !found.has(child.text.trim()))
        found.set(
          child.text.trim(),
          isLaneOfApplicant(lane) ? 'applicant' : (lane.attribute('name') ?? lane.attribute('id') ?? ''),
        )
  }
  for (const set of process.children) if (is(set, 'laneSet')) set.children.forEach(visit)
  return found
}

function addSteps(container: XmlElement, lanes: ReadonlyMap<string, string>, steps: Map<string, Step>): void {
  const scope = container.attribute('id') ?? ''
  for (const element of container.children) {
    const id = element.attribute('id')
    if (!isNode(element) || id === undefined) continue
    const attributes = new Map(
      element.attributes
        .filter(({ namespace }) => namespace === DARCHA_NAMESPACE)
        .map(({ name, value }) => [name, value]),
    )
    const data = (tag: string, end: string) =>
      new Set(
        element.children
          .filter((child) => is(child, tag))
          .flatMap((child) => child.children.filter((part) => is(part, end)).map((part) => part.text.trim())),
      )
    const step: Step = {
      id,
      type: element.name,
      name: (element.attribute('name') ?? '').replace(/\s+/g, ' ').trim(),
      line: element.line,
      body: bodyOf(element, attributes, lanes.get(id) ?? lanes.get(scope) ?? ''),
      attributes,
      element,
      scope,
      incoming: [],
      outgoing: [],
      boundaries: [],
      reads: data('dataInputAssociation', 'sourceRef'),
      writes: data('dataOutputAssociation', 'targetRef'),
    }
    steps.set(id, step)
    if (/[sS]ubProcess$|^transaction$/.test(element.name)) addSteps(element, lanes, steps)
  }
}

/** Who does a step: as its attributes say, else the other engines' attributes, else its lane. */
function bodyOf(element: XmlElement, attributes: ReadonlyMap<string, string>, lane: string): string {
  if (attributes.get('performer') === 'applicant') return 'applicant'
  const foreign = element.attributes.find(
    ({ name, prefix }) => prefix !== '' && /^(candidateGroups|assignee)$/.test(name),
  )
  return attributes.get('office') ?? foreign?.value ?? lane
}

function joinSteps(
  container: XmlElement,
  steps: Map<string, Step>,
  expressions: { owner: string; text: string }[],
): void {
  for (const element of container.children) {
    const id = element.attribute('id') ?? ''
    const [source, target] = ['sourceRef', 'targetRef'].map((end) => steps.get(element.attribute(end) ?? ''))
    if (is(element, 'sequenceFlow') && source && target) {
      const condition = element.children.find((child) => is(child, 'conditionExpression'))?.fullText ?? ''
      const link: Link = { id, source, target, condition }
      source.outgoing.push(link)
      target.incoming.push(link)
      if (condition !== '') expressions.push({ owner: source.id, text: condition })
    }
    const host = is(element, 'boundaryEvent') ? steps.get(element.attribute('attachedToRef') ?? '') : undefined
    const boundary = steps.get(id)
    if (host && boundary) {
      host.boundaries.push(boundary)
      boundary.host = host
    }
    if (/[sS]ubProcess$|^transaction$/.test(element.name) && element.namespace === BPMN)
      joinSteps(element, steps, expressions)
  }
}

const everyText = (element: XmlElement): string =>
  [element.text, ...element.attributes.map(({ value }) => value), ...element.children.map(everyText)].join(' ')
