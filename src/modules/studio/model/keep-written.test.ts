import { globSync, readFileSync } from 'node:fs'
import { BpmnModdle, type ModdleElement } from 'bpmn-moddle'
import { expect, it } from 'vitest'
import { drawnAnew } from './draw-anew.ts'
import { keepWritten } from './keep-written.ts'
import { withLabelIds, withOwnIds } from './label-ids.ts'
import { lineDifference } from './line-difference.ts'

const PROCESSES = globSync('services/*/{process,before}.bpmn')

/** What a program that knows BPMN alone makes of a file, as the canvas does; @param edit what is done in it */
async function written(bpmn: string, edit: (byId: Record<string, ModdleElement>) => void = () => {}): Promise<string> {
  const moddle = new BpmnModdle() as unknown as {
    fromXML(xml: string): Promise<{ rootElement: ModdleElement; elementsById: Record<string, ModdleElement> }>
    toXML(root: ModdleElement, options: { format: boolean }): Promise<{ xml: string }>
  }
  const { rootElement, elementsById } = await moddle.fromXML(bpmn)
  edit(elementsById)
  return (await moddle.toXML(rootElement, { format: true })).xml
}
const counted = (before: string, after: string) => {
  const lines = lineDifference(before, after).flat()
  return [lines.filter(({ kind }) => kind === 'new').length, lines.filter(({ kind }) => kind === 'gone').length]
}

it('what was opened and saved is the same byte for byte, and an edit changes the lines that it means', async () => {
  expect(PROCESSES.length).toBeGreaterThan(10)
  for (const path of PROCESSES) {
    const text = readFileSync(path, 'utf8').replace('<bpmn:process ', '<!-- kept -->\n  <bpmn:process ')
    const before = await written(text)
    expect(keepWritten(text, before, before)).toBe(text)
    const renamed = await written(text, (byId) => {
      for (const element of Object.values(byId)) if (element.$type === 'bpmn:StartEvent') element.set('name', 'A & "b"')
    })
    const starts = text.match(/<bpmn:startEvent/g)!.length
    expect(counted(text, keepWritten(text, before, renamed)), path).toEqual([starts, starts])
    // order alone is no change: a program that takes an edit back often leaves what it touched at the end
    const turned = await written(text, (byId) => {
      for (const element of Object.values(byId))
        if (element.$type === 'bpmn:Process') (element['flowElements'] as unknown[]).reverse()
    })
    expect(keepWritten(text, before, turned), path).toBe(text)
  }
})

it('what comes and goes stands in the file’s own words and prefixes', async () => {
  const text = `<?xml version='1.0'?>
<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' xmlns:own='urn:own'
    id='d' targetNamespace='urn:x'>
  <!-- the way -->
  <process id='p'>
    <startEvent id='a' own:colour="it's"/>
    <task id='b'><!-- b --><documentation>Old</documentation></task>
    <sequenceFlow id='f' sourceRef='a' targetRef='b'/>
  </process>
</definitions>
`
  const before = await written(text)
  const after = before
    .replace(
      /<(\w*:?)task id="b"[\s\S]*?task>/,
      '<$1userTask id="b"><$1documentation>New &lt;</$1documentation></$1userTask>',
    )
    .replace(/(\s*)<(\w*:?)sequenceFlow/, '$1<$2task id="Activity_1" name="Кўриб чиқиш" />$1<$2sequenceFlow')
  const { bpmn, ids } = withLabelIds(before, after)
  const id = ids.get('Activity_1')!
  expect(id).toMatch(/^k[a-z]+C[a-z]+$/)
  expect(keepWritten(text, before, bpmn)).toBe(
    text.replace(
      "<task id='b'><!-- b --><documentation>Old</documentation></task>",
      `<userTask id='b'><!-- b --><documentation>New &lt;</documentation></userTask>\n    <task id="${id}" name="Кўриб чиқиш"/>`,
    ),
  )
  expect(keepWritten(text, before, before.replace(/\s*<\w*:?sequenceFlow[^>]*>/, ''))).toBe(
    text.replace(/\n +<sequenceFlow[^>]*>/, ''),
  )
})

