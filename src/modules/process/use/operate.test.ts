import { afterAll, beforeAll, expect, it } from 'vitest'
import { model, timer } from '../../../kernel/process/testing.ts'
import { testDatabase } from '../../../platform/database/testing.ts'
import type { Principal } from '../../../platform/rights/index.ts'
import { performer, type AnyUseCase, type Performer } from '../../../platform/use-case/index.ts'
import { processModule } from '../module.ts'
import { readConfig } from '../../../platform/config/index.ts'
import { worklist } from '../store/tasks.ts'
import { Bench } from '../testing.ts'
import { listDefinitions } from './list-definitions.ts'
import { listIncidents } from './list-incidents.ts'
import { migrateCases, planMigration } from './migrate-cases.ts'
import { moveCaseToken } from './move-token.ts'
import { retryIncident } from './retry-incident.ts'
import { resumeCase, suspendCase } from './suspend-case.ts'
import { resumeService, suspendService } from './suspend-service.ts'

const administrator: Principal = {
  personId: '0190c0de-0000-7000-8000-000000000001',
  name: 'A',
  roles: [{ role: 'administrator', body: 'ministry' }],
}
const officer: Principal = {
  personId: '0190c0de-0000-7000-8000-000000000002',
  name: 'O',
  roles: [{ role: 'officer', body: 'office-1' }],
}
const reason = 'asked for by the body'

let test: Awaited<ReturnType<typeof testDatabase>>
let bench: Bench
let performing: Performer
let registerAway = false
beforeAll(async () => {
  test = await testDatabase()
  bench = new Bench(test.database, [
    {
      job: 'ask',
      attempts: 1,
      effect: async () => {
        if (registerAway) throw new Error('the register is away')
        return 'asked'
      },
    },
  ])
  performing = performer(
    test.database,
    {},
    { engine: bench.engine, namesOfElements: async () => () => undefined, whoseCases: async () => [] },
  )
  await bench.deploy(
    'permit@1',
    model(
      `<userTask id="a"/><boundaryEvent id="late" attachedToRef="a" cancelActivity="false">${timer('PT30M')}</boundaryEvent><userTask id="remind"/><serviceTask id="ask" darcha:job="ask"/><userTask id="b"/>`,
      ['s>a', 'a>ask', 'ask>b', 'b>e', 'late>remind', 'remind>e2'],
    ),
  )
  await bench.deploy(
    'permit@2',
    model(
      `<userTask id="examine" name="Look" darcha:act="decide" darcha:role="head"/><boundaryEvent id="late" attachedToRef="examine" cancelActivity="false">${timer('PT30M')}</boundaryEvent><userTask id="remind"/><serviceTask id="ask" darcha:job="ask" darcha:evidence="x"/>`,
      ['s>examine', 'examine>ask', 'ask>e', 'late>remind', 'remind>e2'],
    ),
  )
})
afterAll(() => test.drop())

const as =
  (principal: Principal) =>
  (useCase: AnyUseCase, input: unknown): Promise<any> =>
    performing.perform(useCase, input, { principal, language: 'en', now: bench.now })
const perform = (useCase: AnyUseCase, input: unknown) => as(administrator)(useCase, input)
const chain = async (caseId: string) =>
  (
    await test.database.query<{ kind: string; actor: string; body: string }>(
      'select kind, actor, body from audit.history where subject = $1 order by seq',
      [caseId],
    )
  ).rows

it('makes a case stand still: no step, its timers and work wait and happen after it goes on', async () => {
  const caseId = await bench.start('permit@1')
  await perform(suspendCase, { case: caseId, reason })
  await expect(bench.complete(caseId, 'a')).rejects.toMatchObject({ kind: { code: 'process.suspended' } })
  await bench.after(31).work()
  expect(await bench.open(caseId)).toEqual(['a', 'late'])
  // nothing turns in circles meanwhile
  expect(await bench.after(600).work()).toBe(0)
  await perform(resumeCase, { case: caseId, reason })
  await bench.work()
  expect(await bench.open(caseId)).toEqual(['a', 'remind'])
  expect((await chain(caseId)).map((item) => [item.kind, item.actor])).toEqual([
    ['process.start', 'person:a'],
    ['process.suspend-case', `person:${administrator.personId}`],
    ['process.resume-case', `person:${administrator.personId}`],
    ['process.timer', 'system'],
  ])
  expect(JSON.parse((await chain(caseId))[1]!.body)).toEqual({ reason })
  await perform(suspendCase, { case: caseId, reason })
  expect((await bench.send(caseId, { type: 'cancel' })).step.outcome).toBe('cancelled')
  await expect(perform(suspendCase, { case: caseId, reason })).rejects.toMatchObject({
    kind: { code: 'process.already-ended' },
  })
})

