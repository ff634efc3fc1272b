import { afterAll, beforeAll, expect, it } from 'vitest'
import { VirtualEngine } from '../../../kernel/process/index.ts'
import { graphsOf, model, timer } from '../../../kernel/process/testing.ts'
import type { Tx } from '../../../platform/database/index.ts'
import { testDatabase } from '../../../platform/database/testing.ts'
import { migrateBatch } from './migrate-cases.ts'
import { Bench } from '../testing.ts'

let test: Awaited<ReturnType<typeof testDatabase>>
let bench: Bench
beforeAll(async () => {
  test = await testDatabase()
  bench = new Bench(test.database)
})
afterAll(() => test.drop())

const rounds = (more = '', inside = '') =>
  `<multiInstanceLoopCharacteristics ${more} darcha:collection="=list" darcha:element="each">${inside}</multiInstanceLoopCharacteristics>`
const cut = `<boundaryEvent id="cut" attachedToRef="a">${timer('P1D')}</boundaryEvent><userTask id="after"/>`
const flows = ['s>a', 'a>e', 'cut>after', 'after>e2']
const MODELS = {
  'side-by-side': `<userTask id="a">${rounds()}</userTask>${cut}`,
  'one-by-one': `<userTask id="a">${rounds('isSequential="true"')}</userTask>${cut}`,
  jobs: `<serviceTask id="a" darcha:job="none">${rounds()}</serviceTask>${cut}`,
  'until-some': `<userTask id="a">${rounds('', '<completionCondition>nrOfCompletedInstances = 3</completionCondition>')}</userTask>${cut}`,
}
const listOf = (size: number) => Array.from({ length: size }, (_, at) => `entry ${at}`)

/** Characters that go to the database and come from it while some work is done. */
async function traffic(work: (tx: Tx) => Promise<unknown>): Promise<number> {
  let characters = 0
  await bench.transaction((tx) =>
    work({
      async query<Row>(text: string, values?: unknown[]) {
        const answer = await tx.query<Row>(text, values)
        characters += JSON.stringify(values ?? []).length
        // what a case was given is read with each step, as its variables are
        characters += JSON.stringify(
          answer.rows.filter((row) => !('body' in (row as object) && 'v' in (row as { body: object }).body)),
        ).length
        return answer
      },
    }),
  )
  return characters
}

it.each(Object.keys(MODELS) as (keyof typeof MODELS)[])(
  'a step of one round costs the same among 300 and among 3,000: %s',
  async (kind) => {
    await bench.deploy(`${kind}@1`, model(MODELS[kind], flows))
    const cost = async (size: number) => {
      const caseId = await bench.start(`${kind}@1`, { list: listOf(size) })
      let wait = (await bench.waits(caseId)).find((each) => each.element === 'a')!.id
      let sum = 0
      for (let done = 0; done < 2; done++) {
        sum += await traffic(async (tx) => {
          const { step } = await bench.engine.attempt(
            tx,
            caseId,
            { type: 'complete', wait, result: 'r' },
            { now: bench.now, actor: 'system' },
          )
          wait = step.opened.find((each) => each.element === 'a')?.id ?? wait + 1
        })
      }
      expect(await bench.count('process.instance where case_id = $1 and length(state::text) > 500', [caseId])).toBe(0)
      return sum
    }
    const few = await cost(300)
    // numbers have more digits, nothing more
    expect(await cost(3_000)).toBeLessThan(few * 1.1)
  },
)

it.each(Object.keys(MODELS) as (keyof typeof MODELS)[])(
  'worked to its end it gives what memory gives, and leaves nothing: %s',
  async (kind) => {
    const xml = model(MODELS[kind], flows)
    await bench.deploy(`${kind}-end@1`, xml)
    const list = listOf(130)
    const runner = new VirtualEngine({ graphs: await graphsOf(xml), now: bench.now })
    const inMemory = runner.start('p', { list })
    const caseId = await bench.start(`${kind}-end@1`, { list })
    for (;;) {
      const wait = runner.waits(inMemory).findLast((each) => each.element === 'a')
      if (!wait) break
      const event = { type: 'complete' as const, wait: wait.id, result: `of ${wait.round}` }
      runner.send(inMemory, event)
      await bench.transaction((tx) => bench.engine.attempt(tx, caseId, event, { now: bench.now, actor: 'system' }))
    }
    expect(inMemory.outcome).toBe('completed')
    const stored = await bench.instance(caseId)
    expect(stored.status).toBe(1)
    expect(stored.state.variables).toEqual(inMemory.state.variables)
    expect(await bench.count('process.state_part where case_id = $1', [caseId])).toBe(0)
    expect(await bench.count('process.task where case_id = $1', [caseId])).toBe(0)
  },
)

/** `npm run test:rounds`: as many rounds as a model may have, which takes minutes. */
const MOST = Number(process.env['MANY_ROUNDS'] ?? 0)

