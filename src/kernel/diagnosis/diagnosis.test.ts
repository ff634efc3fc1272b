import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compile, runToEnd } from '../process/index.ts'
import {
  compareSteps,
  countBurden,
  diagnose,
  draftBefore,
  repair,
  sentenceOf,
  tryFix,
  type ServiceFacts,
} from './index.ts'

/** Steps `id:type:attributes`, joined one behind the other; other flows as `from>to` with a condition. */
function model(steps: string[], flows: string[] = []): string {
  const parts = steps.map((step) => {
    const [id, type = 'userTask', attributes = ''] = step.split('|')
    return { id, xml: `<${type} id="${id}" ${attributes}/>` }
  })
  const chain = parts
    .slice(1)
    .map((part, at) => `<sequenceFlow id="f${at}" sourceRef="${parts[at]!.id}" targetRef="${part.id}"/>`)
  const more = flows.map((flow, at) => {
    const [from, to, condition] = flow.split('>')
    return `<sequenceFlow id="g${at}" sourceRef="${from}" targetRef="${to}">${condition ? `<conditionExpression>${condition}</conditionExpression>` : ''}</sequenceFlow>`
  })
  return `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:darcha="urn:darcha:bpmn:1" targetNamespace="x"><process id="p" isExecutable="true">${parts.map((part) => part.xml).join('')}${[...chain, ...more].join('')}</process></definitions>`
}
const of = (...steps: string[]) => model(['start|startEvent', ...steps, 'end|endEvent'])
const APPLICANT = 'darcha:performer="applicant"'
const FACTS: ServiceFacts = {
  evidence: [
    { id: 'plot', name: 'Right to the plot', heldByState: true, register: 'cadastre' },
    { id: 'house', name: 'House book', heldByState: true },
    { id: 'consent', name: 'Consent of the family', heldByState: false },
  ],
  laws: ['law'],
  readers: [],
}
const rules = (bpmn: string, facts?: ServiceFacts) =>
  diagnose(bpmn, facts).map(({ rule, elements, fix }) => `${rule} ${elements.join(',')}${fix ? ` ${fix.kind}` : ''}`)

