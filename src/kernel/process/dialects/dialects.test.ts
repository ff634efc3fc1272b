import { describe, expect, it } from 'vitest'
import { compile } from '../compile.ts'
import { runToEnd, type RunOptions } from '../run-to-end.ts'

const ENGINES = {
  camunda: 'http://camunda.org/schema/1.0/bpmn',
  flowable: 'http://flowable.org/bpmn',
  activiti: 'http://activiti.org/bpmn',
  zeebe: 'http://camunda.org/schema/zeebe/1.0',
  spiffworkflow: 'http://spiffworkflow.org/bpmn/schema/1.0/core',
  drools: 'http://www.jboss.org/drools',
}

/** Elements between a start and an end, one after the other, each on a line of its own from line 3. */
function line(elements: string[], root = '', attributes = ''): string {
  const ids = elements.map((element) => /id="([^"]+)"/.exec(element)?.[1] ?? '')
  const way = ['s', ...ids, 'e']
  const flows = way.slice(1).map((id, at) => `<sequenceFlow id="f${at}" sourceRef="${way[at]}" targetRef="${id}"/>`)
  const bound = Object.entries(ENGINES).map(([prefix, uri]) => `xmlns:${prefix}="${uri}"`)
  return `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" ${bound.join(' ')} targetNamespace="E">${root}
<process id="p" isExecutable="true" ${attributes}><startEvent id="s"/>${elements.map((element) => `\n${element}`).join('')}
<endEvent id="e"/>${flows.join('')}</process></definitions>`
}

const warningsOf = async (xml: string) =>
  (await compile(xml)).problems.filter((problem) => problem.severity === 'warning')
async function played(xml: string, options: Partial<RunOptions> = {}) {
  const { graphs, problems } = await compile(xml)
  expect(problems).toEqual([])
  return runToEnd({ graphs, process: 'p', ...options })
}

