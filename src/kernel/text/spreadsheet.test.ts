import { expect, it } from 'vitest'
import { csvLine, safeCell } from './index.ts'

it.each(['=1+1', '+cmd|x', '-2+3', '@SUM(A1)', '\t=1', '\r=1', ' =1', '\u200b=1', '＝1'])(
  'makes text of what a spreadsheet would run: %j',
  (cell) => {
    expect(safeCell(cell)).toBe(`'${cell}`)
  },
)

it.each(['', 'Karimova', '-5', '+998901234567', '2026-03-000001', 'a=b'])('leaves what is harmless: %j', (cell) => {
  expect(safeCell(cell)).toBe(cell)
})

it('writes quotes and line breaks as RFC 4180 says', () => {
  expect(csvLine(['a"b', 'c\nd', '=x'])).toBe('"a""b","c\nd","\'=x"\r\n')
})
