import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  between,
  compileCalendar,
  dateOf,
  dayOf,
  dueAt,
  isWorkingDay,
  localDate,
  parseTerm,
  readClock,
  receivedAt,
  termText,
  weekdayOf,
  type Calendar,
  type CalendarData,
  type Pause,
} from './index.ts'
import { dueByCounting } from './testing/due-by-counting.ts'

const nine = [{ from: '09:00', to: '18:00' }]
const data: CalendarData = {
  zone: { name: 'Asia/Tashkent', offsets: [{ since: '1970-01-01T00:00:00Z', minutes: 300 }] },
  week: { monday: nine, tuesday: nine, wednesday: nine, thursday: nine, friday: nine },
  holidays: [{ monthDay: '01-01' }, { monthDay: '03-08' }, { monthDay: '03-21' }],
  daysOff: [{ date: '2025-03-31' }],
  workingDays: [{ date: '2025-03-29' }, { date: '2025-12-31', hours: [{ from: '09:00', to: '13:00' }] }],
  rules: { countFrom: 'next-day', lastDayOff: 'next-working-day', holidayOnWeekend: 'next-working-day' },
}
const calendar = compileCalendar(data)
const plain = compileCalendar({ ...data, holidays: [], daysOff: [], workingDays: [] })
const at = (local: string) => new Date(`${local}+05:00`).toISOString()

describe('the calendar', () => {
  it.each([
    ['2025-03-28', true, 'a Friday'],
    ['2025-03-29', true, 'a Saturday moved to work'],
    ['2025-03-30', false, 'a Sunday'],
    ['2025-03-31', false, 'a Monday given off'],
    ['2026-01-01', false, 'New Year'],
    ['2026-03-08', false, 'a holiday on a Sunday'],
    ['2026-03-09', false, 'the Monday after it'],
    ['2026-03-10', true, 'the Tuesday after that'],
  ])('%s works: %s (%s)', (date, works) => {
    expect(isWorkingDay(calendar, date)).toBe(works)
  })

  it('keeps local dates: an evening in UTC is the next morning in Tashkent', () => {
    expect(localDate(calendar, '2026-03-02T19:00:00Z')).toBe('2026-03-03')
    expect(localDate(calendar, '2026-03-02T18:59:59Z')).toBe('2026-03-02')
  })

  it('follows the offsets of a zone that changes its clocks', () => {
    const berlin = compileCalendar({
      ...data,
      zone: {
        name: 'Europe/Berlin',
        offsets: [
          { since: '2025-10-26T01:00:00Z', minutes: 60 },
          { since: '2026-03-29T01:00:00Z', minutes: 120 },
          { since: '2026-10-25T01:00:00Z', minutes: 60 },
        ],
      },
    })
    expect(dueAt(berlin, '1 working day', '2026-03-26T10:00:00Z')).toBe('2026-03-27T17:00:00.000Z')
    expect(dueAt(berlin, '2 working days', '2026-03-26T10:00:00Z')).toBe('2026-03-30T16:00:00.000Z')
    expect(dueAt(berlin, 'P5D', '2026-03-26T10:00:00Z')).toBe('2026-03-31T09:00:00.000Z')
  })

  it.each([
    ['a date that does not exist', { daysOff: [{ date: '2025-02-30' }] }],
    ['hours that end before they begin', { week: { monday: [{ from: '18:00', to: '09:00' }] } }],
    ['a week without work', { week: {} }],
    ['a name it does not know', { feasts: [] }],
  ])('refuses %s', (_, wrong) => {
    expect(() => compileCalendar({ ...data, ...wrong } as CalendarData)).toThrow()
  })
})