// one or the other: what nobody asked for is no skipped test
if (MOST > 0)
  it.each(Object.keys(MODELS).filter((kind) => kind !== 'until-some') as (keyof typeof MODELS)[])(
    'as many rounds as there may be are worked to their end: %s',
    async (kind) => {
      await bench.deploy(`${kind}-most@1`, model(MODELS[kind], flows))
      let memory = 0
      const look = () => {
        memory = Math.max(memory, process.memoryUsage().rss)
      }
      const begun = performance.now()
      const processor = process.cpuUsage()
      const caseId = await bench.start(`${kind}-most@1`, { list: listOf(MOST) })
      const started = performance.now()
      const open = (await bench.waits(caseId)).filter((each) => each.element === 'a').map((each) => each.id)
      const steps: number[] = []
      for (let wait = open.shift(), next: number | undefined; wait !== undefined; wait = next ?? open.shift()) {
        const from = performance.now()
        const event = { type: 'complete' as const, wait, result: 'r' }
        const { step } = await bench.transaction((tx) =>
          bench.engine.attempt(tx, caseId, event, { now: bench.now, actor: 'system' }),
        )
        steps.push(performance.now() - from)
        next = kind === 'one-by-one' ? step.opened.find((each) => each.element === 'a')?.id : undefined
        if (steps.length % 100 === 0) look()
      }
      const [first, last] = [steps.slice(0, 500), steps.slice(-500)].map(
        (some) => some.toSorted((a, b) => a - b)[some.length >> 1]!,
      ) as [number, number]
      const { user, system } = process.cpuUsage(processor)
      process.stderr.write(
        `${kind}: ${MOST} rounds, begun in ${Math.round(started - begun)} ms, ${steps.length} steps in ${((performance.now() - started) / 1000).toFixed(1)} s, median of the first 500 ${first.toFixed(2)} ms, of the last ${last.toFixed(2)} ms, ${Math.round((user + system) / 1_000_000)} s of one processor without the database's, ${Math.round(memory / 1_048_576)} MiB at most\n`,
      )
      expect(steps).toHaveLength(MOST)
      expect((await bench.instance(caseId)).status).toBe(1)
      expect(await bench.count('process.state_part where case_id = $1', [caseId])).toBe(0)
      // the last steps have fewer rounds beside them, so they cost no more
      expect(last).toBeLessThan(first * 2)
    },
    1_800_000,
  )

it('interrupted, cancelled or moved it leaves no round behind; a wait that is over stays over', async () => {
  await bench.deploy('cut@1', model(MODELS['side-by-side'], flows))
  const start = async () => bench.start('cut@1', { list: listOf(150) })
  const left = (caseId: string) => bench.count('process.state_part where case_id = $1', [caseId])

  const [late, cancelled, moved] = [await start(), await start(), await start()]
  const [first, second] = (await bench.waits(late)).filter((wait) => wait.element === 'a')
  await bench.send(late, { type: 'complete', wait: first!.id, result: 1 })
  await expect(bench.send(late, { type: 'complete', wait: first!.id, result: 1 })).rejects.toMatchObject({
    kind: { code: 'process.already-done' },
  })
  expect(await bench.open(late)).toHaveLength(150)
  await bench.send(late, { type: 'timer', wait: (await bench.waits(late)).find((wait) => wait.kind === 'timer')!.id })
  expect(await bench.open(late)).toEqual(['after'])
  expect((await bench.instance(late)).state.variables).toMatchObject({ list: listOf(150) })

  await bench.send(cancelled, { type: 'cancel' })
  await bench.transaction((tx) =>
    bench.engine.move(tx, moved, { wait: second!.id, element: 'after' }, { now: bench.now, actor: 'person:a' }),
  )
  expect(await bench.open(moved)).toEqual(['after'])
  for (const caseId of [late, cancelled, moved]) {
    expect(await left(caseId)).toBe(0)
    expect(await bench.count("process.task where case_id = $1 and element = 'a'", [caseId])).toBe(0)
  }
})

it('goes to another version with all its rounds', async () => {
  await bench.deploy('long@1', model(MODELS['side-by-side'], flows))
  await bench.deploy(
    'long@2',
    model(MODELS['side-by-side'].replaceAll('"a"', '"b"'), ['s>b', 'b>e', 'cut>after', 'after>e2']),
  )
  const caseId = await bench.start('long@1', { list: listOf(120) })
  const migration = { from: 'long@1', to: 'long@2', mapping: { a: 'b' } }
  const act = { now: bench.now, actor: 'person:a', reason: 'a new version' }
  await bench.transaction((tx) => migrateBatch(tx, bench.engine, migration, act))
  const open = (await bench.waits(caseId)).filter((wait) => wait.element === 'b')
  expect(open).toHaveLength(120)
  await bench.send(caseId, { type: 'complete', wait: open[57]!.id, result: 'done' })
  expect((await bench.waits(caseId)).filter((wait) => wait.element === 'b')).toHaveLength(119)
})
