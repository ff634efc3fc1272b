import { describe, expect, it } from 'vitest'
import { arrows, model, problemsOf, started } from './testing.ts'

describe('userTask', () => {
  it('writes its result under its id, or under darcha:writes, and shows its attributes', async () => {
    const driven = await started(
      model(
        '<userTask id="a" name="Examine ${who}" darcha:act="examine" darcha:office="=body" darcha:term="3 working days"/><userTask id="b" darcha:writes="found"/>',
        ['s>a', 'a>b', 'b>e'],
      ),
      { who: 'Aziza', body: 'tax' },
      { now: '2026-03-06T09:00:00.000Z' },
    )
    // a Friday: three working days end on Wednesday
    expect(driven.runner.waits(driven.running)).toEqual([
      {
        id: 1,
        kind: 'task',
        element: 'a',
        process: 'p',
        name: 'Examine Aziza',
        attributes: { act: 'examine', office: 'tax', term: '3 working days' },
        dueAt: '2026-03-11T09:00:00.000Z',
      },
    ])
    driven.complete('a', { outcome: 'ok' }).complete('b', 7)
    expect(driven.variables).toEqual({ who: 'Aziza', body: 'tax', a: { outcome: 'ok' }, found: 7 })
  })
  it('is done once', async () => {
    const driven = await started(model('<userTask id="a"/><userTask id="b"/>', ['s>a', 'a>b', 'b>e']))
    const wait = driven.wait('a')
    driven.complete('a')
    expect(() => driven.send({ type: 'complete', wait })).toThrow(expect.objectContaining({ code: 'wait-over' }))
  })
})

describe('serviceTask and sendTask', () => {
  it('wait as jobs until their work answers', async () => {
    const driven = await started(
      model(
        '<serviceTask id="a" darcha:job="register.fetch" darcha:evidence="all"/><sendTask id="b" darcha:job="notify"/>',
        ['s>a', 'a>b', 'b>e'],
      ),
    )
    expect(driven.runner.waits(driven.running)).toMatchObject([
      { kind: 'job', element: 'a', attributes: { job: 'register.fetch', evidence: 'all' } },
    ])
    expect(driven.complete('a', { status: 'found' }).waits('job')).toEqual(['b'])
    expect(driven.complete('b').outcome).toBe('completed')
  })
  it('a send task with a message and no job throws it', async () => {
    const driven = await started(
      model('<sendTask id="b" messageRef="M" darcha:payload="={n: 1}" darcha:key="=number"/>', ['s>b', 'b>e']),
      { number: 'A-1' },
    )
    expect(driven.outcome).toBe('completed')
    expect(driven.running.thrown).toEqual([
      { type: 'message', name: 'hello', element: 'b', variables: { n: 1 }, key: 'A-1' },
    ])
  })
})

describe('receiveTask', () => {
  it('waits for its message, or for a trigger when it has none', async () => {
    const driven = await started(
      model('<receiveTask id="a" messageRef="M"/><receiveTask id="b"/>', ['s>a', 'a>b', 'b>e']),
    )
    driven.message('hello', { n: 1 })
    expect(driven.variables).toEqual({ n: 1 })
    expect(driven.waits('message')).toEqual(['b'])
    expect(driven.complete('b').outcome).toBe('completed')
  })
})

describe('businessRuleTask', () => {
  const xml = model('<businessRuleTask id="fee" darcha:decision="fee"/>', ['s>fee', 'fee>e'])
  it('evaluates its decision inside the step', async () => {
    const driven = await started(
      xml,
      { n: 2 },
      { decide: (decision, variables) => ({ decision, amount: Number(variables['n']) * 10 }) },
    )
    expect(driven.variables).toEqual({ n: 2, fee: { decision: 'fee', amount: 20 } })
  })
  it('a decision that fails stops the case there', async () => {
    const driven = await started(
      xml,
      {},
      {
        decide: () => {
          throw new Error('no table')
        },
      },
    )
    expect(driven.running.incident).toEqual({ element: 'fee', code: 'decision', message: 'no table' })
  })
})

