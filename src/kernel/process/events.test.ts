import { describe, expect, it } from 'vitest'
import { arrows, model, started, timer } from './testing.ts'

const users = (...ids: string[]) => ids.map((id) => `<userTask id="${id}"/>`).join('')
const boundary = (id: string, host: string, definition: string, interrupting = true) =>
  `<boundaryEvent id="${id}" attachedToRef="${host}"${interrupting ? '' : ' cancelActivity="false"'}>${definition}</boundaryEvent>`
const eventSub = (id: string, definition: string, task: string, interrupting = true, end = '') =>
  `<subProcess id="${id}" triggeredByEvent="true"><startEvent id="${id}_s"${interrupting ? '' : ' isInterrupting="false"'}>${definition}</startEvent><userTask id="${task}"/><endEvent id="${id}_e">${end}</endEvent>${arrows([`${id}_s>${task}`, `${task}>${id}_e`], id)}</subProcess>`
const message = (ref = 'M') => `<messageEventDefinition messageRef="${ref}"/>`
const signal = '<signalEventDefinition signalRef="S"/>'
const condition = (feel: string) =>
  `<conditionalEventDefinition><condition>${feel}</condition></conditionalEventDefinition>`
const error = (ref?: string) => `<errorEventDefinition${ref ? ` errorRef="${ref}"` : ''}/>`
const escalation = (ref?: string) => `<escalationEventDefinition${ref ? ` escalationRef="${ref}"` : ''}/>`

describe('intermediateCatchEvent', () => {
  it('timer: duration, date and FEEL', async () => {
    for (const [definition, due] of [
      [timer('PT90M'), '2026-01-01T01:30:00.000Z'],
      [timer('2026-02-01T10:00:00+05:00', 'timeDate'), '2026-02-01T05:00:00.000Z'],
      [timer('="P" + string(days) + "D"'), '2026-01-03T00:00:00.000Z'],
      [timer('${wait}'), '2026-01-01T00:00:07.000Z'],
      [timer('2 working days'), '2026-01-05T00:00:00.000Z'],
    ] as const) {
      const driven = await started(
        model(`<intermediateCatchEvent id="t">${definition}</intermediateCatchEvent>`, ['s>t', 't>e']),
        { days: 2, wait: 'PT7S' },
      )
      expect(driven.runner.waits(driven.running)).toMatchObject([{ kind: 'timer', element: 't', dueAt: due }])
      expect(driven.after('P40D').outcome).toBe('completed')
    }
  })
  it('message: by name, and by key when the model gives one', async () => {
    const driven = await started(
      model(`<intermediateCatchEvent id="m" darcha:key="=order.number">${message()}</intermediateCatchEvent>`, [
        's>m',
        'm>e',
      ]),
      { order: { number: 'A-7' } },
    )
    expect(driven.runner.waits(driven.running)).toMatchObject([
      { kind: 'message', awaits: { name: 'hello', key: 'A-7' } },
    ])
    expect(() => driven.send({ type: 'message', name: 'hello', key: 'A-8' })).toThrow(
      expect.objectContaining({ code: 'wait-over' }),
    )
    expect(() => driven.message('bye')).toThrow(expect.objectContaining({ code: 'wait-over' }))
    expect(driven.send({ type: 'message', name: 'hello', key: 'A-7', variables: { paid: true } }).outcome).toBe(
      'completed',
    )
    expect(driven.variables).toMatchObject({ paid: true })
  })
  it('signal', async () => {
    const driven = await started(
      model(`<intermediateCatchEvent id="c">${signal}</intermediateCatchEvent>`, ['s>c', 'c>e']),
    )
    expect(driven.signal('other').outcome).toBe('running')
    expect(driven.signal('alarm').outcome).toBe('completed')
  })
  it('condition: at once when it holds, else when variables make it hold', async () => {
    const xml = model(`<intermediateCatchEvent id="c">${condition('n > 3')}</intermediateCatchEvent>`, ['s>c', 'c>e'])
    expect((await started(xml, { n: 4 })).outcome).toBe('completed')
    const driven = await started(xml, { n: 1 })
    expect(driven.set({ n: 2 }).waits('condition')).toEqual(['c'])
    expect(driven.set({ n: 5 }).outcome).toBe('completed')
  })
  it('link: leads on to the catch of its name', async () => {
    const link = (name: string) => `<linkEventDefinition name="${name}"/>`
    const driven = await started(
      model(
        `<intermediateThrowEvent id="t1">${link('A')}</intermediateThrowEvent><intermediateThrowEvent id="t2">${link('A')}</intermediateThrowEvent><intermediateCatchEvent id="c">${link('A')}</intermediateCatchEvent><parallelGateway id="f"/>${users('a')}`,
        ['s>f', 'f>t1', 'f>t2', 'c>a', 'a>e'],
      ),
    )
    expect(driven.tasks).toEqual(['a', 'a'])
  })
})

