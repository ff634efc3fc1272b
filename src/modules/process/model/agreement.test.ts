import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { VirtualEngine, type ProcessEvent, type Wait } from '../../../kernel/process/index.ts'
import { blocks, Drawing, drawn, graphsOf, model, order, sketches, timer } from '../../../kernel/process/testing.ts'
import { testDatabase } from '../../../platform/database/testing.ts'
import { Bench, facts } from '../testing.ts'

let test: Awaited<ReturnType<typeof testDatabase>>
let number = 0
beforeAll(async () => {
  test = await testDatabase()
})
afterAll(() => test.drop())

/** Gives the same events to a case in memory and to one in the database; after each, both stand alike. */
async function agree(xml: string, picks: readonly number[], most: number): Promise<void> {
  const bench = new Bench(test.database)
  const runner = new VirtualEngine({ graphs: await graphsOf(xml), now: bench.now })
  const definition = `random@${++number}`
  await bench.deploy(definition, xml)
  const runningCase = runner.start('p', { n: 0 })
  const caseId = await bench.start(definition, { n: 0 }, facts.label)
  for (let turn = 0; turn < most; turn++) {
    const stored = await bench.instance(caseId)
    expect(stored.state).toEqual(JSON.parse(JSON.stringify(runningCase.state)))
    expect(stored.status === 0).toBe(runningCase.outcome === 'running')
    await rowsStandFor(bench, caseId, runner.waits(runningCase))
    if (runningCase.outcome !== 'running') return
    const events = choices(runner.waits(runningCase))
    const event = events[(picks[turn % picks.length] ?? 0) % events.length]
    if (!event) return
    const before = runningCase.state
    runner.send(runningCase, event)
    // an error that nobody catches ends the case in memory; the stored one stands still until a person has looked
    const { step } = await bench.send(caseId, event)
    expect(step.incident).toEqual(runningCase.incident)
    if (runningCase.incident) {
      expect((await bench.instance(caseId)).state).toEqual(JSON.parse(JSON.stringify(before)))
      return
    }
    if (runner.now < bench.now) runner.now = bench.now
  }
}

const choices = (waits: readonly Wait[]): ProcessEvent[] =>
  waits.flatMap((wait): ProcessEvent[] => {
    switch (wait.kind) {
      case 'timer':
        return [{ type: 'timer', wait: wait.id }]
      case 'message':
        return [{ type: 'message', name: wait.awaits?.name ?? '', variables: { n: 1 } }]
      case 'signal':
        return [{ type: 'signal', name: wait.awaits?.name ?? '' }]
      case 'condition':
        return [{ type: 'set-variables', variables: { n: 2 } }]
      default:
        return [{ type: 'complete', wait: wait.id, result: wait.id }]
    }
  })

/** Worklist, subscriptions and jobs hold what the state waits for: nothing is left over, nothing lacks. */
async function rowsStandFor(bench: Bench, caseId: string, waits: readonly Wait[]): Promise<void> {
  const rows = await bench.database.query<{ kind: string; wait: number }>(
    `select 'task' as kind, wait from process.task where case_id = $1 union all select kind, wait from process.subscription where case_id = $1
     union all select case kind when 'process.timer' then 'timer' else 'job' end, wait from jobs.job where case_id = $1 and wait is not null order by wait`,
    [caseId],
  )
  expect(rows.rows).toEqual(
    waits
      .filter((wait) => wait.kind !== 'condition')
      .map((wait) => ({ kind: wait.kind, wait: wait.id }))
      .sort((a, b) => a.wait - b.wait),
  )
}

it('agrees with the pure core on random well-formed models', async () => {
  await fc.assert(
    fc.asyncProperty(blocks, order, (block, picks) => agree(new Drawing().xml(block), picks, 25)),
    { numRuns: 15 },
  )
}, 120_000)

it('agrees on any graph, those that get stuck included', async () => {
  await fc.assert(
    fc.asyncProperty(sketches, order, (sketch, picks) => agree(drawn(sketch).xml, picks, 8)),
    { numRuns: 15 },
  )
}, 120_000)

it('agrees on events: timers, messages, signals, conditions, errors', async () => {
  const xml = model(
    `<userTask id="a"/><boundaryEvent id="late" attachedToRef="a" cancelActivity="false">${timer('PT1H')}</boundaryEvent><boundaryEvent id="told" attachedToRef="a"><messageEventDefinition messageRef="M"/></boundaryEvent>
    <userTask id="remind"/><eventBasedGateway id="g"/><intermediateCatchEvent id="alarm"><signalEventDefinition signalRef="S"/></intermediateCatchEvent><intermediateCatchEvent id="t">${timer('PT2H')}</intermediateCatchEvent>
    <serviceTask id="work" darcha:job="x"/><intermediateCatchEvent id="c"><conditionalEventDefinition><condition>n = 2</condition></conditionalEventDefinition></intermediateCatchEvent><userTask id="z"/>
    <endEvent id="broken"><errorEventDefinition errorRef="E1"/></endEvent>`,
    [
      's>a',
      'a>g',
      'late>remind',
      'remind>e',
      'told>work',
      'g>alarm',
      'g>t',
      'alarm>c',
      't>broken',
      'work>g',
      'c>z',
      'z>e2',
    ],
  )
  await fc.assert(
    fc.asyncProperty(order, (picks) => agree(xml, picks, 12)),
    { numRuns: 15 },
  )
}, 120_000)
