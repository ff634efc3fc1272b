import { describe, expect, it } from 'vitest'
import { compile } from '../compile.ts'
import { definitions, flows, GOOD, message, model, process, run, start, sub, users } from './engine-models.ts'

const s = start('s')

type Row = [behaviour: string, files: string | string[], steps: string]
const rows = (list: Row[]) =>
  it.each(list)('%s', async (_behaviour, files, steps) => expect(await run(files, steps)).toEqual(GOOD))

/** A case that goes by `yes` when the expression, written in XML, holds. */
const chosen = (expression: string) =>
  model(
    s,
    '<exclusiveGateway id="x" default="d"/>',
    users('yes no'),
    flows('s>x'),
    `<sequenceFlow sourceRef="x" targetRef="yes"><conditionExpression xsi:type="tFormalExpression">${expression}</conditionExpression></sequenceFlow>`,
    flows('x>no #d'),
  )
const held = (expression: string) => chosen(`<![CDATA[${expression}]]>`)

describe('files as other engines take them', () => {
  rows([
    [
      'no isExecutable, no names, no end, no diagram',
      `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="x"><process id="p">${start('s')}${users('a')}<sequenceFlow sourceRef="s" targetRef="a"/></process></definitions>`,
      'start p; tasks a; complete a; ended',
    ],
    [
      'elements without ids',
      `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="x"><process id="p">${start('s')}${users('a')}<sequenceFlow sourceRef="s" targetRef="a"/><boundaryEvent attachedToRef="a"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent><subProcess triggeredByEvent="true"><startEvent id="es"><timerEventDefinition><timeDuration>PT9H</timeDuration></timerEventDefinition></startEvent></subProcess></process></definitions>`,
      'start p; timers 2; advance PT2H; tasks; ended',
    ],
    [
      'another prefix for BPMN, and incoming and outgoing repeated',
      '<bpmn2:definitions xmlns:bpmn2="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:activiti="http://activiti.org/bpmn" targetNamespace="x" typeLanguage="http://www.w3.org/2001/XMLSchema" expressionLanguage="http://www.w3.org/1999/XPath"><bpmn2:process id="p" isClosed="false" processType="None"><bpmn2:startEvent id="s"><bpmn2:outgoing>f</bpmn2:outgoing></bpmn2:startEvent><bpmn2:sequenceFlow id="f" sourceRef="s" targetRef="x"/><bpmn2:exclusiveGateway id="x" gatewayDirection="Diverging"><bpmn2:incoming>f</bpmn2:incoming></bpmn2:exclusiveGateway><bpmn2:sequenceFlow id="g" sourceRef="x" targetRef="a"><bpmn2:conditionExpression xsi:type="bpmn2:tFormalExpression"><![CDATA[${input == 1}]]></bpmn2:conditionExpression></bpmn2:sequenceFlow><bpmn2:userTask id="a" activiti:assignee="kermit"/></bpmn2:process></bpmn2:definitions>',
      'start p {"input":1}; tasks a',
    ],
    [
      'a type of an expression that is not of the prefix of BPMN',
      [
        '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><bpmn:process id="p"><bpmn:startEvent id="s"/><bpmn:userTask id="a"/><bpmn:userTask id="b"/><bpmn:sequenceFlow sourceRef="s" targetRef="a"><bpmn:conditionExpression xsi:type="tFormalExpression">${n == 1}</bpmn:conditionExpression></bpmn:sequenceFlow><bpmn:sequenceFlow sourceRef="s" targetRef="b"><bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">${n == 2}</bpmn:conditionExpression></bpmn:sequenceFlow></bpmn:process></bpmn:definitions>',
      ],
      'start p {"n":1}; tasks a; new; start p {"n":2}; tasks b',
    ],
    [
      "documentation, forms, groups, listeners' absence and properties",
      model(
        `<documentation>About \${nothing}</documentation><extensionElements><camunda:properties><camunda:property name="a" value="b"/></camunda:properties></extensionElements>`,
        '<startEvent id="s" camunda:initiator="starter" camunda:formKey="f.html"><extensionElements><activiti:formProperty id="x" type="string" required="true"/></extensionElements></startEvent>',
        '<userTask id="a" name="Task of ${person.name}" flowable:candidateGroups="management, sales" camunda:candidateUsers="${who}" camunda:dueDate="${due}" flowable:formKey="k" activiti:priority="50" camunda:asyncBefore="true"><documentation>What to do</documentation><extensionElements><camunda:formData><camunda:formField id="y" type="long" defaultValue="${1}"/></camunda:formData></extensionElements><potentialOwner><resourceAssignmentExpression><formalExpression>user(kermit), group(sales)</formalExpression></resourceAssignmentExpression></potentialOwner><humanPerformer><resourceAssignmentExpression><formalExpression>${who}</formalExpression></resourceAssignmentExpression></humanPerformer></userTask>',
        flows('s>a'),
      ),
      'start p; tasks a',
    ],
    [
      'a name that calls what is not here stays a text',
      model(s, '<userTask id="a" name="Task ${bean.name(task)}"/>', flows('s>a')),
      'start p; tasks a',
    ],
    [
      'text annotations, data objects, lanes and groups',
      definitions(
        '<collaboration id="co"><participant id="pp" processRef="p"/></collaboration><itemDefinition id="it" structureRef="xsd:string"/>',
        process(
          'p',
          '<laneSet id="ls"><lane id="l"><flowNodeRef>s</flowNodeRef><flowNodeRef>a</flowNodeRef></lane></laneSet><dataObject id="do" name="d" itemSubjectRef="xsd:string"><extensionElements><flowable:value>x</flowable:value></extensionElements></dataObject>',
          s,
          users('a'),
          '<textAnnotation id="ta"><text>Note</text></textAnnotation><association id="as" sourceRef="a" targetRef="ta"/>',
          flows('s>a'),
        ),
      ),
      'start p; tasks a',
    ],
    [
      'a plain start event beside one of a message',
      model(start('m', message()), s, users('a b'), flows('s>a; m>b')),
      'start p; tasks a; by hello; tasks a b',
    ],
    [
      'data objects with a value, of the case and of a sub-process',
      model(
        '<dataObject id="count" name="n" itemSubjectRef="xsd:int"><extensionElements><flowable:value>7</flowable:value></extensionElements></dataObject>',
        s,
        '<exclusiveGateway id="x"/><exclusiveGateway id="y"/>',
        users('b c d'),
        sub(
          'sub',
          '<dataObject id="l" itemSubjectRef="xsd:boolean"><extensionElements><activiti:value>true</activiti:value></extensionElements></dataObject>',
          start('s1'),
          '<exclusiveGateway id="g"/>',
          users('a'),
          flows('s1>g; g>a ${l && n == 7}'),
        ),
        flows('s>x; x>sub ${n == 7}; x>b ${n == 8}; sub>y; y>c ${l == null}; y>d ${l}'),
      ),
      'start p; tasks a; complete a; tasks c; new; start p {"n":8}; tasks b',
    ],
    [
      'a script with nothing in it, and a rule nobody decides',
      model(
        s,
        '<scriptTask id="sc" scriptFormat="groovy"><script><![CDATA[ ]]></script></scriptTask><businessRuleTask id="br"/><sendTask id="st" activiti:type="mail"/><serviceTask id="w" flowable:type="external-worker" flowable:topic="t"/>',
        users('a'),
        flows('s>sc>br>st>w>a'),
      ),
      'start p; tasks a',
    ],
    [
      'work that is an expression is done at once, and its value kept',
      model(
        s,
        '<serviceTask id="w" camunda:expression="${n + 1}" camunda:resultVariable="n"/><serviceTask id="v" activiti:expression="${execution.setVariable(\'k\', n * 2)}"/><exclusiveGateway id="g"/>',
        users('a b'),
        flows('s>w>v>g; g>a ${n == 2 && k == 4}; g>b ${n != 2}'),
      ),
      'start p {"n":1}; tasks a',
    ],
    [
      'a loop that an expression counts',
      model(
        s,
        '<exclusiveGateway id="m"/><serviceTask id="w" flowable:expression="#{n + 1}" flowable:resultVariableName="n"/><exclusiveGateway id="x" default="on"/>',
        users('a'),
        flows('s>m>w>x; x>m ${n < 5}; x>a #on'),
      ),
      'start p {"n":0}; tasks a',
    ],
    [
      'work that sets a variable sets off what waits for it',
      model(
        s,
        '<parallelGateway id="f"/><serviceTask id="w" camunda:expression="${execution.setVariable(\'ready\', true)}"/>',
        users('t a x'),
        '<boundaryEvent id="c" attachedToRef="a"><conditionalEventDefinition><condition>${ready}</condition></conditionalEventDefinition></boundaryEvent>',
        flows('s>f; f>a; f>t>w; c>x'),
      ),
      'start p; complete t; tasks x',
    ],
    [
      'work that calls beans is given to a worker',
      model(
        s,
        '<serviceTask id="w" camunda:expression="${bean.work(execution)}"/><serviceTask id="v" camunda:delegateExpression="${bean}"/>',
        users('a'),
        flows('s>w>v>a'),
      ),
      'start p; tasks a',
    ],
    [
      'local variables of an activity',
      model(
        s,
        '<subProcess id="sub"><extensionElements><camunda:inputOutput><camunda:inputParameter name="x">${n + 1}</camunda:inputParameter><camunda:inputParameter name="fixed">a</camunda:inputParameter></camunda:inputOutput></extensionElements><startEvent id="s1"/><exclusiveGateway id="g"/><userTask id="a"/><userTask id="b"/>',
        flows('s1>g; g>a ${x == 2 && fixed == "a"}; g>b ${x != 2}'),
        '</subProcess><exclusiveGateway id="h"/>',
        users('y z'),
        flows('s>sub>h; h>y ${x == null}; h>z ${x != null}'),
      ),
      'start p {"n":1}; tasks a; complete a; tasks y',
    ],
    [
      'what another engine hands out of a task',
      model(
        s,
        '<userTask id="a"><extensionElements><camunda:inputOutput><camunda:outputParameter name="r">${given * 2}</camunda:outputParameter></camunda:inputOutput></extensionElements></userTask><exclusiveGateway id="g"/>',
        users('y z'),
        flows('s>a>g; g>y ${r == 4}; g>z ${r != 4}'),
      ),
      'start p; complete a {"given":2}; tasks y',
    ],
  ])
  it('two elements of one id are refused still', async () => {
    const { problems } = await compile(model(s, users('a a'), flows('s>a')))
    expect(problems).toContainEqual(expect.objectContaining({ severity: 'error', code: 'duplicate-id', element: 'a' }))
  })
})

