import {
  AB,
  boundary,
  cancelled,
  carried,
  caught,
  ended,
  EVENTS,
  eventSub,
  gateway,
  other,
  start,
  task,
  thrown,
  type ElementModel,
} from './element-models.ts'

/** The elements of BPMN 2.0.2, chapters 7 to 11. */
export const ELEMENT_MODELS: readonly ElementModel[] = [
  task('Task', '<task id="x"/>', { shown: ['tasks.test.ts', 'are passed at once'] }),
  task('User task', '<userTask id="x" darcha:act="decide"/>', {
    shown: ['tasks.test.ts', 'writes its result under its id'],
  }),
  task('Manual task', '<manualTask id="x"/>', { shown: ['tasks.test.ts', 'are passed at once'] }),
  task('Service task', '<serviceTask id="x" darcha:job="register.fetch"/>', {
    shown: ['tasks.test.ts', 'wait as jobs until their work answers'],
  }),
  task('Send task with a job', '<sendTask id="x" darcha:job="notify"/>', {
    shown: ['tasks.test.ts', 'wait as jobs until their work answers'],
  }),
  task('Send task with a message', '<sendTask id="x" messageRef="M"/>', {
    shown: ['tasks.test.ts', 'a send task with a message and no job throws it'],
  }),
  task('Receive task', '<receiveTask id="x" messageRef="M"/>', {
    events: ['message'],
    shown: ['tasks.test.ts', 'waits for its message'],
  }),
  task('Receive task that starts the process', '<receiveTask id="x" messageRef="M" instantiate="true"/>'),
  task('Business rule task', '<businessRuleTask id="x" darcha:decision="fee"/>', {
    shown: ['tasks.test.ts', 'evaluates its decision inside the step'],
  }),
  task('Script task in FEEL', '<scriptTask id="x" scriptFormat="feel"><script>1 + 1</script></scriptTask>', {
    shown: ['tasks.test.ts', 'evaluates FEEL'],
  }),
  task(
    'Script task in another language',
    '<scriptTask id="x" scriptFormat="javascript"><script>1 + 1</script></scriptTask>',
    { shown: ['tasks.test.ts', 'refuses any other language'] },
  ),

  {
    group: 'Sub-processes and calls',
    name: 'Sub-process',
    inside:
      '<subProcess id="x"><startEvent id="xs"/><task id="i"/><sequenceFlow id="i1" sourceRef="xs" targetRef="i"/></subProcess>',
    flows: ['s>x', 'x>e'],
    enters: ['x', 'i', 'e'],
    shown: ['tasks.test.ts', 'is left when nothing is alive inside'],
  },
  {
    group: 'Sub-processes and calls',
    name: 'Call activity',
    inside: '<callActivity id="x" calledElement="q"/>',
    flows: ['s>x', 'x>e'],
    root: '<process id="q"><startEvent id="qs"/><task id="i"/><sequenceFlow id="i1" sourceRef="qs" targetRef="i"/></process>',
    enters: ['x', 'i', 'e'],
    shown: ['tasks.test.ts', 'runs the called process as a scope of the case'],
  },
  {
    group: 'Sub-processes and calls',
    name: 'Ad-hoc sub-process',
    inside: '<adHocSubProcess id="x"><task id="i"/></adHocSubProcess>',
    flows: ['s>x', 'x>e'],
    enters: ['x'],
  },
  {
    group: 'Sub-processes and calls',
    name: 'Transaction',
    inside:
      '<transaction id="x"><startEvent id="xs"/><task id="i"/><sequenceFlow id="i1" sourceRef="xs" targetRef="i"/></transaction>',
    flows: ['s>x', 'x>e'],
    enters: ['x'],
  },

  {
    group: 'Markers',
    name: 'Multi-instance, parallel',
    inside:
      '<userTask id="x"><multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics></userTask>',
    flows: ['s>x', 'x>e'],
    enters: ['x', 'x', 'e'],
    shown: ['rounds.test.ts', 'parallel over a collection'],
  },
  {
    group: 'Markers',
    name: 'Multi-instance, sequential',
    inside:
      '<userTask id="x"><multiInstanceLoopCharacteristics isSequential="true"><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics></userTask>',
    flows: ['s>x', 'x>e'],
    enters: ['x', 'x', 'e'],
    shown: ['rounds.test.ts', 'sequential: the list is that of the beginning'],
  },
  {
    group: 'Markers',
    name: 'Standard loop',
    inside:
      '<userTask id="x"><standardLoopCharacteristics loopMaximum="2"><loopCondition>true</loopCondition></standardLoopCharacteristics></userTask>',
    flows: ['s>x', 'x>e'],
    enters: ['x', 'x', 'e'],
    shown: ['rounds.test.ts', 'at most as often as it says'],
  },
  {
    group: 'Markers',
    name: 'Compensation',
    inside:
      '<userTask id="a"/><boundaryEvent id="c" attachedToRef="a"><compensateEventDefinition/></boundaryEvent><userTask id="x" isForCompensation="true"/><association id="as" sourceRef="c" targetRef="x" associationDirection="One"/><intermediateThrowEvent id="t"><compensateEventDefinition/></intermediateThrowEvent>',
    flows: ['s>a', 'a>t', 't>e'],
    enters: ['x', 'e'],
    shown: ['events.test.ts', 'undoes what was finished, last first, then goes on'],
  },

  gateway(
    'Exclusive gateway',
    `<exclusiveGateway id="x"/>${AB}`,
    ['s>x', 'x>a: 1 = 1', 'x>b: 1 = 2', 'a>e', 'b>e'],
    ['x', 'a', 'e'],
    ['gateways.test.ts', 'merges without waiting'],
  ),
  gateway(
    'Parallel gateway',
    `<parallelGateway id="x"/>${AB}<parallelGateway id="y"/>`,
    ['s>x', 'x>a', 'x>b', 'a>y', 'b>y', 'y>e'],
    ['x', 'a', 'b', 'y', 'e'],
    ['gateways.test.ts', 'waits for each incoming flow and goes on once'],
  ),
  gateway(
    'Inclusive gateway',
    `<inclusiveGateway id="x"/>${AB}<inclusiveGateway id="y"/>`,
    ['s>x', 'x>a: 1 = 1', 'x>b: 1 = 2', 'a>y', 'b>y', 'y>e'],
    ['x', 'a', 'y', 'e'],
    ['gateways.test.ts', 'does not wait for a branch that an exclusive gateway led away'],
  ),
  {
    ...gateway(
      'Event-based gateway',
      '<eventBasedGateway id="x"/><intermediateCatchEvent id="m"><messageEventDefinition messageRef="M"/></intermediateCatchEvent><intermediateCatchEvent id="t"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></intermediateCatchEvent>',
      ['s>x', 'x>m', 'x>t', 'm>e', 't>e'],
      ['x', 'm', 'e'],
      ['gateways.test.ts', 'takes the first that comes and drops the others'],
    ),
    events: ['message'],
  },
  gateway(
    'Event-based gateway that waits for all',
    '<eventBasedGateway id="x" eventGatewayType="Parallel"/><intermediateCatchEvent id="m"><messageEventDefinition messageRef="M"/></intermediateCatchEvent>',
    ['s>x', 'x>m', 'm>e'],
    ['x'],
  ),
  gateway('Complex gateway', `<complexGateway id="x"/>${AB}`, ['s>x', 'x>a', 'x>b', 'a>e', 'b>e'], ['x']),
  gateway(
    'Conditional sequence flow out of an activity',
    AB,
    ['s>a', 'a>b: 1 = 1', 'b>e'],
    ['b', 'e'],
    ['gateways.test.ts', 'conditional and default flows leave a task'],
  ),
  gateway(
    'Several sequence flows out of an activity',
    `<task id="x"/>${AB}`,
    ['s>x', 'x>a', 'x>b', 'a>e', 'b>e'],
    ['a', 'b'],
    ['gateways.test.ts', 'several plain flows out of a task are taken side by side'],
  ),

  start('none', { shown: ['tasks.test.ts', 'are passed at once'] }),
  start('message', { byMessage: true, shown: ['events.test.ts', 'of a message starts the case'] }),
  start('timer', { shown: ['events.test.ts', 'of a signal or timer starts a case'] }),
  start('signal', { shown: ['events.test.ts', 'of a signal or timer starts a case'] }),
  start('conditional'),
  start('multiple'),

  eventSub('message', true, ['events.test.ts', 'message, interrupting and not']),
  eventSub('message', false, ['events.test.ts', 'message, interrupting and not']),
  eventSub('timer', true, ['events.test.ts', 'timer, signal and condition']),
  eventSub('timer', false),
  eventSub('signal', true, ['events.test.ts', 'timer, signal and condition']),
  eventSub('signal', false),
  eventSub('conditional', true, ['events.test.ts', 'timer, signal and condition']),
  eventSub('conditional', false),
  eventSub('error', true, ['events.test.ts', 'error inside a sub-process; afterwards']),
  eventSub('escalation', true, ['events.test.ts', 'is caught by an event sub-process']),
  eventSub('escalation', false),
  {
    group: 'Event sub-processes',
    name: 'Event sub-process: compensation',
    inside: `<subProcess id="host"><startEvent id="hs"/><subProcess id="sub" triggeredByEvent="true"><startEvent id="x">${EVENTS['compensation']}</startEvent><task id="caught"/><sequenceFlow id="x1" sourceRef="x" targetRef="caught"/></subProcess></subProcess><intermediateThrowEvent id="t">${EVENTS['compensation']}</intermediateThrowEvent>`,
    flows: ['s>host', 'host>t', 't>e'],
    enters: ['x', 'caught', 'e'],
  },

  caught('message', ['events.test.ts', 'message: by name, and by key']),
  caught('timer', ['events.test.ts', 'timer: duration, date and FEEL']),
  caught('signal', ['events.test.ts', 'signal']),
  caught('conditional', ['events.test.ts', 'condition: at once when it holds']),
  {
    group: 'Intermediate events',
    name: 'Intermediate link events',
    inside: `<intermediateThrowEvent id="t">${EVENTS['link']}</intermediateThrowEvent><intermediateCatchEvent id="x">${EVENTS['link']}</intermediateCatchEvent>`,
    flows: ['s>t', 'x>e'],
    enters: ['t', 'x', 'e'],
    shown: ['events.test.ts', 'link: leads on to the catch of its name'],
  },
  caught('multiple'),
  thrown('none', ''),
  thrown('message', EVENTS['message'] as string, ['events.test.ts', 'message and signal are thrown']),
  thrown('signal', EVENTS['signal'] as string, ['events.test.ts', 'message and signal are thrown']),
  thrown('escalation', EVENTS['escalation'] as string, ['events.test.ts', 'uncaught is only recorded']),
  thrown('compensation', EVENTS['compensation'] as string, ['events.test.ts', 'with nothing to undo goes on at once']),

  boundary('message', true),
  boundary('message', false, ['events.test.ts', 'message that lets its task go on may come again']),
  boundary('timer', true, ['events.test.ts', 'timer, interrupting and not']),
  boundary('timer', false, ['events.test.ts', 'timer, interrupting and not']),
  boundary('signal', true, ['events.test.ts', 'signal and condition']),
  boundary('signal', false),
  boundary('conditional', true, ['events.test.ts', 'signal and condition']),
  boundary('conditional', false),
  boundary('error', true, ['events.test.ts', 'error of a job: its own code before any code']),
  boundary('escalation', true, ['events.test.ts', 'lets the thrower go on, or ends it']),
  boundary('escalation', false, ['events.test.ts', 'lets the thrower go on, or ends it']),
  cancelled('Boundary events', 'Boundary event: cancel', ['c']),
  boundary('multiple', true),

  ended('none', ['tasks.test.ts', 'are passed at once']),
  ended('message', ['events.test.ts', 'message and signal are thrown']),
  ended('signal', ['events.test.ts', 'message and signal are thrown']),
  ended('terminate', ['events.test.ts', 'terminate ends all of the case']),
  ended('escalation', ['events.test.ts', 'at an end event']),
  ended('compensation', ['events.test.ts', 'with nothing to undo goes on at once']),
  {
    group: 'End events',
    name: 'End event: error',
    inside:
      '<subProcess id="host"><startEvent id="hs"/><endEvent id="x"><errorEventDefinition errorRef="E"/></endEvent><sequenceFlow id="h1" sourceRef="hs" targetRef="x"/></subProcess><boundaryEvent id="c" attachedToRef="host"><errorEventDefinition errorRef="E"/></boundaryEvent><endEvent id="e1"/>',
    flows: ['s>host', 'host>e', 'c>e1'],
    enters: ['x', 'e1'],
    shown: ['events.test.ts', 'error goes outward to who catches it'],
  },
  cancelled('End events', 'End event: cancel', ['x']),
  ended('multiple'),

  carried('Data object', '<dataObject id="d"/><dataObjectReference id="x" dataObjectRef="d"/>'),
  carried('Data store', '<dataStoreReference id="x" dataStoreRef="ds"/>', '<dataStore id="ds"/>'),
  carried(
    'Data input and output',
    '<task id="b"><ioSpecification><dataInput id="x"/><dataOutput id="y"/><inputSet><dataInputRefs>x</dataInputRefs></inputSet><outputSet><dataOutputRefs>y</dataOutputRefs></outputSet></ioSpecification></task>',
  ),
  carried(
    'Text annotation and association',
    '<textAnnotation id="x"><text>note</text></textAnnotation><association id="as" sourceRef="a" targetRef="x"/>',
  ),
  carried(
    'Group',
    '<group id="x" categoryValueRef="cv"/>',
    '<category id="cat"><categoryValue id="cv" value="c"/></category>',
  ),
  carried(
    'Documentation and extension elements',
    '<task id="b"><documentation>why</documentation><extensionElements><z:any xmlns:z="urn:z">1</z:any></extensionElements></task>',
  ),
  carried('Lane', '<laneSet id="ls"><lane id="x"><flowNodeRef>a</flowNodeRef></lane></laneSet>'),
  carried(
    'Pool and message flow',
    '',
    '<collaboration id="co"><participant id="x" processRef="p"/><participant id="black" name="outside"/><messageFlow id="mf" sourceRef="black" targetRef="x"/></collaboration>',
  ),
  carried(
    'Resource role',
    '<userTask id="b"><potentialOwner id="x"><resourceAssignmentExpression><formalExpression>role</formalExpression></resourceAssignmentExpression></potentialOwner></userTask>',
  ),
  other('Conversation', '<globalConversation id="x"><participant id="p1" name="one"/></globalConversation>'),
  other('Choreography', '<choreography id="x"><startEvent id="cs"/></choreography>'),
  other('Global task', '<globalUserTask id="x" name="again"/>'),
  other(
    'Correlation property',
    '<correlationProperty id="x"><correlationPropertyRetrievalExpression messageRef="M"><messagePath>number</messagePath></correlationPropertyRetrievalExpression></correlationProperty>',
  ),
]

