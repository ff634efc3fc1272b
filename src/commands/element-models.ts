/** One thing BPMN 2.0 can say, in the smallest model that says it. */
export interface ElementModel {
  group:
    | 'Tasks'
    | 'Sub-processes and calls'
    | 'Markers'
    | 'Gateways and flows'
    | 'Start events'
    | 'Event sub-processes'
    | 'Intermediate events'
    | 'Boundary events'
    | 'End events'
    | 'Data, artifacts and swim lanes'
    | 'Other kinds of model'
  name: string
  /** Elements inside the process. */
  inside?: string
  /** Flows `a>b` or `a>b: condition`; `s` and `e` are a plain start and end. */
  flows?: string[]
  /** Elements beside the process. */
  root?: string
  /** Elements that must be entered for it to count as run; none: it is no step of a case. */
  enters?: string[]
  /** What happens to the case before its tasks complete by themselves and its timers fire in turn. */
  events?: ('timer' | 'message' | 'signal' | 'set n' | { error: string })[]
  /** The case starts by the message. */
  byMessage?: true
  startEvent?: string
  /** What to know where it runs. */
  remark?: string
  /** Where the core's own tests show it in depth: file below src/kernel/process and the test's title. */
  shown?: [file: string, title: string]
}

export const EVENTS: Record<string, string> = {
  message: '<messageEventDefinition messageRef="M"/>',
  timer: '<timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition>',
  signal: '<signalEventDefinition signalRef="S"/>',
  conditional: '<conditionalEventDefinition><condition>n = 2</condition></conditionalEventDefinition>',
  error: '<errorEventDefinition errorRef="E"/>',
  escalation: '<escalationEventDefinition escalationRef="X"/>',
  compensation: '<compensateEventDefinition/>',
  cancel: '<cancelEventDefinition/>',
  terminate: '<terminateEventDefinition/>',
  link: '<linkEventDefinition name="L"/>',
  multiple: '<messageEventDefinition messageRef="M"/><signalEventDefinition signalRef="S"/>',
}
/** What makes a catching event of a kind go off. */
const TRIGGERS: Record<string, ElementModel['events']> = {
  message: ['message'],
  timer: ['timer'],
  signal: ['signal'],
  conditional: ['set n'],
  multiple: ['message'],
}

export const task = (name: string, xml: string, more: Partial<ElementModel> = {}): ElementModel => ({
  group: 'Tasks',
  name,
  inside: xml,
  flows: ['s>x', 'x>e'],
  enters: ['x', 'e'],
  ...more,
})
export const gateway = (
  name: string,
  xml: string,
  flows: string[],
  enters: string[],
  shown?: [string, string],
): ElementModel => ({ group: 'Gateways and flows', name, inside: xml, flows, enters, ...(shown ? { shown } : {}) })
export const AB = '<userTask id="a"/><userTask id="b"/>'