describe('what is found', () => {
  it.each<[string, string, ServiceFacts | undefined, string[]]>([
    [
      'a document that the state holds',
      of(`a|userTask|${APPLICANT} darcha:documents="plot"`),
      FACTS,
      ['held-by-state a replace'],
    ],
    [
      'one whose register nobody knows, for a person to mend',
      of(`a|userTask|${APPLICANT} darcha:documents="house"`),
      FACTS,
      ['held-by-state a'],
    ],
    ['a document that only the applicant has', of(`a|userTask|${APPLICANT} darcha:documents="consent"`), FACTS, []],
    [
      'the same document twice',
      of(
        `a|userTask|${APPLICANT} darcha:documents="x"`,
        'm|task|name="M"',
        `b|userTask|${APPLICANT} darcha:documents="x"`,
      ),
      undefined,
      ['asked-twice a,b remove'],
    ],
    [
      'the same check twice',
      of(
        'a|userTask|darcha:office="one" darcha:checks="x"',
        'm|serviceTask',
        'b|userTask|darcha:office="two" darcha:checks="x y"',
      ),
      undefined,
      ['asked-twice a,b'],
    ],
    [
      'a visit only for paper',
      of(`a|userTask|${APPLICANT} darcha:visit="true" darcha:hands="x"`),
      undefined,
      ['visit-for-paper a remove'],
    ],
    ['a visit that has another reason', of(`a|userTask|${APPLICANT} darcha:visit="true"`), undefined, []],
    [
      'opinions in series',
      of('a|userTask|darcha:act="opinion" darcha:office="one"', 'b|userTask|darcha:act="opinion" darcha:office="two"'),
      undefined,
      ['opinions-in-series a,b parallel'],
    ],
    [
      'opinions of which one reads another',
      of(
        'a|userTask|darcha:act="opinion" darcha:office="one"',
        'b|userTask|darcha:act="opinion" darcha:office="two" darcha:priority2="=a.outcome"',
      ),
      undefined,
      [],
    ],
    [
      'ping-pong',
      of('a|userTask|darcha:office="one"', 'b|userTask|darcha:office="two"', 'c|userTask|darcha:office="one"'),
      undefined,
      ['ping-pong a,b,c give'],
    ],
    [
      'work of the same hands',
      of('a|userTask|darcha:office="one" name="A"', 'b|userTask|darcha:office="one" name="B"'),
      undefined,
      ['same-hands a,b merge'],
    ],
    [
      'a decision that stands in the rules',
      of('a|userTask|darcha:office="one" darcha:decision="fee"'),
      undefined,
      ['decided-by-table a replace'],
    ],
    [
      'a step no law asks for, where others name theirs',
      of('a|userTask|darcha:office="one" darcha:basis="law"', 'm|serviceTask', 'b|userTask|darcha:office="two"'),
      FACTS,
      ['no-law b remove'],
    ],
    [
      'a law that the passport does not name',
      of('a|userTask|darcha:office="one" darcha:basis="other"'),
      FACTS,
      ['no-law a'],
    ],
  ])('%s', (_what, bpmn, facts, expected) => {
    expect(rules(bpmn, facts)).toEqual(expected)
  })

  it('a person who decides what the answers alone tell', () => {
    const bpmn = model(
      ['start|startEvent', 'look|userTask|darcha:office="one"', 'way|exclusiveGateway|default="f2"', 'no|endEvent'],
      ['way>yes>answers.own = true'],
    ).replace('<sequenceFlow id="f0"', '<endEvent id="yes"/><sequenceFlow id="f0"')
    expect(rules(bpmn)).toEqual(['decided-by-table look,way remove'])
    expect(rules(bpmn.replace('answers.own = true', 'look.outcome = "ok"'))).toEqual([])
  })

  it('an application that is sent back', () => {
    const bpmn = model(
      ['start|startEvent', 'look|userTask|darcha:office="one"', 'way|exclusiveGateway|default="f2"', 'end|endEvent'],
      ['way>mend>look.ok = false', 'mend>look'],
    ).replace('<sequenceFlow id="f0"', `<userTask id="mend" ${APPLICANT}/><sequenceFlow id="f0"`)
    expect(rules(bpmn)).toEqual(['returned-to-applicant look,mend unloop'])
  })

  it('says what it found with its evidence', () => {
    const [finding] = diagnose(of(`a|userTask|name="Bring it" ${APPLICANT} darcha:documents="plot"`), FACTS)
    expect(sentenceOf(finding!).message).toBe(
      '"Bring it" asks the applicant for what the state holds: Right to the plot',
    )
    expect(finding!.evidence).toEqual(['a.documents = plot', 'evidence.plot: heldByState, register cadastre'])
  })
})

