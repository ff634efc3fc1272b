import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { compile } from '../../../kernel/process/index.ts'
import { editProcess } from './edit-process.ts'
import { foreignParts, type ForeignPart } from './foreign-parts.ts'
import { lineDifference } from './line-difference.ts'

const model = (elements: string, more = '') => `<?xml version="1.0"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:flowable="http://flowable.org/bpmn" xmlns:s="http://www.signavio.com" targetNamespace="E">
  <!-- as the tool wrote it -->
  <bpmn:process id="p" isExecutable="true">
    <bpmn:startEvent id="s"/>
    <bpmn:sequenceFlow id="f" sourceRef="s" targetRef="a"/>
${elements}
    <bpmn:sequenceFlow id="g" sourceRef="a" targetRef="e"/>
    <bpmn:endEvent id="e"/>${more}
  </bpmn:process>
</bpmn:definitions>
`
const plainest = (parts: readonly ForeignPart[]) =>
  parts.flatMap(({ element, by, part }) => (by[0] ? [{ element, by: by[0], ...(part ? { part } : {}) }] : []))
/** The model after one press takes all that has a plain replacement. */
const adopt = (bpmn: string, parts: readonly ForeignPart[]) =>
  editProcess(bpmn, { do: 'adopt', parts: plainest(parts) })

describe('what another tool’s model says and is not run has a replacement that one press puts in its place', () => {
  it.each<[string, string, Partial<ForeignPart>, string]>([
    [
      'a listener is taken out, and stays to be read',
      '    <bpmn:userTask id="a"><bpmn:extensionElements><camunda:executionListener class="X" event="start"/></bpmn:extensionElements></bpmn:userTask>',
      { kind: 'listener', by: ['take-out'], part: 'executionListener' },
      '    <bpmn:userTask id="a">\n      <bpmn:documentation>&lt;camunda:executionListener class=&quot;X&quot; event=&quot;start&quot;/&gt;</bpmn:documentation></bpmn:userTask>',
    ],
    [
      'a script becomes work of the office',
      '    <bpmn:scriptTask id="a" scriptFormat="groovy"><bpmn:script>x = 1</bpmn:script></bpmn:scriptTask>',
      { kind: 'script', by: ['by-office'] },
      '    <bpmn:userTask id="a" darcha:act="examine">\n      <bpmn:documentation>&lt;bpmn:script&gt;x = 1&lt;/bpmn:script&gt;</bpmn:documentation></bpmn:userTask>',
    ],
    [
      'a service type of a vendor becomes a notice',
      '    <bpmn:serviceTask id="a" flowable:type="mail"/>',
      { kind: 'service', by: ['notice', 'by-office'] },
      '    <bpmn:serviceTask id="a" darcha:job="notify">\n      <bpmn:documentation>flowable:type=&quot;mail&quot;</bpmn:documentation>\n    </bpmn:serviceTask>',
    ],
    [
      'a call of code asks a register',
      '    <bpmn:serviceTask id="a" camunda:class="org.X"></bpmn:serviceTask>',
      { kind: 'service', by: ['register', 'by-office', 'notice'] },
      '    <bpmn:serviceTask id="a" darcha:job="register.fetch">\n      <bpmn:documentation>camunda:class=&quot;org.X&quot;</bpmn:documentation></bpmn:serviceTask>',
    ],
    [
      'a manual task is given to the office; what a tool says of colours stays',
      '    <bpmn:manualTask id="a"><bpmn:extensionElements><s:colour v="1"/></bpmn:extensionElements></bpmn:manualTask>',
      { kind: 'unassigned', by: ['by-office', 'notice'] },
      '    <bpmn:userTask id="a" darcha:act="examine"><bpmn:extensionElements><s:colour v="1"/></bpmn:extensionElements></bpmn:userTask>',
    ],
    [
      'what is waited for is asked of the applicant',
      '    <bpmn:receiveTask id="a"/>',
      { kind: 'awaits', by: ['by-applicant', 'by-office'] },
      '    <bpmn:userTask id="a" darcha:act="confirm" darcha:performer="applicant"/>',
    ],
    [
      'a complex gateway takes each way whose condition holds',
      '    <bpmn:complexGateway id="a"/>',
      { kind: 'complex', by: ['inclusive'] },
      '    <bpmn:inclusiveGateway id="a"/>',
    ],
  ])('%s', async (_what, element, told, becomes) => {
    const before = model(element)
    const parts = await foreignParts(before)
    expect(parts).toMatchObject([told])
    const after = adopt(before, parts)
    // nothing else is touched, and our prefix is bound where something of ours is said
    expect(after.replace(' xmlns:darcha="urn:darcha:bpmn:1"', '')).toBe(model(becomes))
    expect(await foreignParts(after)).toEqual([])
    expect((await compile(after)).problems.filter(({ severity }) => severity === 'error')).toEqual([])
  })

  it('of several replacements each can be chosen, and where there is none that is said', async () => {
    const before = model('    <bpmn:userTask id="a" flowable:skipExpression="${x}"/>')
    expect(await foreignParts(before)).toMatchObject([{ kind: 'extension', part: 'skipExpression', by: ['take-out'] }])
    const none = model('    <bpmn:callChoreography id="a"/>')
    expect(await foreignParts(none)).toMatchObject([{ kind: 'other', by: [] }])
    // a term that nobody can count is told here, and not where a case comes to it
    const term = model('    <bpmn:userTask id="a" darcha:term="5 working dayz"/>').replace(
      'xmlns:s=',
      'xmlns:darcha="urn:darcha:bpmn:1" xmlns:s=',
    )
    expect(await foreignParts(term)).toMatchObject([{ kind: 'term', element: 'a', by: [] }])
    const service = model('    <bpmn:serviceTask id="a" camunda:class="org.X"/>')
    expect(editProcess(service, { do: 'adopt', parts: [{ element: 'a', by: 'by-office' }] })).toContain(
      '<bpmn:userTask id="a" darcha:act="examine">',
    )
  })

  it('a sketch becomes a process that runs, with a way where no condition holds', async () => {
    const more = `
    <bpmn:sequenceFlow id="h" sourceRef="a" targetRef="e"><bpmn:conditionExpression>x = 1</bpmn:conditionExpression></bpmn:sequenceFlow>`
    const before = model('    <bpmn:exclusiveGateway id="a"/>', more).replace('true', 'false')
    const parts = await foreignParts(before)
    expect(parts.map(({ kind, element, by }) => [kind, element, by[0]])).toEqual([
      ['sketch', 'p', 'executable'],
      ['conditionless', 'g', 'default-way'],
    ])
    const after = adopt(before, parts)
    expect(after).toContain('<bpmn:exclusiveGateway id="a" default="g"/>')
    expect(await foreignParts(after)).toEqual([])
  })
})

