import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compile, runToEnd } from '../process/index.ts'
import { conform, csvReader, discover, xesReader, type EventLog } from './index.ts'

/** A log of cases, each a word of letters. */
function logOf(...words: string[]): EventLog {
  const reader = csvReader()
  reader.write('case,activity,time\n')
  for (const [number, word] of words.entries())
    for (const [at, letter] of [...word].entries())
      reader.write(`${number},${letter},${new Date(number * 1e9 + at * 60_000).toISOString()}\n`)
  return reader.end()
}
const model = (parts: string, flows: string[]) =>
  `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="x"><process id="p" isExecutable="true"><startEvent id="s"/><endEvent id="e"/>${parts}${flows
    .map(
      (flow, at) => `<sequenceFlow id="f${at}" sourceRef="${flow.split('>')[0]}" targetRef="${flow.split('>')[1]}"/>`,
    )
    .join('')}</process></definitions>`
const tasks = (names: string) => [...names].map((name) => `<task id="${name}"/>`).join('')
const CHAIN = model(tasks('abc'), ['s>a', 'a>b', 'b>c', 'c>e'])

describe('conformance', () => {
  it('counts the moves that only one side makes', () => {
    expect(conform(logOf('abc', 'abc', 'ac', 'abxc', 'acb'), CHAIN)).toMatchObject({
      // 4 of 5 * 3 events and 3 steps each: 1 + 1 + 2 of 15 - 1 + 1 + 15
      fitness: 1 - 4 / 30,
      exact: true,
      cases: 5,
      fittingCases: 2,
      deviations: 4,
      notOptimal: 0,
      unexpected: expect.arrayContaining([{ activity: 'x', cases: 1 }]),
    })
  })

  it.each<[string, string, string[], string[]]>([
    [
      'one of two ways',
      model(`${tasks('ab')}<exclusiveGateway id="g"/><exclusiveGateway id="j"/>`, [
        's>g',
        'g>a',
        'g>b',
        'a>j',
        'b>j',
        'j>e',
      ]),
      ['a', 'b'],
      ['ab', ''],
    ],
    [
      'both in any order',
      model(`${tasks('ab')}<parallelGateway id="g"/><parallelGateway id="j"/>`, [
        's>g',
        'g>a',
        'g>b',
        'a>j',
        'b>j',
        'j>e',
      ]),
      ['ab', 'ba'],
      ['a', 'aab'],
    ],
    [
      'any of two',
      model(`${tasks('ab')}<inclusiveGateway id="g"/><inclusiveGateway id="j"/>`, [
        's>g',
        'g>a',
        'g>b',
        'a>j',
        'b>j',
        'j>e',
      ]),
      ['a', 'b', 'ba'],
      [''],
    ],
    [
      'a way back',
      model(`${tasks('ab')}<exclusiveGateway id="j"/><exclusiveGateway id="g"/>`, [
        's>j',
        'j>a',
        'a>g',
        'g>b',
        'b>j',
        'g>e',
      ]),
      ['a', 'aba', 'ababa'],
      ['ab', 'aa'],
    ],
    [
      'a sub-process that can be broken off',
      model(
        '<subProcess id="u"><startEvent id="us"/><task id="a"/><task id="b"/><endEvent id="ue"/><sequenceFlow id="u1" sourceRef="us" targetRef="a"/><sequenceFlow id="u2" sourceRef="a" targetRef="b"/><sequenceFlow id="u3" sourceRef="b" targetRef="ue"/></subProcess><boundaryEvent id="late" attachedToRef="u"><timerEventDefinition/></boundaryEvent><task id="c"/>',
        ['s>u', 'u>e', 'late>c', 'c>e'],
      ),
      ['ab', 'ac', 'c', 'abc'],
      ['a', 'bc'],
    ],
    [
      'several ends',
      model(`${tasks('ab')}<parallelGateway id="g"/><endEvent id="e2"/>`, ['s>g', 'g>a', 'g>b', 'a>e', 'b>e2']),
      ['ab', 'ba'],
      ['a'],
    ],
    [
      'a loop of rounds',
      model('<task id="a"><multiInstanceLoopCharacteristics/></task>', ['s>a', 'a>e']),
      ['a', 'aaa'],
      [''],
    ],
  ])('%s', (_what, bpmn, fits, deviates) => {
    for (const word of fits)
      expect(
        conform(logOf(word, 'z'), bpmn).variants.find(({ length }) => length === word.length && word !== 'z')?.cost ??
          0,
        word,
      ).toBe(0)
    for (const word of deviates) {
      const found = conform(word === '' ? logOf('z') : logOf(word), bpmn)
      expect(found.deviations, word).toBeGreaterThan(0)
    }
  })

  it('says that a figure is a lower bound when the search ends at its budget', () => {
    const names = 'klmnopqrtu'
    const bpmn = model(`${tasks(names)}<parallelGateway id="g"/><parallelGateway id="j"/>`, [
      's>g',
      'j>e',
      ...[...names].flatMap((name) => [`g>${name}`, `${name}>j`]),
    ])
    const log = logOf('zzutrqponmlk', names)
    const whole = conform(log, bpmn)
    const cut = conform(log, bpmn, 8)
    expect(whole.exact).toBe(true)
    expect(cut).toMatchObject({ exact: false })
    expect(cut.notOptimal).toBeGreaterThan(0)
    expect(cut.fitness).toBeLessThanOrEqual(whole.fitness)
    expect(cut.deviations).toBeLessThanOrEqual(whole.deviations)
  })

  it('refuses a model of which no case can end', () => {
    const bpmn = model(`${tasks('ab')}<exclusiveGateway id="g"/><parallelGateway id="j"/>`, [
      's>g',
      'g>a',
      'g>b',
      'a>j',
      'b>j',
      'j>e',
    ])
    expect(() => conform(logOf('a'), bpmn)).toThrow('no case of the model can come to its end')
  })
})

