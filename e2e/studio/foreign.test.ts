import { afterAll, beforeAll, expect, it } from 'vitest'
import { caseBench, type CaseBench } from '../../src/modules/casework/testing.ts'

let bench: CaseBench
beforeAll(async () => {
  bench = await caseBench(['housing-availability-certificate'])
})
afterAll(() => bench?.close())

const ask = (method: string, path: string, body?: unknown) =>
  bench.api('designer', method, `/studio/drafts${path}`, body)

it('a model of another tool is opened in a draft; what is not run is listed with a replacement that a press puts there', async () => {
  const { body } = await ask('POST', '', {
    body: 'ministry-digital',
    service: 'water-certificate',
    template: 'certificate-from-register',
  })
  const { files } = (await ask('GET', `/${body.id}`)).body
  // as Camunda Modeler would have written a step of it
  const theirs = files['process.bpmn']
    .replace(/(<bpmn:definitions )/, '$1xmlns:camunda="http://camunda.org/schema/1.0/bpmn" ')
    .replace(
      /<bpmn:serviceTask id="prepare"[^>]*>/,
      '<bpmn:serviceTask id="prepare" name="Prepare" camunda:delegateExpression="${prepare}">',
    )
  expect(theirs).toContain('delegateExpression')
  await ask('POST', `/${body.id}/changes`, { changes: [{ kind: 'file', file: 'process.bpmn', text: theirs }] })
  const designer = await bench.as('kamola')
  const at = `/en/studio/${body.id}/process`
  const listed = (await designer.get(at)).text
  expect(listed).toContain('What is not run here')
  expect(listed).toContain('the code or service of the other tool is not called')
  for (const offer of ['Ask a register', 'Give it to the office', 'Send a notice to the applicant'])
    expect(listed).toContain(offer)
  const carried = Object.fromEntries(
    [...listed.matchAll(/<input type="hidden" name="(key|shown|seen)" value="([^"]*)"/g)].map((found) => [
      found[1]!,
      found[2]!,
    ]),
  )
  const parts = JSON.stringify([{ element: 'prepare', by: 'by-office' }])
  expect((await designer.post(at, { ...carried, op: 'adopt', parts })).status).toBe(303)
  const now = (await ask('GET', `/${body.id}`)).body.files['process.bpmn']
  expect(now).toContain('<bpmn:userTask id="prepare" name="Prepare" darcha:act="examine">')
  expect(now).toContain('<bpmn:documentation>camunda:delegateExpression=&quot;${prepare}&quot;</bpmn:documentation>')
  expect((await designer.get(at)).text).not.toContain('What is not run here')
  // what is no such list changes nothing
  const { key: _key, ...rest } = carried
  expect((await designer.post(at, { ...rest, key: crypto.randomUUID(), op: 'adopt', parts: '{' })).status).toBe(303)
  expect((await ask('GET', `/${body.id}`)).body.files['process.bpmn']).toBe(now)
})
