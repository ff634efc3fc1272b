import { describe, expect, it } from 'vitest'
import { compile } from './compile.ts'
import { runToEnd, type RunOptions, type RunReport } from './run-to-end.ts'
import { model, problemsOf, started, timer } from './testing.ts'

/** Runs a process `p` of raw elements and flows. */
async function run(
  elements: string,
  flows: string[],
  options: Partial<RunOptions> = {},
  root = '',
): Promise<RunReport> {
  const { graphs, problems } = await compile(model(elements, flows, root))
  const error = problems.find((problem) => problem.severity === 'error')
  if (error) throw new Error(error.message)
  return runToEnd({ graphs, process: 'p', ...options })
}
const inner = (id: string, content: string, attributes = '') =>
  `<subProcess id="${id}"${attributes}>${content}</subProcess>`
const flow = (source: string, target: string) =>
  `<sequenceFlow id="${source}_${target}" sourceRef="${source}" targetRef="${target}"/>`
const message = (name: string) => ({ name, variables: {} })

describe('errors and escalations are caught by their definition (10.5.6)', () => {
  const ROOT =
    '<error id="paid" name="Not paid"/><error id="found" name="Not found"/><escalation id="late" name="Late"/><escalation id="lost" name="Lost"/>'
  const thrower = (definition: string) =>
    inner(
      'sub',
      `<startEvent id="b"/>${definition.startsWith('<escalation') ? `<intermediateThrowEvent id="t">${definition}</intermediateThrowEvent>` : `<endEvent id="t">${definition}</endEvent>`}${flow('b', 't')}`,
    )
  const catching = (id: string, definition: string) =>
    `<boundaryEvent id="${id}" attachedToRef="sub">${definition}</boundaryEvent>`
  const flows = ['s>sub', 'sub>e', 'c1>e1', 'c2>e2']

  it.each([
    ['the second of two', 'late', 'lost', 'c2'],
    ['the first of two', 'lost', 'late', 'c1'],
  ])('an escalation without a code: %s', async (_which, first, second, caught) => {
    const { trace } = await run(
      thrower('<escalationEventDefinition escalationRef="lost"/>') +
        catching('c1', `<escalationEventDefinition escalationRef="${first}"/>`) +
        catching('c2', `<escalationEventDefinition escalationRef="${second}"/>`),
      flows,
      {},
      ROOT,
    )
    expect(trace).toContain(caught)
  })
  it('a handler of any error comes after the one of this error, and takes what nobody names', async () => {
    const handlers =
      catching('c1', '<errorEventDefinition/>') + catching('c2', '<errorEventDefinition errorRef="paid"/>')
    expect((await run(thrower('<errorEventDefinition errorRef="paid"/>') + handlers, flows, {}, ROOT)).trace).toContain(
      'c2',
    )
    expect(
      (await run(thrower('<errorEventDefinition errorRef="found"/>') + handlers, flows, {}, ROOT)).trace,
    ).toContain('c1')
    expect((await run(thrower('<errorEventDefinition/>') + handlers, flows, {}, ROOT)).trace).toContain('c1')
  })
  it('an error nobody names is caught nowhere', async () => {
    const other = catching('c1', '<errorEventDefinition errorRef="found"/>')
    expect(
      await run(thrower('<errorEventDefinition errorRef="paid"/>') + other, ['s>sub', 'sub>e', 'c1>e1'], {}, ROOT),
    ).toMatchObject({
      outcome: 'failed',
      error: { code: 'uncaught-error', message: expect.stringContaining('Not paid') },
    })
  })
  it('two definitions of one code are one error', async () => {
    const twin = '<error id="A" errorCode="42"/><error id="B" errorCode="42"/>'
    const { trace } = await run(
      thrower('<errorEventDefinition errorRef="A"/>') + catching('c1', '<errorEventDefinition errorRef="B"/>'),
      ['s>sub', 'sub>e', 'c1>e1'],
      {},
      twin,
    )
    expect(trace).toContain('c1')
  })
  it('an event sub-process is chosen by its definition too', async () => {
    const { trace } = await run(
      inner(
        'sub',
        `<startEvent id="b"/><endEvent id="t"><errorEventDefinition errorRef="paid"/></endEvent>${flow('b', 't')}` +
          inner(
            'x',
            `<startEvent id="xs"><errorEventDefinition errorRef="found"/></startEvent>`,
            ' triggeredByEvent="true"',
          ) +
          inner(
            'y',
            `<startEvent id="ys"><errorEventDefinition errorRef="paid"/></startEvent>`,
            ' triggeredByEvent="true"',
          ),
      ),
      ['s>sub', 'sub>e'],
      {},
      ROOT,
    )
    expect(trace).toEqual(['s', 'sub', 'b', 't', 'y', 'ys', 'e'])
  })
  it("a worker's error names a definition that has no code", async () => {
    const driven = await started(
      model(
        `<serviceTask id="a" darcha:job="pay"/><boundaryEvent id="c1" attachedToRef="a"><errorEventDefinition errorRef="found"/></boundaryEvent><boundaryEvent id="c2" attachedToRef="a"><errorEventDefinition errorRef="paid"/></boundaryEvent><userTask id="u"/>`,
        ['s>a', 'a>e', 'c1>e1', 'c2>u', 'u>e2'],
        ROOT,
      ),
    )
    expect(driven.error('a', 'Not paid').tasks).toEqual(['u'])
  })
})

