import { expect, it } from 'vitest'
import { compile } from './compile.ts'
import { timer } from './testing.ts'

const model = (inside: string, after = '') =>
  `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:darcha="urn:darcha:bpmn:1" targetNamespace="t"><message id="M" name="m"/>
<process id="p" isExecutable="true"><startEvent id="s"/><eventBasedGateway id="g"/><sequenceFlow id="f" sourceRef="s" targetRef="g"/>
${inside}<endEvent id="e"/></process>${after}</definitions>`
const way = (id: string, element: string) =>
  `${element}<sequenceFlow id="to${id}" sourceRef="g" targetRef="${id}"/><sequenceFlow id="of${id}" sourceRef="${id}" targetRef="e"/>`
const caught = (id: string, more = '') =>
  way(
    id,
    `<intermediateCatchEvent id="${id}" ${more}><messageEventDefinition messageRef="M"/></intermediateCatchEvent>`,
  )
const received = way('r', '<receiveTask id="r" messageRef="M"/>')
const said = async (xml: string) =>
  (await compile(xml)).problems.map(({ severity, line, message }) => [severity, line, message])

it('two ways out of an event-based gateway for one message are told: the second is never taken (10.6.6)', async () => {
  expect(await said(model(caught('a') + received))).toEqual([
    ['warning', 2, expect.stringMatching(/g\) waits twice for the message "m": the way to a is taken, never .* r$/)],
  ])
  expect(await said(model(caught('a', 'darcha:key="= one"') + caught('b', 'darcha:key="= two"')))).toEqual([])
})

it('boundary events of a receive task that an event-based gateway waits at are told (10.6.6)', async () => {
  const boundary = `<boundaryEvent id="b" attachedToRef="r">${timer('PT1M')}</boundaryEvent><sequenceFlow id="late" sourceRef="b" targetRef="e"/>`
  expect(await said(model(received + boundary))).toEqual([
    ['warning', 2, expect.stringMatching(/waits at receiveTask \(r\), whose boundary events are not looked at/)],
  ])
})

it('what no flow leads to is told, where something else is the start (10.3.1)', async () => {
  expect(await said(model(`${received}<userTask id="lost" name="Look&#10; again"/>`))).toEqual([
    ['warning', 3, 'no flow leads to userTask "Look again" (lost): it is never reached'],
  ])
  const implicit = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t"><process id="p" isExecutable="true"><userTask id="u"/></process></definitions>`
  expect(await said(implicit)).toEqual([])
})

it('a global task that is called is told (10.3.4)', async () => {
  const call = '<callActivity id="c" calledElement="G"/><sequenceFlow id="toc" sourceRef="r" targetRef="c"/>'
  expect(await said(model(received + call, '<globalUserTask id="G" name="Look"/>'))).toEqual([
    ['warning', 3, expect.stringMatching(/c\) calls a global task \(G\), which is not run/)],
  ])
})

it('a correlation of messages by what they carry is told (8.4.2)', async () => {
  const subscription =
    '<correlationSubscription correlationKeyRef="K"><correlationPropertyBinding correlationPropertyRef="P"><dataPath>id</dataPath></correlationPropertyBinding></correlationSubscription>'
  expect(await said(model(`${received}${subscription}`))).toEqual([
    ['warning', 3, expect.stringMatching(/messages are not told apart by it/)],
  ])
})

it('a reference to an event that the model does not define is told: it may be a slip', async () => {
  const thrown = (type: string) =>
    model(
      way('a', '<intermediateCatchEvent id="a"><messageEventDefinition messageRef="M"/></intermediateCatchEvent>'),
    ).replace('<endEvent id="e"/>', `<endEvent id="e"><${type}EventDefinition ${type}Ref="nobody"/></endEvent>`)
  for (const [type, taken] of [
    ['signal', 'name'],
    ['message', 'name'],
    ['error', 'code'],
    ['escalation', 'code'],
  ] as const)
    expect(await said(thrown(type))).toEqual([
      [
        'warning',
        3,
        `endEvent (e) refers to the ${type} "nobody", which the model does not define: it is taken for its ${taken}`,
      ],
    ])
  expect(await said(model(way('r', '<receiveTask id="r" messageRef="nobody"/>')))).toEqual([
    ['warning', 3, expect.stringContaining('receiveTask (r) refers to the message "nobody"')],
  ])
})

it('a parameter that is a script is told by its name, and lists and maps are read', async () => {
  const parameter = (name: string, inside: string) =>
    `<camunda:inputParameter name="${name}">${inside}</camunda:inputParameter>`
  const xml = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="t"><process id="p" isExecutable="true"><startEvent id="s"/><userTask id="u"><extensionElements><camunda:inputOutput>${parameter('l', '<camunda:list><camunda:value>1</camunda:value></camunda:list>')}${parameter('m', '<camunda:map/>')}${parameter('x', '<camunda:script scriptFormat="groovy">1</camunda:script>')}</camunda:inputOutput></extensionElements></userTask><sequenceFlow id="f" sourceRef="s" targetRef="u"/></process></definitions>`
  expect((await said(xml)).map(([, , message]) => message)).toEqual([
    'userTask (u): its parameter "x" is ignored: it is no expression but a script',
  ])
})
