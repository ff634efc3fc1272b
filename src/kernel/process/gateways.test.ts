import { describe, expect, it } from 'vitest'
import { model, started } from './testing.ts'

const users = (...ids: string[]) => ids.map((id) => `<userTask id="${id}"/>`).join('')

describe('exclusiveGateway', () => {
  const xml = model(`<exclusiveGateway id="x" default="f3_x_c"/>${users('a', 'b', 'c')}`, [
    's>x',
    'x>a: n > 10',
    'x>b: n > 5',
    'x>c',
    'a>e',
    'b>e',
    'c>e',
  ])
  it.each([
    [20, 'a'],
    [7, 'b'],
    [1, 'c'],
    [null, 'c'],
  ])('for %s takes the first flow that holds: %s', async (n, task) => {
    expect((await started(xml, { n })).tasks).toEqual([task])
  })
  it('without a flow that holds stops there, by name', async () => {
    const driven = await started(
      model(`<exclusiveGateway id="x" name="Which?"/>${users('a', 'b')}`, ['s>x', 'x>a: n > 10', 'x>b: n > 5']),
      { n: 1 },
    )
    expect(driven.running.incident).toMatchObject({
      element: 'x',
      code: 'no-flow',
      message: expect.stringContaining('Which?'),
    })
  })
  it('merges without waiting', async () => {
    const driven = await started(
      model(`<parallelGateway id="f"/><exclusiveGateway id="x"/>${users('a', 'b', 'c')}`, [
        's>f',
        'f>a',
        'f>b',
        'a>x',
        'b>x',
        'x>c',
        'c>e',
      ]),
    )
    driven.complete('a').complete('b')
    expect(driven.tasks).toEqual(['c', 'c'])
  })
})

describe('parallelGateway', () => {
  it('waits for each incoming flow and goes on once', async () => {
    const driven = await started(
      model(`<parallelGateway id="f"/><parallelGateway id="j"/>${users('a', 'b', 'c', 'd')}`, [
        's>f',
        'f>a',
        'f>b',
        'f>c',
        'a>j',
        'b>j',
        'c>j',
        'j>d',
        'd>e',
      ]),
    )
    driven.complete('b').complete('a')
    expect(driven.tasks).toEqual(['c'])
    driven.complete('c')
    expect(driven.tasks).toEqual(['d'])
    expect(driven.complete('d').outcome).toBe('completed')
    expect(driven.path.filter((element) => element === 'j')).toHaveLength(1)
  })
  it('keeps a second token of one flow for the next time', async () => {
    const driven = await started(
      model(
        `<parallelGateway id="f"/><exclusiveGateway id="m"/><parallelGateway id="j"/>${users('a', 'b', 'c', 'd', 'g')}`,
        ['s>f', 'f>a', 'f>b', 'f>c', 'f>d', 'a>m', 'b>m', 'm>j', 'c>j', 'd>g', 'j>e', 'g>j'],
      ),
    )
    // three incoming flows: m twice, c once, g once: fires once, the spare token of m can't go on
    driven.complete('a').complete('b').complete('c')
    expect(driven.path).not.toContain('j')
    driven.complete('d')
    expect(driven.tasks).toEqual(['g'])
    expect(() => driven.complete('g')).not.toThrow()
    expect(driven.running.incident).toMatchObject({ element: 'j', code: 'deadlock' })
  })
})

