import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readWrittenNumber } from '../../kernel/values/index.ts'
import { formats as formatsOf, languagesOf, type Conventions } from './index.ts'
import { conventions, cyrillicText, languages } from './testing.ts'
import { zoneOffset } from './local-time.ts'

// 22:10 on 2 March in Tashkent
const FILED = '2026-03-02T17:10:00Z'
const NBSP = '\u00a0'
const formats = (language: string, more: Partial<Conventions> = {}) =>
  formatsOf(language, Object.keys(more).length > 0 ? { ...conventions, ...more } : conventions)

it('Roman numerals and names of formats stay as they are in Cyrillic', () => {
  expect(cyrillicText('I-II guruh: AVI, MP-4 rolik')).toBe('I-II гуруҳ: AVI, MP-4 ролик')
})

describe('dates', () => {
  it('are written as the country writes them', () => {
    expect(languages.ids.map((language) => formats(language).date(FILED))).toEqual([
      '2026-\u2060yil 2-\u2060mart',
      '2026\u00a0йил 2\u00a0март',
      '2\u00a0марта 2026\u00a0г.',
      '2 March 2026',
    ])
    expect(languages.ids.map((language) => formats(language).dayMonth('2026-05-03'))).toEqual([
      '3-\u2060may',
      '3\u00a0май',
      '3\u00a0мая',
      '3 May',
    ])
    expect(formats('ru').month('2026-03-02')).toBe('март 2026\u00a0г.')
    expect(formats('uz').dateTime(FILED)).toBe('2026-\u2060yil 2-\u2060mart, 22:10')
    expect(formats('en').shortDate(FILED)).toBe('02.03.2026')
    expect(formats('uz').weekday(FILED)).toBe('dushanba')
  })

  it('are local to the country', () => {
    expect(formats('en').isoDate('2026-03-02T19:00:00Z')).toBe('2026-03-03')
    expect(formats('en').isoDate('2026-03-02T18:59:59Z')).toBe('2026-03-02')
    expect(formats('en', { timeZone: 'UTC' }).time(FILED)).toBe('17:10')
    // a date is a date of the country, whatever the zone
    expect(formats('en', { timeZone: 'America/New_York' }).date('2026-03-14')).toBe('14 March 2026')
  })

  it('agree with Intl at any instant and in zones that change their clocks', () => {
    const zones = ['Asia/Tashkent', 'Europe/Berlin', 'America/St_Johns', 'Pacific/Apia', 'UTC']
    const readers = new Map(
      zones.map((zone) => [
        zone,
        new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short', timeStyle: 'short', hourCycle: 'h23' }),
      ]),
    )
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: Date.UTC(1992, 0), max: Date.UTC(2040, 0) }),
        (zone, instant) => {
          const { isoDate, time } = formats('en', { timeZone: zone })
          expect(`${isoDate(instant)}, ${time(instant)}`).toBe(readers.get(zone)!.format(instant))
        },
      ),
      { numRuns: 400 },
    )
    expect(zoneOffset('Europe/Berlin', Date.UTC(2026, 2, 29, 0, 59))).toBe(60)
    expect(zoneOffset('Europe/Berlin', Date.UTC(2026, 2, 29, 1, 0))).toBe(120)
  })

  it('refuse what is no date', () => {
    expect(() => formats('en').date('yesterday')).toThrow(RangeError)
    expect(() => formats('en').date('2026-13-45')).toThrow(RangeError)
  })
})

describe('numbers and money', () => {
  it('are grouped as the language groups', () => {
    expect(formats('uz').number(1234567.5)).toBe(`1${NBSP}234${NBSP}567,5`)
    expect(formats('en').number(1234567.5)).toBe('1,234,567.5')
    expect(formats('ru').percent(0.94)).toBe(`94${NBSP}%`)
  })

  it('have a minus below zero, no hyphen, and none where nothing is left', () => {
    for (const language of languages.ids) {
      const { number, percent, signs } = formats(language)
      expect(number(-444.5), language).toBe(`\u2212444${signs.decimal}5`)
      expect(number(-444n), language).toBe('\u2212444')
      expect(number(-0.04, 1), language).toBe('0')
      expect(percent(-0.12), language).toMatch(/^\u221212\u00a0?%$/)
      expect(readWrittenNumber(number(-1234567.25), signs), language).toEqual({ number: -1234567.25 })
    }
  })

  it('are whole minor units with their currency', () => {
    expect(languages.ids.map((language) => formats(language).money(7_290_000))).toEqual([
      `72${NBSP}900${NBSP}soʻm`,
      `72${NBSP}900${NBSP}сўм`,
      `72${NBSP}900${NBSP}сум`,
      `72,900${NBSP}soum`,
    ])
    expect(formats('en').money(150n)).toBe(`1.50${NBSP}soum`)
    expect(formats('ru').money(-105, 'USD')).toBe(`\u22121,05${NBSP}USD`)
    expect(formats('en').money(500, 'JPY')).toBe(`500${NBSP}JPY`)
  })

  it('never lose a tiyin', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }), (minor) => {
        const text = formats('en')
          .money(minor)
          .replace(/\u00a0soum$/, '')
          .replaceAll(',', '')
          .replace('\u2212', '-')
        const [whole = '', fraction = '00'] = text.split('.')
        expect(BigInt(whole + fraction)).toBe(minor)
      }),
    )
  })
})

describe('another country', () => {
  const tunisia: Conventions = {
    languages: languagesOf([{ id: 'pl', tag: 'pl', short: 'pl', name: 'Polski' }]),
    timeZone: 'Europe/Warsaw',
    currency: { code: 'TND', minorUnits: 3, name: { pl: 'dinar' }, position: 'after' },
  }
  it('writes dates as Intl does where the pack says nothing', () => {
    const { date, dayMonth, month, shortDate, weekday } = formatsOf('pl', tunisia)
    expect(date('2026-03-02')).toBe('2 marca 2026')
    expect(dayMonth('2026-05-03')).toBe('3 maja')
    expect(month('2026-03-02')).toBe('marzec 2026')
    expect(shortDate('2026-03-02')).toBe('02.03.2026')
    expect(weekday('2026-03-02')).toBe('poniedziałek')
  })
  it('has the digits of its currency, and the unit where it stands', () => {
    expect(formatsOf('pl', tunisia).money(1_234_005)).toBe(`1234,005${NBSP}dinar`)
    const yen: Conventions = {
      ...tunisia,
      currency: { code: 'JPY', minorUnits: 0, name: { pl: '¥' }, position: 'before' },
    }
    expect(formatsOf('pl', yen).money(-500)).toBe('\u2212¥500')
    expect(formatsOf('pl', yen).money(150, 'USD')).toBe(`1,50${NBSP}USD`)
  })
})
