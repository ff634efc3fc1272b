import { afterAll, beforeAll, expect, it } from 'vitest'
import { caseBench, type CaseBench } from './testing.ts'

const SERVICE = 'housing-availability-certificate'
let bench: CaseBench
beforeAll(async () => {
  bench = await caseBench([SERVICE])
})
afterAll(() => bench?.close())

it('tells the applicant that a case was made to stand still, and that it goes on', async () => {
  const { id } = await bench.file(SERVICE)
  const [administrator, applicant] = [await bench.as('aziza'), await bench.as('dilnoza')]
  const reads = async () => (await applicant.get(`/en/applications/${id}`)).text
  const does = (what: string) =>
    administrator.post(`/en/administration/cases/${id}/${what}`, { reason: 'The register is put in order' })
  expect(await reads()).not.toContain('The case was suspended')
  expect((await does('suspend')).status).toBe(303)
  expect(await reads()).toContain('The case was suspended')
  expect((await does('resume')).status).toBe(303)
  expect(await reads()).toContain('The case goes on')
})
