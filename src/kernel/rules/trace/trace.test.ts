import { describe, expect, it } from 'vitest'
import { compileDmn, decide, explain as explainAt, type Demand, type DmnModel } from '../index.ts'

const clock = { now: '2026-03-02T10:00:00+05:00' }
const explain = (model: DmnModel, name: string, given: Record<string, unknown>) => explainAt(model, name, given, clock)

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
const model = (inside: string) =>
  compileDmn(
    `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="m" namespace="urn:m">${inside}</definitions>`,
  )
const literal = (text: string) => `<literalExpression><text>${escaped(text)}</text></literalExpression>`
const decision = (id: string, expression: string, ...requires: string[]) =>
  `<decision id="${id}" name="${id}"><description>What ${id} says</description><variable name="${id}"/>${requires.map((require) => `<informationRequirement><requiredDecision href="#${require}"/></informationRequirement>`).join('')}${expression}</decision>`
const table = (attributes: string, inputs: string[], rules: string[][]) =>
  `<decisionTable ${attributes}>${inputs.map((input, at) => `<input id="in${at}" label="Input ${at}"><inputExpression><text>${escaped(input)}</text></inputExpression></input>`).join('')}<output id="o" name="o"/>${rules
    .map(
      (cells, at) =>
        `<rule id="r${at}">${cells
          .slice(0, -1)
          .map((cell) => `<inputEntry><text>${escaped(cell)}</text></inputEntry>`)
          .join('')}<outputEntry><text>${escaped(cells.at(-1)!)}</text></outputEntry></rule>`,
    )
    .join('')}</decisionTable>`

