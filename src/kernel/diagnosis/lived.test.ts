import { describe, expect, it } from 'vitest'
import { compile, runToEnd } from '../process/index.ts'
import { LogBuilder, measureLog, xesReader, type EventLog } from '../mining/index.ts'
import { compareSteps, diagnose, livedFrom, notLookedFor, repair, touchedLaws, tryFix } from './index.ts'

const OFFICE = 'darcha:office="one"'
/** A process of parts as XML, and flows as `from>to` or `from>to>condition`. */
function model(parts: string, flows: string[]): string {
  const lines = flows.map((flow, at) => {
    const [from, to, condition] = flow.split('>')
    return `<sequenceFlow id="f${at}" sourceRef="${from}" targetRef="${to}">${condition ? `<conditionExpression>${condition}</conditionExpression>` : ''}</sequenceFlow>`
  })
  return `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:darcha="urn:darcha:bpmn:1" targetNamespace="x"><process id="p" isExecutable="true"><startEvent id="s"/>${parts}${lines.join('')}</process></definitions>`
}
interface Event {
  name: string
  at: number
  by?: string
}
/** A log of cases, times in minutes. */
function log(cases: { events: Event[]; kind?: string }[]): EventLog {
  const reader = xesReader()
  reader.write('<log>')
  for (const { events, kind } of cases) {
    reader.write(`<trace>${kind === undefined ? '' : `<string key="kind" value="${kind}"/>`}`)
    for (const { name, at, by } of events)
      reader.write(
        `<event><string key="concept:name" value="${name}"/><date key="time:timestamp" value="${new Date(at * 60_000).toISOString()}"/>${by ? `<string key="org:resource" value="${by}"/>` : ''}</event>`,
      )
    reader.write('</trace>')
  }
  reader.write('</log>')
  return reader.end()
}
const rules = (bpmn: string, of?: EventLog) =>
  diagnose(bpmn, undefined, of && livedFrom(of, bpmn)).map(
    ({ rule, elements, fix }) => `${rule} ${elements.join(',')}${fix ? ` ${fix.kind}` : ''}`,
  )
/** Carries out the fix of a rule, and sees that the model still runs and the finding is gone. */
async function mended(bpmn: string, rule: string, of?: EventLog): Promise<string> {
  const lived = of && livedFrom(of, bpmn)
  const finding = diagnose(bpmn, undefined, lived).find((each) => each.rule === rule)!
  const tried = await tryFix(bpmn, finding.fix!)
  if (!('bpmn' in tried)) throw new Error(tried.refused)
  const { graphs, problems } = await compile(tried.bpmn)
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([])
  expect(runToEnd({ graphs, process: 'p' }).outcome).toBe('completed')
  const left = diagnose(tried.bpmn, undefined, lived).filter((each) => each.rule === rule)
  expect(left).toEqual([])
  return tried.bpmn
}
const traceOf = async (bpmn: string, variables = {}) =>
  runToEnd({ graphs: (await compile(bpmn)).graphs, process: 'p', variables }).trace
const cases = (count: number, make: (number: number) => { events: Event[]; kind?: string }) =>
  Array.from({ length: count }, (_, number) => make(number))

const VAIN = model(
  `<userTask id="survey" ${OFFICE}/><userTask id="check" darcha:office="two" darcha:act="examine"/><exclusiveGateway id="ok" default="f3"/><userTask id="use" darcha:office="two" darcha:about="=survey.size"/><endEvent id="no"/><endEvent id="yes"/>`,
  ['s>survey', 'survey>check', 'check>ok', 'ok>use', 'ok>no>check.outcome = "correct"', 'use>yes'],
)

describe('work before a gateway that makes it useless', () => {
  it('is moved behind it', async () => {
    expect(rules(VAIN)).toEqual(['done-in-vain survey,ok move'])
    const after = await mended(VAIN, 'done-in-vain')
    expect(await traceOf(after)).toEqual(['s', 'check', 'ok', 'survey', 'use', 'yes'])
  })
  it('is left alone where the gateway, or what ends the case, reads its result', () => {
    expect(rules(VAIN.replace('check.outcome =', 'survey.outcome ='))).toEqual([])
    expect(rules(VAIN.replace('id="no"', 'id="no" darcha:outcome="=survey.x"'))).toEqual([])
  })
})