describe('boundaryEvent', () => {
  it('timer, interrupting and not', async () => {
    const xml = (interrupting: boolean) =>
      model(users('a', 'late') + boundary('t', 'a', timer('PT1H'), interrupting), ['s>a', 'a>e', 't>late', 'late>e1'])
    expect((await started(xml(true))).after('PT2H').tasks).toEqual(['late'])
    const both = (await started(xml(false))).after('PT2H')
    expect(both.all).toEqual(['a', 'late'])
    expect(both.complete('a').complete('late').outcome).toBe('completed')
    expect((await started(xml(true))).complete('a').outcome).toBe('completed')
  })
  it('cycle timer goes off as often as it says, from the time it was due', async () => {
    const driven = await started(
      model(users('a', 'remind') + boundary('t', 'a', timer('R3/PT1H', 'timeCycle'), false), [
        's>a',
        'a>e',
        't>remind',
        'remind>e1',
      ]),
    )
    expect(driven.after('PT90M').tasks).toEqual(['a', 'remind'])
    expect(driven.runner.waits(driven.running).find((wait) => wait.kind === 'timer')?.dueAt).toBe(
      '2026-01-01T02:00:00.000Z',
    )
    expect(driven.after('P1D').tasks).toEqual(['a', 'remind', 'remind', 'remind'])
    expect(driven.waits('timer')).toEqual([])
  })
  it('message that lets its task go on may come again', async () => {
    const driven = await started(
      model(users('a', 'x') + boundary('m', 'a', message(), false), ['s>a', 'a>e', 'm>x', 'x>e1']),
    )
    expect(driven.message('hello').message('hello').tasks).toEqual(['a', 'x', 'x'])
  })
  it('signal and condition', async () => {
    expect(
      (await started(model(users('a', 'x') + boundary('b', 'a', signal), ['s>a', 'a>e', 'b>x']))).signal('alarm').tasks,
    ).toEqual(['x'])
    const often = await started(
      model(users('a', 'x') + boundary('b', 'a', condition('n > 1'), false), ['s>a', 'a>e', 'b>x']),
    )
    // it goes off each time the condition becomes true, not while it stays so
    expect(often.set({ n: 2 }).set({ n: 3 }).tasks).toEqual(['a', 'x'])
    expect(often.set({ n: 0 }).set({ n: 2 }).tasks).toEqual(['a', 'x', 'x'])
  })
  it('error of a job: its own code before any code', async () => {
    const xml = model(
      `<serviceTask id="a"/>${users('one', 'any')}${boundary('b0', 'a', error())}${boundary('b1', 'a', error('E1'))}`,
      ['s>a', 'a>e', 'b0>any', 'b1>one'],
    )
    expect((await started(xml)).error('a', 'one').tasks).toEqual(['one'])
    expect((await started(xml)).error('a', 'two').tasks).toEqual(['any'])
  })
  it('error that nobody catches fails the case', async () => {
    const driven = await started(
      model(`<serviceTask id="a"/>${users('x')}${boundary('b1', 'a', error('E1'))}`, ['s>a', 'a>e', 'b1>x']),
    )
    driven.error('a', 'two')
    expect(driven.outcome).toBe('failed')
    expect(driven.running.incident).toMatchObject({ element: 'a', code: 'uncaught-error' })
  })
  it('on a sub-process ends all that is inside', async () => {
    const driven = await started(
      model(`<subProcess id="sub">${users('a', 'b')}</subProcess>${users('x')}${boundary('m', 'sub', message())}`, [
        's>sub',
        'sub>e',
        'm>x',
      ]),
    )
    expect(driven.message('hello').all).toEqual(['x'])
    expect(driven.running.moves.filter((move) => move.move === 'cancelled').map((move) => move.element)).toEqual([
      'a',
      'b',
      'sub',
    ])
  })
})

