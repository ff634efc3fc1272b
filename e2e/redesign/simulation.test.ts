import { afterAll, beforeAll, expect, it } from 'vitest'
import { caseBench, type CaseBench } from '../../src/modules/casework/testing.ts'
import { knownOf, replicate } from '../../src/modules/redesign/index.ts'
import { SimulationStopped, simulateApart } from '../../src/modules/redesign/model/simulate-apart.ts'
import { simulateHandler } from '../../src/modules/redesign/model/simulate-job.ts'
import { directly } from '../../src/platform/jobs/testing.ts'

const SERVICE = 'tree-felling-permit'
let bench: CaseBench
beforeAll(async () => {
  bench = await caseBench([SERVICE], { config: {} })
})
afterAll(async () => {
  await bench?.close()
})

const modelOf = async () =>
  (await bench.api('designer', 'GET', `/redesign/services/${SERVICE}?way=now`)).body.bpmn as string
const PLAN = { cases: 60, seed: 7, between: 60, staff: 2, replications: 3 }
const start = (plan: object) => bench.api('designer', 'POST', `/redesign/services/${SERVICE}/simulations`, plan)
const seen = async (id: string) => (await bench.api('designer', 'GET', `/redesign/simulations/${id}`)).body

it('gives in a thread of its own the same numbers as in this one, tells how far it is, and is stopped', async () => {
  const ways = [{ name: 'now', bpmn: await modelOf() }]
  const told: number[] = []
  const came = await simulateApart(ways, PLAN, { milliseconds: 1e12, progress: (share) => told.push(share) })
  expect(came[0]!.came).toEqual(await replicate(ways[0]!.bpmn, PLAN))
  expect(told).toEqual([1 / 3, 2 / 3, 1])
  const large = { ...PLAN, cases: 20_000, replications: 30 }
  // the process goes on while it works: its own timers come in between
  let beats = 0
  const beating = setInterval(() => beats++, 10)
  const late = await simulateApart(ways, large, { milliseconds: 300 }).catch((error: unknown) => error)
  clearInterval(beating)
  expect(late).toBeInstanceOf(SimulationStopped)
  expect((late as SimulationStopped).why).toBe('time')
  expect(beats).toBeGreaterThan(2)
  const cancel = new AbortController()
  const cancelled = simulateApart(ways, large, { milliseconds: 60_000, signal: cancel.signal })
  cancel.abort()
  await expect(cancelled).rejects.toMatchObject({ why: 'cancelled' })
})

it('is begun on the page, done by a worker, shown with its progress, and kept with its figures', async () => {
  const designer = await bench.as('kamola')
  const here = `/en/redesign/${SERVICE}/simulation`
  const asked = { staff: '3', between: '60', online: '0', cases: '40', replications: '2' }
  // an office may have other people than all the rest: asked on the page, and said by the figures
  const offered = await designer.get(`${here}?cases=20`)
  const unit = 'kind:ecology'
  expect(offered.text).toContain(`name="unit.${unit}"`)
  const few = await bench.instance.world.simulations.whatIf([{ name: 'now', bpmn: await modelOf() }], {
    ...PLAN,
    cases: 20,
    units: { [unit]: 7 },
  })
  const { report } = few[0]!.came as { report: { units: { id: string; staff: number }[] } }
  expect(report.units.map(({ id, staff }) => [id, staff])).toContainEqual([unit, 7])
  expect(report.units.filter(({ staff }) => staff === 7)).toHaveLength(1)
  expect((await designer.post(here, { ...asked, cases: 'many' })).status).toBe(422)
  expect((await designer.post(here, { ...asked, cases: '20001' })).text).toContain('20,000')
  const { location } = await designer.post(here, asked)
  const waiting = await designer.get(location!)
  expect(waiting.text).toContain('The simulation waits for its turn')
  expect(waiting.text).toContain('<progress value="0" max="100"')
  // one at a time: the page leads to it, and a second is refused
  expect((await designer.get(here)).text).toContain('See how far it is, or cancel it')
  expect((await designer.post(here, asked)).text).toContain('A simulation of yours is not over yet')
  await bench.work()
  const done = await designer.get(location!)
  expect(done.text).toContain('The simulation is done')
  expect(done.text).toContain('40 cases, 2 runs each')
  // the first cases go through the drawing here too
  expect(done.text).toContain('data-tokens')
  // offices are called as people call them, not as the model does
  expect(done.text).not.toContain('kind:')
  const id = location!.split('/').at(-1)!
  const read = await seen(id)
  expect(read).toMatchObject({ state: 'done', share: expect.any(Number), plan: { staff: 3, cases: 40 } })
  expect(read.ways.map(({ name }: { name: string }) => name)).toEqual(['before', 'now', 'to-be'])
  const { provenance: _, ...calendar } = bench.instance.country.calendarData
  const came = await replicate(
    await modelOf(),
    { ...PLAN, cases: 40, staff: 3, replications: 2, seed: 1, online: 0, hours: true },
    // its decisions and examples are those of the service
    { calendar, ...knownOf((await bench.api('designer', 'GET', `/studio/services/${SERVICE}/files`)).body.files) },
  )
  // lanes are called as the texts of the service do in the reader's language
  const inEnglish: Record<string, string> = { 'Tuman hokimligi': 'District khokimiyat', Hokim: 'Khokim' }
  const translated = JSON.stringify(came, (_, value: unknown) => inEnglish[String(value)] ?? value)
  expect(read.ways[1].came).toEqual(JSON.parse(translated))
  // nobody else sees it
  expect((await bench.api('auditor', 'GET', `/redesign/simulations/${id}`)).status).toBe(403)
  expect((await bench.api('citizen', 'POST', `/redesign/services/${SERVICE}/simulations`, {})).status).toBe(403)
})