it('a model that was never drawn is drawn, under prefixes that it did not have', () => {
  const text = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="urn:x">
  <process id="p"><startEvent id="a"/><endEvent id="b"/><sequenceFlow id="f" sourceRef="a" targetRef="b"/></process>
</definitions>
`
  const drawn = drawnAnew(text)
  expect(drawn.match(/BPMNShape /g)).toHaveLength(2)
  expect(drawn).toContain('<process id="p"><startEvent id="a"/>')
  expect(drawnAnew(drawn)).toBe(drawn)
})

it('what was saved already comes no second time, whoever saved after it', async () => {
  const text = readFileSync('services/birth-certificate/process.bpmn', 'utf8')
  const before = await written(text)
  const [flow, target] = /<bpmn:sequenceFlow id="(\w+)" sourceRef="\w+" targetRef="(\w+)"/.exec(text)!.slice(1) as [
    string,
    string,
  ]
  const mine = keepWritten(
    text,
    before,
    before
      .replace(
        `<bpmn:sequenceFlow id="${flow}"`,
        `<bpmn:task id="mine"><bpmn:incoming>f_mine</bpmn:incoming></bpmn:task>$&`,
      )
      .replace(
        `<bpmn:sequenceFlow id="${flow}"`,
        `<bpmn:sequenceFlow id="f_mine" sourceRef="${target}" targetRef="mine" />$&`,
      )
      .replace(new RegExp(`<bpmn:\\w+ id="${target}"[^>]*>`), '$&<bpmn:outgoing>f_mine</bpmn:outgoing>')
      .replace(/<di:waypoint /, '<di:waypoint x="7" y="7" />$&')
      .replace(
        '<bpmndi:BPMNShape ',
        '<bpmndi:BPMNShape id="shape_mine" bpmnElement="mine"><dc:Bounds x="1" y="2" width="3" height="4" /></bpmndi:BPMNShape>$&',
      ),
  )
  expect(mine.match(/f_mine|shape_mine/g)).toHaveLength(4)
  const others = mine.replace(/ name="[^"]+"/, ' name="Of another"')
  expect(others).not.toBe(mine)
  expect(keepWritten(others, text, mine)).toBe(others)
})

it('two people who draw a step of one name at once have both, each under a name of its own', async () => {
  const base = readFileSync('services/birth-certificate/process.bpmn', 'utf8')
  const before = await written(base)
  const flows = [...base.matchAll(/<bpmn:sequenceFlow id="(\w+)" sourceRef="(\w+)" targetRef="(\w+)"\/>/g)]
  expect(flows.length).toBeGreaterThan(1)
  /** A step "Check" put on a flow, as the canvas saves it. */
  const checked = ([, flow, , target]: RegExpExecArray, act: string) => {
    const drawn = before
      .replace(new RegExp(`(<bpmn:sequenceFlow id="${flow}"[^>]*targetRef=)"\\w+"`), '$1"Activity_1"')
      .replace(new RegExp(`<bpmn:incoming>${flow}</bpmn:incoming>`), '<bpmn:incoming>Flow_1</bpmn:incoming>')
      .replace(
        '<bpmn:startEvent ',
        `<bpmn:userTask id="Activity_1" name="Check" darcha:act="${act}"><bpmn:incoming>${flow}</bpmn:incoming><bpmn:outgoing>Flow_1</bpmn:outgoing></bpmn:userTask><bpmn:sequenceFlow id="Flow_1" sourceRef="Activity_1" targetRef="${target}" />$&`,
      )
      .replace(
        '<bpmndi:BPMNShape ',
        '<bpmndi:BPMNShape id="Activity_1_di" bpmnElement="Activity_1"><dc:Bounds x="1" y="2" width="3" height="4" /></bpmndi:BPMNShape>$&',
      )
    return keepWritten(base, before, withLabelIds(before, drawn).bpmn)
  }
  const [first, second] = [checked(flows[0]!, 'examine'), checked(flows[1]!, 'decide')]
  expect(second).toContain('<bpmn:userTask id="check"')
  const both = keepWritten(first, base, withOwnIds(base, first, second))
  const ids = [...both.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
  expect(ids.length).toBe(new Set(ids).size)
  expect(both).toMatch(/id="check" name="Check" darcha:act="examine"/)
  expect(both).toMatch(/id="check2" name="Check" darcha:act="decide"/)
  expect(both).toMatch(/targetRef="check"/)
  expect(both).toMatch(/targetRef="check2"/)
  expect(both).toMatch(/bpmnElement="check2"/)
  expect((await written(both)).length).toBeGreaterThan(first.length)
  // on the same way too: neither step goes, and whoever saves second sees both
  const same = keepWritten(first, base, withOwnIds(base, first, checked(flows[0]!, 'decide')))
  expect(same).toMatch(/id="check" [^>]*examine/)
  expect(same).toMatch(/id="check2" [^>]*decide/)
  // what is the same in all was saved already
  expect(keepWritten(first, base, withOwnIds(base, first, first))).toBe(first)
})
