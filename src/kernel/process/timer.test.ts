import { describe, expect, it } from 'vitest'
import { compile } from './compile.ts'
import { step } from './step.ts'
import { model, problemsOf, started, timer } from './testing.ts'
import type { Environment } from './types.ts'
import { plainDueAt } from './plain-due-at.ts'
import { addDuration, isDuration, parseCycle, parseInstant } from './timer.ts'

describe('durations of ISO 8601', () => {
  it.each([
    ['PT5M', '2026-01-31T00:05:00.000Z'],
    ['P1M', '2026-02-28T00:00:00.000Z'],
    ['P1Y2M', '2027-03-31T00:00:00.000Z'],
    ['P1W', '2026-02-07T00:00:00.000Z'],
    ['P1DT1S', '2026-02-01T00:00:01.000Z'],
    ['PT0.5S', '2026-01-31T00:00:00.500Z'],
    ['PT0,5S', '2026-01-31T00:00:00.500Z'],
    ['P1,5D', '2026-02-01T12:00:00.000Z'],
    ['P0.5Y', '2026-07-31T00:00:00.000Z'],
    ['-P1D', '2026-01-30T00:00:00.000Z'],
  ])('%s', (duration, expected) => expect(addDuration('2026-01-31T00:00:00.000Z', duration)).toBe(expected))
  it.each(['P', 'PT', '5M', 'P1H', '', 'P1DT', 'P0.5M', 'P1,5M', 'P0.3Y'])('%j is none', (text) =>
    expect(isDuration(text)).toBe(false),
  )
  it.each(['P999999999Y', 'P9999Y', 'PT99999999H', '-P2026Y'])('%s leads out of what RFC 3339 can write', (duration) =>
    expect(addDuration('2026-01-01T00:00:00Z', duration)).toBeUndefined(),
  )
  it('a timer beyond all years is an incident, and not due at once', async () => {
    for (const term of ['P9999Y', '999999999 working days']) {
      const driven = await started(
        model(`<intermediateCatchEvent id="t">${timer(term)}</intermediateCatchEvent>`, ['s>t', 't>e']),
      )
      expect(driven.running.incident, term).toMatchObject({ element: 't', code: 'term' })
    }
  })
})

it('cycles', () => {
  expect(parseCycle('R3/PT10M')).toEqual({ times: 3, interval: 'PT10M' })
  expect(parseCycle('R/2026-01-01T00:00:00Z/P1D')).toEqual({ start: '2026-01-01T00:00:00Z', interval: 'P1D' })
  expect(parseCycle('R2/PT1H/2026-02-01')).toEqual({ times: 2, interval: 'PT1H', end: '2026-02-01T00:00:00.000Z' })
  expect(parseCycle('R-1/PT10M')).toEqual({ interval: 'PT10M' })
  for (const text of [
    '0 0 9 15W * ?',
    'R-2/PT1H',
    'R3/2026-02-01/2026-01-01',
    'R3/2026-01-01/2026-01-01',
    'R3/2026-01-01/2026-02-30',
    'R3/P1D/P1D',
    'R/PT0S',
    'R/-PT1H',
    'R/2026-01-01/-P1D',
    'R/PT0S/2026-02-01',
    'R',
    'R3',
    'PT1H',
    'R1/x',
    'R1/PT1H/x',
  ])
    expect(parseCycle(text)).toBeUndefined()
})

it.each([
  // thirty-one days, not a month: the interval is what lies between the two
  ['R3/2026-01-01T00:00:00/2026-02-01T00:00:00', '2026-01-01T00:00:00', 'P31D'],
  ['R/2026-01-01/2026-01-08', '2026-01-01', 'P7D'],
  ['R2/2026-01-01T09:00:00Z/2026-01-01T10:30:00Z', '2026-01-01T09:00:00Z', 'PT5400S'],
  ['R2/2026-01-01T09:00:00+05:00/2026-01-02T09:00:00', '2026-01-01T09:00:00+05:00', 'P1D'],
  ['R2/2026-01-01T09:00:00Z/2026-01-01T15:00:00+05:00', '2026-01-01T09:00:00Z', 'PT3600S'],
  // the clock says the same after a night that is an hour shorter
  ['R/2026-03-28T09:00:00@Europe/Berlin/2026-03-29T09:00:00@Europe/Berlin', '2026-03-28T09:00:00@Europe/Berlin', 'P1D'],
  ['R/2026-03-28T09:00:00@Europe/Berlin/2026-03-29T09:00:00', '2026-03-28T09:00:00@Europe/Berlin', 'P1D'],
  ['R/2026-03-28T09:00:00.250Z/2026-03-28T09:00:01.500Z', '2026-03-28T09:00:00.250Z', 'PT1.25S'],
])('a cycle by its start and its end: %s', (text, start, interval) => {
  expect(parseCycle(text)).toEqual({ start, interval, ...(/^R\d/.test(text) ? { times: Number(text[1]) } : {}) })
})

