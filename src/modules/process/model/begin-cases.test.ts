import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { timer } from '../../../kernel/process/testing.ts'
import { testDatabase } from '../../../platform/database/testing.ts'
import { standingIncidents } from '../store/incidents.ts'
import { Bench } from '../testing.ts'
import { tell } from './deliver.ts'

let test: Awaited<ReturnType<typeof testDatabase>>
let bench: Bench
beforeAll(async () => {
  test = await testDatabase()
})
beforeEach(async () => {
  await test.database.query(
    'delete from jobs.job; delete from process.beginning; update process.instance set status = 3 where status = 0; delete from process.subscription',
  )
  bench = new Bench(test.database)
})
afterAll(() => test.drop())

/** A process that only this begins, with one task. */
const begunBy = (event: string, inside = '<userTask id="look"/>') =>
  `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:darcha="urn:darcha:bpmn:1" targetNamespace="t"><message id="M" name="sold"/><signal id="S" name="flood"/><process id="p" isExecutable="true"><startEvent id="begun">${event}</startEvent>${inside}<endEvent id="e"/><sequenceFlow id="f1" sourceRef="begun" targetRef="look"/><sequenceFlow id="f2" sourceRef="look" targetRef="e"/></process></definitions>`
const message = '<messageEventDefinition messageRef="M"/>'
const signal = '<signalEventDefinition signalRef="S"/>'
const cases = async (definition: string) =>
  (
    await test.database.query<{ caseId: string }>(
      'select i.case_id as "caseId" from process.instance i join process.definition d on d.number = i.definition where d.id = $1 and i.status = 0 order by i.started_at, i.case_id',
      [definition],
    )
  ).rows.map(({ caseId }) => caseId)
const told = (type: 'message' | 'signal', name: string, variables = {}, key?: string) =>
  bench.transaction((tx) => tell(tx, { type, name, variables, ...(key === undefined ? {} : { key }) }, bench.now))

it('a schedule begins a case each time, once, and none after its last', async () => {
  await bench.deploy('rounds@1', begunBy(timer('R3/PT1H', 'timeCycle')))
  // what is published again at every start of a worker begins nothing twice
  await bench.deploy('rounds@1', begunBy(timer('R3/PT1H', 'timeCycle')))
  await bench.work()
  expect(await cases('rounds@1')).toEqual([])
  for (const count of [1, 2, 3, 3]) {
    await bench.after(60).work()
    expect(await cases('rounds@1')).toHaveLength(count)
    await bench.deploy('rounds@1', begunBy(timer('R3/PT1H', 'timeCycle')))
    await bench.work()
  }
  const [first] = await cases('rounds@1')
  expect(await bench.open(first!)).toEqual(['look'])
  expect((await bench.instance(first!)).facts.label).toBe('rounds 2026-03-02T11:00')
})

it('a date begins one case, and workers that look at the same moment begin no second', async () => {
  await bench.deploy('once@1', begunBy(timer('2026-03-02T12:00:00Z', 'timeDate')))
  await bench.work()
  await bench.after(119).work()
  expect(await cases('once@1')).toEqual([])
  bench.after(2)
  const second = new Bench(test.database)
  second.now = bench.now
  await Promise.all([bench.work(), second.work()])
  expect(await cases('once@1')).toHaveLength(1)
  await bench.after(100_000).work()
  expect(await cases('once@1')).toHaveLength(1)
})

it('a message begins one case of the newest version with what it carries, unless a case waits for it', async () => {
  await bench.deploy('sale@1', begunBy(message))
  await bench.deploy('sale@2', begunBy(message))
  await told('message', 'sold', { plot: '17' }, 'a key that no case waits with')
  await bench.work()
  expect(await cases('sale@1')).toEqual([])
  const [begun] = await cases('sale@2')
  expect((await bench.instance(begun!)).state.variables).toEqual({ plot: '17' })
  await bench.deploy(
    'waits@1',
    begunBy(signal, `<intermediateCatchEvent id="look">${message}</intermediateCatchEvent>`),
  )
  await told('signal', 'flood')
  await bench.work()
  await told('message', 'sold', { plot: '18' })
  await bench.work()
  expect(await cases('sale@2')).toHaveLength(1)
  expect(await cases('waits@1')).toEqual([])
  await told('message', 'unknown to all')
  await bench.work()
  expect(await standingIncidents(test.database, {})).toHaveLength(0)
})

it('a signal begins a case of every process that starts so', async () => {
  await bench.deploy('north@1', begunBy(signal))
  await bench.deploy('south@1', begunBy(signal))
  await told('signal', 'flood', { river: 'Sir' })
  await bench.work()
  for (const definition of ['north@1', 'south@1']) {
    const [begun, ...more] = await cases(definition)
    expect(more).toEqual([])
    expect((await bench.instance(begun!)).state.variables).toEqual({ river: 'Sir' })
  }
})

it('a condition is looked at with what an event carries', async () => {
  await bench.deploy(
    'drought@1',
    begunBy('<conditionalEventDefinition><condition>level &lt; 2</condition></conditionalEventDefinition>'),
  )
  await told('signal', 'measured', { level: 3 })
  await told('signal', 'measured', {})
  await bench.work()
  expect(await cases('drought@1')).toEqual([])
  await told('signal', 'measured', { level: 1 })
  await bench.work()
  expect(await cases('drought@1')).toHaveLength(1)
})

it('a newer version takes the place of the older one, and one that takes no new cases begins none', async () => {
  await bench.deploy('yearly@1', begunBy(timer('PT1H', 'timeDuration')))
  await bench.work()
  await bench.deploy('yearly@2', begunBy(timer('PT2H', 'timeDuration')))
  await bench.work()
  await bench.after(60).work()
  expect([await cases('yearly@1'), await cases('yearly@2')]).toEqual([[], []])
  await bench.after(60).work()
  expect([(await cases('yearly@1')).length, (await cases('yearly@2')).length]).toEqual([0, 1])
  await bench.deploy('closing@1', begunBy(message))
  await test.database.query("update process.definition set closed = true where id = 'closing@1'", [])
  await told('message', 'sold')
  await bench.work()
  expect(await cases('closing@1')).toEqual([])
})