describe('the legal receipt', () => {
  it.each<[string, string, string | null, string]>([
    ['2026-03-02T10:00:00', '2026-03-02T10:00:00', null, 'in working time'],
    ['2026-03-02T17:59:59', '2026-03-02T17:59:59', null, 'in the last second of work'],
    ['2026-03-02T18:00:00', '2026-03-03T09:00:00', 'after-hours', 'as work ends'],
    ['2026-03-02T22:10:00', '2026-03-03T09:00:00', 'after-hours', 'at night'],
    ['2026-03-03T05:00:00', '2026-03-03T09:00:00', 'after-hours', 'before work'],
    ['2026-03-06T20:00:00', '2026-03-10T09:00:00', 'after-hours', 'on a Friday evening before a long weekend'],
    ['2026-03-07T11:00:00', '2026-03-10T09:00:00', 'day-off', 'on a Saturday'],
    ['2026-01-01T11:00:00', '2026-01-02T09:00:00', 'day-off', 'on a holiday'],
    ['2025-12-31T13:30:00', '2026-01-02T09:00:00', 'after-hours', 'after a short day'],
  ])('filed %s counts from %s (%s: %s)', (filed, counts, moved) => {
    const receipt = receivedAt(calendar, at(filed))
    expect(receipt).toEqual({ at: at(filed), countsFrom: at(counts), date: counts.slice(0, 10), moved })
  })

  it('does not move what comes in the break of a day', () => {
    const half = compileCalendar({
      ...data,
      week: {
        monday: [
          { from: '09:00', to: '13:00' },
          { from: '14:00', to: '18:00' },
        ],
      },
    })
    expect(receivedAt(half, at('2026-03-02T13:30:00')).moved).toBeNull()
  })

  it('refuses what is not an instant', () => {
    expect(() => receivedAt(calendar, '2026-03-02')).toThrow(RangeError)
  })
})

describe('the end of a term', () => {
  it.each([
    ['1 working day', '2026-03-02T10:00:00', '2026-03-03T18:00:00'],
    ['3 working days', '2026-03-05T10:00:00', '2026-03-11T18:00:00'],
    ['15 working days', '2026-03-03T09:00:00', '2026-03-26T18:00:00'],
    ['0 working days', '2026-03-02T10:00:00', '2026-03-02T18:00:00'],
    ['10 calendar days', '2026-03-02T10:00:00', '2026-03-12T18:00:00'],
    ['5 calendar days', '2026-03-02T10:00:00', '2026-03-10T18:00:00'],
    ['4 working hours', '2026-03-02T10:00:00', '2026-03-02T14:00:00'],
    ['4 working hours', '2026-03-02T16:00:00', '2026-03-03T11:00:00'],
    ['9 working hours', '2026-03-02T09:00:00', '2026-03-02T18:00:00'],
    ['4 working hours', '2026-03-06T16:30:00', '2026-03-10T11:30:00'],
    ['30 minutes', '2026-03-02T17:50:00', '2026-03-03T09:20:00'],
    ['1 month', '2026-01-31T10:00:00', '2026-03-02T18:00:00'],
    ['2 months', '2026-02-10T10:00:00', '2026-04-10T18:00:00'],
    ['P10D', '2026-03-02T22:10:00', '2026-03-12T22:10:00'],
    ['PT36H', '2026-03-02T10:00:00', '2026-03-03T22:00:00'],
    ['P1M', '2026-01-31T10:00:00', '2026-02-28T10:00:00'],
  ])('%s from %s ends %s', (term, from, due) => {
    expect(dueAt(calendar, term, at(from))).toBe(at(due))
  })

  it('can count the day of receipt, and leave a last day off where it is', () => {
    const other = compileCalendar({
      ...data,
      rules: { countFrom: 'same-day', lastDayOff: 'stays', holidayOnWeekend: 'stays' },
    })
    expect(dueAt(other, '1 working day', at('2026-03-02T10:00:00'))).toBe(at('2026-03-02T18:00:00'))
    expect(dueAt(other, '6 calendar days', at('2026-03-02T10:00:00'))).toBe(at('2026-03-08T00:00:00'))
    expect(isWorkingDay(other, '2026-03-09')).toBe(true)
  })

  it.each([
    '5 days',
    '2 hours',
    'soon',
    '',
    'P',
    'PT',
    '-3 working days',
    '1.5 working days',
    '99999 working days',
    'P999Y',
    '3 working days and a bit',
  ])('refuses "%s"', (text) => {
    expect(() => parseTerm(text)).toThrow(RangeError)
  })

  it('refuses a term beyond the years it knows instead of guessing', () => {
    expect(() => dueAt(calendar, '36525 working days', at('2026-03-02T10:00:00'))).toThrow(/2150/)
  })
})