it('instants', () => {
  expect(parseInstant('2026-03-02T09:00:00+05:00')).toBe('2026-03-02T04:00:00.000Z')
  expect(parseInstant('2026-03-02')).toBe('2026-03-02T00:00:00.000Z')
  expect(parseInstant('tomorrow')).toBeUndefined()
})

it.each([
  ['2026-03-02T09:00:00@Asia/Tashkent', '2026-03-02T04:00:00.000Z'],
  ['2026-03-02@Asia/Tashkent', '2026-03-01T19:00:00.000Z'],
  ['2026-07-02T09:00:00@Europe/Berlin', '2026-07-02T07:00:00.000Z'],
  ['2026-12-02T09:00@Europe/Berlin', '2026-12-02T08:00:00.000Z'],
  ['2026-03-02T09:00:00+05:00[Asia/Tashkent]', '2026-03-02T04:00:00.000Z'],
  ['2026-03-02T09:00:00+0530', '2026-03-02T03:30:00.000Z'],
  // the night in which clocks go forward has no half past two
  ['2026-03-29T02:30:00@Europe/Berlin', '2026-03-29T01:30:00.000Z'],
  ['2026-03-02T24:00:00Z', '2026-03-03T00:00:00.000Z'],
  ['2028-02-29', '2028-02-29T00:00:00.000Z'],
])('the instant %s', (text, expected) => expect(parseInstant(text)).toBe(expected))
it.each([
  '2026-02-30T09:00:00Z',
  '2026-02-29',
  '2026-04-31',
  '2026-13-01',
  '2026-00-10',
  '2026-03-02T25:00:00Z',
  '2026-03-02T24:30:00Z',
  '2026-03-02T09:60:00Z',
  '2026-03-02T09:00:00+25:00',
  '2026-03-02T09:00:00@Asia/Nowhere',
])('there is no %s', (text) => expect(parseInstant(text)).toBeUndefined())