describe('endEvent', () => {
  it('terminate ends all of the case, or the sub-process it stands in', async () => {
    const inner = `<subProcess id="sub"><parallelGateway id="f"/>${users('a', 'b')}<endEvent id="stop"><terminateEventDefinition/></endEvent>${arrows(['s>f', 'f>a', 'f>b', 'a>stop', 'b>e'], 'i')}</subProcess>`
    const driven = await started(
      model(`${inner}<userTask id="after"/><endEvent id="all"><terminateEventDefinition/></endEvent>`, [
        's>sub',
        'sub>after',
        'after>all',
      ]),
    )
    expect(driven.complete('a').tasks).toEqual(['after'])
    expect(driven.complete('after').outcome).toBe('terminated')
  })
  it('error goes outward to who catches it, also through called processes', async () => {
    const called = `<process id="q" isExecutable="true"><startEvent id="qs"/><endEvent id="qe">${error('E1')}</endEvent><sequenceFlow id="qf" sourceRef="qs" targetRef="qe"/></process>`
    const driven = await started(
      model(
        `<subProcess id="sub"><callActivity id="c" calledElement="q"/></subProcess>${users('x')}${boundary('b', 'sub', error('E1'))}`,
        ['s>sub', 'sub>e', 'b>x'],
        called,
      ),
    )
    expect(driven.tasks).toEqual(['x'])
  })
  it('status is told', async () => {
    const driven = await started(
      model(
        '<endEvent id="done" darcha:status="completed"/><intermediateThrowEvent id="on" darcha:status="in_progress"/>',
        ['s>on', 'on>done'],
      ),
    )
    expect(driven.running.statuses).toEqual(['in_progress', 'completed'])
  })
  it('message and signal are thrown', async () => {
    const driven = await started(
      model(
        `<intermediateThrowEvent id="t">${signal}</intermediateThrowEvent><endEvent id="x">${message()}</endEvent>`,
        ['s>t', 't>x'],
      ),
    )
    expect(driven.running.thrown).toMatchObject([
      { type: 'signal', name: 'alarm' },
      { type: 'message', name: 'hello' },
    ])
  })
})

describe('signal inside one case', () => {
  it('reaches the waits of the same case that are open', async () => {
    const driven = await started(
      model(
        `<parallelGateway id="f"/><intermediateCatchEvent id="c">${signal}</intermediateCatchEvent><userTask id="a"/><intermediateThrowEvent id="t">${signal}</intermediateThrowEvent>`,
        ['s>f', 'f>c', 'f>a', 'a>t', 't>e', 'c>e1'],
      ),
    )
    expect(driven.complete('a').outcome).toBe('completed')
  })
})

