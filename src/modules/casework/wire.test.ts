import { afterAll, beforeAll, expect, it } from 'vitest'
import { bodySystem } from '../../../demo/body-system.ts'
import { readCountry } from '../../platform/country/index.ts'
import { demoPersonId } from '../../platform/identity/index.ts'
import { caseBench, type CaseBench } from './testing.ts'

const SERVICE = 'guardianship-incapacitated-adult'
const { exchange: to } = readCountry('country/uz')
const CLIENT = 'UZ/GOV/309990920/ecology-system'
let bench: CaseBench
let ask: ReturnType<typeof bodySystem>
beforeAll(async () => {
  bench = await caseBench([SERVICE])
  const folder = bench.instance.config.exchangeFolder!
  ask = bodySystem({ client: CLIENT, folder, darcha: bench.origin, to })
})
afterAll(() => bench?.close())

/** An open task of an office, and the demo person whose roles do it. */
async function openTask() {
  const { id } = await bench.file(SERVICE)
  await bench.work()
  const [task] = (
    await bench.instance.database.query<{ wait: number; office: string; role: string; act: string }>(
      "select wait, office, role, act from process.task where case_id = $1 and performer = 'office' order by wait",
      [id],
    )
  ).rows
  const [account] = (
    await bench.instance.database.query<{ person: string }>(
      'select person from identity.role where body = $1 and role = $2 and until is null order by person limit 1',
      [task!.office, task!.role],
    )
  ).rows
  return { id, task: `${id}.${task!.wait}`, office: task!.office, account: account!.person, act: task!.act }
}

it('is refused until an administrator has named the system, whoever signs', async () => {
  await expect(ask('listTasks', { office: 'any' })).rejects.toThrow('Server.ServerProxy.AccessDenied')
  const bare = await fetch(`${bench.origin}/r1/UZ/GOV/309990900/darcha/listTasks`, { method: 'POST', body: '{}' })
  expect(bare.headers.get('x-road-error')).toBe('Client.BadRequest')
  const own = { client: CLIENT, account: demoPersonId('aziza') }
  expect((await bench.api('administrator', 'POST', '/exchange/systems', own)).status).toBe(403)
})

it('lists what waits for its office, records a result once, and has no rights of others', async () => {
  const { id, task, office, account, act } = await openTask()
  const named = await bench.api('administrator', 'POST', '/exchange/systems', { client: CLIENT, account })
  expect(named.status).toBe(201)
  expect((await ask('listMethods', undefined)).answer).toMatchObject({
    service: expect.arrayContaining([expect.objectContaining({ service_code: 'recordResult' })]),
  })
  const listed = await ask('listTasks', { office })
  expect(listed).toMatchObject({
    status: 200,
    answer: { items: expect.arrayContaining([expect.objectContaining({ id: task })]) },
  })
  expect(await ask('listTasks', { office: 'ministry-digital' })).toMatchObject({ status: 403 })
  const outcome = { examine: 'ok', opinion: 'agree', inspect: 'fit', decide: 'grant' }[act]!
  // the same question twice on the line: one result, one answer
  const question = '0c3b7b0e-4b4b-4a53-9d0e-2f5a4f6d7e01'
  const happened = act === 'inspect' ? { happenedOn: bench.instance.country.localDate(bench.clock()) } : {}
  const once = await ask('recordResult', { task, outcome, ...happened }, id, question)
  expect(once).toMatchObject({ status: 200, answer: { application: id } })
  expect(await ask('recordResult', { task, outcome, ...happened }, id, question)).toEqual(once)
  // the id of one question is no other's
  await expect(ask('recordResult', { task, outcome: 'refuse' }, id, question)).rejects.toThrow('Replayed')
  expect((await ask('recordResult', { task, outcome, ...happened }, id)).status).toBe(409)
  // both sides of each message stand in our log
  const kept = await bench.instance.database.query<{ direction: string }>(
    'select direction from exchange.message where id = $1 order by direction',
    [question],
  )
  expect(kept.rows.map(({ direction }) => direction)).toContain('answer')
  const opened = await ask('openCase', { service: SERVICE, answers: bench.answersOf(SERVICE) })
  expect(opened.status).toBe(200)
})

it('lets in no system that was ended', async () => {
  expect((await bench.api('administrator', 'POST', '/exchange/systems/end', { client: CLIENT })).status).toBe(200)
  await expect(ask('listTasks', { office: 'any' })).rejects.toThrow('Server.ServerProxy.AccessDenied')
})
