import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answerRegister } from '../../../../demo/answer-register.ts'
import type { Json } from '../../../kernel/process/index.ts'
import { readCountry } from '../../../platform/country/index.ts'
import { readPeople } from '../../../platform/identity/index.ts'
import type { CheckParts } from './check-parts.ts'
import { checkService } from './check-service.ts'

const people = readPeople('country/uz/people.yaml')
const parts: CheckParts = {
  country: readCountry('country/uz'),
  people,
  ask: (register, number, evidence) => answerRegister(register, number, evidence, people) as Json,
}
const RUNNING = [
  'electricity-connection',
  'guardianship-incapacitated-adult',
  'housing-availability-certificate',
  'individual-housing-construction-permit',
  'outdoor-advertising-permit',
  'pension-amount-certificate',
  'property-right-registration',
  'tree-felling-permit',
]

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'check-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

/** A copy of a service with faults put in; each must have changed something. */
function broken(id: string, ...changes: [file: string, from: string | RegExp, to: string][]): string {
  const copy = join(mkdtempSync(join(folder, 'one-')), id)
  cpSync(join('services', id), copy, { recursive: true })
  for (const [file, from, to] of changes) {
    const text = readFileSync(join(copy, file), 'utf8')
    const changed = text.replace(from, to)
    expect(changed, `${file} holds ${from}`).not.toBe(text)
    writeFileSync(join(copy, file), changed)
  }
  return copy
}
const lineIn = (path: string, file: string, words: string) =>
  readFileSync(join(path, file), 'utf8')
    .split('\n')
    .findIndex((line) => line.includes(words)) + 1

describe('services as they are', () => {
  it.each(RUNNING)('%s is whole, and every example does what it expects', async (id) => {
    expect(await checkService(join('services', id), parts)).toEqual({ id, ok: true, errors: [], warnings: [] })
  })

  it('are all whole, passports too', async () => {
    const found = await Promise.all(readdirSync('services').map((id) => checkService(join('services', id), parts)))
    expect(found.length).toBeGreaterThanOrEqual(64)
    expect(found.filter((serviceCheck) => !serviceCheck.ok)).toEqual([])
  })
})