describe('discovery', () => {
  it('makes a model that runs and that every case of the log goes through, whatever the log', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: fc.constantFrom(...'abcdefg'), maxLength: 9 }), { minLength: 1, maxLength: 12 }),
        async (words) => {
          const log = logOf(...words.map((word) => word || 'a'))
          const bpmn = discover(log, 'found')
          const { graphs, problems } = await compile(bpmn)
          expect(problems.filter(({ severity }) => severity === 'error')).toEqual([])
          expect(runToEnd({ graphs, process: 'discovered' }).outcome).toBe('completed')
          const found = conform(log, bpmn)
          expect(found).toMatchObject({ fitness: 1, fittingCases: found.cases })
        },
      ),
      { numRuns: 40 },
    )
  })

  it('finds the structure that a log was made of', () => {
    const of = (...words: string[]) => discover(logOf(...words), 'x')
    expect(of('abc', 'acb')).toMatch(/parallelGateway/)
    expect(of('abd', 'acd')).not.toMatch(/parallelGateway/)
    expect(conform(logOf('adc'), of('abc', 'ac', 'adc')).fitness).toBe(1)
    expect(conform(logOf('abababac'), of('ac', 'abac', 'ababac')).fitness).toBe(1)
    expect(conform(logOf('cba'), of('abc', 'abc')).fitness).toBeLessThan(1)
  })

  it('leaves seldom orders out when it is told to', () => {
    const words = [...Array.from({ length: 50 }, () => 'abc'), 'acb']
    expect(discover(logOf(...words), 'x')).toMatch(/parallelGateway/)
    const plain = discover(logOf(...words), 'x', 0.2)
    expect(plain).not.toMatch(/parallelGateway/)
    expect(conform(logOf(...words), plain).fittingCases).toBe(50)
  })
})

const root = join(process.env['DARCHA_CONFORMANCE'] ?? '../shared/data/conformance', 'event-logs')
describe.skipIf(!existsSync(root))('conformance: event logs', () => {
  it.each(['running-example.xes', 'receipt.xes.gz'])('%s fits the model that was discovered from it', async (name) => {
    const file = readFileSync(join(root, name))
    const reader = xesReader()
    reader.write((name.endsWith('.gz') ? gunzipSync(file) : file).toString('utf8'))
    const log = reader.end()
    const bpmn = discover(log, name)
    expect((await compile(bpmn)).problems.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(conform(log, bpmn)).toMatchObject({ fitness: 1, exact: true, deviations: 0 })
    const plain = discover(log, name, 0.2)
    expect(conform(log, plain).fitness).toBeGreaterThan(0.7)
  })
})
