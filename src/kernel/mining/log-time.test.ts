import { expect, it } from 'vitest'
import { isTwofold, timeOfLog } from './log-time.ts'
import { csvReader } from './read-csv.ts'

const shown = (text: string) => {
  const time = timeOfLog(text)
  return Number.isNaN(time) ? undefined : new Date(time).toISOString()
}

it.each([
  ['2026-03-02T10:00:00.000+05:00', '2026-03-02T05:00:00.000Z'],
  ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
  ['2026-03-02T10:00:00', '2026-03-02T10:00:00.000Z'],
  ['2026-03-02 10:00', '2026-03-02T10:00:00.000Z'],
  ['2026-03-02 10:00:00.123456+00:00', '2026-03-02T10:00:00.123Z'],
  ['2026/03/02 10:00:00,5', '2026-03-02T10:00:00.500Z'],
  ['2026-03-02 10:00:00 UTC', '2026-03-02T10:00:00.000Z'],
  ['2026-03-02T10:00:00+0530', '2026-03-02T04:30:00.000Z'],
  ['2026-03-02', '2026-03-02T00:00:00.000Z'],
  // as spreadsheets write it in most of the world: a day before its month
  ['02.03.2026 10:00', '2026-03-02T10:00:00.000Z'],
  ['2.3.2026, 9:05:07', '2026-03-02T09:05:07.000Z'],
  ['02.03.26', '2026-03-02T00:00:00.000Z'],
  ['02-03-2026 10:00:00', '2026-03-02T10:00:00.000Z'],
  ['31/12/2026 23:59', '2026-12-31T23:59:00.000Z'],
  ['12/31/2026 11:59 PM', '2026-12-31T23:59:00.000Z'],
  ['03/03/2026 12:00 AM', '2026-03-03T00:00:00.000Z'],
  ['Mar 2, 2026 10:00 AM', '2026-03-02T10:00:00.000Z'],
  ['29 February 2028 10:00', '2028-02-29T10:00:00.000Z'],
  ['Sun, 29 Feb 2032 10:00:00 +0500', '2032-02-29T05:00:00.000Z'],
  ['Mon Mar 02 2026 10:00:00 GMT+0500 (Uzbekistan Standard Time)', '2026-03-02T05:00:00.000Z'],
])('%s is %s on every machine', (text, expected) => expect(shown(text)).toBe(expected))

it.each([
  '',
  'x',
  '5',
  '45353.41667',
  '1772445600',
  '30.02.2026',
  '13-13-2026',
  '2026-02-30',
  '2026-02-30T10:00:00Z',
  '2026-04-31T10:00:00+05:00',
  '2026-03-02T10:00:00+25:00',
  'Feb 30, 2026 10:00 AM',
  '31-Apr-2026 10:00',
  '2026-03-02 25:00',
  '03/02/2026',
  '3/2/26',
  'Task 5',
  'May',
])('%j is no time', (text) => expect(shown(text)).toBeUndefined())

it('a date that is two is refused with its line and how to write it', () => {
  expect(['03/02/2026 10:00', '13/02/2026', '02.03.2026'].map(isTwofold)).toEqual([true, false, false])
  const read = (rows: string) => {
    const reader = csvReader()
    reader.write(`case,activity,time\n${rows}`)
    return reader.end()
  }
  expect(() => read('1,a,02.03.2026 10:00\n1,b,03/02/2026 10:00\n')).toThrow(
    'line 3: "03/02/2026 10:00" is 3 February in one country and 2 March in another',
  )
  expect([...read('1,a,02.03.2026 10:00\n1,b,13.03.2026 10:00\n').time]).toEqual(
    ['2026-03-02T10:00:00Z', '2026-03-13T10:00:00Z'].map((text) => Date.parse(text)),
  )
})

it('reads what spreadsheets write before a heading and between cells', () => {
  for (const text of [
    'sep=;\r\ncase;activity;time\r\n1;a,b;2026-03-02\r\n',
    '\uFEFFcase|activity|time\n1|a,b|2026-03-02\n',
  ]) {
    const reader = csvReader()
    for (const letter of text) reader.write(letter)
    expect(reader.end().activities).toEqual(['a,b'])
  }
})
