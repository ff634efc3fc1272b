import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { model, timer } from '../../../kernel/process/testing.ts'
import { testDatabase } from '../../../platform/database/testing.ts'
import { claimJobs, runJob, startWorker } from '../../../platform/jobs/index.ts'
import type { Refusal } from '../../../platform/use-case/index.ts'
import { standingIncidents } from '../store/incidents.ts'
import { worklist } from '../store/tasks.ts'
import { readStepBody } from '../store/moves-text.ts'
import { Bench, quiet } from '../testing.ts'

let test: Awaited<ReturnType<typeof testDatabase>>
let bench: Bench
const calls: string[] = []
let fails: string | undefined
beforeAll(async () => {
  test = await testDatabase()
  await test.database.query('create table work_done (case_id uuid, wait integer)')
  bench = new Bench(test.database, [
    {
      job: 'ask',
      attempts: 2,
      async effect(job) {
        calls.push(job.jobId)
        if (fails !== undefined) throw new Error(fails)
        return { answer: 42 }
      },
      async finish(tx, job, outcome) {
        await tx.query('insert into work_done (case_id, wait) values ($1, $2)', [job.caseId, job.wait])
        return outcome
      },
    },
  ])
  await bench.deploy(
    'plain@1',
    model('<userTask id="a" darcha:term="2 calendar days"/><userTask id="b"/>', ['s>a', 'a>b', 'b>e']),
  )
  await bench.deploy('ask@1', model('<serviceTask id="ask" darcha:job="ask"/>', ['s>ask', 'ask>e']))
  await bench.deploy(
    'stuck@1',
    model('<userTask id="a"/><exclusiveGateway id="g"/><userTask id="b"/>', ['s>a', 'a>g', 'g>b: a.yes = true', 'b>e']),
  )
})
afterAll(() => test.drop())

describe('a stored case', () => {
  it('starts, is worked at and completes; every step stands in its chain', async () => {
    const caseId = await bench.start('plain@1', { n: 1 })
    const [task] = (await worklist(test.database, 'office-1', undefined)).filter(
      (candidate) => candidate.caseId === caseId,
    )
    expect(task).toMatchObject({ element: 'a', act: 'examine', role: 'officer', dueAt: '2026-03-04T10:00:00Z' })
    await bench.complete(caseId, 'a', { outcome: 'yes' })
    expect(await bench.open(caseId)).toEqual(['b'])
    const ended = await bench.complete(caseId, 'b')
    expect(ended.step.outcome).toBe('completed')
    expect(await bench.instance(caseId)).toMatchObject({
      status: 1,
      state: { variables: { n: 1, a: { outcome: 'yes' } } },
    })
    expect(await bench.count('process.task where case_id = $1', [caseId])).toBe(0)
    const events = await test.database.query<{ kind: string; body: string }>(
      'select kind, body from audit.event where subject = $1 order by seq',
      [caseId],
    )
    expect(events.rows.map((row) => row.kind)).toEqual(['process.start', 'process.complete', 'process.complete'])
    expect(readStepBody(events.rows[1]!.body)).toMatchObject({
      by: 'a',
      moves: [
        ['a', 'userTask', 'left'],
        ['b', 'userTask', 'entered'],
      ],
    })
    await expect(bench.send(caseId, { type: 'complete', wait: 2 })).rejects.toMatchObject({
      kind: { code: 'process.already-ended' },
    })
  })

  it('joins parallel branches once, in either order', async () => {
    await bench.deploy(
      'parallel@1',
      model(
        '<parallelGateway id="f"/><userTask id="a"/><userTask id="b"/><parallelGateway id="j"/><userTask id="c"/>',
        ['s>f', 'f>a', 'f>b', 'a>j', 'b>j', 'j>c', 'c>e'],
      ),
    )
    const caseId = await bench.start('parallel@1')
    await bench.complete(caseId, 'b')
    expect(await bench.open(caseId)).toEqual(['a'])
    await bench.complete(caseId, 'a')
    expect(await bench.open(caseId)).toEqual(['c'])
  })

  it('lets one of two win who complete the same wait at once', async () => {
    const caseId = await bench.start('plain@1')
    const wait = (await bench.waits(caseId))[0]!.id
    const both = await Promise.allSettled(
      [1, 2, 3, 4].map((n) => bench.send(caseId, { type: 'complete', wait, result: n })),
    )
    expect(both.filter((settled) => settled.status === 'fulfilled')).toHaveLength(1)
    for (const settled of both)
      if (settled.status === 'rejected') expect((settled.reason as Refusal).kind.code).toBe('process.already-done')
    expect(await bench.open(caseId)).toEqual(['b'])
    expect(await bench.count("audit.event where subject = $1 and kind = 'process.complete'", [caseId])).toBe(1)
  })

  it('leaves no trace of a step whose transaction fails', async () => {
    const caseId = await bench.start('plain@1')
    const before = await bench.instance(caseId)
    await expect(
      bench.transaction(async (tx) => {
        await bench.engine.send(tx, caseId, { type: 'complete', wait: 1 }, { now: bench.now, actor: 'person:a' })
        throw new Error('the rest of the use case failed')
      }),
    ).rejects.toThrow('the rest')
    expect(await bench.instance(caseId)).toEqual(before)
    expect(await bench.open(caseId)).toEqual(['a'])
  })
})

