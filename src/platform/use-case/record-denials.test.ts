import { afterAll, beforeAll, expect, it } from 'vitest'
import { newId } from '../database/index.ts'
import { testDatabase } from '../database/testing.ts'
import { DENIALS_AN_HOUR, denialRecorder } from './record-denials.ts'

let test: Awaited<ReturnType<typeof testDatabase>>
beforeAll(async () => {
  test = await testDatabase()
})
afterAll(() => test.drop())

it('records denials of an account, but no more than an account may fill the record with', async () => {
  const now = '2026-03-02T10:00:00.000Z'
  const record = denialRecorder(test.database, newId(now))
  const [busy, other] = [newId(now), newId(now)]
  for (let n = 0; n < DENIALS_AN_HOUR + 20; n++)
    await record('casework.x', { principal: { personId: busy, roles: [] }, now })
  await record('casework.x', { principal: { personId: other, roles: [] }, now })
  const rows = async (subject: string) =>
    (
      await test.database.query<{ body: string }>(
        "select body from audit.event where subject = $1 and kind = 'rights.denied' order by seq",
        [subject],
      )
    ).rows.map((row) => JSON.parse(row.body))
  const kept = await rows(busy)
  expect(kept).toHaveLength(DENIALS_AN_HOUR)
  expect(kept[0]).toEqual({ useCase: 'casework.x' })
  expect(kept.at(-1)).toEqual({ useCase: 'casework.x', moreFollowed: true })
  expect(await rows(other)).toHaveLength(1)
}, 30_000)