export const caught = (kind: string, shown?: [string, string]): ElementModel => ({
  group: 'Intermediate events',
  name: `Intermediate catch event: ${kind}`,
  inside: `<intermediateCatchEvent id="x">${EVENTS[kind]}</intermediateCatchEvent>`,
  flows: ['s>x', 'x>e'],
  enters: ['x', 'e'],
  events: TRIGGERS[kind] ?? [],
  ...(shown ? { shown } : {}),
})
export const thrown = (kind: string, inside: string, shown?: [string, string]): ElementModel => ({
  group: 'Intermediate events',
  name: `Intermediate throw event: ${kind}`,
  inside: `<intermediateThrowEvent id="x">${inside}</intermediateThrowEvent>`,
  flows: ['s>x', 'x>e'],
  enters: ['x', 'e'],
  ...(shown ? { shown } : {}),
})
export const boundary = (kind: string, interrupting: boolean, shown?: [string, string]): ElementModel => {
  const thrower =
    kind === 'escalation'
      ? '<intermediateThrowEvent id="t"><escalationEventDefinition escalationRef="X"/></intermediateThrowEvent>'
      : '<userTask id="t"/>'
  return {
    group: 'Boundary events',
    name: `Boundary event: ${kind}${interrupting ? '' : ', non-interrupting'}`,
    inside: `<subProcess id="host"><startEvent id="hs"/>${thrower}<endEvent id="he"/><sequenceFlow id="h1" sourceRef="hs" targetRef="t"/><sequenceFlow id="h2" sourceRef="t" targetRef="he"/></subProcess><boundaryEvent id="x" attachedToRef="host"${interrupting ? '' : ' cancelActivity="false"'}>${EVENTS[kind]}</boundaryEvent><task id="caught"/><endEvent id="e1"/>`,
    flows: ['s>host', 'host>e', 'x>caught', 'caught>e1'],
    enters: ['caught'],
    events: kind === 'error' ? [{ error: 'one' }] : (TRIGGERS[kind] ?? []),
    ...(shown ? { shown } : {}),
  }
}
/** A transaction that is cancelled at its end event `x`, and goes on at the boundary event `c`. */
export const cancelled = (group: ElementModel['group'], name: string, enters: string[]): ElementModel => ({
  group,
  name,
  inside: `<transaction id="t"><startEvent id="ts"/><endEvent id="x">${EVENTS['cancel']}</endEvent><sequenceFlow id="t1" sourceRef="ts" targetRef="x"/></transaction><boundaryEvent id="c" attachedToRef="t">${EVENTS['cancel']}</boundaryEvent><endEvent id="e1"/>`,
  flows: ['s>t', 't>e', 'c>e1'],
  enters: [...enters, 'e1'],
})
export const eventSub = (kind: string, interrupting: boolean, shown?: [string, string]): ElementModel => ({
  group: 'Event sub-processes',
  name: `Event sub-process: ${kind}${interrupting ? '' : ', non-interrupting'}`,
  inside: `<subProcess id="host"><startEvent id="hs"/>${kind === 'error' ? '<endEvent id="he"><errorEventDefinition errorRef="E"/></endEvent><sequenceFlow id="h1" sourceRef="hs" targetRef="he"/>' : `${kind === 'escalation' ? '<intermediateThrowEvent id="t"><escalationEventDefinition escalationRef="X"/></intermediateThrowEvent>' : '<userTask id="t"/>'}<endEvent id="he"/><sequenceFlow id="h1" sourceRef="hs" targetRef="t"/><sequenceFlow id="h2" sourceRef="t" targetRef="he"/>`}
    <subProcess id="sub" triggeredByEvent="true"><startEvent id="x"${interrupting ? '' : ' isInterrupting="false"'}>${EVENTS[kind]}</startEvent><task id="caught"/><endEvent id="xe"/><sequenceFlow id="x1" sourceRef="x" targetRef="caught"/><sequenceFlow id="x2" sourceRef="caught" targetRef="xe"/></subProcess></subProcess>`,
  flows: ['s>host', 'host>e'],
  enters: ['x', 'caught'],
  events: TRIGGERS[kind] ?? [],
  ...(shown ? { shown } : {}),
})
const BY_ITSELF =
  'stored too: the newest version begins a case by itself, src/modules/process/model/begin-cases.test.ts'

export const start = (kind: string, more: Partial<ElementModel> = {}): ElementModel => ({
  group: 'Start events',
  name: `Start event: ${kind}`,
  inside: `<startEvent id="x">${kind === 'none' ? '' : EVENTS[kind]}</startEvent>`,
  flows: ['x>e'],
  enters: ['x', 'e'],
  ...(kind === 'none' ? {} : { startEvent: 'x', remark: BY_ITSELF }),
  ...more,
})
export const ended = (kind: string, shown?: [string, string]): ElementModel => ({
  group: 'End events',
  name: `End event: ${kind}`,
  inside: `<endEvent id="x">${kind === 'none' ? '' : EVENTS[kind]}</endEvent>`,
  flows: ['s>x'],
  enters: ['x'],
  ...(shown ? { shown } : {}),
})
export const carried = (name: string, inside: string, root = ''): ElementModel => ({
  group: 'Data, artifacts and swim lanes',
  name,
  inside: `<task id="a"/>${inside}`,
  flows: ['s>a', 'a>e'],
  ...(root ? { root } : {}),
})
export const other = (name: string, root: string): ElementModel => ({
  group: 'Other kinds of model',
  name,
  inside: '<task id="a"/>',
  flows: ['s>a', 'a>e'],
  root,
})
