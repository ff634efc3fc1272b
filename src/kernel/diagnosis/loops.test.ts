import { describe, expect, it } from 'vitest'
import { compile, runToEnd } from '../process/index.ts'
import { LogBuilder } from '../mining/index.ts'
import { compareSteps, diagnose, livedFrom, repair, touchedLaws } from './index.ts'

const wrap = (inside: string) =>
  `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:darcha="urn:darcha:bpmn:1" targetNamespace="x"><process id="p" isExecutable="true">${inside}</process></definitions>`
const chain = (...steps: string[]) => {
  const all = ['<startEvent id="s"/>', ...steps, '<endEvent id="e"/>']
  const ids = all.map((step) => /id="([^"]+)"/.exec(step)![1]!)
  return wrap(
    all.join('') +
      ids
        .slice(1)
        .map((id, at) => `<sequenceFlow id="f${at}" sourceRef="${ids[at]}" targetRef="${id}"/>`)
        .join(''),
  )
}
async function traceOf(bpmn: string) {
  const { graphs, problems } = await compile(bpmn)
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([])
  return runToEnd({ graphs, process: 'p' })
}
const fixOf = (bpmn: string, rule: string) => diagnose(bpmn).find((finding) => finding.rule === rule)!.fix

describe('to and fro between two bodies', () => {
  const two = (attributes: string) =>
    chain(
      '<userTask id="a" name="A" darcha:office="one" darcha:role="officer"/>',
      `<userTask id="b" name="B" darcha:office="two" darcha:role="head" ${attributes}/>`,
      '<userTask id="c" name="C" darcha:office="one"/>',
    )

  it('ends where the first body does the step between, whose law then has to follow', async () => {
    const bpmn = two('darcha:act="examine" darcha:basis="law"')
    const { bpmn: after, done } = await repair(bpmn, undefined, ({ rule }) => rule === 'ping-pong')
    expect(done.map(({ rule }) => rule)).toEqual(['ping-pong'])
    expect(compareSteps(bpmn, after).changed).toEqual([
      { id: 'b', name: 'B', what: ['office: two → one', 'role: head → officer'] },
    ])
    expect(touchedLaws(bpmn, after)).toMatchObject([{ law: 'law', step: 'b', what: 'moved to another body' }])
    expect((await traceOf(after)).trace).toEqual(['s', 'a', 'b', 'c', 'e'])
    expect(diagnose(after).map(({ rule }) => rule)).not.toContain('ping-pong')
  })

  it('ends where the first body does its two steps before an opinion that they need nothing of', async () => {
    const bpmn = two('darcha:act="opinion"')
    const { bpmn: after } = await repair(bpmn, undefined, ({ rule }) => rule === 'ping-pong')
    expect((await traceOf(after)).trace).toEqual(['s', 'a', 'c', 'b', 'e'])
    expect(compareSteps(bpmn, after)).toEqual({ removed: [], added: [], changed: [] })
    // what reads the opinion stays behind it
    expect(fixOf(two('darcha:act="opinion"').replace('"C"', '"C" darcha:minutes2="=b.outcome"'), 'ping-pong')).toBe(
      undefined,
    )
  })

  it('a step passes into the lane of the first where lanes say who does it', async () => {
    const bpmn = chain('<task id="a" name="A"/>', '<task id="b" name="B"/>', '<task id="c" name="C"/>').replace(
      '<startEvent',
      '<laneSet id="l"><lane id="l1" name="one"><flowNodeRef>a</flowNodeRef><flowNodeRef>c</flowNodeRef></lane><lane id="l2" name="two"><flowNodeRef>b</flowNodeRef></lane></laneSet><startEvent',
    )
    const { bpmn: after } = await repair(bpmn, undefined, ({ rule }) => rule === 'ping-pong')
    expect(after).toMatch(/name="one"><flowNodeRef>a<\/flowNodeRef><flowNodeRef>b<\/flowNodeRef>/)
    expect(after.match(/<flowNodeRef>b</g)).toHaveLength(1)
  })
})