describe('pauses', () => {
  const from = at('2026-04-06T10:00:00') // a Monday
  it.each<[string, Pause[], string]>([
    ['none', [], '2026-04-13T18:00:00'],
    [
      'within one day: nobody loses a day',
      [{ from: at('2026-04-07T10:00:00'), to: at('2026-04-07T16:00:00') }],
      '2026-04-13T18:00:00',
    ],
    [
      'Tuesday to Thursday: two days',
      [{ from: at('2026-04-07T15:00:00'), to: at('2026-04-09T10:00:00') }],
      '2026-04-15T18:00:00',
    ],
    [
      'over a weekend: only Monday',
      [{ from: at('2026-04-10T15:00:00'), to: at('2026-04-13T10:00:00') }],
      '2026-04-14T18:00:00',
    ],
    [
      'overlapping ones count once',
      [
        { from: at('2026-04-07T15:00:00'), to: at('2026-04-09T10:00:00') },
        { from: at('2026-04-08T15:00:00'), to: at('2026-04-10T10:00:00') },
      ],
      '2026-04-16T18:00:00',
    ],
    [
      'after the end of the term: nothing',
      [{ from: at('2026-04-20T15:00:00'), to: at('2026-04-27T10:00:00') }],
      '2026-04-13T18:00:00',
    ],
    ['one that lasts adds nothing by itself', [{ from: at('2026-04-07T15:00:00'), to: null }], '2026-04-13T18:00:00'],
  ])('%s', (_, pauses, due) => {
    expect(dueAt(plain, '5 working days', from, pauses)).toBe(at(due))
  })

  it('takes hours out of a term in hours exactly', () => {
    expect(
      dueAt(plain, '4 working hours', from, [{ from: at('2026-04-06T11:00:00'), to: at('2026-04-06T13:30:00') }]),
    ).toBe(at('2026-04-06T16:30:00'))
  })

  it('counts one that lasts until the day asked for', () => {
    expect(
      dueAt(plain, '5 working days', from, [{ from: at('2026-04-07T15:00:00'), to: null }], at('2026-04-09T12:00:00')),
    ).toBe(at('2026-04-15T18:00:00'))
  })
})

describe('the clock', () => {
  const running = { term: '5 working days', from: at('2026-04-06T10:00:00') }
  it('shows what is left', () => {
    expect(readClock(plain, { ...running, pauses: [] }, at('2026-04-09T12:00:00'))).toEqual({
      dueAt: at('2026-04-13T18:00:00'),
      runs: true,
      holder: 'state',
      since: running.from,
      basis: null,
      left: { workingDays: 2, workingMinutes: 24 * 60, calendarDays: 4 },
      late: null,
    })
  })
  it('shows who holds it and why', () => {
    const pauses: Pause[] = [
      { from: at('2026-04-07T15:00:00'), to: null, basis: 'law, article 1', holder: 'applicant' },
    ]
    const reading = readClock(plain, { ...running, pauses }, at('2026-04-09T12:00:00'))
    expect(reading).toMatchObject({
      runs: false,
      holder: 'applicant',
      basis: 'law, article 1',
      since: at('2026-04-07T15:00:00'),
      dueAt: at('2026-04-15T18:00:00'),
    })
  })
  it('knows a pause of the past only as past, and one of the future not at all', () => {
    const pauses: Pause[] = [
      { from: at('2026-04-07T15:00:00'), to: at('2026-04-08T10:00:00') },
      { from: at('2026-04-10T15:00:00'), to: null },
    ]
    expect(readClock(plain, { ...running, pauses }, at('2026-04-09T12:00:00'))).toMatchObject({
      runs: true,
      since: at('2026-04-08T10:00:00'),
      dueAt: at('2026-04-14T18:00:00'),
    })
  })
  it('shows how late it is', () => {
    expect(readClock(plain, { ...running, pauses: [] }, at('2026-04-15T10:00:00'))).toMatchObject({
      left: { workingDays: 0, workingMinutes: 0 },
      late: { workingDays: 2, workingMinutes: 10 * 60, calendarDays: 2 },
    })
  })
  it('is in time at the very instant of the end', () => {
    expect(readClock(plain, { ...running, pauses: [] }, at('2026-04-13T18:00:00')).late).toBeNull()
  })
})

// 2024 to 2030, to the minute
const instant = fc
  .integer({ min: Date.UTC(2024, 0) / 60_000, max: Date.UTC(2030, 0) / 60_000 })
  .map((minute) => new Date(minute * 60_000).toISOString())
const pause = fc
  .tuple(instant, fc.integer({ min: 0, max: 60 * 24 * 40 }))
  .map(([from, minutes]): Pause => ({ from, to: new Date(Date.parse(from) + minutes * 60_000).toISOString() }))
