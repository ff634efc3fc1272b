import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import {
  keptAnswers,
  readForm,
  readPosted,
  validate,
  visiblePages,
  type CompiledForm,
  type FormChecks,
} from './index.ts'

const text = `pages:
  - id: who
    fields:
      - {id: kind, kind: choice, options: [child, adult], required: true}
      - {id: number, kind: person-number, required: true}
      - {id: born, kind: date, required: 'answers.kind = "child"', max: today()}
  - id: school
    showWhen: answers.kind = "child"
    fields:
      - {id: school, kind: text, required: true, maxLength: 20}
      - {id: hobby, kind: text, showWhen: school != null}
  - id: money
    fields:
      - {id: income, kind: money, min: 0, max: 1000000, valid: [{when: 'income != 13', text: field.income.error.unlucky}]}
      - {id: area, kind: number, whole: true}
      - {id: sure, kind: declaration, required: true}
      - {id: agreed, kind: declaration}
      - {id: paper, kind: file, accept: [pdf], required: 'answers.agreed = true'}
`
const form = readForm(text).form as CompiledForm
const good = { kind: 'adult', number: '30101800000017', sure: true }
const checks: FormChecks = {
  personNumber: (typed) => {
    const number = typed.replaceAll(' ', '')
    return number.length === 14 ? { ok: true, number, demo: false } : { ok: false, problem: 'length' }
  },
  examples: { 'person-number': { length: 14, example: '30101800000017' } },
}
const codes = (answers: Record<string, unknown>, options = {}) =>
  validate(form, answers, { filedOn: '2026-03-02' }, { checks, ...options }).map(
    (error) => `${error.field} ${error.code}`,
  )