it('keeps the idempotency key of work that was parked, and writes its outcome once', async () => {
  const caseId = await bench.start('permit@1')
  await bench.complete(caseId, 'a')
  const [before] = (
    await test.database.query<{ id: string }>(
      "select id::text as id from jobs.job where case_id = $1 and kind = 'process.ask'",
      [caseId],
    )
  ).rows
  await perform(suspendCase, { case: caseId, reason })
  await bench.work()
  expect(
    (
      await test.database.query<{ id: string }>(
        "select id::text as id from jobs.job where case_id = $1 and kind = 'process.ask'",
        [caseId],
      )
    ).rows,
  ).toEqual([before])
  await perform(resumeCase, { case: caseId, reason })
  await bench.work()
  expect(await bench.open(caseId)).toEqual(['b'])
})

it('closes a service to new cases, and makes its running ones stand still when asked', async () => {
  const running = await bench.start('permit@1')
  expect(await perform(suspendService, { definition: 'permit@1', reason })).toEqual({
    id: 'permit@1',
    closed: true,
    suspended: false,
  })
  await expect(bench.start('permit@1')).rejects.toMatchObject({ kind: { code: 'process.service-closed' } })
  await bench.send(running, { type: 'set-variables', variables: { n: 1 } })
  await perform(suspendService, { definition: 'permit@1', running: true, reason })
  await expect(bench.complete(running, 'a')).rejects.toMatchObject({ kind: { code: 'process.suspended' } })
  await bench.after(31).work()
  await perform(resumeService, { definition: 'permit@1', reason })
  await bench.work()
  expect(await bench.open(running)).toEqual(['a', 'remind'])
  await bench.send(running, { type: 'cancel' })
  await expect(perform(suspendService, { definition: 'nothing@1', reason })).rejects.toMatchObject({
    kind: { code: 'errors.not-found' },
  })
})

it('lists incidents with their cause and lets them try again', async () => {
  registerAway = true
  const caseId = await bench.start('permit@1', {}, '2026-03-000777')
  await bench.complete(caseId, 'a')
  await bench.work()
  const { items } = await perform(listIncidents, { case: caseId })
  expect(items).toMatchObject([
    {
      kind: 'process.ask',
      application: caseId,
      number: '2026-03-000777',
      definition: 'permit@1',
      element: 'ask',
      cause: 'the register is away',
    },
  ])
  expect((await perform(listDefinitions, { service: 'permit' })).items).toMatchObject([
    { id: 'permit@2', running: 0 },
    { id: 'permit@1', incidents: 1 },
  ])
  registerAway = false
  await perform(retryIncident, { incident: items[0].id, reason })
  await bench.work()
  expect(await bench.open(caseId)).toEqual(['b'])
  expect((await chain(caseId)).at(-2)).toMatchObject({ kind: 'process.retry-incident' })
  await expect(perform(retryIncident, { incident: items[0].id, reason })).rejects.toMatchObject({
    kind: { code: 'process.incident-over' },
  })
})

it('lets a kept act of a person try again, in that person’s name', async () => {
  await bench.deploy(
    'later@1',
    model('<userTask id="a"/><callActivity id="call" calledElement="comes-later@1"/>', ['s>a', 'a>call', 'call>e']),
  )
  const caseId = await bench.start('later@1')
  await bench.complete(caseId, 'a')
  await bench.deploy('comes-later@1', model('<userTask id="inner"/>', ['s>inner', 'inner>e']))
  const { items } = await perform(listIncidents, { case: caseId })
  await perform(retryIncident, { incident: items[0].id, reason })
  await bench.work()
  expect(await bench.open(caseId)).toEqual(['inner'])
  expect((await chain(caseId)).at(-1)).toMatchObject({ kind: 'process.complete', actor: 'person:a' })
})

it('moves a token, and says why it can not', async () => {
  const caseId = await bench.start('permit@1')
  const wait = (await bench.waits(caseId)).find((candidate) => candidate.element === 'a')!.id
  await expect(perform(moveCaseToken, { case: caseId, wait, element: 'nowhere', reason })).rejects.toMatchObject({
    kind: { code: 'process.cannot-move' },
  })
  await expect(perform(moveCaseToken, { case: caseId, wait: 99, element: 'b', reason })).rejects.toMatchObject({
    kind: { code: 'process.already-done' },
  })
  await perform(moveCaseToken, { case: caseId, wait, element: 'b', reason })
  expect(await bench.open(caseId)).toEqual(['b'])
  expect((await worklist(test.database, 'office-1', undefined)).filter((task) => task.caseId === caseId)).toMatchObject(
    [{ element: 'b' }],
  )
  expect((await chain(caseId)).slice(-1).map((item) => [item.kind, JSON.parse(item.body)])).toEqual([
    [
      'process.move-token',
      { wait, from: 'a', to: 'b', reason, step: { kind: 'process.move', by: 'a', moves: 'a:u~ b:u+' } },
    ],
  ])
})