const unit = fc.constantFrom(
  'working-day',
  'calendar-day',
  'working-hour',
  'minute',
  'month',
) as fc.Arbitrary<'working-day'>
const term = fc.record({ amount: fc.integer({ min: 0, max: 60 }), unit })
const inWorkingTime = (of: Calendar, when: string) => {
  const day = of.localDay(Date.parse(when))
  return of
    .spans(day)
    .some(([from, to]) => of.instantAt(day, from) <= Date.parse(when) && Date.parse(when) <= of.instantAt(day, to))
}

describe('whatever the term, the receipt and the pauses', () => {
  it('ends in working time, not before the legal receipt', () => {
    fc.assert(
      fc.property(term, instant, fc.array(pause, { maxLength: 4 }), (given, filed, pauses) => {
        const { countsFrom } = receivedAt(calendar, filed)
        const due = dueAt(calendar, given, countsFrom, pauses)
        expect(due >= countsFrom).toBe(true)
        expect(inWorkingTime(calendar, due)).toBe(true)
        expect(inWorkingTime(calendar, countsFrom)).toBe(true)
      }),
    )
  })
  it('is never shortened by one more pause, nor changed by their order', () => {
    fc.assert(
      fc.property(term, instant, fc.array(pause, { maxLength: 4 }), pause, (given, from, pauses, more) => {
        const longer = dueAt(calendar, given, from, [...pauses, more])
        expect(longer >= dueAt(calendar, given, from, pauses)).toBe(true)
        expect(dueAt(calendar, given, from, [more, ...pauses.toReversed()])).toBe(longer)
      }),
    )
  })
  it('is the same when a pause is cut in two at any moment', () => {
    fc.assert(
      fc.property(term, instant, pause, fc.double({ min: 0, max: 1, noNaN: true }), (given, from, whole, share) => {
        const cut = new Date(
          Math.round(Date.parse(whole.from) + (Date.parse(whole.to!) - Date.parse(whole.from)) * share),
        ).toISOString()
        expect(
          dueAt(calendar, given, from, [
            { from: whole.from, to: cut },
            { from: cut, to: whole.to },
          ]),
        ).toBe(dueAt(calendar, given, from, [whole]))
      }),
    )
  })
  it('ends later for a longer term and a later receipt', () => {
    fc.assert(
      fc.property(
        term,
        instant,
        fc.array(pause, { maxLength: 3 }),
        fc.nat(30),
        fc.nat(60 * 24 * 20),
        (given, from, pauses, more, minutes) => {
          const due = dueAt(calendar, given, from, pauses)
          expect(dueAt(calendar, { ...given, amount: given.amount + more }, from, pauses) >= due).toBe(true)
          expect(
            dueAt(calendar, given, new Date(Date.parse(from) + minutes * 60_000).toISOString(), pauses) >= due,
          ).toBe(true)
        },
      ),
    )
  })
  it('agrees with counting day by day on a wall calendar', () => {
    fc.assert(
      fc.property(
        fc.record({
          amount: fc.integer({ min: 1, max: 60 }),
          unit: fc.constantFrom('working-day', 'calendar-day') as fc.Arbitrary<'working-day'>,
        }),
        instant,
        fc.array(pause, { maxLength: 3 }),
        (given, from, pauses) => {
          expect(localDate(calendar, dueAt(calendar, given, from, pauses))).toBe(
            dueByCounting(data, given, from, pauses),
          )
        },
      ),
    )
  })
  it('leaves as much working time as the term has hours', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), instant, (amount, from) => {
        expect(between(calendar, from, dueAt(calendar, { amount, unit: 'working-hour' }, from)).workingMinutes).toBe(
          amount * 60,
        )
      }),
    )
  })
  it('is written as it was read', () => {
    fc.assert(
      fc.property(term, (given) => {
        expect(parseTerm(termText(given))).toEqual(given)
      }),
    )
    for (const text of ['P1Y2M10DT2H30M', 'P2W', 'PT0S']) expect(termText(parseTerm(text))).toBe(text)
  })
  it('has dates that go there and back', () => {
    fc.assert(
      fc.property(fc.integer({ min: -10_000, max: 60_000 }), (day) => {
        expect(dayOf(dateOf(day))).toBe(day)
        expect(weekdayOf(day) % 7).toBe(new Date(day * 86_400_000).getUTCDay())
      }),
    )
  })
})