describe('event sub-process', () => {
  it('message, interrupting and not', async () => {
    const ends = await started(model(users('a') + eventSub('es', message(), 'x'), ['s>a', 'a>e']))
    expect(ends.message('hello').all).toEqual(['x'])
    expect(ends.complete('x').outcome).toBe('completed')
    const goesOn = await started(model(users('a') + eventSub('es', message(), 'x', false), ['s>a', 'a>e']))
    expect(goesOn.message('hello').message('hello').tasks).toEqual(['a', 'x', 'x'])
    goesOn.complete('a').complete('x')
    expect(goesOn.outcome).toBe('running')
    expect(goesOn.complete('x').outcome).toBe('completed')
  })
  it('timer, signal and condition', async () => {
    expect(
      (await started(model(users('a') + eventSub('es', timer('PT1H'), 'x'), ['s>a', 'a>e']))).after('PT2H').tasks,
    ).toEqual(['x'])
    expect(
      (await started(model(users('a') + eventSub('es', signal, 'x'), ['s>a', 'a>e']))).signal('alarm').tasks,
    ).toEqual(['x'])
    expect(
      (await started(model(users('a') + eventSub('es', condition('n = 1'), 'x'), ['s>a', 'a>e']))).set({ n: 1 }).tasks,
    ).toEqual(['x'])
  })
  it('error inside a sub-process; afterwards the sub-process is left as usual', async () => {
    const driven = await started(
      model(
        `<subProcess id="sub"><serviceTask id="a"/>${arrows(['s>a', 'a>e'], 'i')}${eventSub('es', error('E1'), 'x')}</subProcess>${users('after')}`,
        ['s>sub', 'sub>after'],
      ),
    )
    expect(driven.error('a', 'one').tasks).toEqual(['x'])
    expect(driven.complete('x').tasks).toEqual(['after'])
  })
  it('an error it throws itself is caught outside of its scope', async () => {
    const driven = await started(
      model(
        `<subProcess id="sub"><serviceTask id="a"/>${arrows(['s>a', 'a>e'], 'i')}${eventSub('es', error('E1'), 'x', true, error('E1'))}</subProcess>${users('outside')}${boundary('b', 'sub', error('E1'))}`,
        ['s>sub', 'sub>e', 'b>outside'],
      ),
    )
    expect(driven.error('a', 'one').complete('x').tasks).toEqual(['outside'])
  })
  it('of a sub-process is no longer awaited when that is left', async () => {
    const driven = await started(
      model(`<subProcess id="sub">${users('a')}${eventSub('es', message(), 'x')}</subProcess>${users('after')}`, [
        's>sub',
        'sub>after',
        'after>e',
      ]),
    )
    expect(driven.complete('a').all).toEqual(['after'])
  })
})

describe('escalation', () => {
  const inner = `<subProcess id="sub"><intermediateThrowEvent id="up">${escalation('X1')}</intermediateThrowEvent><userTask id="a"/>${arrows(['s>up', 'up>a', 'a>e'], 'i')}`
  it('lets the thrower go on, or ends it', async () => {
    const xml = (interrupting: boolean) =>
      model(`${inner}</subProcess>${users('boss')}${boundary('b', 'sub', escalation('X1'), interrupting)}`, [
        's>sub',
        'sub>e',
        'b>boss',
      ])
    expect([...(await started(xml(false))).tasks].sort()).toEqual(['a', 'boss'])
    const ended = await started(xml(true))
    expect(ended.tasks).toEqual(['boss'])
    expect(ended.running.thrown).toMatchObject([{ type: 'escalation', name: 'up' }])
  })
  it('is caught by an event sub-process', async () => {
    expect(
      [
        ...(
          await started(
            model(`${inner}${eventSub('es', escalation(), 'boss', false)}</subProcess>`, ['s>sub', 'sub>e']),
          )
        ).tasks,
      ].sort(),
    ).toEqual(['a', 'boss'])
  })
  it('uncaught is only recorded', async () => {
    const driven = await started(model(`${inner}</subProcess>`, ['s>sub', 'sub>e']))
    expect(driven.tasks).toEqual(['a'])
    expect(driven.running.incident).toBeUndefined()
  })
  it('at an end event', async () => {
    const driven = await started(
      model(
        `<subProcess id="sub"><startEvent id="is"/><endEvent id="ie">${escalation('X1')}</endEvent><sequenceFlow id="if" sourceRef="is" targetRef="ie"/></subProcess>${users('after', 'boss')}${boundary('b', 'sub', escalation(), false)}`,
        ['s>sub', 'sub>after', 'b>boss'],
      ),
    )
    expect([...driven.tasks].sort()).toEqual(['after', 'boss'])
  })
})

