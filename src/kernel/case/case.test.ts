import { fromMajor } from '../money/index.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readForm } from '../forms/index.ts'
import {
  checkAnswers,
  clockHolder,
  evidenceAnswer,
  feeVariable,
  filingVariables,
  findOffice,
  groundOf,
  mayFollow,
  paidResult,
  readFee,
  readOffice,
  resultFaults,
  statusAfter,
  STATUSES,
  subjectsOf,
  TEXT_PARTS,
  textKey,
  wantedEvidence,
  type StatusStep,
} from './index.ts'

const step = (given: Partial<StatusStep>): StatusStep => ({
  demanded: [],
  cancelled: false,
  awaitsPayment: false,
  works: false,
  ...given,
})

describe('the status of a case', () => {
  it('is what the model demands, in its order, else what follows from what waits', () => {
    expect(statusAfter('new', step({ works: true }))).toEqual({ status: 'in_progress' })
    expect(statusAfter('new', step({}))).toEqual({ status: 'new' })
    expect(statusAfter('in_progress', step({ awaitsPayment: true }))).toEqual({ status: 'awaiting_payment' })
    expect(statusAfter('in_progress', step({ demanded: ['refused', 'in-progress'] }))).toEqual({
      status: 'in_progress',
    })
    expect(statusAfter('awaiting_payment', step({ cancelled: true }))).toEqual({ status: 'annulled' })
  })

  it('stays with the payment as long as one is waited for, whatever else was done', () => {
    expect(statusAfter('awaiting_payment', step({ awaitsPayment: true, works: true }))).toEqual({
      status: 'awaiting_payment',
    })
    expect(statusAfter('awaiting_payment', step({ works: true }))).toEqual({ status: 'in_progress' })
  })

  it('passes over no demand that is forbidden', () => {
    expect(statusAfter('completed', step({ demanded: ['in_progress'] }))).toEqual({
      forbidden: { from: 'completed', to: 'in_progress' },
    })
    expect(statusAfter('new', step({ demanded: ['lost'] }))).toEqual({ forbidden: { from: 'new', to: 'lost' } })
    expect(statusAfter('in_progress', step({ demanded: ['completed', 'refused'] }))).toEqual({
      forbidden: { from: 'completed', to: 'refused' },
    })
  })

  it('never moves against the table, and what was decided is undone by no payment and no work', () => {
    const any = fc.constantFrom(...STATUSES)
    fc.assert(
      fc.property(any, fc.array(any, { maxLength: 4 }), fc.boolean(), fc.boolean(), (before, demanded, pays, works) => {
        const after = statusAfter(before, step({ demanded, awaitsPayment: pays, works }))
        if ('forbidden' in after) {
          expect(mayFollow(after.forbidden.from, after.forbidden.to as (typeof STATUSES)[number])).toBe(false)
          return
        }
        if (demanded.length === 0) expect(mayFollow(before, after.status)).toBe(true)
        else expect(after.status).toBe(demanded.at(-1))
        if (demanded.length === 0 && ['completed', 'refused', 'annulled'].includes(before))
          expect(after.status).toBe(before)
      }),
    )
  })
})

describe('the result of a task', () => {
  const grounds = ['no-right']
  it.each([
    ['decide', { outcome: 'grant' }, []],
    ['decide', { outcome: 'refuse' }, ['reason-needed']],
    ['decide', { outcome: 'refuse', reason: 'no-right' }, []],
    ['decide', { outcome: 'refuse', reason: 'invented' }, ['reason-needed']],
    ['decide', { outcome: 'sign' }, ['wrong-outcome']],
    ['dither', { outcome: 'ok' }, ['wrong-outcome']],
    ['sign', { outcome: 'toString' }, ['wrong-outcome']],
    ['opinion', { outcome: 'object', note: ' ' }, ['note-needed']],
    ['opinion', { outcome: 'object', note: 'too near', reason: 'invented' }, ['reason-needed']],
    ['appeal', { outcome: 'uphold', reason: 'invented' }, ['reason-needed', 'note-needed']],
    // what nobody would read is not passed over
    ['decide', { outcome: 'grant', reason: 'no-right' }, ['no-reason']],
    ['decide', { outcome: 'grant', happenedOn: '2026-03-04' }, ['not-taken']],
    ['inspect', { outcome: 'fit', happenedOn: '2026-03-04' }, []],
    ['answer-offer', { outcome: 'accepted', line: 'years', until: '2026-03-04' }, ['not-taken', 'not-taken']],
    ['answer-offer', { outcome: 'disputed', line: 'years', note: 'more' }, []],
    ['choose-slot', { outcome: 'chosen', at: '2026-03-04T10:00:00Z' }, []],
  ])('%s %o', (act, given, codes) => {
    expect(resultFaults(act, given, grounds).map((fault) => fault.code)).toEqual(codes)
  })

  it('gives the ground that holds: a person said it last, else a rule; an answer of the form is none', () => {
    const variables = { answers: { reason: 'a-form-field' }, eligibility: { reason: 'by-rule' } }
    expect(groundOf([], variables)).toBe('by-rule')
    expect(groundOf(['first', 'last'], variables)).toBe('last')
    expect(groundOf([], { answers: { reason: 'a-form-field' } })).toBeUndefined()
  })
})