describe('timers and work', () => {
  it('fires a timer when its time has come, and takes back those that lost', async () => {
    await bench.deploy(
      'timer@1',
      model(
        `<userTask id="a"/><boundaryEvent id="late" attachedToRef="a" cancelActivity="false">${timer('PT30M')}</boundaryEvent><userTask id="remind"/>`,
        ['s>a', 'a>e', 'late>remind', 'remind>e2'],
      ),
    )
    const [early, late] = [await bench.start('timer@1'), await bench.start('timer@1')]
    await bench.complete(early, 'a')
    await bench.after(29).work()
    expect(await bench.open(late)).toEqual(['a', 'late'])
    await bench.after(2).work()
    expect(await bench.open(late)).toEqual(['a', 'remind'])
    expect((await bench.instance(early)).status).toBe(1)
    expect(await bench.count("jobs.job where kind = 'process.timer'")).toBe(0)
  })

  it('does the work of a service task once, even when its first worker lost the lease', async () => {
    const caseId = await bench.start('ask@1')
    const [slow] = await claimJobs(test.database, bench.now, 5)
    const [taken] = await claimJobs(test.database, bench.after(2).now, 5)
    const handler = bench.handlers.find((jobHandler) => jobHandler.kind === 'process.ask')
    await Promise.all([taken, slow].map((job) => runJob(test.database, handler, job!, () => bench.now, quiet)))
    expect(await bench.count('work_done where case_id = $1', [caseId])).toBe(1)
    expect(await bench.instance(caseId)).toMatchObject({ status: 1, state: { variables: { ask: { answer: 42 } } } })
    // the register sees the same key both times
    expect(new Set(calls.splice(0)).size).toBe(1)
  })

  it('runs by itself under a worker', async () => {
    const ids = await Promise.all(Array.from({ length: 10 }, () => bench.start('ask@1')))
    const worker = startWorker(test.database, bench.handlers, { log: quiet, clock: () => bench.now })
    await expect
      .poll(() => bench.count('process.instance where case_id = any($1) and status = 1', [ids]), { timeout: 10_000 })
      .toBe(10)
    await worker.stop()
    expect(await bench.count('work_done where case_id = any($1)', [ids])).toBe(10)
  })

  it('keeps a failed effect as an incident and the case where it is', async () => {
    fails = 'the register is away'
    const caseId = await bench.start('ask@1')
    await bench.work()
    await bench.after(1).work()
    expect(await standingIncidents(test.database, { caseId })).toMatchObject([
      { kind: 'process.ask', element: 'ask', attempts: 2, problem: 'the register is away', definition: 'ask@1' },
    ])
    expect(await bench.open(caseId)).toEqual(['ask'])
    fails = undefined
    await bench.send(caseId, { type: 'cancel' })
    expect(await standingIncidents(test.database, { caseId })).toEqual([])
  })
})