it('is cancelled before it begins and while it runs, and another can be begun at once', async () => {
  const { simulation } = (await start({ cases: 20_000, replications: 30 })).body
  expect((await bench.api('designer', 'POST', `/redesign/simulations/${simulation}/cancel`, {})).body.state).toBe(
    'cancelled',
  )
  await bench.work()
  expect((await seen(simulation)).state).toBe('cancelled')

  const second = (await start({ cases: 20_000, replications: 30 })).body.simulation
  const working = bench.work()
  while ((await seen(second)).state === 'waiting') await new Promise((next) => setTimeout(next, 50))
  const page = await (await bench.as('kamola')).post(`/en/redesign/${SERVICE}/simulation/${second}/cancel`, {})
  expect(page.status).toBe(303)
  await working
  const over = await seen(second)
  expect(over).toMatchObject({ state: 'cancelled', ways: [] })
  expect(over.share).toBeLessThan(1)
  // what is over stays as it ended
  expect((await bench.api('designer', 'POST', `/redesign/simulations/${second}/cancel`, {})).body.state).toBe(
    'cancelled',
  )
})

it('is over by a fault of ours, and does not come back for ever, when its ways can not be read or its workers die of it', async () => {
  const { simulation } = (await start({ cases: 20, replications: 2 })).body
  let read = 0
  const handler = simulateHandler({
    database: bench.instance.database,
    seconds: 60,
    log: { warn() {} },
    async waysOf() {
      read++
      throw new Error('the model is odd')
    },
  })
  const run = (attempts: number) =>
    handler.effect!(
      { id: '1', kind: handler.kind, caseId: null, wait: null, payload: { simulation }, attempts, lane: '' },
      directly,
    )
  expect(await run(1)).toEqual({ why: 'fault' })
  expect(read).toBe(1)
  // what only waited in workers that died is not given up
  expect(await run(9)).toEqual({ why: 'fault' })
  expect(read).toBe(2)
  const { database } = bench.instance
  await database.query('update redesign.simulation set beginnings = 4 where id = $1', [simulation])
  expect(await run(1)).toEqual({ why: 'fault' })
  expect(read).toBe(2)
  await bench.work()
})

it('goes back into the queue where its worker does two already, for whoever is free', async () => {
  let release: (ways: undefined) => void = () => {}
  const held = new Promise<undefined>((resolve) => {
    release = resolve
  })
  const handler = simulateHandler({
    database: bench.instance.database,
    seconds: 60,
    log: { warn() {} },
    waysOf: () => held,
  })
  const { simulation } = (await start({ cases: 20, replications: 2 })).body
  const job = { id: '1', kind: handler.kind, caseId: null, wait: null, payload: { simulation }, attempts: 1, lane: '' }
  const both = [handler.effect!(job, directly), handler.effect!(job, directly)]
  const outcome = await handler.effect!(job, directly)
  expect(outcome).toBe('later')
  const queued = async () =>
    (
      await bench.instance.database.query<{ payload: unknown }>(
        `select payload from jobs.job where kind = $1 and run_at > $2`,
        [handler.kind, bench.clock()],
      )
    ).rows
  expect(await queued()).toEqual([])
  await bench.instance.database.transaction((tx) => handler.finish!(tx, job, outcome, bench.clock()))
  expect(await queued()).toEqual([{ payload: { simulation } }])
  release(undefined)
  expect(await Promise.all(both)).toEqual([{ why: 'fault' }, { why: 'fault' }])
})

it('is given up after the time that the settings allow, with its reason', async () => {
  const short = await caseBench([SERVICE], {
    config: { limits: { ...bench.instance.config.limits, simulation: 1 } },
  })
  try {
    const { simulation } = (
      await short.api('designer', 'POST', `/redesign/services/${SERVICE}/simulations`, {
        cases: 20_000,
        replications: 30,
      })
    ).body
    await short.work()
    expect((await short.api('designer', 'GET', `/redesign/simulations/${simulation}`)).body).toMatchObject({
      state: 'stopped',
      why: 'time',
    })
    const page = await (await short.as('kamola')).get(`/ru/redesign/${SERVICE}/simulation/${simulation}`)
    expect(page.text).toContain('Запросите меньше дел или прогонов')
    // what is asked while one waits is told the same, and the page stays
    expect((await (await short.as('kamola')).get(`/en/redesign/${SERVICE}/simulation`)).status).toBe(200)
  } finally {
    await short.close()
  }
})