describe('what an event sub-process throws (10.5.1)', () => {
  const sub = (id: string, start: string, content: string) =>
    inner(id, `${start}${content}`, ' triggeredByEvent="true"')
  const started = '<startEvent id="ms" isInterrupting="false"><messageEventDefinition messageRef="M"/></startEvent>'
  const SIDE = (end: string) => sub('side', started, `${end}${flow('ms', 'boom')}`)
  it('an escalation reaches a neighbour and both go on', async () => {
    const report = await run(
      `<userTask id="a"/>${SIDE('<intermediateThrowEvent id="boom"><escalationEventDefinition escalationRef="X1"/></intermediateThrowEvent><userTask id="after"/><sequenceFlow id="z" sourceRef="boom" targetRef="after"/>')}${sub('other', '<startEvent id="os" isInterrupting="false"><escalationEventDefinition escalationRef="X1"/></startEvent>', `<userTask id="told"/>${flow('os', 'told')}`)}`,
      ['s>a', 'a>e'],
      { manual: true, messages: [message('hello')] },
    )
    expect(report.waiting.sort()).toEqual(['a', 'after', 'told'])
  })
  it('does not come back to itself', async () => {
    const report = await run(
      `<userTask id="a"/>${sub('self', '<startEvent id="xs"><errorEventDefinition errorRef="E1"/></startEvent>', `<endEvent id="again"><errorEventDefinition errorRef="E1"/></endEvent>${flow('xs', 'again')}`)}<endEvent id="first"><errorEventDefinition errorRef="E1"/></endEvent>`,
      ['s>a', 'a>first'],
    )
    expect(report).toMatchObject({ outcome: 'failed', error: { element: 'again', code: 'uncaught-error' } })
  })
})

describe('inclusive join (13.4.3)', () => {
  const gates = '<inclusiveGateway id="J"/><userTask id="X"/>'
  it('waits for an activity that can come only by its interrupting boundary event', async () => {
    const elements = `<parallelGateway id="F"/><userTask id="A"/><boundaryEvent id="t" attachedToRef="A">${timer('PT1H')}</boundaryEvent><userTask id="B"/>${gates}`
    const flows = ['s>F', 'F>A', 'F>B', 'A>e1', 't>J', 'B>J', 'J>X', 'X>e']
    expect((await run(elements, flows, { manual: true, results: { B: [1] } })).waiting).toEqual(['A'])
    expect((await run(elements, flows, { manual: true, results: { B: [1], A: [1] } })).waiting).toEqual(['X'])
  })
  it('does not wait for a token at an event-based gateway that has a way over a filled flow', async () => {
    const elements = `<parallelGateway id="F"/><eventBasedGateway id="G"/><intermediateCatchEvent id="m"><messageEventDefinition messageRef="M"/></intermediateCatchEvent><intermediateCatchEvent id="n"><messageEventDefinition messageRef="N"/></intermediateCatchEvent><task id="B"/><exclusiveGateway id="Y"/>${gates}`
    const flows = ['s>F', 'F>G', 'F>B', 'G>m', 'G>n', 'm>J', 'n>Y', 'B>Y', 'Y>J', 'J>X', 'X>e']
    expect((await run(elements, flows, { manual: true })).waiting.sort()).toEqual(['X', 'm', 'n'])
  })
})