describe('the office of a task', () => {
  const offices = {
    officeFor: (kind: string, level: string | undefined, place: string) =>
      kind === 'school' ? undefined : `${kind} ${level ?? 'nearest'} ${place}`,
    findOffice: (id: string) => (id === 'court-1' ? { id } : undefined),
  }
  it.each([
    [undefined, 'mine'],
    ['owner', 'mine'],
    [null, 'mine'],
    ['kind:health', 'health nearest 17'],
    ['kind:town-hall2/region', 'town-hall2 region 17'],
    ['kind:school', undefined],
    ['court-1', 'court-1'],
    ['court-2', undefined],
  ])('%s → %s', (named, office) => {
    expect(findOffice(named, { owner: 'mine', district: '17' }, offices)).toBe(office)
  })
  it('is read alike wherever it is named', () => {
    expect(readOffice('kind:health/region')).toEqual({ by: 'kind', kind: 'health', level: 'region' })
  })
})

it('gives the clock to whoever is to do it, unless the model says otherwise', () => {
  expect(clockHolder({})).toBe('state')
  expect(clockHolder({ performer: 'applicant' })).toBe('applicant')
  expect(clockHolder({ performer: 'applicant', clock: 'state' })).toBe('state')
  expect(clockHolder({ clock: 'applicant' })).toBe('applicant')
})

describe('evidence', () => {
  const evidence = [
    { id: 'court', heldByState: true, register: 'court' },
    { id: 'paper', heldByState: false },
    { id: 'odd', heldByState: false, register: 'court' },
  ]
  it('is asked for when the state holds it and a register answers', () => {
    expect(wantedEvidence(evidence, 'all').map((wantedPiece) => wantedPiece.id)).toEqual(['court'])
    expect(wantedEvidence(evidence, 'odd court ').map((wantedPiece) => wantedPiece.id)).toEqual(['court'])
    expect(wantedEvidence(evidence, undefined).map((wantedPiece) => wantedPiece.id)).toEqual(['court'])
  })
  it('is about the applicant, a person or several, each once', () => {
    const variables = { answers: { wards: ['2', '2', null, '3'], ward: '4' } }
    expect(subjectsOf(undefined, variables, '1')).toEqual({ numbers: ['1'], several: false })
    expect(subjectsOf('answers.wards', variables, '1')).toEqual({ numbers: ['2', '3'], several: true })
    expect(subjectsOf('answers.ward', variables, '1')).toEqual({ numbers: ['4'], several: false })
    expect(subjectsOf('answers.nobody', variables, '1')).toEqual({ numbers: [], several: false })
  })
  it('about several is found when it is of each', () => {
    const found = { status: 'found' as const, data: {} }
    expect(evidenceAnswer(true, []).status).toBe('missing')
    expect(evidenceAnswer(true, [{ number: '1', ...found }]).status).toBe('found')
    expect(
      evidenceAnswer(true, [
        { number: '1', ...found },
        { number: '2', status: 'missing', data: null },
      ]),
    ).toEqual({
      status: 'missing',
      data: {
        each: [
          { number: '1', ...found },
          { number: '2', status: 'missing', data: null },
        ],
      },
    })
  })
})

const CURRENCY = { code: 'XTS', minorUnits: 2 }
const toMinor = (major: number) => fromMajor(major, CURRENCY, 'half-up').minor

describe('the fee', () => {
  it('is kept in whole minor units and seen as it is kept', () => {
    const { fee } = readFee({ amount: 10.005, lines: [{ text: 'fee.base', amount: 10.005 }] }, toMinor)
    expect(fee).toEqual({ amount: 1001, lines: [{ text: 'fee.base', amount: 1001 }] })
    expect(feeVariable(fee!, CURRENCY)).toEqual({ amount: 10.01, lines: [{ text: 'fee.base', amount: 10.01 }] })
    expect(paidResult(1001, 'x', CURRENCY)).toEqual({ outcome: 'paid', amount: 10.01, reference: 'x' })
  })
  it.each([
    [null, /no amount/],
    [{ amount: '5' }, /no amount/],
    [{ amount: -5 }, /negative/],
    [{ amount: 5, lines: [{ amount: 5 }] }, /line without/],
    [{ amount: 5, lines: [{ text: 'a', amount: 4 }] }, /do not add up/],
  ])('%o is told', (decided, said) => {
    expect(readFee(decided, toMinor).problem).toMatch(said)
  })
})

describe('filing', () => {
  const given = {
    service: { id: 's', version: 1 },
    answers: { kind: 'adult', school: 'hidden' },
    applicant: { kind: 'person' as const, name: 'A', number: '1', district: '17' },
    representative: null,
    channel: 'web' as const,
    filedOn: '2026-03-02',
    reference: {},
  }
  it('tells rules the same of who is in no register as of who is not in it', () => {
    const { applicant, district } = filingVariables(given)
    expect(applicant).toMatchObject({ socialRegister: false, disabilityGroup: null, phone: null })
    expect(district).toBe('17')
    expect(filingVariables({ ...given, answers: { district: 18 } }).district).toBe('')
  })
  it('keeps what was asked, and refuses what the form refuses', () => {
    const { form } = readForm(`pages:
  - id: who
    fields:
      - {id: kind, kind: choice, options: [child, adult], required: true}
      - {id: school, kind: text, showWhen: 'answers.kind = "child"'}
`)
    expect(checkAnswers(form!, filingVariables(given), {})).toEqual({ answers: { kind: 'adult' } })
    expect(checkAnswers(form!, filingVariables({ ...given, answers: {} }), {})).toMatchObject({
      errors: [{ field: 'kind', code: 'choose' }],
    })
  })
})

it('makes every key that is shown of a part that the check allows', () => {
  expect(TEXT_PARTS).toEqual({
    form: ['title', 'lead'],
    field: ['label', 'hint', 'why', 'who', 'option', 'error'],
    task: ['title', 'hint'],
  })
  expect(textKey.fieldOption('kind', 'adult')).toBe('field.kind.option.adult')
})