describe('a trace', () => {
  it('names each row that matched, by policy, with the values before it and what it gives', async () => {
    const rules = [
      ['> 5', '-', '"big"'],
      ['-', 'true', '"own"'],
      ['< 3', '-', '"small"'],
    ]
    const inputs = ['answers.size', 'evidence.owner.status = "found"']
    const given = { answers: { size: 7 }, evidence: { owner: { status: 'found' } } }
    const collected = explain(
      await model(decision('grounds', table('hitPolicy="COLLECT"', inputs, rules))),
      'grounds',
      given,
    )
    expect(collected.result).toEqual(['big', 'own'])
    expect(collected.trace).toEqual([
      {
        decision: 'grounds',
        description: 'What grounds says',
        requires: [],
        entries: [],
        value: ['big', 'own'],
        reads: [
          { path: ['answers', 'size'], value: 7 },
          { path: ['evidence', 'owner', 'status'], value: 'found' },
        ],
        tables: [
          {
            policy: 'COLLECT',
            rows: 3,
            outputs: ['o'],
            inputs: [
              { id: 'in0', label: 'Input 0', expression: 'answers.size', value: 7 },
              { id: 'in1', label: 'Input 1', expression: inputs[1], value: true },
            ],
            hits: [
              {
                row: 1,
                id: 'r0',
                demands: [{ kind: 'compared', operator: '>', value: 5 }, { kind: 'any' }],
                outputs: ['big'],
              },
              { row: 2, id: 'r1', demands: [{ kind: 'any' }, { kind: 'one-of', values: [true] }], outputs: ['own'] },
            ],
          },
        ],
      },
    ])
    const first = explain(await model(decision('grounds', table('hitPolicy="FIRST"', inputs, rules))), 'grounds', given)
    expect(first.trace[0]!.tables[0]!.hits.map((hit) => hit.id)).toEqual(['r0'])
    const none = explain(await model(decision('grounds', table('hitPolicy="COLLECT"', inputs, rules))), 'grounds', {
      answers: { size: 4 },
      evidence: {},
    })
    expect(none).toMatchObject({ result: [], trace: [{ value: [], tables: [{ hits: [] }] }] })
  })

  it('tells a chain from its beginning, each decision once, and what was worked out on the way', async () => {
    const chain = await model(
      decision('base', literal('reference.BRV * 2')) +
        decision('share', literal('base / 10'), 'base') +
        decision(
          'fee',
          `<context><contextEntry><variable name="full"/>${literal('base + share')}</contextEntry><contextEntry><variable name="half"/>${literal('full / 2')}</contextEntry><contextEntry>${literal('{amount: half, by: answers.channel}')}</contextEntry></context>`,
          'base',
          'share',
        ),
    )
    const { result, trace } = explain(chain, 'fee', { reference: { BRV: 100 }, answers: { channel: 'web' } })
    expect(result).toEqual({ amount: 110, by: 'web' })
    expect(trace.map((decisionTrace) => [decisionTrace.decision, decisionTrace.requires, decisionTrace.value])).toEqual(
      [
        ['base', [], 200],
        ['share', ['base'], 20],
        ['fee', ['base', 'share'], { amount: 110, by: 'web' }],
      ],
    )
    expect(trace[2]).toMatchObject({
      entries: [
        { name: 'full', value: 220 },
        { name: 'half', value: 110 },
      ],
      reads: [{ path: ['answers', 'channel'], value: 'web' }],
    })
  })

  it.each<[string, Record<string, unknown>, [string, unknown][]]>([
    // an absent entry is null, as FEEL has it
    [
      'evidence.court.data.judgment.inForce = true',
      { evidence: { court: { status: 'missing', data: null } } },
      [['evidence.court.data.judgment.inForce', null]],
    ],
    // of a list one sees what it holds, not an entry of each
    [
      'some one in evidence.kin.children satisfies one.number = answers.number',
      { evidence: { kin: { children: [{ number: '1' }] } }, answers: { number: '1' } },
      [
        ['evidence.kin.children', [{ number: '1' }]],
        ['answers.number', '1'],
      ],
    ],
    [
      'sum(answers.plots[item.kind = "own"].area) + count(answers.plots)',
      { answers: { plots: [{ kind: 'own', area: 3 }] } },
      [['answers.plots', [{ kind: 'own', area: 3 }]]],
    ],
    // names of a loop are its own, even where an input is called alike
    ['for answers in [1, 2] return answers + extra', { answers: 9, extra: 1 }, [['extra', 1]]],
    [
      'if date(filedOn) > date("2026-01-01") then applicant.kind else null',
      { filedOn: '2026-03-02', applicant: { kind: 'person' } },
      [
        ['filedOn', '2026-03-02'],
        ['applicant.kind', 'person'],
      ],
    ],
  ])('says what %s reads', async (text, given, reads) => {
    const { trace } = explain(await model(decision('d', literal(text))), 'd', given)
    expect(trace[0]!.reads.map((read) => [read.path.join('.'), read.value])).toEqual(reads)
  })

  it.each<[string, unknown, Demand]>([
    ['-', 1, { kind: 'any' }],
    ['"a", "b"', 'b', { kind: 'one-of', values: ['a', 'b'] }],
    ['not("a", "b")', 'c', { kind: 'none-of', values: ['a', 'b'] }],
    ['<= 100', 7, { kind: 'compared', operator: '<=', value: 100 }],
    ['> -2', 7, { kind: 'compared', operator: '>', value: -2 }],
    [']7..20]', 8, { kind: 'between', low: 7, high: 20, lowIncluded: false, highIncluded: true }],
    ['< limit', 1, { kind: 'feel', text: '< limit' }],
    ['not(> 5)', 1, { kind: 'feel', text: 'not(> 5)' }],
    ['? * 2 < 9', 1, { kind: 'feel', text: '? * 2 < 9' }],
  ])('puts the cell %s into words a page can say', async (cell, x, demand) => {
    const { trace } = explain(await model(decision('d', table('', ['x'], [[cell, '1']]))), 'd', { x, limit: 3 })
    expect(trace[0]!.tables[0]!.hits[0]!.demands).toEqual([demand])
  })

  it('changes nothing of what comes out, not even of what goes wrong', async () => {
    const twice = await model(
      decision(
        'd',
        table(
          '',
          ['x'],
          [
            ['> 1', '1'],
            ['> 2', '2'],
          ],
        ),
      ),
    )
    for (const x of [0, 2, 3, 'a', null]) {
      const { trace, ...told } = explain(twice, 'd', { x })
      expect(told).toEqual(decide(twice, 'd', { x }, clock))
      expect(trace).toHaveLength(1)
    }
    expect(explain(twice, 'd', { x: 3 }).trace[0]!.tables[0]!.hits).toHaveLength(2)
  })

  it('is cut off where nobody would read it any more', async () => {
    const many = await model(
      `<businessKnowledgeModel id="k" name="k"><variable name="k"/><encapsulatedLogic><formalParameter name="n"/>${table('', ['n'], [['-', 'n']])}</encapsulatedLogic></businessKnowledgeModel>${decision('d', literal('count(for i in 1..1000 return k(i))')).replace('<literal', '<knowledgeRequirement><requiredKnowledge href="#k"/></knowledgeRequirement><literal')}`,
    )
    const { result, trace } = explain(many, 'd', {})
    expect(result).toBe(1000)
    expect(trace[0]!.tables).toHaveLength(200)
  })
})
