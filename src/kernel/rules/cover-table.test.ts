import { expect, it } from 'vitest'
import { coverTable } from './cover-table.ts'

it('finds what no rule takes and what more than one takes, as the engine reads the tests', () => {
  expect(coverTable([['<= 7'], [']7..20]'], ['> 20']])).toEqual({ whole: true, gaps: [], overlaps: [] })
  expect(coverTable([['< 7'], ['[7..20]'], ['>= 20']]).overlaps).toEqual([{ values: ['20'], rules: [1, 2] }])
  expect(coverTable([['<= 7'], ['[7..20]']])).toMatchObject({
    gaps: [{ values: ['> 20'] }],
    overlaps: [{ values: ['7'], rules: [0, 1] }],
  })
  expect(coverTable([['< 7'], ['> 7']]).gaps).toEqual([{ values: ['7'], rules: [] }])
  expect(coverTable([['"male"'], ['"female"']]).gaps).toEqual([{ values: ['…'], rules: [] }])
  expect(coverTable([['not("male")'], ['"male"']]).gaps).toEqual([])
  expect(
    coverTable([
      ['true', '-'],
      ['false', '<= 3'],
      ['-', '> 3'],
    ]),
  ).toMatchObject({
    gaps: [],
    overlaps: [{ values: ['true', '> 3'], rules: [0, 2] }],
  })
  // three and more inputs, of which two are never asked
  expect(
    coverTable([
      ['-', 'true', '-'],
      ['-', 'false', '-'],
    ]),
  ).toEqual({ whole: true, gaps: [], overlaps: [] })
})

it('says nothing of tests that ask more than their input, and ends in time', () => {
  expect(
    coverTable([
      ['? > limit', 'true'],
      ['? <= limit', 'true'],
    ]),
  ).toEqual({ whole: false, gaps: [], overlaps: [] })
  // a dash holds whatever it is
  expect(
    coverTable([
      ['? > limit', 'true'],
      ['-', 'true'],
      ['-', '-'],
    ]).overlaps,
  ).toContainEqual({
    values: ['…', 'true'],
    rules: [1, 2],
  })
  expect(coverTable([])).toMatchObject({ gaps: [] })
  // of many rows what takes too long is not looked at
  const many = (length: number) => Array.from({ length }, (_, at) => [`[${at}..${at + 1}[`, `"${at}"`])
  const first = (rows: string[][]) => rows.map(([test]) => [test!])
  const notLooked = { whole: false, gaps: [], overlaps: [] }
  expect(coverTable(first(many(200)))).toMatchObject({ whole: true })
  for (const rows of [many(200), first(many(1_000)), first(many(10_000))])
    expect(coverTable(rows), String(rows.length)).toEqual(notLooked)
})