describe('a step that the model can not take', () => {
  it('changes nothing; what the person did is kept, and the task leaves the worklists', async () => {
    const caseId = await bench.start('stuck@1')
    const before = await bench.instance(caseId)
    const stepped = await bench.complete(caseId, 'a', { yes: false })
    expect(stepped.step.incident).toMatchObject({ element: 'g' })
    expect(await bench.instance(caseId)).toEqual(before)
    expect((await worklist(test.database, 'office-1', undefined)).filter((task) => task.caseId === caseId)).toEqual([])
    // the same once more makes no second incident
    await bench.complete(caseId, 'a', { yes: false })
    expect(await standingIncidents(test.database, { caseId })).toMatchObject([{ kind: 'process.event', element: 'g' }])
    expect(await bench.count("audit.event where subject = $1 and kind = 'process.stuck'", [caseId])).toBe(2)
    // the wait can still be left another way, and the incident goes with it
    await bench.complete(caseId, 'a', { yes: true })
    expect(await bench.open(caseId)).toEqual(['b'])
    expect(await standingIncidents(test.database, { caseId })).toEqual([])
  })

  it('of a job is its incident at once', async () => {
    await bench.deploy(
      'stuck-timer@1',
      model(
        `<intermediateCatchEvent id="t">${timer('PT1M')}</intermediateCatchEvent><exclusiveGateway id="g"/><userTask id="b"/>`,
        ['s>t', 't>g', 'g>b: 1 = 2', 'b>e'],
      ),
    )
    const caseId = await bench.start('stuck-timer@1')
    await bench.after(2).work()
    expect(await standingIncidents(test.database, { caseId })).toMatchObject([
      { kind: 'process.timer', element: 't', attempts: 1 },
    ])
    expect(await bench.open(caseId)).toEqual(['t'])
  })

  it('is one too when the country has no office for the task', async () => {
    const lost = new Bench(test.database, [], {
      place: () => {
        throw new Error('no office "kind:moon" serves the district')
      },
    })
    const caseId = await bench.start('plain@1')
    const wait = (await bench.waits(caseId))[0]!.id
    const stepped = await lost.send(caseId, { type: 'complete', wait })
    expect(stepped.step.incident).toEqual({
      element: 'b',
      code: 'no-office',
      message: 'no office "kind:moon" serves the district',
    })
    expect(await bench.open(caseId)).toEqual(['a'])
  })
})

it('a version that another release took goes on, but for a rule that is refused today', async () => {
  const dmn = (text: string) =>
    `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" name="d" namespace="urn:x"><decision id="rule" name="rule"><literalExpression><text>${text}</text></literalExpression></decision></definitions>`
  const bpmn = model('<userTask id="a"/><businessRuleTask id="r" darcha:decision="rule"/>', ['s>a', 'a>r', 'r>e'])
  await expect(bench.deploy('refused@1', bpmn, dmn('uuid()'))).rejects.toThrow('there is no function "uuid"')
  await bench.deploy('before@1', bpmn, dmn('1'))
  await test.database.query('update process.definition set dmn = $1 where id = $2', [dmn('uuid()'), 'before@1'])
  const other = new Bench(test.database)
  const caseId = await other.start('before@1')
  expect(await other.open(caseId)).toEqual(['a'])
  const { step } = await other.complete(caseId, 'a')
  expect(step.incident).toMatchObject({
    element: 'r',
    message: expect.stringContaining('there is no function "uuid"'),
  })
  // so does an expression of its process, and what comes before it is done
  const flows = (condition: string) =>
    model('<userTask id="a"/><exclusiveGateway id="g"/><userTask id="b"/>', ['s>a', 'a>g', `g>b: ${condition}`, 'b>e'])
  await expect(bench.deploy('refused@2', flows('x == 1'))).rejects.toThrow('"==" is no sign of FEEL')
  await bench.deploy('before@2', flows('x = 1'))
  await test.database.query('update process.definition set bpmn = $1 where id = $2', [flows('x == 1'), 'before@2'])
  const early = await other.start('before@2', { x: 1 })
  expect((await other.complete(early, 'a')).step.incident).toMatchObject({
    code: 'expression',
    message: expect.stringContaining('"==" is no sign of FEEL'),
  })
  expect(await other.open(early)).toEqual(['a'])
})
