import { describe, expect, it } from 'vitest'
import { compile } from './compile.ts'
import { limits } from './limits.ts'
import { step } from './step.ts'
import { model, problemsOf, started } from './testing.ts'

describe('hostile models', () => {
  it('a loop without a wait ends at the limit, by name', async () => {
    const driven = await started(model('<exclusiveGateway id="x"/><task id="a"/>', ['s>x', 'x>a', 'a>x']))
    expect(driven.running.incident).toMatchObject({ code: 'endless-loop' })
    expect(driven.outcome).toBe('failed')
  })
  it('a loop that multiplies its tokens ends too', async () => {
    const driven = await started(
      model('<exclusiveGateway id="x"/><parallelGateway id="f"/>', ['s>x', 'x>f', 'f>x', 'f>x']),
    )
    expect(driven.running.incident).toMatchObject({ code: 'endless-loop' })
  })
  it('more than 10,000 elements are refused before a tree is built', async () => {
    const many = Array.from({ length: limits.elements + 1 }, (_, at) => `<task id="t${at}"/>`).join('')
    const from = performance.now()
    expect(await problemsOf(model(many))).toMatchObject([{ code: 'too-many-elements', line: expect.any(Number) }])
    expect(performance.now() - from).toBeLessThan(5_000)
  })
  it('deep nesting of elements and of sub-processes', async () => {
    expect(
      await problemsOf(
        model(`<documentation>${'<b>'.repeat(limits.depth)}${'</b>'.repeat(limits.depth)}</documentation>`),
      ),
    ).toMatchObject([{ code: 'too-deep' }])
    const deep = (levels: number): string =>
      levels === 0 ? '<task id="t"/>' : `<subProcess id="s${levels}">${deep(levels - 1)}</subProcess>`
    expect((await problemsOf(model(deep(limits.nesting + 2))))[0]).toMatchObject({ code: 'too-deep' })
    expect(await problemsOf(model(deep(10)))).toEqual([])
  })
  it('document type declarations, and with them all entities', async () => {
    const bomb = model('')
      .replace('?>', '?><!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>')
      .replace('targetNamespace="E"', 'targetNamespace="&b;"')
    expect(await problemsOf(bomb)).toMatchObject([{ code: 'doctype', line: 1 }])
    expect(await problemsOf(model('<task id="a" name="&undefined;"/>'))).toMatchObject([{ code: 'not-xml' }])
  })
  it('what is no XML, no BPMN, in an unknown encoding, or cut off', async () => {
    expect(await problemsOf('')).toMatchObject([{ code: 'not-xml' }])
    expect(await problemsOf('<html/>')).toMatchObject([{ code: 'not-bpmn' }])
    expect(await problemsOf(model('').slice(0, -5))).toMatchObject([{ code: 'not-xml' }])
    expect(await problemsOf(Buffer.from('<?xml version="1.0" encoding="klingon"?><a/>'))).toMatchObject([
      { code: 'encoding' },
    ])
  })
  it('two elements of one id', async () => {
    expect(await problemsOf(model('<task id="a"/><userTask id="a"/>'))).toMatchObject([
      { code: 'duplicate-id', element: 'a' },
    ])
  })
  it('JavaScript in expressions is never run', async () => {
    for (const expression of [
      '${execution.getEngineServices()}',
      '${bean.run()}',
      '${java.lang.Runtime.getRuntime()}',
      '=(() => 1)()',
    ]) {
      expect(
        await problemsOf(model('<exclusiveGateway id="x"/><task id="a"/>', ['s>x', `x>a: ${expression}`])),
        expression,
      ).toMatchObject([{ code: 'expression' }])
    }
    const reach = 'constructor.constructor("globalThis.ran = 1")() = 1'
    const { graphs } = await compile(
      model('<exclusiveGateway id="x" default="f2_x_e"/><userTask id="a"/>', ['s>x', `x>a: ${reach}`, 'x>e']),
    )
    for (const graph of Object.values(graphs))
      step(graph, null, { type: 'start', variables: { a: {} } }, { now: '2026-01-01T00:00:00.000Z' })
    expect((globalThis as Record<string, unknown>)['ran']).toBeUndefined()
  })
  it('variables named like parts of objects are only data', async () => {
    const driven = await started(model('<userTask id="a"/>', ['s>a', 'a>e']))
    driven.complete('a', null, JSON.parse('{"__proto__": {"polluted": true}, "constructor": 1}'))
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
    expect(Object.getPrototypeOf(driven.variables)).toBe(Object.prototype)
    expect(driven.variables['constructor']).toBe(1)
  })
})

describe('what is not run is refused by element and name', () => {
  const refused: [string, string, string][] = [
    ['complexGateway', '<complexGateway id="x" name="Odd"/>', 'complexGateway'],
    ['adHocSubProcess', '<adHocSubProcess id="x" name="Odd"/>', 'adHocSubProcess'],
    [
      'several event definitions',
      '<intermediateCatchEvent id="x" name="Odd"><signalEventDefinition signalRef="S"/><messageEventDefinition messageRef="M"/></intermediateCatchEvent>',
      'several',
    ],
    ['cancel event', '<endEvent id="x" name="Odd"><cancelEventDefinition/></endEvent>', 'cancel'],
    ['event-based gateway that starts', '<eventBasedGateway id="x" name="Odd" instantiate="true"/>', 'starts'],
    ['receive task that starts', '<receiveTask id="x" name="Odd" instantiate="true"/>', 'starts'],
    [
      'cron that is not counted here',
      '<intermediateCatchEvent id="x" name="Odd"><timerEventDefinition><timeCycle>0 0 9 15W * ?</timeCycle></timerEventDefinition></intermediateCatchEvent>',
      'cycle',
    ],
    [
      'a catch without its message',
      '<intermediateCatchEvent id="x" name="Odd"><messageEventDefinition/></intermediateCatchEvent>',
      'message',
    ],
    [
      'a link without its end',
      '<intermediateThrowEvent id="x" name="Odd"><linkEventDefinition name="L"/></intermediateThrowEvent>',
      'link',
    ],
  ]
  it.each(refused)('%s', async (_what, element, word) => {
    const problems = await problemsOf(model(element))
    expect(problems[0]).toMatchObject({
      severity: 'error',
      element: 'x',
      line: 3,
      message: expect.stringContaining('"Odd"'),
      remedy: expect.stringMatching(/\w/),
    })
    expect(problems[0]?.message).toContain(word)
  })
  it('a refused process has no graph', async () => {
    expect((await compile(model('<complexGateway id="x"/>'))).graphs).toEqual({})
  })
})
