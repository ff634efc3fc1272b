import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileCalendar, dueAt, localDate, type CalendarData, type Pause } from '../terms/index.ts'
import { dueByCounting } from '../terms/testing/due-by-counting.ts'
import { ACTS } from './acts.ts'
import { silenceSpeaks, silentOutcome, type Silence } from './silence.ts'

const nine = [{ from: '09:00', to: '18:00' }]
const data: CalendarData = {
  zone: { name: 'Asia/Tashkent', offsets: [{ since: '1970-01-01T00:00:00Z', minutes: 300 }] },
  week: { monday: nine, tuesday: nine, wednesday: nine, thursday: nine, friday: nine },
  holidays: [{ monthDay: '01-01' }, { monthDay: '03-08' }, { monthDay: '03-21' }],
  daysOff: [],
  workingDays: [],
  rules: { countFrom: 'next-day', lastDayOff: 'next-working-day', holidayOnWeekend: 'next-working-day' },
}
const calendar = compileCalendar(data)
const HOUR = 3_600_000
const after = (instant: string, hours: number) => new Date(Date.parse(instant) + hours * HOUR).toISOString()

/** What makes an office's clock stand still: questions, corrections in any number, a hearing, the time until an appeal is won. */
const stop = fc.record({
  kind: fc.constantFrom('question', 'correction', 'hearing', 'appeal'),
  gap: fc.integer({ min: 0, max: 24 * 4 }),
  hours: fc.integer({ min: 1, max: 24 * 20 }),
})
const life = fc.record({
  from: fc.integer({ min: 0, max: 24 * 700 }).map((hours) => after('2026-01-05T04:00:00.000Z', hours)),
  amount: fc.integer({ min: 1, max: 30 }),
  unit: fc.constantFrom('working-day', 'calendar-day') as fc.Arbitrary<'working-day'>,
  stops: fc.array(stop, { maxLength: 12 }),
})

/** Lives a case: stops follow each other as long as the term is not over. */
function lived({ from, amount, unit, stops }: typeof life extends fc.Arbitrary<infer Life> ? Life : never) {
  const pauses: Pause[] = []
  const due = () => dueAt(calendar, { amount, unit }, from, pauses)
  const dues = [due()]
  let now = from
  for (const { kind, gap, hours } of stops) {
    const since = after(now, gap)
    if (Date.parse(since) > Date.parse(due())) break
    now = after(since, hours)
    pauses.push({ from: since, to: now, basis: kind })
    dues.push(due())
  }
  return { pauses, dues, due: due() }
}
const speaks = (
  means: Silence,
  dueAtNow: string,
  now: string,
  more: { stands?: boolean; outcome?: string | null } = {},
) => silenceSpeaks({ means, outcome: null, over: false, dueAt: dueAtNow, stands: false, ...more }, now)

describe('silence', () => {
  it('speaks on the day a clerk counts, whatever stopped the clock and how often, and not a moment before its end', () => {
    fc.assert(
      fc.property(life, (given) => {
        const { pauses, due } = lived(given)
        expect(localDate(calendar, due)).toBe(dueByCounting(data, given, given.from, pauses))
        expect(speaks('consent', due, due)).toBe(false)
        expect(speaks('consent', due, new Date(Date.parse(due) + 1).toISOString())).toBe(true)
      }),
      { numRuns: 400 },
    )
  })

  it('is only ever put off by a stop, never hastened', () => {
    fc.assert(
      fc.property(life, (given) => {
        const { dues } = lived(given)
        for (let at = 1; at < dues.length; at++)
          expect(Date.parse(dues[at]!)).toBeGreaterThanOrEqual(Date.parse(dues[at - 1]!))
      }),
    )
  })

  it('says nothing while another holds the clock, once it was decided, after the end, or where it means nothing', () => {
    fc.assert(
      fc.property(life, fc.integer({ min: 1, max: 24 * 60 }), (given, late) => {
        const { due } = lived(given)
        const now = after(due, late)
        expect(speaks('consent', due, now, { stands: true })).toBe(false)
        for (const outcome of ['granted', 'refused', 'upheld', 'withdrawn'])
          expect(speaks('refusal', due, now, { outcome })).toBe(false)
        // what was refused and overturned is undecided again
        expect(speaks('consent', due, now, { outcome: 'overturned' })).toBe(true)
        expect(speaks('none', due, now)).toBe(false)
      }),
    )
  })

  it('stands for what an office would do, for nobody’s appeal and no act of the applicant', () => {
    const said = (means: Silence) =>
      Object.fromEntries(
        Object.keys(ACTS)
          .map((act) => [act, silentOutcome(act, means)])
          .filter(([, word]) => word),
      )
    expect(said('consent')).toEqual({ examine: 'ok', opinion: 'agree', inspect: 'fit', decide: 'grant', sign: 'sign' })
    expect(said('refusal')).toMatchObject({ decide: 'refuse', sign: 'sign' })
    expect(said('none')).toEqual({})
  })
})