it('plans a migration, moves what it can, and leaves the others on their version', async () => {
  await test.database.query(
    "update process.instance set status = 3 where definition = (select number from process.definition where id = 'permit@1')",
  )
  const [first, second, third] = [
    await bench.start('permit@1', {}, 'N-1'),
    await bench.after(1).start('permit@1', {}, 'N-2'),
    await bench.after(1).start('permit@1', {}, 'N-3'),
  ]
  await bench.complete(third, 'a')
  await bench.work()
  const blind = await perform(planMigration, { from: 'permit@1', to: 'permit@2' })
  expect(blind).toMatchObject({ moving: 0, staying: 3 })
  const plan = await perform(planMigration, { from: 'permit@1', to: 'permit@2', mapping: { a: 'examine' } })
  expect(plan).toMatchObject({
    moving: 2,
    staying: 1,
    problems: [{ severity: 'error', element: 'b', cases: 1, examples: ['N-3'] }],
  })
  expect(
    await perform(migrateCases, { from: 'permit@1', to: 'permit@2', mapping: { a: 'examine' }, dryRun: true, reason }),
  ).toMatchObject({ moved: 0, moving: 2 })
  expect((await bench.instance(first)).definition).toBe('permit@1')
  const done = await perform(migrateCases, { from: 'permit@1', to: 'permit@2', mapping: { a: 'examine' }, reason })
  expect(done).toMatchObject({ moved: 2, staying: 1, goingOn: false })
  expect(await Promise.all([first, second, third].map(async (id) => (await bench.instance(id)).definition))).toEqual([
    'permit@2',
    'permit@2',
    'permit@1',
  ])
  // the open task is the new version's, in the hands it was in
  expect((await worklist(test.database, 'office-1', undefined)).find((task) => task.caseId === first)).toMatchObject({
    element: 'examine',
    act: 'decide',
    role: 'head',
    office: 'office-1',
  })
  expect((await chain(first)).at(-1)).toMatchObject({
    kind: 'process.migrate',
    actor: `person:${administrator.personId}`,
  })
  await bench.complete(first, 'examine')
  await bench.work()
  expect((await bench.instance(first)).status).toBe(1)
  await bench.after(31).work()
  expect(await bench.open(second)).toEqual(['examine', 'remind'])
  await expect(perform(planMigration, { from: 'permit@1', to: 'later@1' })).rejects.toMatchObject({
    kind: { code: 'process.other-process' },
  })
})

it('goes on with a long migration in the worker, batch by batch', async () => {
  await bench.deploy('long@1', model('<userTask id="a"/>', ['s>a', 'a>e']))
  await bench.deploy('long@2', model('<userTask id="a"/><userTask id="b"/>', ['s>a', 'a>b', 'b>e']))
  await Promise.all(Array.from({ length: 450 }, () => bench.start('long@1')))
  expect(await perform(migrateCases, { from: 'long@1', to: 'long@2', reason })).toMatchObject({
    moving: 450,
    moved: 200,
    goingOn: true,
  })
  await bench.work()
  expect(
    await bench.count(
      "process.instance where definition = (select number from process.definition where id = 'long@2')",
    ),
  ).toBe(450)
})

it('refuses all of this to everybody else', async () => {
  const inputs: Record<string, unknown> = {
    case: '0190c0de-0000-7000-8000-000000000009',
    incident: '1',
    definition: 'permit@1',
    from: 'permit@1',
    to: 'permit@2',
    wait: 1,
    element: 'a',
    number: 'N-1',
    type: 'signal',
    name: 'flood',
    reason,
  }
  for (const useCaseRow of processModule.useCases(readConfig(process.cwd(), {}))) {
    const input = Object.fromEntries(
      Object.keys(useCaseRow.input.shape)
        .filter((name) => inputs[name] !== undefined)
        .map((name) => [name, inputs[name]]),
    )
    await expect(as(officer)(useCaseRow, input), useCaseRow.name).rejects.toMatchObject({
      kind: { code: 'errors.not-allowed' },
    })
    await expect(as({ roles: [] })(useCaseRow, input), useCaseRow.name).rejects.toMatchObject({
      kind: { code: 'errors.sign-in-needed' },
    })
  }
})