describe('expressions as other engines take them', () => {
  rows([
    [
      'logic in words and signs',
      held('${(a eq 1 and b ne 2) || not c}'),
      'start p {"a":1,"b":3,"c":true}; tasks yes; new; start p {"a":1,"b":2,"c":true}; tasks no; new; start p {"a":0,"b":2,"c":false}; tasks yes',
    ],
    [
      'escaped signs and white space',
      chosen('\n   ${ input &gt; 10 &amp;&amp; input &lt;= 20 }\n  '),
      'start p {"input":11}; tasks yes; new; start p {"input":10}; tasks no',
    ],
    [
      'variables of a case by its object',
      held('${execution.getVariable("input") == "go" || execution.hasVariable(\'other\')}'),
      'start p {"input":"go"}; tasks yes; new; start p {"input":"x"}; tasks no; new; start p {"input":"x","other":1}; tasks yes',
    ],
    [
      'lists and maps',
      held('${orders[0].price < 150 && map["key"] == 1 && !empty orders && orders.size() == 2}'),
      'start p {"orders":[{"price":10},{"price":300}],"map":{"key":1}}; tasks yes; new; start p {"orders":[],"map":{}}; tasks no',
    ],
    [
      'functions for variables',
      held('${var:eq(input, 1) || variables:get("other") == 2 || vars:greaterThan("size", 5)}'),
      'start p {"input":1}; tasks yes; new; start p {"other":2}; tasks yes; new; start p {"size":6}; tasks yes; new; start p {"size":5}; tasks no',
    ],
    [
      'functions that ask whether a variable is there',
      held('${variables:exists(input) && variables:notEquals("input", "x") && !variables:isEmpty(input)}'),
      'start p; tasks no; new; start p {"input":"x"}; tasks no; new; start p {"input":"y"}; tasks yes',
    ],
    [
      'texts put together',
      held('${input.concat("b") == "ab" && "x".equals(other)}'),
      'start p {"input":"a","other":"x"}; tasks yes',
    ],
    [
      'texts and numbers that are compared',
      held('${input == "1" || input > "5"}'),
      'start p {"input":"1"}; tasks yes; new; start p {"input":3}; tasks no',
    ],
    [
      'numbers with fractions and signs',
      held('${input >= -0.5 && input / 2 < 1.5e1 && input % 2 == 0}'),
      'start p {"input":2}; tasks yes; new; start p {"input":-2}; tasks no',
    ],
    [
      'names that FEEL knows otherwise',
      held('${date == "x" && duration == 1 && list[0] == 1 && count > 2 && time == 3 && string == "s"}'),
      'start p {"date":"x","duration":1,"list":[1],"count":3,"time":3,"string":"s"}; tasks yes',
    ],
    [
      'a choice',
      held('${kind == "big" ? size > 10 : size > 100}'),
      'start p {"kind":"big","size":11}; tasks yes; new; start p {"kind":"small","size":11}; tasks no',
    ],
    ['true itself', held('${true}'), 'start p; tasks yes'],
    [
      'a variable nobody has set does not hold',
      held('${approved}'),
      'start p; tasks no; new; start p {"approved":true}; tasks yes',
    ],
  ])
})
