import { afterAll, beforeAll, expect, it } from 'vitest'
import { model, timer } from '../../../kernel/process/testing.ts'
import { verifyAudit } from '../../../platform/audit/index.ts'
import { newId, type Database } from '../../../platform/database/index.ts'
import { testDatabase } from '../../../platform/database/testing.ts'
import { claimJobs, runJobs } from '../../../platform/jobs/index.ts'
import { createEngine, deployDefinition, engineHandlers, findInstance } from '../index.ts'

let database: Database, drop: () => Promise<void>
beforeAll(async () => {
  ;({ database, drop } = await testDatabase())
})
afterAll(async () => {
  await drop?.()
})

it("takes the timers of many cases in one transaction, each once, and leaves alone what can't go on", async () => {
  const engine = createEngine({
    dueAt: (term, from) => new Date(Date.parse(from) + (term === 'PT1H' ? 3_600_000 : 7_200_000)).toISOString(),
    place: () => ({ office: 'o' }),
  })
  const start = '2026-03-02T05:00:00.000Z',
    later = '2026-03-02T06:30:00.000Z'
  const xml = model(
    `<intermediateCatchEvent id="t">${timer('PT1H')}</intermediateCatchEvent><scriptTask id="x" scriptFormat="feel"><script>n + 1</script></scriptTask><userTask id="u"/>`,
    ['s>t', 't>x', 'x>u', 'u>e'],
  )
  const cases = Array.from({ length: 25 }, () => newId(start))
  await database.transaction(async (tx) => {
    await deployDefinition(tx, 'many@1', xml, null, start)
    for (const caseId of cases)
      await engine.start(
        tx,
        {
          caseId,
          definition: 'many@1',
          facts: { label: 'l', service: 'many', district: 'd', owner: 'o' },
          variables: { n: 1 },
        },
        { now: start, actor: 'system' },
      )
    await engine.send(tx, cases[0]!, { type: 'cancel' }, { now: start, actor: 'system' })
    await tx.query('update process.instance set suspended = true where case_id = $1', [cases[1]])
  })
  const byKind = new Map(engineHandlers(engine).map((handler) => [handler.kind, handler]))
  const log = { info() {}, warn() {}, error() {}, debug() {} }
  const run = async () =>
    runJobs(database, byKind, await claimJobs(database, later, 100), { clock: () => later, concurrency: 4, log })
  await run()
  const transactions = (
    await database.query<{ count: number }>(
      "select count(distinct tx)::int as count from audit.event where kind = 'process.timer'",
      [],
    )
  ).rows[0]!.count
  expect(transactions).toBe(1)
  for (const caseId of cases.slice(2))
    expect(
      (await findInstance(database, caseId))?.state.variables['x'] ??
        (await findInstance(database, caseId))?.state.variables['n'],
    ).toBe(2)
  const open = (
    await database.query<{ case: string }>('select case_id as case from process.task order by case_id', [])
  ).rows.map((row) => row.case)
  expect(open).toEqual(cases.slice(2).sort())
  // again: nothing is left to be done, and the case that stands still has kept its timer
  await run()
  expect((await database.query('select case_id from process.task', [])).rows).toHaveLength(23)
  expect(await verifyAudit(database)).toMatchObject({ valid: true })
})