describe('compensation (10.7, 13.5.5)', () => {
  const undoable = (id: string, loop = '') =>
    `<userTask id="${id}">${loop}</userTask><boundaryEvent id="c_${id}" attachedToRef="${id}"><compensateEventDefinition/></boundaryEvent><userTask id="undo_${id}" isForCompensation="true"/><association id="as_${id}" sourceRef="c_${id}" targetRef="undo_${id}" associationDirection="One"/>`
  const undo = (attributes = '') =>
    `<intermediateThrowEvent id="undo"><compensateEventDefinition${attributes}/></intermediateThrowEvent>`
  it('each round of a multi-instance activity is compensated when all of it is over', async () => {
    const { trace } = await run(
      undoable(
        'a',
        '<multiInstanceLoopCharacteristics><loopCardinality>3</loopCardinality></multiInstanceLoopCharacteristics>',
      ) + undo(' activityRef="a"'),
      ['s>a', 'a>undo', 'undo>e'],
    )
    expect(trace.filter((element) => element === 'undo_a')).toHaveLength(3)
  })
  it('rounds of a multi-instance activity that was interrupted are not', async () => {
    const report = await run(
      `${undoable('a', '<multiInstanceLoopCharacteristics><loopCardinality>3</loopCardinality></multiInstanceLoopCharacteristics>')}<boundaryEvent id="b" attachedToRef="a"><messageEventDefinition messageRef="M"/></boundaryEvent>${undo()}`,
      ['s>a', 'a>e', 'b>undo', 'undo>e9'],
      { manual: true, results: { a: [1] }, messages: [message('hello')] },
    )
    expect(report).toMatchObject({ outcome: 'completed' })
    expect(report.trace).not.toContain('undo_a')
  })
  it('an event sub-process compensates itself and what surrounds it, last first', async () => {
    const { trace } = await run(
      `${undoable('a')}<userTask id="w"/>${inner('sub', `<startEvent id="xs"><messageEventDefinition messageRef="M"/></startEvent>${undoable('b')}${undo()}${flow('xs', 'b')}${flow('b', 'undo')}`, ' triggeredByEvent="true"')}`,
      ['s>a', 'a>w', 'w>e'],
      { manual: true, results: { a: [1], b: [1], undo_a: [1], undo_b: [1] }, messages: [message('hello')] },
    )
    expect(trace.slice(-3)).toEqual(['undo', 'undo_b', 'undo_a'])
  })
  it('a reference that points nowhere, to no activity, or out of its scope is refused', async () => {
    const flows = ['s>a', 'a>undo', 'undo>e']
    for (const target of ['absent', 'e', 'i'])
      expect(
        await problemsOf(
          model(
            `${undoable('a')}${undo(` activityRef="${target}"`)}${inner('other', `<startEvent id="is"/>${undoable('i')}${flow('is', 'i')}`)}`,
            [...flows, 's1>other', 'other>e1'].filter((each) => !each.includes('s1') && !each.includes('e1')),
          ),
        ),
      ).toMatchObject([{ code: 'no-activity', element: 'undo', message: expect.stringContaining(`"${target}"`) }])
  })
  it('waitForCompletion="false" goes on beside the compensation', async () => {
    const report = await run(
      `${undoable('a')}${undo(' waitForCompletion="false"')}<userTask id="next"/>`,
      ['s>a', 'a>undo', 'undo>next', 'next>e'],
      { manual: true, results: { a: [1] } },
    )
    expect(report.waiting.sort()).toEqual(['next', 'undo_a'])
    const ended = await run(
      `${undoable('a')}<endEvent id="undo"><compensateEventDefinition waitForCompletion="false"/></endEvent>`,
      ['s>a', 'a>undo'],
    )
    expect(ended).toMatchObject({ outcome: 'completed', trace: ['s', 'a', 'undo', 'undo_a'] })
  })
})

