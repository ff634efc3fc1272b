import { expect, it } from 'vitest'
import { readCountry } from '../../../platform/country/index.ts'
import { readCounterQuery } from './read-counter-query.ts'

const country = readCountry('country/uz')

it.each([
  ['2026-10-001234', 'application', '2026-10-001234'],
  [' № 2026-10-001234 ', 'application', '2026-10-001234'],
  ['2026–10—001234', 'application', '2026-10-001234'],
  ['R7K4-2M9X-QD3T', 'receipt', 'R7K4-2M9X-QD3T'],
  ['Х7К4–2М9Х–Т03А', 'receipt', 'X7K4-2M9X-T03A'],
  ['https://portal.example/ru/results/R7K4-2M9X-QD3T', 'receipt', 'R7K4-2M9X-QD3T'],
  ['4170488–999 0010', 'person', '41704889990010'],
  ['r7k4 2m9x qd3t', 'receipt', 'R7K4-2M9X-QD3T'],
  ['http://localhost:3000/verify?code=R7K4-2M9X-QD3T', 'receipt', 'R7K4-2M9X-QD3T'],
  ['41704889990010', 'person', '41704889990010'],
  ['4170488 999 0010', 'person', '41704889990010'],
  // a card, three lines of 30
  [
    'IUUZBAD1234567841704889990010<\n8804175F3101016UZBUZB<<<<<<<<4\nKARIMOVA<<DILNOZA<<<<<<<<<<<<<',
    'person',
    '41704889990010',
  ],
  ['iuuzbad1234567841704889990010<', 'person', '41704889990010'],
  // a passport, two lines of 44
  [
    'P<UZBKARIMOVA<<DILNOZA<<<<<<<<<<<<<<<<<<<<<<\nFA12345678UZB8804175F310101641704889990010<4',
    'person',
    '41704889990010',
  ],
  ['FA12345678UZB8804175F310101641704889990010<4', 'person', '41704889990010'],
  ['nobody', 'person', 'nobody'],
])('reads %s as what it is', (text, kind, value) => {
  expect(readCounterQuery(text, country)).toEqual({ kind, value })
})