const TESTS = model(
  `<userTask id="slow" name="Slow" ${OFFICE} darcha:minutes="60"/><exclusiveGateway id="g1" default="f2"/><userTask id="fast" name="Fast" darcha:office="two" darcha:minutes="5"/><exclusiveGateway id="g2" default="f5"/><endEvent id="no"/><endEvent id="yes"/>`,
  [
    's>slow',
    'slow>g1',
    'g1>fast',
    'g1>no>slow.outcome = "correct"',
    'fast>g2',
    'g2>yes',
    'g2>no>fast.outcome = "correct"',
  ],
)
const TESTED = log(
  cases(100, (number) => ({
    events: [
      { name: 'Slow', at: number * 1000 },
      ...(number % 10 === 0 ? [] : [{ name: 'Fast', at: number * 1000 + 10 }]),
      ...(number % 10 === 0 || number % 2 === 0 ? [] : [{ name: 'yes', at: number * 1000 + 20 }]),
    ],
  })),
)

it('sorts tests by what they refuse for each minute of work', async () => {
  const [finding] = diagnose(TESTS, undefined, livedFrom(TESTED, TESTS))
  expect(finding).toMatchObject({
    rule: 'tests-out-of-order',
    evidence: ['slow: ends 10 % of cases in 60 minutes', 'fast: ends 44 % of cases in 5.0 minutes', expect.any(String)],
  })
  const after = await mended(TESTS, 'tests-out-of-order', TESTED)
  expect(await traceOf(after)).toEqual(['s', 'fast', 'g2', 'slow', 'g1', 'yes'])
  expect(rules(TESTS.replace('fast.outcome =', 'slow.outcome ='), TESTED)).toEqual(['tests-out-of-order slow,fast'])
})

it('gives short cases a way of their own, told by an answer', async () => {
  const bpmn = model(`<userTask id="look" name="Look" ${OFFICE}/><endEvent id="e"/>`, ['s>look', 'look>e'])
  const of = log(
    cases(80, (number) => ({
      kind: number % 3 === 0 ? 'large' : 'small',
      events: [
        { name: 's', at: number * 5000 },
        { name: 'Look', at: number * 5000 + (number % 3 === 0 ? 900 + (number % 7) * 20 : 10 + (number % 5)) },
      ],
    })),
  )
  expect(rules(bpmn, of)).toEqual(['two-kinds look triage'])
  const after = await mended(bpmn, 'two-kinds', of)
  expect(await traceOf(after, { answers: { kind: 'small' } })).toContain('look_short')
  expect(await traceOf(after, { answers: { kind: 'large' } })).toContain('look')
})

it('takes out a timer that lets cases wait for a day, unless a law asks for it', async () => {
  const bpmn = model(
    `<intermediateCatchEvent id="friday" name="Friday"><timerEventDefinition><timeDate>2026-01-02T10:00:00Z</timeDate></timerEventDefinition></intermediateCatchEvent><userTask id="a" ${OFFICE}/><endEvent id="e"/>`,
    ['s>friday', 'friday>a', 'a>e'],
  )
  expect(rules(bpmn)).toEqual(['done-in-batches friday remove'])
  expect(await traceOf(await mended(bpmn, 'done-in-batches'))).toEqual(['s', 'a', 'e'])
  expect(rules(bpmn.replace('name="Friday"', 'darcha:basis="law"'))).toContain('done-in-batches friday')
})

it('finds work that a log shows to be done many at a time', async () => {
  const bpmn = model(`<userTask id="sign" ${OFFICE}/><endEvent id="e"/>`, ['s>sign', 'sign>e'])
  const of = log(
    cases(60, (number) => ({ events: [{ name: 'sign', at: Math.floor(number / 10) * 10_000 + (number % 10) * 0.2 }] })),
  )
  expect(rules(bpmn, of)).toEqual(['done-in-batches sign set'])
  expect(compareSteps(bpmn, await mended(bpmn, 'done-in-batches', of)).changed[0]!.what).toEqual(['batch: – → 1'])
})

it('drops an approval that changes nothing, and keeps its law with the step before it', async () => {
  const bpmn = model(
    `<userTask id="do" name="Prepare" ${OFFICE} darcha:basis="a"/><userTask id="ok" name="Approve" ${OFFICE} darcha:basis="b"/><endEvent id="e"/>`,
    ['s>do', 'do>ok', 'ok>e'],
  )
  const of = log(
    cases(40, (number) => ({
      events: [
        { name: 'Prepare', at: number },
        { name: 'Approve', at: number + 2 },
      ],
    })),
  )
  const finding = diagnose(bpmn, undefined, livedFrom(of, bpmn)).find(
    ({ rule }) => rule === 'approval-changes-nothing',
  )!
  expect(finding.evidence).toEqual(['ok → end: 40 of 40', 'both by one'])
  const after = await mended(bpmn, 'approval-changes-nothing', of)
  expect(await traceOf(after)).toEqual(['s', 'do', 'e'])
  expect(after).toContain('darcha:basis="a b"')
  expect(touchedLaws(bpmn, after)).toEqual([
    { law: 'b', article: '', step: 'ok', name: 'Approve', unit: 'one', what: 'removed' },
  ])
})

