import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { model } from '../../../kernel/process/testing.ts'
import { testDatabase } from '../../../platform/database/testing.ts'
import { standingIncidents } from '../store/incidents.ts'
import { Bench } from '../testing.ts'

let test: Awaited<ReturnType<typeof testDatabase>>
let bench: Bench
beforeAll(async () => {
  test = await testDatabase()
  bench = new Bench(test.database)
  const receives = (key: string) =>
    model(`<intermediateCatchEvent id="c"${key}><messageEventDefinition messageRef="M"/></intermediateCatchEvent>`, [
      's>c',
      'c>e',
    ])
  const throws = (key: string) =>
    model(
      `<intermediateThrowEvent id="t"${key} darcha:payload="={text: greeting}"><messageEventDefinition messageRef="M"/></intermediateThrowEvent>`,
      ['s>t', 't>e'],
    )
  await bench.deploy('keyed@1', receives(' darcha:key="=plot"'))
  await bench.deploy('any@1', receives(''))
  await bench.deploy('says-to@1', throws(' darcha:key="=plot"'))
  await bench.deploy('says@1', throws(''))
  await bench.deploy(
    'alarmed@1',
    model('<intermediateCatchEvent id="c"><signalEventDefinition signalRef="S"/></intermediateCatchEvent>', [
      's>c',
      'c>e',
    ]),
  )
  await bench.deploy(
    'alarms@1',
    model(
      '<parallelGateway id="f"/><intermediateThrowEvent id="t"><signalEventDefinition signalRef="S"/></intermediateThrowEvent><userTask id="then"/><intermediateCatchEvent id="c"><signalEventDefinition signalRef="S"/></intermediateCatchEvent>',
      ['s>f', 'f>t', 't>c', 'c>e'],
    ),
  )
  await bench.deploy(
    'sub@3',
    model('<userTask id="inner"/><businessRuleTask id="rule" darcha:decision="double" darcha:writes="twice"/>', [
      's>inner',
      'inner>rule',
      'rule>e',
    ]),
    '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="n"><decision id="double" name="double"><variable name="double"/><literalExpression><text>n * 2</text></literalExpression></decision></definitions>',
  )
  await bench.deploy(
    'calls@1',
    model('<callActivity id="call" calledElement="sub@3"/><userTask id="after"/>', ['s>call', 'call>after', 'after>e']),
  )
})
beforeEach(async () => {
  await test.database.query(
    'update process.instance set status = 3 where status = 0; delete from process.subscription; delete from jobs.job',
  )
})
afterAll(() => test.drop())

const status = async (caseId: string) => (await bench.instance(caseId)).status

it('gives a message with a key to the case with that key, and to no other', async () => {
  const [other, meant] = [await bench.start('keyed@1', { plot: 'A' }), await bench.start('keyed@1', { plot: 'B' })]
  const open = await bench.start('any@1')
  await bench.start('says-to@1', { plot: 'B', greeting: 'salom' })
  await bench.work()
  expect(await Promise.all([other, meant, open].map(status))).toEqual([0, 1, 0])
  expect((await bench.instance(meant)).state.variables).toMatchObject({ text: 'salom' })
  // one that gives no key takes any message when nobody has the key
  await bench.start('says-to@1', { plot: 'C', greeting: 'x' })
  await bench.work()
  expect(await Promise.all([other, open].map(status))).toEqual([0, 1])
})

it('gives a message without a key to one case, the oldest; two messages to two', async () => {
  const waiting = [
    await bench.start('any@1'),
    await bench.after(1).start('keyed@1', { plot: 'A' }),
    await bench.after(1).start('any@1'),
  ]
  await bench.start('says@1', { greeting: '1' })
  await bench.start('says@1', { greeting: '2' })
  await bench.work()
  expect(await Promise.all(waiting.map(status))).toEqual([1, 1, 0])
})

it('tries a message with a key again until its receiver waits, and at last shows it to a person', async () => {
  await bench.start('says-to@1', { plot: 'Z', greeting: 'x' })
  await bench.work()
  const late = await bench.start('keyed@1', { plot: 'Z' })
  await bench.after(1).work()
  expect(await status(late)).toBe(1)
  await bench.start('says-to@1', { plot: 'nobody', greeting: 'x' })
  for (let n = 0; n < 8; n++) await bench.after(61).work()
  expect(await standingIncidents(test.database, {})).toMatchObject([
    { kind: 'process.thrown', element: 't', problem: 'no case waits for the message "hello" with the key "nobody"' },
  ])
})

it('keeps a message for a suspended case until that goes on', async () => {
  const caseId = await bench.start('keyed@1', { plot: 'S' })
  await test.database.query('update process.instance set suspended = true where case_id = $1', [caseId])
  await bench.start('says-to@1', { plot: 'S', greeting: 'x' })
  await bench.work()
  expect(await status(caseId)).toBe(0)
  expect(
    await bench.count("jobs.job where case_id = $1 and kind = 'process.event' and run_at > '9999-01-01'", [caseId]),
  ).toBe(1)
})

it('gives a signal to every case that waits, but not to the one that threw it', async () => {
  const waiting = await Promise.all([1, 2, 3].map(() => bench.start('alarmed@1')))
  const from = await bench.start('alarms@1')
  await bench.work()
  expect(await Promise.all(waiting.map(status))).toEqual([1, 1, 1])
  expect(await bench.open(from)).toEqual(['c'])
})

it('calls a process of another definition by its version, with its own rules', async () => {
  const caseId = await bench.start('calls@1', { n: 21 })
  expect(await bench.open(caseId)).toEqual(['inner'])
  // another process of the same database has nothing in memory yet
  const fresh = new Bench(test.database)
  fresh.now = bench.now
  await fresh.complete(caseId, 'inner')
  expect(await bench.open(caseId)).toEqual(['after'])
  expect((await bench.instance(caseId)).state.variables).toMatchObject({ twice: 42 })
})

it('stops at a call of what nobody deployed', async () => {
  await bench.deploy(
    'calls-nothing@1',
    model('<userTask id="a"/><callActivity id="call" calledElement="sub@99"/>', ['s>a', 'a>call', 'call>e']),
  )
  const caseId = await bench.start('calls-nothing@1')
  expect((await bench.complete(caseId, 'a')).step.incident).toMatchObject({ element: 'call', code: 'no-process' })
  // deployed later, the kept event goes through
  await bench.deploy('sub@99', model('<userTask id="inner"/>', ['s>inner', 'inner>e']))
  await bench.complete(caseId, 'a')
  expect(await bench.open(caseId)).toEqual(['inner'])
})