describe('a fix', () => {
  it('asks the register in place of the applicant, and leaves flows and neighbours as they were', async () => {
    const bpmn = of(`a|userTask|name="Bring it" ${APPLICANT} darcha:documents="plot"`)
    const tried = await tryFix(bpmn, diagnose(bpmn, FACTS)[0]!.fix!)
    expect('bpmn' in tried && compareSteps(bpmn, tried.bpmn)).toEqual({
      removed: [],
      added: [],
      changed: [
        {
          id: 'a',
          name: 'Bring it',
          what: [
            'type: userTask → serviceTask',
            'performer: applicant → –',
            'documents: plot → –',
            'job: – → register.fetch',
            'evidence: – → plot',
          ],
        },
      ],
    })
  })

  it('is not offered for a step whose result is read', () => {
    const bpmn = of(
      'a|userTask|darcha:office="one" darcha:basis="law"',
      'm|serviceTask|darcha:about="=b.reason"',
      'b|userTask|darcha:office="two"',
    )
    expect(rules(bpmn, FACTS)).toEqual(['no-law b'])
    expect(
      rules(
        of('a|userTask|darcha:office="one" darcha:basis="law"', 'm|serviceTask', 'b|userTask|darcha:office="two"'),
        { ...FACTS, readers: ['{b.reason}'] },
      ),
    ).toEqual(['no-law b'])
  })

  it('keeps any model that it is carried out on valid, and a case runs through it to the end', async () => {
    const step = fc.record({
      kind: fc.constantFrom('bring', 'hand', 'collect', 'opinion', 'work', 'check', 'ask'),
      body: fc.constantFrom('one', 'two', 'three'),
      paper: fc.constantFrom('plot', 'house', 'consent'),
      law: fc.boolean(),
    })
    const attributes = ({
      kind,
      body,
      paper,
      law,
    }: {
      kind: string
      body: string
      paper: string
      law: boolean
    }): string => {
      const office = `darcha:office="${body}"${law ? ' darcha:basis="law"' : ''}`
      if (kind === 'bring') return `userTask|${APPLICANT} darcha:documents="${paper}" darcha:visit="true"`
      if (kind === 'hand') return `userTask|${APPLICANT} darcha:visit="true" darcha:hands="${paper}"`
      if (kind === 'collect') return `userTask|${APPLICANT} darcha:visit="true" darcha:collects="result"`
      if (kind === 'opinion') return `userTask|darcha:act="opinion" ${office}`
      if (kind === 'check') return `userTask|${office} darcha:checks="${paper}"`
      if (kind === 'ask') return `serviceTask|darcha:job="register.fetch" darcha:evidence="${paper}"`
      return `userTask|${office}`
    }
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 9 }), fc.boolean(), async (steps, loops) => {
        const names = steps.map((each, at) => `s${at}|${attributes(each)}`)
        const bpmn = loops
          ? model(
              ['start|startEvent', ...names, 'way|exclusiveGateway|default="f0"', 'end|endEvent'],
              ['way>s0>again = true'],
            ).replace('default="f0"', `default="f${names.length + 1}"`)
          : of(...names)
        const repaired = await repair(bpmn, FACTS)
        const { graphs, problems } = await compile(repaired.bpmn)
        expect(problems.filter((problem) => problem.severity === 'error')).toEqual([])
        expect(runToEnd({ graphs, process: 'p' }).outcome).toBe('completed')
        const [before, after] = [countBurden(bpmn), countBurden(repaired.bpmn)]
        expect(after.visits).toBeLessThanOrEqual(before.visits)
        expect(after.documents).toBeLessThanOrEqual(before.documents)
        // what was mended is found no more
        expect((await repair(repaired.bpmn, FACTS)).done).toEqual([])
      }),
      { numRuns: 60 },
    )
  })
})

it('drafts the way on paper from what is known, and repairs it to one that asks for one paper and no visit', async () => {
  const words = Object.fromEntries(
    ['applicant', 'body', 'needed', 'fetch', 'bring', 'handIn', 'decide', 'collect', 'done'].map((word) => [
      word,
      word,
    ]),
  ) as Parameters<typeof draftBefore>[0]['words']
  const draft = draftBefore({
    id: 'permit',
    name: 'A "permit" & more',
    documents: FACTS.evidence,
    opinions: [
      { id: 'health', name: 'Health', office: 'kind:health' },
      { id: 'social', name: 'Social', office: 'kind:social' },
    ],
    words,
  })
  expect(countBurden(draft)).toEqual({ documents: 3, visits: 4, bodies: 3, handSteps: 8 })
  const facts = {
    ...FACTS,
    evidence: FACTS.evidence.map((each) => ({ ...each, register: each.heldByState ? 'register' : undefined })),
  }
  const repaired = await repair(draft, facts)
  expect(countBurden(repaired.bpmn)).toEqual({ documents: 1, visits: 0, bodies: 3, handSteps: 4 })
  expect(repaired.done.map(({ rule }) => rule)).toEqual([
    'held-by-state',
    'held-by-state',
    'visit-for-paper',
    'visit-for-paper',
    'opinions-in-series',
    'same-hands',
  ])
})