describe('compensation', () => {
  const handled = (id: string) =>
    `<userTask id="${id}"/><boundaryEvent id="${id}_b" attachedToRef="${id}"><compensateEventDefinition/></boundaryEvent><userTask id="undo_${id}" isForCompensation="true"/><association id="${id}_as" associationDirection="One" sourceRef="${id}_b" targetRef="undo_${id}"/>`
  const undo = (activity?: string) => `<compensateEventDefinition${activity ? ` activityRef="${activity}"` : ''}/>`
  it('undoes what was finished, last first, then goes on', async () => {
    const driven = await started(
      model(
        `${handled('a')}${handled('b')}${handled('never')}<intermediateThrowEvent id="t">${undo()}</intermediateThrowEvent>${users('after')}`,
        ['s>a', 'a>b', 'b>t', 't>after', 'after>e'],
      ),
    )
    expect(driven.complete('a').complete('b').tasks).toEqual(['undo_b'])
    expect(driven.complete('undo_b').tasks).toEqual(['undo_a'])
    expect(driven.complete('undo_a').tasks).toEqual(['after'])
    expect(driven.complete('after').outcome).toBe('completed')
  })
  it('of one activity, once', async () => {
    const driven = await started(
      model(
        `${handled('a')}${handled('b')}<intermediateThrowEvent id="t">${undo('a')}</intermediateThrowEvent><intermediateThrowEvent id="t2">${undo('a')}</intermediateThrowEvent>${users('after')}`,
        ['s>a', 'a>b', 'b>t', 't>t2', 't2>after'],
      ),
    )
    expect(driven.complete('a').complete('b').tasks).toEqual(['undo_a'])
    expect(driven.complete('undo_a').tasks).toEqual(['after'])
  })
  it('with nothing to undo goes on at once', async () => {
    expect(
      (await started(model(`<intermediateThrowEvent id="t">${undo()}</intermediateThrowEvent>`, ['s>t', 't>e'])))
        .outcome,
    ).toBe('completed')
  })
  it('reaches into a finished sub-process, and starts from an error event sub-process too', async () => {
    const driven = await started(
      model(
        `<subProcess id="inner">${handled('a')}${arrows(['s>a', 'a>e'], 'i')}</subProcess><serviceTask id="pay"/>
      <subProcess id="es" triggeredByEvent="true"><startEvent id="es_s">${error()}</startEvent><endEvent id="es_e">${undo()}</endEvent><sequenceFlow id="es_f" sourceRef="es_s" targetRef="es_e"/></subProcess>`,
        ['s>inner', 'inner>pay', 'pay>e'],
      ),
    )
    driven.complete('a').error('pay', 'refused')
    expect(driven.tasks).toEqual(['undo_a'])
    expect(driven.complete('undo_a').outcome).toBe('completed')
  })
})

describe('startEvent', () => {
  it('of a message starts the case', async () => {
    const { VirtualEngine } = await import('./virtual-engine.ts')
    const { graphsOf } = await import('./testing.ts')
    const graphs = await graphsOf(
      model(
        `<startEvent id="m">${message()}</startEvent><startEvent id="n">${message('N')}</startEvent>${users('a', 'b')}`,
        ['m>a', 'n>b', 'a>e', 'b>e'],
      ),
    )
    const runner = new VirtualEngine({ graphs })
    expect(runner.waits(runner.startByMessage('bye'))).toMatchObject([{ element: 'b' }])
    expect(() => runner.startByMessage('other')).toThrow(expect.objectContaining({ code: 'no-start' }))
    expect(() => runner.start('p')).toThrow(expect.objectContaining({ code: 'no-start' }))
  })
  it('of a signal or timer starts a case', async () => {
    const { VirtualEngine } = await import('./virtual-engine.ts')
    const { graphsOf } = await import('./testing.ts')
    const bySignal = new VirtualEngine({
      graphs: await graphsOf(model(`<startEvent id="m">${signal}</startEvent>${users('a')}`, ['m>a'])),
    })
    bySignal.signal('alarm')
    expect(bySignal.cases).toHaveLength(1)
    const byTimer = new VirtualEngine({
      graphs: await graphsOf(
        model(`<startEvent id="m">${timer('R2/PT1H', 'timeCycle')}</startEvent>${users('a')}`, ['m>a']),
      ),
    })
    byTimer.advance('P1D')
    expect(byTimer.cases).toHaveLength(2)
  })
})