describe('cycles of a running case', () => {
  /** Times at which a non-interrupting timer goes off. */
  const times = async (
    cycle: string,
    count: number,
    now = '2026-01-31T08:00:00.000Z',
    dueAt?: Environment['dueAt'],
  ) => {
    const driven = await started(
      model(
        `<userTask id="a"/><boundaryEvent id="b" attachedToRef="a" cancelActivity="false">${timer(cycle, 'timeCycle')}</boundaryEvent><task id="t"/>`,
        ['s>a', 'a>e', 'b>t', 't>e1'],
      ),
      {},
      { now, ...(dueAt ? { dueAt } : {}) },
    )
    const found: string[] = []
    for (let at = 0; at < count && driven.runner.fireNext(); at++) found.push(driven.runner.now)
    return found
  }
  it('months are counted from the beginning', async () => {
    const expected = ['2026-02-28', '2026-03-31', '2026-04-30', '2026-05-31'].map((day) => `${day}T08:00:00.000Z`)
    expect(await times('R/P1M', 4)).toEqual(expected)
    expect(await times('R5/2026-01-31T08:00:00Z/P1M', 9)).toEqual(['2026-01-31T08:00:00.000Z', ...expected])
  })
  it('a leap day comes back in a leap year', async () => {
    expect(await times('R/2028-02-29T00:00:00Z/P1Y', 5)).toEqual(
      ['2028-02-29', '2029-02-28', '2030-02-28', '2031-02-28', '2032-02-29'].map((day) => `${day}T00:00:00.000Z`),
    )
  })
  it('nine o’clock stays nine o’clock where daylight saving begins and ends', async () => {
    expect(await times('R3/2026-03-28T09:00:00@Europe/Berlin/P1D', 9)).toEqual([
      '2026-03-28T08:00:00.000Z',
      '2026-03-29T07:00:00.000Z',
      '2026-03-30T07:00:00.000Z',
    ])
    expect(await times('R3/2026-10-24T09:00:00@Europe/Berlin/P1D', 9)).toEqual([
      '2026-10-24T07:00:00.000Z',
      '2026-10-25T08:00:00.000Z',
      '2026-10-26T08:00:00.000Z',
    ])
    expect(await times('R2/2026-03-29T00:30:00@Europe/Berlin/PT3H', 9)).toEqual([
      '2026-03-28T23:30:00.000Z',
      '2026-03-29T02:30:00.000Z',
    ])
  })
  it('goes on from a start to an end, and as often as is said', async () => {
    expect(await times('R3/2026-01-31T08:00:00Z/2026-02-02T08:00:00Z', 9)).toEqual([
      '2026-01-31T08:00:00.000Z',
      '2026-02-02T08:00:00.000Z',
      '2026-02-04T08:00:00.000Z',
    ])
    expect(await times('R/2026-10-24T09:00:00@Europe/Berlin/2026-10-25T09:00:00@Europe/Berlin', 3)).toEqual([
      '2026-10-24T07:00:00.000Z',
      '2026-10-25T08:00:00.000Z',
      '2026-10-26T08:00:00.000Z',
    ])
  })
  it('months go by the calendar of the zone: the last day of January in Tashkent is still the 30th in Greenwich', async () => {
    expect(await times('R3/2026-01-31T02:00:00@Asia/Tashkent/P1M', 9, '2026-01-01T00:00:00.000Z')).toEqual([
      '2026-01-30T21:00:00.000Z',
      '2026-02-27T21:00:00.000Z',
      '2026-03-30T21:00:00.000Z',
    ])
  })
  it('without a beginning of its own it goes by the calendar of the country', async () => {
    const asked: string[] = []
    await times('R2/P1D', 9, '2026-01-01T00:00:00.000Z', (term, from) => {
      asked.push(`${term} after ${from}`)
      return plainDueAt(term, from)
    })
    expect(asked).toEqual(['P1D after 2026-01-01T00:00:00.000Z', 'P2D after 2026-01-01T00:00:00.000Z'])
  })
  it('of two times the one that counts is named', async () => {
    const both = '<timeDuration>PT1H</timeDuration><timeDate>2026-03-02T09:00:00Z</timeDate>'
    const caught = `<intermediateCatchEvent id="x"><timerEventDefinition>${both}</timerEventDefinition></intermediateCatchEvent>`
    expect((await compile(model(caught, ['s>x', 'x>e']))).problems).toMatchObject([
      { severity: 'warning', element: 'x', message: expect.stringContaining('the duration counts') },
    ])
  })
  it('a term that nobody can count is refused when the model is read, and not where a case comes to it', async () => {
    const caught = (term: string) =>
      model(`<intermediateCatchEvent id="x">${timer(term)}</intermediateCatchEvent>`, ['s>x', 'x>e'])
    const task = (term: string) => model(`<userTask id="x" darcha:term="${term}"/>`, ['s>x', 'x>e'])
    for (const of of [caught, task]) {
      expect(await problemsOf(of('5 working dayz'))).toMatchObject([
        { element: 'x', message: expect.stringContaining('5 working dayz'), line: expect.any(Number) },
      ])
      for (const term of ['5  Working days', '1 month', '2 working-hours', 'P3D', '=wait'])
        expect(await problemsOf(of(term)), term).toEqual([])
    }
  })
  it('dates that there are not are refused when the model is read', async () => {
    const caught = (date: string) =>
      `<intermediateCatchEvent id="x">${timer(date, 'timeDate')}</intermediateCatchEvent>`
    expect(await problemsOf(model(caught('2026-02-30T09:00:00Z'), ['s>x', 'x>e']))).toMatchObject([
      { code: 'timer', element: 'x', message: expect.stringContaining('2026-02-30') },
    ])
  })
})

it('terms without a calendar', () => {
  expect(plainDueAt('3 working days', '2026-03-06T09:00:00.000Z')).toBe('2026-03-11T09:00:00.000Z')
  expect(plainDueAt('2 calendar days', '2026-03-06T09:00:00.000Z')).toBe('2026-03-08T09:00:00.000Z')
  expect(() => plainDueAt('soon', '2026-03-06T09:00:00.000Z')).toThrow()
})

it("knows today by the country's clock, and the same whenever the step is taken again", async () => {
  const { graphs } = await compile(
    model('<scriptTask id="x" scriptFormat="feel"><script>string(today())</script></scriptTask>', ['s>x', 'x>e']),
  )
  const day = (now: string, localNow?: string) =>
    step(graphs['p']!, null, { type: 'start', variables: {} }, { now, ...(localNow ? { localNow } : {}) }).state
      .variables['x']
  expect(day('2026-03-02T22:10:00Z')).toBe('2026-03-02')
  expect(day('2026-03-02T22:10:00Z', '2026-03-03T03:10:00+05:00')).toBe('2026-03-03')
})