/** The model as a file. */
export function elementModel(item: ElementModel): string {
  const inside = item.inside ?? ''
  const known = new Set([...inside.matchAll(/ id="(\w+)"/g)].map((match) => match[1]))
  const flows = (item.flows ?? []).map((flow, at) => {
    const [ends = '', condition] = [
      flow.split(':')[0],
      flow.includes(':') ? flow.slice(flow.indexOf(':') + 1).trim() : undefined,
    ]
    const [source = '', target = ''] = ends.split('>')
    const plain = [source, target]
      .filter((id) => !known.has(id) && known.add(id))
      .map((id) => (id === 's' ? '<startEvent id="s"/>' : `<endEvent id="${id}"/>`))
      .join('')
    return `${plain}<sequenceFlow id="f${at}" sourceRef="${source}" targetRef="${target}">${condition ? `<conditionExpression>${condition}</conditionExpression>` : ''}</sequenceFlow>`
  })
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:darcha="urn:darcha:bpmn:1" targetNamespace="urn:conformance">
<message id="M" name="hello"/><signal id="S" name="alarm"/><error id="E" errorCode="one"/><escalation id="X" escalationCode="up"/>${item.root ?? ''}
<process id="p" isExecutable="true">${inside}${flows.join('')}</process></definitions>`
}