describe('quantities of tokens (10.3, table 10.3)', () => {
  it('an activity begins when as many tokens are there as it needs', async () => {
    const elements = '<parallelGateway id="F"/><userTask id="a"/><userTask id="b"/><userTask id="c" startQuantity="2"/>'
    const flows = ['s>F', 'F>a', 'F>b', 'a>c', 'b>c', 'c>e']
    expect((await run(elements, flows, { manual: true, results: { a: [1] } })).waiting).toEqual(['b'])
    expect(await run(elements, flows)).toMatchObject({ outcome: 'completed', trace: ['s', 'F', 'a', 'b', 'c', 'e'] })
  })
  it('too few tokens are an incident where they wait', async () => {
    expect(await run('<userTask id="c" startQuantity="2"/>', ['s>c', 'c>e'])).toMatchObject({
      outcome: 'failed',
      error: { element: 'c', code: 'deadlock' },
    })
  })
  it('an activity sends on as many tokens as it makes', async () => {
    const { trace } = await run('<userTask id="a" completionQuantity="3"/><userTask id="b"/>', ['s>a', 'a>b', 'b>e'])
    expect(trace.filter((element) => element === 'b')).toHaveLength(3)
  })
  it('none at all is refused', async () => {
    expect(await problemsOf(model('<userTask id="a" startQuantity="0"/>', ['s>a', 'a>e']))).toMatchObject([
      { code: 'quantity', element: 'a' },
    ])
  })
})

describe('what would be undecided is refused by name', () => {
  it('two starts for one message', async () => {
    const start = (id: string) => `<startEvent id="${id}"><messageEventDefinition messageRef="M"/></startEvent>`
    expect(
      await problemsOf(model(`${start('x')}${start('y')}<task id="a"/><task id="b"/>`, ['x>a', 'y>b'])),
    ).toMatchObject([{ code: 'several-starts', element: 'y', message: expect.stringContaining('hello') }])
  })
  it('two cancel events at one transaction', async () => {
    const cancel = (id: string) =>
      `<boundaryEvent id="${id}" attachedToRef="t"><cancelEventDefinition/></boundaryEvent>`
    expect(
      await problemsOf(
        model(
          `<transaction id="t"><startEvent id="ts"/><endEvent id="x"><cancelEventDefinition/></endEvent>${flow('ts', 'x')}</transaction>${cancel('c1')}${cancel('c2')}`,
          ['s>t', 't>e', 'c1>e1', 'c2>e2'],
        ),
      ),
    ).toMatchObject([{ code: 'cancel', element: 'c2' }])
  })
})

describe('processes that start by themselves', () => {
  const start = (definition: string) => `<startEvent id="x">${definition}</startEvent><userTask id="a"/>`
  it.each([
    ['a message', '<messageEventDefinition messageRef="M"/>'],
    ['a signal', '<signalEventDefinition signalRef="S"/>'],
    ['a condition', '<conditionalEventDefinition><condition>n = 1</condition></conditionalEventDefinition>'],
    ['a timer', timer('P1D')],
    ['a cycle without end', timer('R/P1D', 'timeCycle')],
  ])('%s', async (_what, definition) => {
    expect(await run(start(definition), ['x>a', 'a>e'], { variables: { n: 1 } })).toMatchObject({
      outcome: 'completed',
      trace: ['x', 'a', 'e'],
      variables: { n: 1 },
    })
  })
  it('the clock stands at the time of the timer', async () => {
    const { now } = await run(start(timer('2026-03-02T09:00:00+05:00', 'timeDate')), ['x>a', 'a>e'])
    expect(now).toBe('2026-03-02T04:00:00.000Z')
  })
  it('a message that starts nothing is refused', async () => {
    expect(
      await run(start('<messageEventDefinition messageRef="M"/>'), ['x>a', 'a>e'], { messages: [message('other')] }),
    ).toMatchObject({ outcome: 'refused', error: { code: 'no-start' } })
  })
})

describe('limits of a running case', () => {
  it('FEEL over its limits is an incident with its element', async () => {
    const report = await run(
      '<scriptTask id="big" scriptFormat="feel"><script>for a in 1..10000, b in 1..10000 return a * b</script></scriptTask>',
      ['s>big', 'big>e'],
    )
    expect(report).toMatchObject({ outcome: 'failed', error: { element: 'big', code: 'expression' } })
  })
  it('so is a condition of a flow, and an attribute of a task', async () => {
    const big = 'count(for a in 1..10000, b in 1..10000 return a * b) > 0'
    expect(await run('<userTask id="a"/>', ['s>a', `a>e: ${big}`])).toMatchObject({
      error: { element: 'a', code: 'expression' },
    })
    expect(
      await run(`<userTask id="a" darcha:candidate="= ${big.replace('>', '&gt;')}"/>`, ['s>a', 'a>e']),
    ).toMatchObject({
      error: { element: 'a', code: 'expression' },
    })
  })
})