describe('sent back to the applicant', () => {
  const loop = (back: string, on: string) =>
    wrap(
      `<startEvent id="s"/><exclusiveGateway id="again"/><userTask id="look" name="Look" darcha:office="one" darcha:checks="plan deed"/>
       <exclusiveGateway id="whole" ${back}/><userTask id="correct" name="Correct" darcha:performer="applicant"/><userTask id="decide" darcha:act="decide" darcha:office="one"/><endEvent id="e"/>
       <sequenceFlow id="f1" sourceRef="s" targetRef="again"/><sequenceFlow id="f2" sourceRef="again" targetRef="look"/><sequenceFlow id="f3" sourceRef="look" targetRef="whole"/>
       <sequenceFlow id="f4" sourceRef="whole" targetRef="correct">${back === '' ? '' : '<conditionExpression>look.outcome = "lacking"</conditionExpression>'}</sequenceFlow>
       <sequenceFlow id="f5" sourceRef="correct" targetRef="again"/><sequenceFlow id="f6" sourceRef="whole" targetRef="decide">${on}</sequenceFlow><sequenceFlow id="f7" sourceRef="decide" targetRef="e"/>`,
    )
  const WAYS = loop('default="f6"', '')

  it('the form checks it, and the way back is gone with its gateways', async () => {
    const { bpmn: after, done, left } = await repair(WAYS, undefined, ({ rule }) => rule === 'returned-to-applicant')
    expect(done).toHaveLength(1)
    expect(left.map(({ rule }) => rule)).not.toContain('returned-to-applicant')
    const { removed, added, changed } = compareSteps(WAYS, after)
    expect(removed.map(({ id }) => id).sort()).toEqual(['again', 'correct', 'whole'])
    expect(added).toEqual([])
    expect(changed).toEqual([{ id: 's', name: '', what: ['formRule: – → plan deed'] }])
    expect((await traceOf(after)).trace).toEqual(['s', 'look', 'decide', 'e'])
  })

  it('a gateway with more ways on stays, and keeps their conditions', async () => {
    const more = WAYS.replace(
      '<endEvent id="e"/>',
      '<endEvent id="e"/><endEvent id="no"/><sequenceFlow id="f8" sourceRef="whole" targetRef="no"><conditionExpression>look.outcome = "refused"</conditionExpression></sequenceFlow>',
    )
    const { bpmn: after } = await repair(more, undefined, ({ rule }) => rule === 'returned-to-applicant')
    expect(after).toContain('look.outcome = "refused"')
    expect(after).toContain('default="f6"')
    expect(
      compareSteps(more, after)
        .removed.map(({ id }) => id)
        .sort(),
    ).toEqual(['again', 'correct'])
  })

  it('stays where what the applicant does on it is read', () => {
    expect(
      fixOf(
        WAYS.replace('<userTask id="decide"', '<userTask id="decide" darcha:note="=correct.text"'),
        'returned-to-applicant',
      ),
    ).toBe(undefined)
  })

  it('a log says how often; what no such way explains is a finding of its own', () => {
    const log = new LogBuilder()
    for (let of = 0; of < 40; of++) {
      const names = of % 4 === 0 ? ['Look', 'Correct', 'Look', 'decide'] : ['Look', 'decide', 'decide']
      for (const [at, name] of names.entries()) log.add(name, of * 1e6 + at * 1000, undefined, 'complete')
      log.endCase()
    }
    const found = diagnose(WAYS, undefined, livedFrom(log.build(), WAYS))
    expect(found.find(({ rule }) => rule === 'returned-to-applicant')!.evidence).toContain('look: 50 times in 40 cases')
    const [again, ...others] = found.filter(({ rule }) => rule === 'done-again')
    expect(others).toEqual([])
    expect(again).toMatchObject({ elements: ['decide'], values: { share: '75', count: '40' } })
  })
})
