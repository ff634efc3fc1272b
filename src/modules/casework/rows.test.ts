import { readdirSync, writeFileSync, chmodSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { verifyAudit } from '../../platform/audit/index.ts'
import { demoPersonId } from '../../platform/identity/index.ts'
import { MODULES } from '../../commands/modules.ts'
import { caseBench, type CaseBench } from './testing.ts'

const SERVICE = 'guardianship-incapacitated-adult'
let bench: CaseBench
let id: string
beforeAll(async () => {
  bench = await caseBench([SERVICE])
  ;({ id } = await bench.file(SERVICE))
  await bench.work()
  const office = await bench.as('jasur')
  const asked = [
    ['ask', { text: 'Who lives in the house?' }],
    ['ask-body', { office: 'interior-1726266', question: 'Is the address known?' }],
  ] as const
  for (const [path, fields] of asked)
    expect((await office.post(`/en/desk/cases/${id}/${path}`, fields)).status, path).toBe(303)
  const visitor = await bench.as('dilnoza')
  expect((await visitor.post(`/en/applications/${id}/withdraw`, { reason: 'Not needed' })).status).toBe(303)
  await bench.work()
})
afterAll(async () => {
  await bench?.close()
})

async function problems(): Promise<string[]> {
  const { database, config } = bench.instance
  const found: string[] = (await verifyAudit(database)).problems.map(({ code }) => code)
  for (const { check } of MODULES.flatMap((module) => module.verifies.records))
    found.push(...((await check(database, config.home))?.problems ?? []).map(({ code }) => code))
  return found
}
const change = (text: string, values: unknown[] = []) => bench.instance.database.query(text, values)
/** Does something past the product, looks what is found, and undoes it. */
async function found(doing: string, undoing: string, values: unknown[] = []): Promise<string[]> {
  await change(doing, values)
  const answer = await problems()
  await change(undoing, values)
  return answer
}

it('finds nothing wrong with what the product wrote', async () => {
  expect(await problems()).toEqual([])
})

it('finds a changed status, outcome and answer of an application, and one that is gone', async () => {
  expect(
    await found(
      "update casework.application set status = 'completed' where case_id = $1",
      "update casework.application set status = 'annulled' where case_id = $1",
      [id],
    ),
  ).toEqual(['row-altered'])
  expect(
    await found(
      "update casework.application set outcome = 'granted' where case_id = $1",
      "update casework.application set outcome = 'withdrawn' where case_id = $1",
      [id],
    ),
  ).toEqual(['row-altered'])
  expect(
    await found(
      'update casework.application set answers = answers || \'{"more": 1}\' where case_id = $1',
      "update casework.application set answers = answers - 'more' where case_id = $1",
      [id],
    ),
  ).toEqual(['row-altered'])
})

it('finds what was said, found or decided and changed afterwards, row by row', async () => {
  const inCase = 'where case_id = $1'
  for (const [table, column] of [
    ['evidence', 'source'],
    ['evidence', 'register'],
    ['decision', 'note'],
    ['decision', 'office'],
    ['message', 'text'],
    ['inquiry', 'question'],
  ] as const) {
    expect((await change(`select 1 from casework.${table} ${inCase}`, [id])).rows.length, table).toBeGreaterThan(0)
    await change(`create table casework.kept as select * from casework.${table} ${inCase}`, [id])
    const found = new Set()
    await change(`update casework.${table} set ${column} = coalesce(${column}, '') || '!' ${inCase}`, [id])
    for (const code of await problems()) found.add(code)
    await change(`delete from casework.${table} ${inCase}`, [id])
    for (const code of await problems()) found.add(code)
    await change(`insert into casework.${table} select * from casework.kept`)
    await change('drop table casework.kept')
    expect([table, column, ...found]).toEqual([table, column, 'row-altered', 'row-missing'])
  }
  expect(await problems()).toEqual([])
})

it('finds a role that nobody gave, one prolonged and one taken away', async () => {
  const person = demoPersonId('dilnoza')
  expect(
    await found(
      "insert into identity.role (person, role, body, since, given_by) values ($1, 'head', 'khokimiyat-1726266', '2026-01-01', 'system')",
      'delete from identity.role where person = $1',
      [person],
    ),
  ).toEqual(['row-added'])
  const officer = demoPersonId('jasur')
  expect(
    await found(
      "update identity.role set until = '2099-01-01' where person = $1",
      'update identity.role set until = null where person = $1',
      [officer],
    ),
  ).toEqual(['row-altered'])
})

it('finds a look that was changed, taken away or made up', async () => {
  const { rows } = await change('select id from exchange.access order by id limit 1')
  const [access] = rows as { id: string }[]
  expect(access).toBeDefined()
  expect(
    await found(
      "update exchange.access set actor = actor || '!' where id = $1",
      "update exchange.access set actor = rtrim(actor, '!') where id = $1",
      [access!.id],
    ),
  ).toEqual(['row-altered'])
  await change('create table casework.taken as select * from exchange.access')
  expect(
    await found(
      'delete from exchange.access where id = $1',
      'insert into exchange.access select * from casework.taken where id = $1',
      [access!.id],
    ),
  ).toEqual(['row-missing'])
})

it('finds a stored file that was altered', async () => {
  const root = join(bench.instance.config.home, 'files')
  const part = readdirSync(root).find((name) => /^[0-9a-f]{2}$/.test(name))!
  const path = join(root, part, readdirSync(join(root, part))[0]!)
  chmodSync(path, 0o600)
  writeFileSync(path, 'something else')
  expect(await problems()).toEqual(['file-altered'])
})
