import { afterAll, beforeAll, expect, it } from 'vitest'
import { caseBench, type CaseBench } from '../../src/modules/casework/testing.ts'

let bench: CaseBench
beforeAll(async () => {
  bench = await caseBench([])
})
afterAll(() => bench?.close())

/** Tasks in a row, not drawn yet. */
const row = (count: number): string => {
  const all = ['s', ...Array.from({ length: count - 2 }, (_, at) => `t${at}`), 'e']
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:darcha="urn:darcha:bpmn:1" id="d" targetNamespace="urn:large">
  <bpmn:process id="p" isExecutable="true">
    <bpmn:startEvent id="s"/>
${all
  .slice(1, -1)
  .map((id) => `    <bpmn:userTask id="${id}" name="Step ${id}"/>`)
  .join('\n')}
    <bpmn:endEvent id="e"/>
${all
  .slice(1)
  .map((id, at) => `    <bpmn:sequenceFlow id="f${at}" sourceRef="${all[at]}" targetRef="${id}"/>`)
  .join('\n')}
  </bpmn:process>
</bpmn:definitions>
`
}

it('a model of hundreds of steps is drawn and listed, each opened by itself; one of thousands is listed', async () => {
  const { body } = await bench.api('designer', 'POST', '/studio/drafts', {
    body: 'ministry-digital',
    service: 'large-certificate',
    template: 'certificate-from-register',
  })
  const saved = (text: string) =>
    bench.api('designer', 'POST', `/studio/drafts/${body.id}/changes`, {
      changes: [{ kind: 'file', file: 'process.bpmn', text }],
    })
  const designer = await bench.as('kamola')
  const page = async (query = '') => {
    const answer = await designer.get(`/en/studio/${body.id}/process${query}`)
    expect(answer.status).toBe(200)
    return answer.text
  }
  expect((await saved(row(300))).status).toBe(200)
  const listed = await page()
  expect(listed).toContain('data-canvas')
  expect(listed).not.toContain('id="t50-term"')
  expect(listed.length).toBeLessThan(1_500_000)
  const link = /href="\/en(\/studio\/[^"]*step=t50)#step-t50"/.exec(listed)![1]!.replaceAll('&amp;', '&')
  const opened = await page(link.slice(link.indexOf('?')))
  expect(opened).toContain('id="t50-term"')
  expect(opened).not.toContain('id="t51-term"')
  const carried = Object.fromEntries(
    [...opened.matchAll(/<input type="hidden" name="(key|shown|seen)" value="([^"]*)"/g)].map((found) => [
      found[1]!,
      found[2]!,
    ]),
  )
  const posted = { ...carried, step: 't50', op: 'save', type: 'userTask', 'attribute.term': '3 working days' }
  expect((await designer.post(`/en/studio/${body.id}/process`, posted)).status).toBe(303)
  const now = (await bench.api('designer', 'GET', `/studio/drafts/${body.id}`)).body.files['process.bpmn']
  expect(now).toBe(row(300).replace('name="Step t50"', 'name="Step t50" darcha:term="3 working days"'))
  expect((await saved(row(5_000))).status).toBe(200)
  const huge = await page('?from=4950')
  expect(huge).not.toContain('data-canvas')
  expect(huge).toContain('Step t4990')
}, 120_000)