describe('scriptTask', () => {
  it('evaluates FEEL', async () => {
    const driven = await started(
      model('<scriptTask id="sum" scriptFormat="feel"><script>a + b</script></scriptTask>', ['s>sum', 'sum>e']),
      { a: 1, b: 2 },
    )
    expect(driven.variables).toEqual({ a: 1, b: 2, sum: 3 })
  })
  it('refuses any other language', async () => {
    const problems = await problemsOf(
      model('<scriptTask id="x" name="Run" scriptFormat="javascript"><script>process.exit()</script></scriptTask>', [
        's>x',
        'x>e',
      ]),
    )
    expect(problems).toMatchObject([
      {
        element: 'x',
        code: 'script',
        message: expect.stringContaining('"Run"'),
        remedy: expect.stringContaining('FEEL'),
        line: 3,
      },
    ])
  })
})

describe('manualTask and task', () => {
  it('are passed at once', async () => {
    const driven = await started(model('<manualTask id="a"/><task id="b"/>', ['s>a', 'a>b', 'b>e']))
    expect(driven.path).toEqual(['s', 'a', 'b', 'e'])
    expect(driven.outcome).toBe('completed')
  })
})

describe('subProcess', () => {
  it('is left when nothing is alive inside', async () => {
    const driven = await started(
      model(
        `<subProcess id="sub"><parallelGateway id="f"/><userTask id="a"/><userTask id="b"/>${arrows(['s>f', 'f>a', 'f>b', 'a>e', 'b>e1'], 'i')}</subProcess><userTask id="c"/>`,
        ['s>sub', 'sub>c', 'c>e'],
      ),
    )
    expect(driven.complete('a').tasks).toEqual(['b'])
    expect(driven.complete('b').tasks).toEqual(['c'])
  })
  it('without a start event begins at what nothing flows into', async () => {
    const driven = await started(
      model('<subProcess id="sub"><userTask id="a"/><userTask id="b"/></subProcess>', ['s>sub', 'sub>e']),
    )
    expect(driven.tasks).toEqual(['a', 'b'])
    expect(driven.complete('a').complete('b').outcome).toBe('completed')
  })
})

describe('callActivity', () => {
  const called = `<process id="q" isExecutable="true"><userTask id="inner"/><scriptTask id="made" scriptFormat="feel"><script>n * 2</script></scriptTask>${arrows(['s>inner', 'inner>made', 'made>e'], 'q')}</process>`
  it('runs the called process as a scope of the case', async () => {
    const driven = await started(
      model('<callActivity id="c" calledElement="q"/><userTask id="after"/>', ['s>c', 'c>after', 'after>e'], called),
      { n: 4 },
    )
    expect(driven.runner.waits(driven.running)).toMatchObject([{ element: 'inner', process: 'q' }])
    driven.complete('inner')
    expect(driven.tasks).toEqual(['after'])
    expect(driven.variables).toEqual({ n: 4, made: 8 })
  })
  it('with a mapping it sees what is handed in and hands out what is named', async () => {
    const driven = await started(
      model(
        '<callActivity id="c" calledElement="q"><extensionElements><camunda:in source="m" target="n"/><camunda:out source="made" target="result"/></extensionElements></callActivity>',
        ['s>c', 'c>e'],
        called,
      ),
      { n: 100, m: 3 },
    )
    driven.complete('inner')
    expect(driven.variables).toEqual({ n: 100, m: 3, result: 6 })
  })
  it('an unknown process is an incident, a process that calls itself ends at the limit', async () => {
    expect(
      (await started(model('<callActivity id="c" calledElement="nobody"/>', ['s>c', 'c>e']))).running.incident,
    ).toMatchObject({ element: 'c', code: 'no-process' })
    expect(
      (await started(model('<callActivity id="c" calledElement="p"/>', ['s>c', 'c>e']))).running.incident,
    ).toMatchObject({ element: 'c', code: 'too-deep' })
  })
})
