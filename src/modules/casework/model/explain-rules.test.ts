import { expect, it } from 'vitest'
import { compileDmn, explain } from '../../../kernel/rules/index.ts'
import type { CaseEvent } from '../store/events.ts'
import { explainRules, rulesThatDecided, withholdUnseen } from './explain-rules.ts'

const dmn = `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="m" namespace="urn:m"><decision id="check" name="check"><variable name="check"/>
<literalExpression><text>{size: answers.size, on: string(today())}</text></literalExpression></decision></definitions>`
const rules = [{ element: 'look', decision: 'check', writes: 'result' }]
const ran = (at: string, ...elements: string[]): CaseEvent => ({
  seq: 1,
  at,
  kind: 'casework.complete-task',
  actor: 'system',
  facts: {},
  moves: elements.flatMap((element): CaseEvent['moves'] => [
    [element, 'businessRuleTask', 'entered'],
    [element, 'businessRuleTask', 'left'],
  ]),
})
const model = await compileDmn(dmn)
const service = {
  explain: (decision: string, variables: Record<string, unknown>, now: string) =>
    explain(model, decision, variables, { now }),
}
const localNow = (instant: string) => `${instant.slice(0, -1)}+00:00`
const told = (
  variables: Record<string, any>,
  events: Parameters<typeof explainRules>[0]['events'] = [ran('2026-03-02T10:00:00Z', 'look')],
  evidence: { evidence: string; fetchedAt: string }[] = [],
) => explainRules({ rules, events, evidence, variables, service, localNow })

it('works a rule out again at the instant at which it ran last', () => {
  const events = [
    ran('2026-03-01T10:00:00Z', 'look'),
    ran('2026-03-02T10:00:00Z', 'look'),
    ran('2026-03-03T10:00:00Z', 'other'),
  ]
  expect(told({ answers: { size: 2 }, result: { on: '2026-03-02', size: 2 } }, events)).toMatchObject([
    {
      element: 'look',
      at: '2026-03-02T10:00:00Z',
      decisions: [{ decision: 'check', value: { size: 2, on: '2026-03-02' } }],
    },
  ])
})

it('shows no way where another result comes out of what the case holds now', () => {
  expect(told({ answers: { size: 3 }, result: { size: 2, on: '2026-03-02' } })).toEqual([
    { element: 'look', writes: 'result', at: '2026-03-02T10:00:00Z', decisions: undefined },
  ])
})

it('shows no way where what the rule read was corrected or asked again afterwards, though the same comes out', () => {
  const [variables, run] = [
    { answers: { size: 2 }, result: { size: 2, on: '2026-03-02' } },
    ran('2026-03-02T10:00:00Z', 'look'),
  ]
  const corrected = (at: string) => ({
    seq: 2,
    at,
    kind: 'casework.correct-application',
    actor: 'person:1',
    facts: {},
    moves: [],
  })
  expect(told(variables, [run, corrected('2026-03-02T10:00:01Z')])[0]!.decisions).toBeUndefined()
  // what was corrected in the rule's own step is what it saw
  expect(told(variables, [run, corrected('2026-03-02T10:00:00Z')])[0]!.decisions).toBeDefined()
  // a register that the rule does not read may answer when it will
  expect(told(variables, [run], [{ evidence: 'plot', fetchedAt: '2026-03-04T10:00:00Z' }])[0]!.decisions).toBeDefined()
})

it('tells nothing of a rule that has not run', () => {
  expect(told({ answers: { size: 2 } })).toEqual([])
  expect(told({ answers: { size: 2 }, result: {} }, [])).toEqual([])
})

it('concerns the applicant where no person decided, or where the rule itself says so', () => {
  const explained = told({ answers: { size: 2 }, result: { size: 2, on: '2026-03-02' } })
  const decided = {
    seq: 2,
    at: '2026-03-02T11:00:00Z',
    kind: 'casework.complete-task',
    actor: 'person:1',
    facts: { act: 'decide' },
    moves: [],
  }
  expect(rulesThatDecided(explained, [], {})).toHaveLength(1)
  expect(rulesThatDecided(explained, [decided], { result: { size: 2 } })).toHaveLength(0)
  expect(rulesThatDecided(explained, [decided], { result: { outcome: 'refuse' } })).toHaveLength(1)
})

it('tells nothing of a decision that rests on what the reader may not see, but what the chain came to', () => {
  const item = (decision: string, requires: string[], path: string[], value: unknown) => ({
    decision,
    requires,
    reads: [{ path, value: 'seen' }],
    tables: [],
    entries: [{ name: 'part', value }],
    value,
  })
  const rule = {
    element: 'look',
    writes: 'result',
    at: '2026-03-02T10:00:00Z',
    decisions: [
      item('age', [], ['answers', 'born'], 70),
      item('illness', [], ['evidence', 'clinic'], 'F20'),
      item('fit', ['age', 'illness'], ['answers', 'kin'], { outcome: 'refuse' }),
    ],
  }
  const withheld = withholdUnseen(rule as never, ([root, name]) => root === 'evidence' && name === 'clinic')
  expect(JSON.stringify(withheld)).not.toContain('F20')
  expect(withheld.decisions).toMatchObject([
    { decision: 'age', value: 70, reads: [{ value: 'seen' }] },
    { decision: 'illness', value: null, reads: [], entries: [], withheld: true },
    { decision: 'fit', value: { outcome: 'refuse' }, reads: [], entries: [], withheld: true },
  ])
  expect(withholdUnseen(rule as never, () => false)).toEqual(rule)
})