it('puts a way that hardly a case takes into a sub-process', async () => {
  const bpmn = model(
    `<exclusiveGateway id="g" default="f1"/><userTask id="a" ${OFFICE}/><userTask id="x" darcha:office="two"/><serviceTask id="y"/><exclusiveGateway id="j"/><endEvent id="e"/>`,
    ['s>g', 'g>a', 'g>x>odd = true', 'x>y', 'y>j', 'a>j', 'j>e'],
  )
  const of = log(
    cases(100, (number) => ({
      events: (number === 0 ? ['x', 'y'] : ['a']).map((name, at) => ({ name, at: number * 100 + at * 10 })),
    })),
  )
  expect(rules(bpmn, of)).toContain('rare-way g,x,y enclose')
  const after = await mended(bpmn, 'rare-way', of)
  expect(await traceOf(after)).toEqual(['s', 'g', 'a', 'j', 'e'])
  expect(await traceOf(after, { odd: true })).toEqual(
    expect.arrayContaining(['x_exception', 'x', 'y', 'x_exception_end', 'j', 'e']),
  )
})

it('says how many people a busy unit needs, and how many bodies are too many', async () => {
  const bpmn = model(`<userTask id="a" ${OFFICE} darcha:minutes="30"/><endEvent id="e"/>`, ['s>a', 'a>e'])
  const of = log(cases(500, (number) => ({ events: [{ name: 'a', at: number * 120, by: 'Ann' }] })))
  const finding = diagnose(bpmn, undefined, livedFrom(of, bpmn)).find(({ rule }) => rule === 'too-few-hands')!
  expect(finding.evidence).toEqual(['one: 1 people, busy 105 % of working time'])
  expect(await mended(bpmn, 'too-few-hands', of)).toContain('darcha:staff="2"')
  const many = model(
    `${['one', 'two', 'three', 'four'].map((office) => `<userTask id="${office}" darcha:office="${office}"/>`).join('')}<endEvent id="e"/>`,
    ['s>one', 'one>two', 'two>three', 'three>four', 'four>e'],
  )
  expect(rules(many)).toEqual(['many-bodies one,two,three,four set'])
  await mended(many, 'many-bodies')
})

it('says which patterns need a log, and mends all that a log shows one after the other', async () => {
  expect(notLookedFor(undefined).map(({ pattern }) => pattern)).toEqual([9, 10, 12, 13])
  const lived = livedFrom(TESTED, TESTS)
  expect(notLookedFor(lived)).toEqual([])
  expect(measureLog(TESTED).cases).toBe(100)
  expect((await repair(TESTS, undefined, undefined, lived)).done.map(({ rule }) => rule)).toEqual([
    'tests-out-of-order',
  ])
})

it('a log that says when work began tells it from waiting, and counts each step once', () => {
  const log = new LogBuilder()
  const minute = 60_000
  for (let at = 0; at < 40; at++) {
    const day = at * 1e9
    log.add('First', day, undefined, 'complete')
    // lay 50 minutes, was worked at for ten; the next began before it was over
    log.add('Second', day + 50 * minute, undefined, 'start')
    log.add('Third', day + 55 * minute, undefined, 'start')
    log.add('Second', day + 60 * minute, undefined, 'complete')
    log.add('Third', day + 75 * minute, undefined, 'complete')
    log.endCase()
  }
  const bpmn = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="x"><process id="p"><task id="a" name="First"/><task id="b" name="Second"/><task id="c" name="Third"/></process></definitions>`
  const { steps } = livedFrom(log.build(), bpmn)
  const second = steps.get('b')!
  expect(second).toMatchObject({ done: 40, cases: 40, minutes: 60 })
  expect([second.work?.times, second.wait?.times]).toMatchObject([{ mean: 10 }, { mean: 50 }])
  expect(steps.get('c')).toMatchObject({ minutes: 15, work: { times: { mean: 20 } } })
  expect(steps.get('c')!.wait).toBeUndefined()
  expect(Object.fromEntries(second.next)).toEqual({ c: 40 })
  expect(Object.fromEntries(steps.get('c')!.next)).toEqual({ '': 40 })
})