describe('a form', () => {
  it('reads a date from every keyboard, in three fields and in one', () => {
    const fields = form.pages.flatMap((page) => page.fields).filter(({ id }) => id === 'born')
    const read = (posted: Record<string, string>) => readPosted(fields, new URLSearchParams(posted))
    for (const [day, month, year] of [
      ['9', '03', '2026'],
      ['９', '０３', '２０２６'],
      ['٩', '٠٣', '٢٠٢٦'],
      ['\u00a0۹\u200e', ' ۰۳', '۲۰۲۶\u00a0'],
    ] as [string, string, string][]) {
      expect(read({ 'born.day': day, 'born.month': month, 'born.year': year })).toEqual({ born: '2026-03-09' })
      expect(read({ born: `${day}.${month}.${year}` })).toEqual({ born: '2026-03-09' })
    }
  })
  it('asks only what fits the answers so far, and forgets what became hidden', () => {
    const fields = (answers: Record<string, unknown>) =>
      visiblePages(form, { answers }).flatMap((page) => page.fields.map((field) => field.id))
    expect(fields({ kind: 'adult', school: 'No 5' })).toEqual([
      'kind',
      'number',
      'born',
      'income',
      'area',
      'sure',
      'agreed',
      'paper',
    ])
    expect(fields({ kind: 'child' })).toEqual([
      'kind',
      'number',
      'born',
      'school',
      'income',
      'area',
      'sure',
      'agreed',
      'paper',
    ])
    expect(fields({ kind: 'child', school: 'No 5' })).toContain('hobby')
  })

  it.each<[string, object, string[]]>([
    ['all is well', good, []],
    ['nothing is answered', {}, ['kind choose', 'number required', 'sure declaration']],
    ['a child needs more', { ...good, kind: 'child' }, ['born required', 'school required']],
    ['a file that is needed', { ...good, agreed: true }, ['paper attach']],
    ['an option nobody offered', { ...good, kind: 'alien' }, ['kind not-an-option']],
    ['digits are wrong', { ...good, number: '123' }, ['number person-number-digits']],
    ['no such day', { ...good, born: '2026-02-30' }, ['born not-a-date']],
    ['born after the day of filing', { ...good, born: '2026-03-03' }, ['born date-too-late']],
    ['a text where a number should be', { ...good, income: 'much' }, ['income not-a-number']],
    ['too much', { ...good, income: 1000001 }, ['income too-big']],
    ['below', { ...good, income: -1 }, ['income too-small']],
    ['a rule of its own', { ...good, income: 13 }, ['income rule:field.income.error.unlucky']],
    ['not whole', { ...good, area: 1.5 }, ['area not-whole']],
    ['no file but a text', { ...good, paper: 'x.pdf' }, ['paper invalid']],
    [
      'blanks and what nobody sees for an answer',
      { ...good, kind: 'child', born: '2020-01-01', school: ' \u200b\n' },
      ['school required'],
    ],
    ...[['a'], {}, 'no', 1].map((odd): [string, object, string[]] => [
      `${JSON.stringify(odd)} for a yes`,
      { ...good, agreed: odd },
      ['agreed invalid'],
    ]),
    ['no for what need not be', { ...good, agreed: false }, []],
    ['an object where a text should be', { ...good, number: { a: 1 } }, ['number invalid']],
  ])('%s', (_, answers, expected) => {
    expect(codes(answers as Record<string, unknown>)).toEqual(expected)
  })

  it("checks one page alone, and numbers by the country's rule", () => {
    expect(codes({}, { page: 'money' })).toEqual(['sure declaration'])
    const wrong: FormChecks = { personNumber: () => ({ ok: false, problem: 'check-digit' }) }
    expect(codes(good, { checks: wrong })).toEqual(['number person-number-check'])
    expect(validate(form, { ...good, number: '1' }, {}, { checks })[0]?.params).toEqual({
      length: 14,
      example: '30101800000017',
    })
  })

  it('keeps numbers without what was typed between their digits, and what is not right as it is', () => {
    expect(keptAnswers(form, { ...good, number: '301 018 0000 0017' }, checks)).toEqual(good)
    expect(keptAnswers(form, { ...good, number: '301 018' }, checks)).toEqual({ ...good, number: '301 018' })
  })

  it('reads what browsers post', () => {
    const posted = new URLSearchParams([
      ['kind', 'child'],
      ['number', ' 3010 1800 0000 17 '],
      ['born.day', '9'],
      ['born.month', '3'],
      ['born.year', '2015'],
      ['income', '1\u00a0000,50'],
      ['area', 'x'],
      ['sure', 'true'],
    ])
    const answers = Object.assign({}, ...form.pages.map((page) => readPosted(page.fields, posted)))
    expect(answers).toMatchObject({
      kind: 'child',
      number: '30101800000017',
      born: '2015-03-09',
      income: 1000.5,
      area: 'x',
      sure: true,
      school: null,
    })
  })

  it('never throws, whatever is posted or sent', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.constantFrom('kind', 'number', 'born', 'school', 'income', 'area', 'sure', 'paper', 'born.day'),
          fc.jsonValue(),
          { noNullPrototype: true },
        ),
        (answers) => {
          expect(Array.isArray(validate(form, answers, {}))).toBe(true)
        },
      ),
    )
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom('kind', 'born.day', 'income', 'school'), fc.string({ unit: 'binary' }))),
        (posted) => {
          validate(
            form,
            readPosted(
              form.pages.flatMap((page) => page.fields),
              new URLSearchParams(posted),
            ),
            {},
          )
        },
      ),
    )
  })

  it.each([
    ['a condition that is no FEEL', text.replace('school != null', 'school !='), 'FEEL'],
    ['a field twice', text.replace('id: hobby', 'id: kind'), 'twice'],
    ['a choice without options', text.replace(', options: [child, adult]', ''), 'without options'],
    ['a kind unknown', text.replace('kind: money', 'kind: gold'), 'pages'],
  ])('says where it is wrong: %s', (_, wrong, said) => {
    const [problem] = readForm(wrong).problems
    expect(`${problem?.path} ${problem?.message}`).toContain(said)
    expect(problem!.line).toBeGreaterThan(1)
  })
})
