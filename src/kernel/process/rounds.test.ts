import { describe, expect, it } from 'vitest'
import { arrows, model, started, timer } from './testing.ts'

const rounds = (inside: string, attributes = '') =>
  `<multiInstanceLoopCharacteristics ${attributes}>${inside}</multiInstanceLoopCharacteristics>`

describe('multi-instance', () => {
  it('parallel over a collection: each round has its own element, results are collected in order', async () => {
    const driven = await started(
      model(
        `<userTask id="a" darcha:writes="opinions" darcha:office="=body">${rounds('', 'darcha:collection="=bodies" darcha:element="body"')}</userTask>`,
        ['s>a', 'a>e'],
      ),
      { bodies: ['tax', 'land', 'court'] },
    )
    const waits = driven.runner.waits(driven.running)
    expect(waits.map((wait) => [wait.round, wait.attributes['office']])).toEqual([
      [0, 'tax'],
      [1, 'land'],
      [2, 'court'],
    ])
    for (const wait of [waits[2], waits[0], waits[1]])
      driven.send({ type: 'complete', wait: wait?.id ?? 0, result: `by ${wait?.attributes['office']}` })
    expect(driven.outcome).toBe('completed')
    expect(driven.variables).toEqual({ bodies: ['tax', 'land', 'court'], opinions: ['by tax', 'by land', 'by court'] })
  })
  it('sequential: the list is that of the beginning', async () => {
    const driven = await started(
      model(
        `<userTask id="a" name="\${item}">${rounds('', 'isSequential="true" camunda:collection="items" camunda:elementVariable="item"')}</userTask>`,
        ['s>a', 'a>e'],
      ),
      { items: ['x', 'y'] },
    )
    driven.set({ items: [] })
    expect(driven.runner.waits(driven.running)).toMatchObject([{ name: 'x', round: 0 }])
    driven.complete('a')
    expect(driven.runner.waits(driven.running)).toMatchObject([{ name: 'y', round: 1 }])
    expect(driven.complete('a').outcome).toBe('completed')
  })
  it('ends by its completion condition, which sees the result', async () => {
    const driven = await started(
      model(
        `<userTask id="a">${rounds('<loopCardinality>3</loopCardinality><completionCondition>a.outcome = "object"</completionCondition>')}</userTask>`,
        ['s>a', 'a>e'],
      ),
    )
    driven.complete('a', { outcome: 'agree' })
    expect(driven.tasks).toEqual(['a', 'a'])
    expect(driven.complete('a', { outcome: 'object' }).outcome).toBe('completed')
    expect(driven.variables['a']).toEqual([{ outcome: 'agree' }, { outcome: 'object' }, null])
  })
  it('knows how many rounds there are by the names of the standard (BPMN 2.0.2, table 10.30) and of other engines', async () => {
    const counted = async (condition: string) => {
      const driven = await started(
        model(
          `<userTask id="a">${rounds(`<loopCardinality>4</loopCardinality><completionCondition>${condition}</completionCondition>`)}</userTask>`,
          ['s>a', 'a>e'],
        ),
      )
      driven.complete('a', {})
      expect(driven.outcome).toBe('running')
      return driven.complete('a', {}).outcome
    }
    expect(await counted('numberOfCompletedInstances / numberOfInstances = 0.5')).toBe('completed')
    expect(await counted('numberOfActiveInstances + numberOfTerminatedInstances = 2')).toBe('completed')
    expect(await counted('nrOfCompletedInstances / nrOfInstances = 0.5 and nrOfActiveInstances = 2')).toBe('completed')
  })
  it('none at all is passed; what is no number or list stops', async () => {
    const xml = model(`<userTask id="a">${rounds('<loopCardinality>n</loopCardinality>')}</userTask>`, ['s>a', 'a>e'])
    expect((await started(xml, { n: 0 })).path).toEqual(['s', 'a', 'e'])
    expect((await started(xml, { n: 'many' })).running.incident).toMatchObject({ element: 'a', code: 'no-cardinality' })
    expect((await started(xml, { n: 1e9 })).running.incident).toMatchObject({ element: 'a', code: 'too-many-rounds' })
  })
  it('of a sub-process: variables of a round are its own', async () => {
    const driven = await started(
      model(
        `<subProcess id="sub">${rounds('<loopDataOutputRef>all</loopDataOutputRef><outputDataItem name="found"/>', 'darcha:collection="=list" darcha:element="item"')}<userTask id="a"/><scriptTask id="found" scriptFormat="feel"><script>a + item</script></scriptTask>${arrows(['s>a', 'a>found', 'found>e'], 'i')}</subProcess>`,
        ['s>sub', 'sub>e'],
      ),
      { list: [10, 20] },
    )
    const [first, second] = driven.runner.waits(driven.running)
    expect([first?.round, second?.round]).toEqual([0, 1])
    driven
      .send({ type: 'complete', wait: second?.id ?? 0, result: 2 })
      .send({ type: 'complete', wait: first?.id ?? 0, result: 1 })
    expect(driven.variables).toEqual({ list: [10, 20], all: [11, 22] })
  })
  it('a boundary event ends all rounds', async () => {
    const driven = await started(
      model(
        `<userTask id="a">${rounds('<loopCardinality>3</loopCardinality>')}</userTask><userTask id="late"/><boundaryEvent id="t" attachedToRef="a">${timer('PT1H')}</boundaryEvent>`,
        ['s>a', 'a>e', 't>late'],
      ),
    )
    expect(driven.waits('timer')).toEqual(['t'])
    driven.complete('a')
    expect(driven.after('PT2H').all).toEqual(['late'])
  })
  it('of called processes', async () => {
    const called = `<process id="q" isExecutable="true"><userTask id="inner"/>${arrows(['s>inner', 'inner>e'], 'q')}</process>`
    const driven = await started(
      model(
        `<callActivity id="c" calledElement="q">${rounds('<loopCardinality>2</loopCardinality>')}</callActivity>`,
        ['s>c', 'c>e'],
        called,
      ),
    )
    expect(driven.tasks).toEqual(['inner', 'inner'])
    expect(driven.complete('inner').complete('inner').outcome).toBe('completed')
  })
})

describe('standard loop', () => {
  const loop = (attributes: string, condition?: string) =>
    model(
      `<userTask id="a"><standardLoopCharacteristics ${attributes}>${condition ? `<loopCondition>${condition}</loopCondition>` : ''}</standardLoopCharacteristics></userTask>`,
      ['s>a', 'a>e'],
    )
  it('again while its condition holds, looked at after or before', async () => {
    const after = await started(loop('', 'more = true'))
    expect(after.complete('a', undefined, { more: true }).tasks).toEqual(['a'])
    expect(after.complete('a', undefined, { more: false }).outcome).toBe('completed')
    expect((await started(loop('testBefore="true"', 'more = true'))).outcome).toBe('completed')
  })
  it('at most as often as it says', async () => {
    const driven = await started(loop('loopMaximum="2"'))
    expect(driven.complete('a').complete('a').outcome).toBe('completed')
  })
})