describe('a fault is found with file, line and remedy:', () => {
  const guardianship = 'guardianship-incapacitated-adult'
  const property = 'property-right-registration'
  it.each<
    [
      what: string,
      id: string,
      change: [string, string | RegExp, string],
      at: [file: string, words: string | undefined],
      said: RegExp,
      remedy: RegExp,
    ]
  >([
    [
      'a text missing in one language',
      guardianship,
      ['texts/ru.yaml', /^ {2}decide\.title:.*\n/m, ''],
      ['texts/ru.yaml', undefined],
      /task\.decide\.title is missing/,
      /ru/,
    ],
    [
      'a rule whose way has no words',
      guardianship,
      ['rules.dmn', '<input id="adult"', '<input id="grown"'],
      ['texts/en.yaml', undefined],
      /decision\.obstacles\.grown is missing: the input "Guardian is of age"/,
      /uz, ru, en/,
    ],
    [
      'a word for an input that no table has',
      guardianship,
      ['rules.dmn', '<input id="adult"', '<input id="grown"'],
      ['texts/uz.yaml', 'obstacles.adult:'],
      /nobody shows the part "adult"/,
      /judgment, grown, healthy/,
    ],
    [
      'a decision that is not there',
      guardianship,
      ['process.bpmn', 'darcha:decision="eligibility"', 'darcha:decision="eligible"'],
      ['process.bpmn', 'id="eligibility"'],
      /"eligible"/,
      /obstacles, eligibility/,
    ],
    [
      'broken XML',
      guardianship,
      ['process.bpmn', '</bpmn:process>', ''],
      ['process.bpmn', undefined],
      /XML|BPMN/,
      /export/,
    ],
    ['rules that are no DMN', property, ['rules.dmn', '</decisionTable>', ''], ['rules.dmn', undefined], /./, /DMN/],
    [
      'a term nobody can count',
      guardianship,
      ['process.bpmn', 'darcha:term="3 working days"', 'darcha:term="3 wroking days"'],
      ['process.bpmn', 'id="decide"'],
      /3 wroking days/,
      /working days/,
    ],
    [
      'a term that does not say which days',
      property,
      ['process.bpmn', '>10 working days<', '>10 days<'],
      ['process.bpmn', 'id="unpaid"'],
      /working or calendar/,
      /10 calendar days/,
    ],
    [
      'a kind of office the country lacks',
      guardianship,
      ['process.bpmn', 'kind:health', 'kind:healthy'],
      ['process.bpmn', 'id="healthOpinion"'],
      /"healthy" is no kind of body/,
      /khokimiyat/,
    ],
    [
      'a level the kind does not have',
      guardianship,
      ['process.bpmn', 'kind:khokimiyat/region', 'kind:khokimiyat/republic'],
      ['process.bpmn', 'id="appeal"'],
      /no office of the kind "khokimiyat" on the level republic/,
      /kind/,
    ],
    [
      'an act done by the wrong side',
      property,
      ['process.bpmn', ' darcha:performer="applicant"', ''],
      ['process.bpmn', 'id="pay"'],
      /done by the applicant/,
      /darcha:performer/,
    ],
    [
      'a job nobody does',
      guardianship,
      ['process.bpmn', 'darcha:job="result.sign"', 'darcha:job="result.seal"'],
      ['process.bpmn', 'id="issue"'],
      /result\.seal/,
      /result\.sign/,
    ],
    [
      'evidence the passport does not list',
      property,
      ['process.bpmn', 'darcha:evidence="all"', 'darcha:evidence="deed passport"'],
      ['process.bpmn', 'id="fetch"'],
      /"passport"/,
      /deed, cadastral/,
    ],
    [
      'a register the country lacks',
      property,
      ['service.yaml', 'register: notary', 'register: notaries'],
      ['service.yaml', 'register: notaries'],
      /notaries/,
      /registers\.yaml/,
    ],
    [
      'a ground on no law',
      property,
      ['service.yaml', '  - id: no-title\n    basis: law-803', '  - id: no-title\n    basis: law-999'],
      ['service.yaml', 'law-999'],
      /law-999/,
      /legalBasis/,
    ],
    [
      'an answer nobody gives',
      property,
      ['rules.dmn', 'answers.objectKind', 'answers.objectKnd'],
      ['rules.dmn', 'answers.objectKnd'],
      /answers has no "objectKnd"/,
      /objectKind/,
    ],
    [
      'a variable no case has',
      property,
      ['process.bpmn', 'decide.outcome = "grant"', 'decision.outcome = "grant"'],
      ['process.bpmn', 'id="f_granted_prepareExtract"'],
      /"decision"/,
      /decide/,
    ],
    [
      'FEEL that is none',
      guardianship,
      ['texts/en.yaml', '{filedOn}', '{filedOn +}'],
      ['texts/en.yaml', 'body: |'],
      /FEEL/,
      /braces/,
    ],
    [
      'a flow that always holds',
      guardianship,
      ['process.bpmn', ' default="f_granted_refusedNow"', ''],
      ['process.bpmn', 'id="granted"'],
      /no condition/,
      /default/,
    ],
    [
      'an element nobody sees',
      guardianship,
      ['process.bpmn', 'bpmnElement="sign"', 'bpmnElement="decide"'],
      ['process.bpmn', 'id="sign"'],
      /not drawn/,
      /BPMNDI/,
    ],
    [
      'a refusal that nobody can appeal',
      property,
      ['process.bpmn', 'sourceRef="sealRefusal" targetRef="refusedNow"', 'sourceRef="sealRefusal" targetRef="refused"'],
      ['process.bpmn', 'id="refused"'],
      /nobody could appeal/,
      /10 calendar days/,
    ],
    [
      'an appeal that the process has and the passport not',
      property,
      ['service.yaml', /^appeal: .*\n/m, ''],
      ['process.bpmn', 'id="appealed"'],
      /names no body/,
      /appeal: \{to/,
    ],
    [
      'an appeal within another term than the passport says',
      property,
      ['process.bpmn', '>10 calendar days<', '>15 calendar days<'],
      ['process.bpmn', 'id="appealLapsed"'],
      /15 calendar days/,
      /10 calendar days/,
    ],
    [
      'an appeal decided by another body',
      property,
      ['process.bpmn', 'kind:cadastre/region', 'kind:khokimiyat/region'],
      ['process.bpmn', 'id="appeal"'],
      /names another body/,
      /kind:cadastre\/region/,
    ],
    [
      'an appeal that nobody decides',
      property,
      ['process.bpmn', 'darcha:act="appeal"', 'darcha:act="examine"'],
      ['process.bpmn', 'id="appealed"'],
      /nobody decides/,
      /darcha:act="appeal"/,
    ],
    [
      'a refusal that is upheld without a document',
      property,
      [
        'process.bpmn',
        'name="Seal and hand over" darcha:job="result.sign">\n      <bpmn:incoming>f_prepareUpheld',
        'name="Seal and hand over" darcha:job="register.fetch">\n      <bpmn:incoming>f_prepareUpheld',
      ],
      ['process.bpmn', 'id="upheld"'],
      /no document says so/,
      /result\.sign/,
    ],
    [
      'an appeal before anything is refused',
      property,
      [
        'process.bpmn',
        'name="Refused" darcha:status="refused" darcha:outcome="refused">\n      <bpmn:incoming>f_sealRefusal',
        'name="Refused">\n      <bpmn:incoming>f_sealRefusal',
      ],
      ['process.bpmn', 'id="appealed"'],
      /before anything was refused/,
      /darcha:status/,
    ],
    [
      'an appeal to the body that decided',
      property,
      [
        'service.yaml',
        'appeal: {to: {kind: cadastre, level: region}',
        'appeal: {to: {kind: cadastre, level: district}',
      ],
      ['service.yaml', 'appeal: {to'],
      /decides itself/,
      /above district/,
    ],
    [
      'an element that a diagram could not name',
      property,
      [
        'process.bpmn',
        '<bpmn:eventBasedGateway id="mayAppeal"',
        '<bpmn:eventBasedGateway id="mayAppeal" name="Appeal?"',
      ],
      ['texts/en.yaml', undefined],
      /process\.mayAppeal is missing: what the diagram calls "Appeal\?"$/,
      /process\.mayAppeal in uz, ru, en/,
    ],
    [
      'a name that would need a case',
      property,
      ['texts/ru.yaml', 'filed: Заявление подано', 'filed: "Заявление подано: {applicant.name}"'],
      ['texts/ru.yaml', 'filed:'],
      /process\.filed has braces/,
      /without braces/,
    ],
    [
      'a case that says not how it came out',
      property,
      ['process.bpmn', ' darcha:outcome="lapsed"', ''],
      ['process.bpmn', 'id="annulled"'],
      /says not how the case came out/,
      /terminated, lapsed/,
    ],
    [
      'an outcome that does not go with its status',
      property,
      [
        'process.bpmn',
        'darcha:status="annulled" darcha:outcome="lapsed"',
        'darcha:status="annulled" darcha:outcome="granted"',
      ],
      ['process.bpmn', 'id="annulled"'],
      /the outcome "granted" of "annulled" does not go with/,
      /terminated, lapsed/,
    ],
    [
      'a document that says not what it decides',
      property,
      ['process.bpmn', 'darcha:outcome="refused" darcha:text="refusal"', 'darcha:text="refusal"'],
      ['process.bpmn', 'id="prepareRefusal"'],
      /makes a document that says not what it decides/,
      /darcha:outcome/,
    ],
    [
      'a status that may not follow',
      'tree-felling-permit',
      [
        'process.bpmn',
        'name="Refused" darcha:status="refused" darcha:outcome="refused">\n      <bpmn:incoming>f_granted',
        'name="Refused" darcha:status="completed" darcha:outcome="granted">\n      <bpmn:incoming>f_granted',
      ],
      ['process.bpmn', 'id="reopened"'],
      /"reopened" demands the status in_progress, and a case can come there completed/,
      /another way/,
    ],
    [
      'evidence that is fetched though the state does not hold it',
      property,
      ['service.yaml', /heldByState: true\n/, 'heldByState: false\n'],
      ['service.yaml', undefined],
      /the state is said not to hold it/,
      /heldByState: true/,
    ],
    [
      'a register that is asked though nothing says whether the person agrees',
      property,
      ['form.yaml', ' registers: all,', ''],
      ['service.yaml', 'evidence:'],
      /nothing says whether the person agrees/,
      /registers: all\}|consent: \{needed: false/,
    ],
    [
      'agreement that is asked for and said not to be needed',
      property,
      ['service.yaml', 'provenance:\n', 'consent: {needed: false, basis: law-803}\nprovenance:\n'],
      ['service.yaml', 'consent: {needed'],
      /the form asks for agreement/,
      /one of the two/,
    ],
    [
      'no agreement, and nothing that says so',
      'old-age-pension-proactive',
      ['service.yaml', '  consent: demo\n', ''],
      ['service.yaml', 'consent: {needed'],
      /no agreement is needed/,
      /consent: demo/,
    ],
    [
      'a case that ends without a status',
      property,
      ['process.bpmn', ' darcha:status="annulled"', ''],
      ['process.bpmn', 'id="annulled"'],
      /says not how the case ended/,
      /darcha:status/,
    ],
  ])('%s', async (_, id, [file, from, to], [where, words], said, remedy) => {
    const copy = broken(id, [file, from, to])
    const { ok, errors } = await checkService(copy, parts)
    expect(ok).toBe(false)
    const found = errors.find((error) => said.test(error.message) && remedy.test(error.remedy))
    expect(found, JSON.stringify(errors, null, 1)).toBeDefined()
    expect(found!.file).toBe(where)
    expect(found!.line).toBe(words === undefined ? found!.line : lineIn(copy, where, words))
    expect(found!.line).toBeGreaterThan(0)
  })
})

describe('an example that does not come true is found:', () => {
  const property = 'property-right-registration'
  it.each<[what: string, change: [string, string | RegExp, string], words: string, said: RegExp]>([
    [
      'another term',
      ['service.yaml', 'term: {amount: 2', 'term: {amount: 3'],
      'expect: {status: completed',
      /the lawful deadline is 2026-03-10/,
    ],
    [
      'another fee',
      ['rules.dmn', '<text>2</text>', '<text>2.5</text>'],
      'expect: {status: completed',
      /the fee is 927000/,
    ],
    [
      'another path',
      ['examples.yaml', '[pay, fetch, records, decide, prepareExtract', '[pay, records, fetch, decide, prepareExtract'],
      'expect: {status: completed',
      /the path is pay, fetch, records/,
    ],
    [
      'another status',
      ['examples.yaml', 'status: annulled', 'status: refused'],
      'status: refused, path: [pay, tellUnpaid]',
      /it ends annulled/,
    ],
    [
      'a form that refuses what was taken',
      ['form.yaml', 'min: 1, max: 100000', 'min: 200, max: 100000'],
      'answers: {objectKind: housing',
      /the form refuses area \(too-small\)/,
    ],
    [
      'a refusal without a ground',
      ['examples.yaml', 'reason: records-differ, note', 'note'],
      'decide: {outcome: refuse',
      /without a ground/,
    ],
    [
      'a hole in the document',
      ['texts/en.yaml', '{answers.basisDate}', '{answers.shareSize}'],
      'body: |',
      /result\.body has a hole/,
    ],
    [
      'lines of a fee that do not add up',
      ['rules.dmn', '{text: "fee.online", amount: - online}, ', ''],
      'name: paid the next day',
      /do not add up/,
    ],
  ])('%s', async (_, [file, from, to], words, said) => {
    const copy = broken(property, [file, from, to])
    const { errors } = await checkService(copy, parts)
    const found = errors.find((error) => said.test(error.message))
    expect(found, JSON.stringify(errors, null, 1)).toMatchObject({
      line: lineIn(copy, found?.file ?? 'examples.yaml', words),
      remedy: expect.stringMatching(/\w/),
    })
  })

  it('the lead of a page is a text that is shown, its hint is not', async () => {
    const withPart = (part: string) =>
      broken(
        'tree-felling-permit',
        ...['uz', 'ru', 'en'].map((language): [string, string, string] => [
          `texts/${language}.yaml`,
          'form:\n',
          `form:\n  place.${part}: One text\n`,
        ]),
      )
    expect((await checkService(withPart('lead'), parts)).errors).toEqual([])
    expect((await checkService(withPart('hint'), parts)).errors).toEqual([
      expect.objectContaining({
        message: expect.stringContaining('nobody shows the part "hint"'),
        remedy: expect.stringContaining('title, lead'),
      }),
    ])
  })

  it('a rule that refuses by itself though the country wants the applicant heard', async () => {
    const path = broken(
      'housing-availability-certificate',
      ['service.yaml', /^hearing: .*$/m, ''],
      ['service.yaml', /^ {2}hearing: .*$/m, ''],
    )
    const { errors } = await checkService(path, parts)
    // both ends that refuse by a rule are named
    expect(errors.map(({ file, message }) => [file, /"(\w+)"/.exec(message)?.[1]])).toEqual([
      ['process.bpmn', 'refusedNow'],
      ['process.bpmn', 'refused'],
    ])
    for (const { message } of errors) expect(message).toContain('the applicant is not heard before the refusal')
  })

  it('silence that decides without a source, and a ground shown by what no case has', async () => {
    const silent = broken('outdoor-advertising-permit', ['service.yaml', /^ {2}silence: demo$/m, ''])
    expect((await checkService(silent, parts)).errors.map(({ message }) => message)).toEqual([
      'nothing says where it comes from that silence decides',
    ])
    const odd = broken('guardianship-incapacitated-adult', [
      'service.yaml',
      'healthOpinion.outcome = "object"',
      'hospitalOpinion.outcome = "object"',
    ])
    expect((await checkService(odd, parts)).errors.map(({ message }) => message)).toEqual([
      expect.stringContaining('"hospitalOpinion" in the FEEL expression'),
    ])
  })

  it('a way of coming in that the passport does not offer', async () => {
    const copy = broken('tree-felling-permit', [
      'service.yaml',
      /channels: \[web, counter, paper\]/,
      'channels: [web, paper]',
    ])
    expect((await checkService(copy, parts)).errors).toEqual([
      expect.objectContaining({ message: expect.stringContaining('the channel "counter"') }),
    ])
  })

  it('a text that speaks of nothing there is', async () => {
    const copy = broken(
      'tree-felling-permit',
      ...['uz', 'ru', 'en'].map((language): [string, RegExp, string] => [
        `texts/${language}.yaml`,
        /^ {2}issue:/m,
        '  isue:',
      ]),
    )
    expect((await checkService(copy, parts)).errors).toEqual([
      expect.objectContaining({
        file: 'texts/uz.yaml',
        line: lineIn(copy, 'texts/uz.yaml', 'isue:'),
        message: expect.stringContaining('"isue"'),
      }),
    ])
  })

  it('a name of an element that is not there, and a task whose title speaks of a case alone', async () => {
    const copy = broken(
      'tree-felling-permit',
      ...['uz', 'ru', 'en'].map((language): [string, RegExp, string] => [
        `texts/${language}.yaml`,
        /^process:\n([^]*)^ {2}decide:/m,
        'process:\n$1  decides:',
      ]),
    )
    const { errors } = await checkService(copy, parts)
    const spoken = ['en', 'ru', 'uz'].map((language) => ({
      file: `texts/${language}.yaml`,
      line: lineIn(copy, `texts/${language}.yaml`, 'decide.title:'),
      message: expect.stringMatching(/process\.decide is missing: .*task\.decide\.title speaks of a case/),
      remedy: 'Write process.decide in uz, ru, en.',
    }))
    const stray = {
      file: 'texts/uz.yaml',
      line: lineIn(copy, 'texts/uz.yaml', 'decides:'),
      message: expect.stringContaining('process.decides speaks of "decides"'),
      remedy: expect.stringMatching(/process\.bpmn/),
    }
    expect(errors).toEqual([...spoken, stray])
  })

  it('a task whose title speaks of no case is called by it, and needs no other name', async () => {
    const copy = broken(
      'electricity-connection',
      ...['uz', 'ru', 'en'].map((language): [string, RegExp, string] => [
        `texts/${language}.yaml`,
        /^(process:\n[^]*?)^ {2}correct:.*\n/m,
        '$1',
      ]),
    )
    expect((await checkService(copy, parts)).errors).toEqual([])
  })

  it('a file that is missing is named, and nothing else is made of it', async () => {
    const copy = broken(property)
    rmSync(join(copy, 'form.yaml'))
    expect((await checkService(copy, parts)).errors).toEqual([
      expect.objectContaining({ file: 'form.yaml', line: 1, remedy: expect.stringMatching(/runs/) }),
    ])
  })
})