describe('what is not run is said, by element, name and line', () => {
  const task = (inside: string, attributes = '', type = 'serviceTask') =>
    `<${type} id="a" name="Odd" ${attributes}>${inside && `<extensionElements>${inside}</extensionElements>`}</${type}>`
  it.each<[string, string, string]>([
    [
      'execution listener',
      task('<camunda:executionListener class="org.example.Tell" event="start"/>'),
      'executionListener (start',
    ],
    [
      'task listener',
      task('<flowable:taskListener event="complete" expression="${task.complete()}"/>', '', 'userTask'),
      'taskListener',
    ],
    [
      'listener of Camunda 8',
      task(
        '<zeebe:executionListeners><zeebe:executionListener eventType="start" type="x"/></zeebe:executionListeners>',
      ),
      'executionListeners',
    ],
    [
      'script around a task',
      task('<spiffworkflow:preScript>a = 1</spiffworkflow:preScript>', '', 'manualTask'),
      'preScript (a = 1)',
    ],
    [
      'script of jBPM',
      task('<drools:onEntry-script scriptFormat="java"><drools:script>x()</drools:script></drools:onEntry-script>'),
      'onEntry-script',
    ],
    ['mail', task('<flowable:field name="to" stringValue="a@b"/>', 'flowable:type="mail"'), '"mail"'],
    ['http', task('', 'activiti:type="http"'), '"http"'],
    ['class', task('', 'camunda:class="org.example.Work"'), 'class (org.example.Work)'],
    ['bean', task('', 'flowable:delegateExpression="${bean}"'), 'delegateExpression'],
    [
      'connector',
      task('<camunda:connector><camunda:connectorId>http</camunda:connectorId></camunda:connector>'),
      'connector',
    ],
    [
      'event of a registry',
      task('<flowable:eventType>order</flowable:eventType>', '', 'intermediateCatchEvent'),
      'eventType (order)',
    ],
    ['triggerable', task('', 'flowable:triggerable="true" flowable:topic="t"'), 'triggerable (true)'],
    ['skip expression', task('', 'flowable:skipExpression="${skip}"', 'userTask'), 'skipExpression (${skip})'],
    [
      'mapped exceptions',
      task('<activiti:mapException errorCode="e1">org.example.Fault</activiti:mapException>'),
      'mapException',
    ],
    [
      'error of an external task',
      task(
        '<camunda:errorEventDefinition errorRef="E1" expression="${true}"/>',
        'camunda:type="external" camunda:topic="t"',
      ),
      'errorEventDefinition',
    ],
    ['script in a file', task('', 'scriptFormat="feel" camunda:resource="a.feel"', 'scriptTask'), 'resource (a.feel)'],
    [
      'shape of a decision',
      task('', 'camunda:decisionRef="d" camunda:mapDecisionResult="singleEntry"', 'businessRuleTask'),
      'mapDecisionResult (singleEntry)',
    ],
    ['what nobody has heard of', task('<camunda:novelty/>', 'camunda:other="1"', 'userTask'), '"other" (1)'],
    [
      'variables of rounds',
      '<userTask id="a" name="Odd"><multiInstanceLoopCharacteristics><extensionElements><flowable:variableAggregation target="all"/></extensionElements><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics></userTask>',
      'variableAggregation (all)',
    ],
    [
      'payload that is caught',
      '<intermediateCatchEvent id="a" name="Odd"><signalEventDefinition signalRef="S"><extensionElements><camunda:in source="x" target="y"/></extensionElements></signalEventDefinition></intermediateCatchEvent>',
      'carries no variables',
    ],
    [
      'mapping by a class',
      '<callActivity id="a" name="Odd" calledElement="q" camunda:variableMappingClass="org.example.Map"/>',
      'variableMappingClass',
    ],
    [
      'assignments',
      '<userTask id="a" name="Odd"><dataInputAssociation><targetRef>d</targetRef><assignment><from>1</from><to>d</to></assignment></dataInputAssociation></userTask>',
      'assignments',
    ],
  ])('%s', async (_what, element, said) => {
    const warnings = await warningsOf(line([element], '<signal id="S" name="alarm"/>'))
    const [first] = warnings.filter((warning) => warning.message.includes(said))
    expect(first, JSON.stringify(warnings)).toMatchObject({
      code: 'not-run',
      element: 'a',
      line: 3,
      message: expect.stringContaining('"Odd" (a): '),
      remedy: expect.stringMatching(/\w/),
    })
  })

  it('names the line of the extension, and what hangs on flows and processes', async () => {
    const warnings = await warningsOf(
      line(
        [
          '<task id="a">\n<extensionElements>\n<camunda:executionListener event="end" class="X"/></extensionElements></task>',
        ],
        '',
        'flowable:triggerable="false"',
      )
        .replace('<sequenceFlow id="f0"', '<sequenceFlow flowable:skipExpression="${x}" id="f0"')
        .replace(
          '<startEvent',
          '<extensionElements><flowable:eventListener class="Y"/></extensionElements><startEvent',
        ),
    )
    expect(warnings.map(({ element, line: at }) => [element, at])).toEqual([
      ['p', 2],
      ['a', 5],
      ['f0', 6],
    ])
  })

  it('conditions that nobody looks at, and errors that would let their activity go on', async () => {
    const gateway = (type: string, attributes = '') =>
      `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="E"><process id="p"><startEvent id="s"/><sequenceFlow id="f" sourceRef="s" targetRef="g"/><${type} id="g" ${attributes}/><intermediateCatchEvent id="x"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></intermediateCatchEvent><sequenceFlow id="a" sourceRef="g" targetRef="x"><conditionExpression>n = 1</conditionExpression></sequenceFlow><intermediateCatchEvent id="y"><timerEventDefinition><timeDuration>PT2H</timeDuration></timerEventDefinition></intermediateCatchEvent><sequenceFlow id="b" sourceRef="g" targetRef="y"><conditionExpression>n = 2</conditionExpression></sequenceFlow></process></definitions>`
    const said = async (xml: string) => (await warningsOf(xml)).map((warning) => [warning.code, warning.element])
    expect(await said(gateway('parallelGateway'))).toEqual([
      ['not-run', 'g'],
      ['not-run', 'g'],
    ])
    expect(await said(gateway('eventBasedGateway'))).toHaveLength(2)
    expect(await said(gateway('inclusiveGateway', 'default="b"'))).toEqual([['not-run', 'g']])
    expect(await said(gateway('inclusiveGateway'))).toEqual([])
    const error = line(['<task id="a"/>']).replace(
      '</process>',
      '<boundaryEvent id="b" attachedToRef="a" cancelActivity="false"><errorEventDefinition/></boundaryEvent><task id="c"/><sequenceFlow id="d" sourceRef="b" targetRef="c"/></process>',
    )
    expect(await said(error)).toEqual([['not-run', 'b']])
  })

  it('is silent about who works, forms and retries, whatever prefix the file gives the engine', async () => {
    const element = `<userTask id="a" c:assignee="olim" c:candidateGroups="x" c:formKey="f" c:asyncBefore="true" c:dueDate="\${d}"><extensionElements><c:formData><c:formField id="n"/></c:formData><c:failedJobRetryTimeCycle>R3/PT1M</c:failedJobRetryTimeCycle></extensionElements></userTask>`
    expect(await warningsOf(line([element]).replace('xmlns:camunda', 'xmlns:c'))).toEqual([])
    expect(
      await warningsOf(line(['<userTask id="a" c:skipExpression="${x}"/>']).replace('xmlns:camunda', 'xmlns:c')),
    ).toHaveLength(1)
  })
})

