import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkService } from './check-service.ts'
import { broken, lineIn, parts } from './testing.ts'

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

it('an example without agreement goes on by what an official reads in the papers, and stands still where nobody does', async () => {
  const housing = 'housing-availability-certificate'
  const read = '  papers: {ownership: {objects: [{kind: dwelling, area: 54, right: ownership}]}}\n'
  expect(
    (await checkService(broken(housing, ['examples.yaml', read, '  papers: {ownership: null}\n']), parts)).ok,
  ).toBe(true)
  const { errors } = await checkService(broken(housing, ['examples.yaml', read, '']), parts)
  expect(errors.map(({ message }) => message).join(' ')).toContain('no register is asked without agreement')
})
