import { afterAll, beforeAll, expect, it } from 'vitest'
import { runningFrom } from '../../platform/clock/testing.ts'
import { caseBench, type CaseBench } from './testing.ts'

const SERVICE = 'guardianship-incapacitated-adult'
let bench: CaseBench
beforeAll(async () => {
  // Sunday, 29 November 2026
  bench = await caseBench([SERVICE], { clock: runningFrom('2026-11-29T07:00:00.000Z') })
})
afterAll(async () => {
  await bench?.close()
})

const receiptOf = async (id: string) =>
  (
    await bench.instance.database.query<{ filed: string; counts: string }>(
      'select filed_at as filed, counts_from as counts from casework.application where case_id = $1',
      [id],
    )
  ).rows[0]!

it('was never received on Monday what was ended on the Sunday it was filed', async () => {
  const { id } = await bench.file(SERVICE)
  await bench.work()
  const { country } = bench.instance
  expect(country.localDate((await receiptOf(id)).counts)).toBe('2026-11-30')
  const citizen = await bench.as('dilnoza')
  expect((await citizen.get(`/en/applications/${id}`)).text).toContain('30 November 2026')
  expect((await citizen.post(`/en/applications/${id}/withdraw`, { reason: 'Not needed' })).status).toBe(303)
  await bench.work()
  const { filed, counts } = await receiptOf(id)
  expect(Date.parse(counts)).toBe(Date.parse(filed))
  expect((await citizen.get(`/en/applications/${id}`)).text).not.toContain('counts as received on 30 November')
})