it('our own services have nothing that is not run', async () => {
  for (const file of globSync('{services,country/*/service-templates}/*/process.bpmn'))
    expect(await foreignParts(readFileSync(file, 'utf8')), file).toEqual([])
})

const data = process.env['DARCHA_CONFORMANCE']
it.skipIf(!data)(
  'conformance: real models of other tools: what has a replacement is gone after one press, and the rest stays',
  async () => {
    const files = globSync(`${data}/bpmn-{miwg,executable}/**/*.{bpmn,bpmn20.xml}`)
    expect(files.length).toBeGreaterThan(30)
    let replaced = 0
    for (const file of files) {
      const before = readFileSync(file, 'utf8')
      const parts = await foreignParts(before)
      const able = plainest(parts)
      replaced += able.length
      if (able.length === 0) continue
      const after = adopt(before, parts)
      expect(plainest(await foreignParts(after)), file).toEqual([])
      const errors = async (text: string) =>
        (await compile(text)).problems.filter(({ severity }) => severity === 'error').length
      expect(await errors(after), file).toBeLessThanOrEqual(await errors(before))
      const gone = lineDifference(before, after)
        .flat()
        .filter(({ kind }) => kind === 'gone').length
      expect(gone, file).toBeLessThan(able.length * 25)
    }
    expect(replaced).toBeGreaterThan(20)
  },
)