describe('what has a plain translation is run', () => {
  const gateway = (condition: string) =>
    line(['<exclusiveGateway id="g" default="f1"/>', '<task id="no"/>']).replace(
      '</process>',
      `<sequenceFlow id="y" sourceRef="g" targetRef="yes"><conditionExpression>${condition}</conditionExpression></sequenceFlow><endEvent id="yes"/></process>`,
    )
  it('absent and text values of conditions', async () => {
    expect((await played(gateway('${!rejected}'))).trace).toContain('yes')
    expect((await played(gateway('${"10" > 5}'))).trace).toContain('yes')
    expect((await played(gateway('${total eq 5}'), { variables: { total: '5' } })).trace).toContain('yes')
    expect((await played(gateway('${empty list ? false : true}'), { variables: { list: [1] } })).trace).toContain('yes')
    expect((await played(gateway('${name.isBlank()}'), { variables: { name: '  ' } })).trace).toContain('yes')
    expect((await played(gateway('${name.trim() == "x"}'), { variables: { name: ' x ' } })).trace).toContain('yes')
  })
  it('functions that Camunda 8 has besides FEEL’s; what it has alone is refused by name', async () => {
    expect((await played(gateway('=is defined(n)'), { variables: { n: 1 } })).trace).toContain('yes')
    expect((await played(gateway('=is defined(n)'))).trace).toContain('no')
    expect((await played(gateway('=get or else(n, 1) = 1'))).trace).toContain('yes')
    expect((await compile(gateway('=uuid() = n'))).problems).toContainEqual(
      expect.objectContaining({
        severity: 'error',
        element: 'y',
        message: expect.stringContaining('no function "uuid"'),
      }),
    )
  })
  it.each([
    ['=x == 1', '"==" is no sign of FEEL'],
    ['${x} == 1', 'is a text'],
    ['${x}${y}', 'is a text'],
    ['${execution.processInstanceId != null}', 'known to the other engine alone'],
    ['${execution.currentActivityId == "g"}', 'known to the other engine alone'],
  ])('a condition that would never hold is refused by name: %s', async (condition, said) =>
    expect((await compile(gateway(condition))).problems).toContainEqual(
      expect.objectContaining({ severity: 'error', element: 'y', message: expect.stringContaining(said) }),
    ),
  )
  it.each(['error', 'escalation'])('codes of %s events that are worked out when they are thrown', async (type) => {
    const raised = (code: string, caught = 'x') =>
      line(
        [
          `<subProcess id="sub"><startEvent id="i"/><sequenceFlow id="j" sourceRef="i" targetRef="k"/><endEvent id="k"><${type}EventDefinition ${type}Ref="E"/></endEvent></subProcess>`,
        ],
        `<${type} id="E" ${type}Code="${code}"/><${type} id="F" ${type}Code="${caught}"/>`,
      ).replace(
        '</process>',
        `<boundaryEvent id="b" attachedToRef="sub"><${type}EventDefinition ${type}Ref="F"/></boundaryEvent><task id="caught"/><sequenceFlow id="l" sourceRef="b" targetRef="caught"/></process>`,
      )
    for (const code of ['x', '=&quot;x&quot;', '=c', '${c}', "${'x'}"])
      expect([code, (await played(raised(code), { variables: { c: 'x' } })).trace]).toEqual([
        code,
        expect.arrayContaining(['caught']),
      ])
    expect((await played(raised('=c'), { variables: { c: 'y' } })).trace).not.toContain('caught')
    expect(await played(raised('=c'))).toMatchObject({ outcome: 'failed', error: { element: 'k', code: 'code' } })
    expect(await warningsOf(raised('x', '=c'))).toMatchObject([{ code: 'code', element: 'b' }])
  })
  it('what bpmn-engine keeps under environment', async () => {
    const given = { variables: { ok: true, check: { result: [5] } } }
    expect((await played(gateway('${environment.variables.ok}'), given)).trace).toContain('yes')
    expect((await played(gateway('${environment.output.check.result[0] == 5}'), given)).trace).toContain('yes')
    expect((await compile(gateway('${environment.services.isOk}'))).problems).toContainEqual(
      expect.objectContaining({ severity: 'error', element: 'y' }),
    )
    const own = { variables: { environment: { temperature: 30 } } }
    expect((await played(gateway('${environment.temperature > 20}'), own)).trace).toContain('yes')
  })
  it('names of messages and signals without variables', async () => {
    const starts = line([], `<message id="M" name="\${'new'}-order"/>`).replace(
      '<startEvent id="s"/>',
      '<startEvent id="s"><messageEventDefinition messageRef="M"/></startEvent>',
    )
    expect(await played(starts, { messages: [{ name: 'new-order', variables: { n: 1 } }] })).toMatchObject({
      outcome: 'completed',
      variables: { n: 1 },
    })
  })
  it('listeners that set a variable at the end of an activity', async () => {
    const element =
      '<userTask id="a"><extensionElements><flowable:executionListener event="end" expression="${execution.setVariable(\'done\', n + 1)}"/></extensionElements></userTask>'
    expect(await played(line([element]), { variables: { n: 1 } })).toMatchObject({ variables: { done: 2 } })
  })
  it('lists and maps of parameters', async () => {
    const element = `<userTask id="a"><extensionElements><camunda:inputOutput><camunda:outputParameter name="o"><camunda:map><camunda:entry key="one">1</camunda:entry><camunda:entry key="all"><camunda:list><camunda:value>\${n}</camunda:value><camunda:value>x</camunda:value></camunda:list></camunda:entry></camunda:map></camunda:outputParameter></camunda:inputOutput></extensionElements></userTask>`
    expect(await played(line([element]), { variables: { n: 2 } })).toMatchObject({
      variables: { o: { one: '1', all: [2, 'x'] } },
    })
  })
  it('what a signal carries', async () => {
    const thrown =
      '<intermediateThrowEvent id="a"><signalEventDefinition signalRef="S"><extensionElements><camunda:in source="n" target="m"/><camunda:in sourceExpression="${n + 1}" target="k"/></extensionElements></signalEventDefinition></intermediateThrowEvent>'
    const xml = line([thrown], '<signal id="S" name="alarm"/>').replace(
      '</process>',
      '</process><process id="q" isExecutable="true"><startEvent id="qs"><signalEventDefinition signalRef="S"/></startEvent><sequenceFlow id="qf" sourceRef="qs" targetRef="qe"/><endEvent id="qe"/></process>',
    )
    const { graphs, problems } = await compile(xml)
    expect(problems).toEqual([])
    expect(Object.keys(graphs)).toEqual(['p', 'q'])
    expect(runToEnd({ graphs, process: 'p', variables: { n: 1 } }).outcome).toBe('completed')
  })
  it('of Camunda 8: scripts, mappings, rounds, calls, decisions, correlation', async () => {
    const script =
      '<scriptTask id="a"><extensionElements><zeebe:script expression="=n * 2" resultVariable="twice"/></extensionElements></scriptTask>'
    const mapped =
      '<serviceTask id="b"><extensionElements><zeebe:taskDefinition type="work" retries="3"/><zeebe:ioMapping><zeebe:input source="=twice + 1" target="inner"/><zeebe:output source="=inner" target="outer"/></zeebe:ioMapping></extensionElements></serviceTask>'
    const rounds =
      '<scriptTask id="c"><extensionElements><zeebe:script expression="=item * 10" resultVariable="result"/></extensionElements><multiInstanceLoopCharacteristics isSequential="true"><extensionElements><zeebe:loopCharacteristics inputCollection="=[1, 2]" inputElement="item" outputCollection="results" outputElement="=result"/></extensionElements></multiInstanceLoopCharacteristics></scriptTask>'
    const counted = rounds
      .replace('id="c"', 'id="k"')
      .replace('=item * 10', '=loopCounter')
      .replace('results', 'counters')
    const call =
      '<callActivity id="d"><extensionElements><zeebe:calledElement processId="q"/></extensionElements></callActivity>'
    const xml = line([script, mapped, rounds, counted, call]).replace(
      '</process>',
      '</process><process id="q"><startEvent id="qs"/><sequenceFlow id="qf" sourceRef="qs" targetRef="qt"/><scriptTask id="qt"><extensionElements><zeebe:script expression="=outer + 1" resultVariable="called"/></extensionElements></scriptTask></process>',
    )
    const { variables, trace } = await played(xml, { variables: { n: 4 } })
    expect(trace).toContain('qt')
    expect(variables).toMatchObject({ twice: 8, outer: 9, called: 10, results: [10, 20], counters: [1, 2] })
  })
  it('of Camunda 8: targets inside of contexts, and what a round gives as an expression', async () => {
    const nested =
      '<serviceTask id="a"><extensionElements><zeebe:taskDefinition type="w"/><zeebe:ioMapping><zeebe:input source="=n" target="given.x"/><zeebe:input source="=n + 1" target="given.y"/><zeebe:output source="=given.x + given.y" target="order.sum"/><zeebe:output source="=n" target="made.n"/></zeebe:ioMapping></extensionElements></serviceTask>'
    const rounds =
      '<scriptTask id="b"><extensionElements><zeebe:script expression="=item * 10" resultVariable="result"/></extensionElements><multiInstanceLoopCharacteristics><extensionElements><zeebe:loopCharacteristics inputCollection="=[1, 2]" inputElement="item" outputCollection="results" outputElement="={of: item, is: result}"/></extensionElements></multiInstanceLoopCharacteristics></scriptTask>'
    const { variables } = await played(line([nested, rounds]), { variables: { n: 4, order: { id: 7 } } })
    expect(variables).toEqual({
      n: 4,
      order: { id: 7, sum: 9 },
      made: { n: 4 },
      results: [
        { of: 1, is: 10 },
        { of: 2, is: 20 },
      ],
    })
    const deep = nested.replaceAll('given.', 'given.a.')
    expect((await warningsOf(line([deep]))).map((warning) => warning.message)).toEqual([
      expect.stringContaining('its mappings are not run'),
    ])
    const event =
      '<intermediateThrowEvent id="a"><extensionElements><zeebe:ioMapping><zeebe:output source="=n" target="m"/></zeebe:ioMapping></extensionElements></intermediateThrowEvent>'
    expect(await warningsOf(line([event]))).toMatchObject([{ element: 'a', line: 3 }])
  })
})