describe('inclusiveGateway', () => {
  const block = [
    's>o',
    'o>a: list contains(want, "a")',
    'o>b: list contains(want, "b")',
    'o>c: list contains(want, "c")',
    'a>j',
    'b>j',
    'c>j',
    'j>d',
    'd>e',
  ]
  const xml = model(`<inclusiveGateway id="o"/><inclusiveGateway id="j"/>${users('a', 'b', 'c', 'd')}`, block)
  it.each([[['a']], [['a', 'c']], [['a', 'b', 'c']]])('joins just the branches that were taken: %s', async (want) => {
    const driven = await started(xml, { want })
    expect(driven.tasks).toEqual(want)
    for (const [at, task] of want.entries()) {
      driven.complete(task)
      expect(driven.tasks).toEqual(at === want.length - 1 ? ['d'] : want.slice(at + 1))
    }
    expect(driven.complete('d').outcome).toBe('completed')
  })
  it('does not wait for a branch that an exclusive gateway led away', async () => {
    const driven = await started(
      model(
        `<parallelGateway id="f"/><exclusiveGateway id="x" default="f5_x_e2"/><inclusiveGateway id="j"/>${users('a', 'b', 'd')}`,
        ['s>f', 'f>a', 'f>b', 'b>x', 'a>j', 'x>e2', 'x>j: go = true', 'j>d', 'd>e'],
      ),
    )
    driven.complete('a')
    expect(driven.tasks).toEqual(['b'])
    driven.complete('b')
    expect(driven.tasks).toEqual(['d'])
  })
  it('does not wait for a token that has to pass the join itself first', async () => {
    // the loop back from after the join could reach its other flow only through it
    const driven = await started(
      model(`<inclusiveGateway id="j"/><exclusiveGateway id="x" default="f4_x_e"/>${users('a', 'b')}`, [
        's>a',
        'a>j',
        'j>b',
        'b>x',
        'x>e',
        'x>j: again = true',
      ]),
    )
    driven.complete('a')
    expect(driven.tasks).toEqual(['b'])
    driven.complete('b', undefined, { again: true })
    expect(driven.tasks).toEqual(['b'])
    expect(driven.complete('b', undefined, { again: false }).outcome).toBe('completed')
  })
  it('waits for what a boundary event may still send', async () => {
    const driven = await started(
      model(
        `<parallelGateway id="f"/><inclusiveGateway id="j"/>${users('a', 'b', 'c', 'd')}<boundaryEvent id="t" attachedToRef="b"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>`,
        ['s>f', 'f>a', 'f>b', 'a>j', 'b>e2', 't>c', 'c>j', 'j>d', 'd>e'],
      ),
    )
    driven.complete('a')
    expect(driven.tasks).toEqual(['b'])
    driven.after('PT2H')
    expect(driven.tasks).toEqual(['c'])
    driven.complete('c')
    expect(driven.tasks).toEqual(['d'])
  })
  it('two joins that wait for each other alone do not stand still', async () => {
    const driven = await started(
      model(
        `<parallelGateway id="f"/><inclusiveGateway id="i"/><inclusiveGateway id="j"/>${users('a', 'b', 'c', 'd')}<exclusiveGateway id="x" default="f8_x_e"/><exclusiveGateway id="y" default="f11_y_e1"/>`,
        ['s>f', 'f>a', 'f>b', 'a>i', 'b>j', 'i>c', 'j>d', 'c>x', 'x>e', 'x>j: false', 'd>y', 'y>e1', 'y>i: false'],
      ),
    )
    driven.complete('a').complete('b')
    for (let round = 0; round < 3; round++) for (const task of driven.tasks) driven.complete(task)
    expect(driven.outcome).toBe('completed')
  })
})

describe('eventBasedGateway', () => {
  const xml = model(
    `<eventBasedGateway id="g"/><intermediateCatchEvent id="m"><messageEventDefinition messageRef="M"/></intermediateCatchEvent><intermediateCatchEvent id="t"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></intermediateCatchEvent><receiveTask id="r" messageRef="N"/>${users('a', 'b', 'c')}`,
    ['s>g', 'g>m', 'g>t', 'g>r', 'm>a', 't>b', 'r>c', 'a>e', 'b>e', 'c>e'],
  )
  it('takes the first that comes and drops the others', async () => {
    const byMessage = await started(xml)
    expect(byMessage.all).toEqual(['m', 't', 'r'])
    byMessage.message('hello')
    expect(byMessage.all).toEqual(['a'])
    expect((await started(xml)).after('PT2H').all).toEqual(['b'])
    expect((await started(xml)).message('bye').all).toEqual(['c'])
  })
})

describe('sequenceFlow', () => {
  it('conditional and default flows leave a task', async () => {
    const xml = model(`<userTask id="t" default="f3_t_c"/>${users('a', 'b', 'c', 'd')}`, [
      's>t',
      't>a: n > 1',
      't>b: n > 2',
      't>c',
      'a>e',
      'b>e',
      'c>e',
    ])
    expect((await started(xml)).complete('t', undefined, { n: 3 }).tasks).toEqual(['a', 'b'])
    expect((await started(xml)).complete('t', undefined, { n: 0 }).tasks).toEqual(['c'])
  })
  it('several plain flows out of a task are taken side by side', async () => {
    expect((await started(model(users('t', 'a', 'b'), ['s>t', 't>a', 't>b']))).complete('t').tasks).toEqual(['a', 'b'])
  })
})
