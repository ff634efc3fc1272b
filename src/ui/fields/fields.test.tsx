import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dateFromParts, Field, uiWords } from '../index.ts'
import { galleryVoice } from '../testing/voice.ts'

const words = uiWords(galleryVoice('en', '').say)

describe('a date of three inputs', () => {
  const read = (day: string, month: string, year: string) =>
    dateFromParts((name) => ({ 'd.day': day, 'd.month': month, 'd.year': year })[name], 'd')

  it('reads real dates and gives back what was typed otherwise', () => {
    expect(read('14', '3', '1990')).toBe('1990-03-14')
    expect(read(' 9 ', '03', '1990')).toBe('1990-03-09')
    expect(read('29', '2', '2024')).toBe('2024-02-29')
    expect(read('29', '2', '2023')).toBe('2023-2-29')
    expect(read('', '', '')).toBeUndefined()
    expect(read('', '3', '')).toBe('-3-')
    expect(read('x', '3', '90')).toBe('90-3-x')
  })

  it('shows what was typed again, however wrong', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[0-9a-z]{1,2}$/),
        fc.stringMatching(/^[0-9a-z]{1,2}$/),
        fc.stringMatching(/^[1-9][0-9a-z]{3}$/),
        (day, month, year) => {
          const html = String(<Field kind="date" name="d" label="Date" value={read(day, month, year)!} words={words} />)
          const shown = (part: string) => new RegExp(`name="d\\.${part}" value="([^"]*)"`).exec(html)?.[1]
          const plain = (text: string) => text.replace(/^0(?=\d)/, '')
          expect([shown('day'), shown('month'), shown('year')]).toEqual([plain(day), plain(month), year])
        },
      ),
      { numRuns: 100 },
    )
  })

  it('puts the id the error summary leads to on the first faulty part', () => {
    const html = String(
      <Field
        kind="date"
        name="d"
        label="Date"
        value="2026-13-1"
        faulty={['month']}
        error="No such date"
        words={words}
      />,
    )
    expect(/<input[^>]*id="d"[^>]*>/.exec(html)?.[0]).toContain('name="d.month"')
  })
})

it('ties hint, error and what was found to the input', () => {
  const html = String(
    <Field
      kind="text"
      name="a"
      label="Name"
      hint="As in the passport"
      error="Name: fill this in"
      found={{ text: 'Found' }}
      words={words}
    />,
  )
  const input = /<input[^>]*>/.exec(html)![0]
  expect(input).toContain('aria-describedby="a-hint a-found a-error"')
  expect(input).toContain('aria-invalid="true"')
  for (const id of ['a-hint', 'a-found', 'a-error']) expect(html).toContain(`id="${id}"`)
})

it('tells browsers what a field is for', () => {
  const input = (field: Parameters<typeof Field>[0]) => /<input[^>]*>/.exec(String(<Field {...field} />))![0]
  expect(input({ kind: 'phone', name: 'a', label: 'a', words })).toMatch(/type="tel".*autocomplete="tel"/)
  expect(input({ kind: 'email', name: 'a', label: 'a', words })).toMatch(/type="email".*autocomplete="email"/)
  expect(input({ kind: 'person-number', name: 'a', label: 'a', words })).toMatch(/inputmode="numeric"/)
  expect(input({ kind: 'date', name: 'a', label: 'a', autocomplete: 'bday', words })).toMatch(/autocomplete="bday-day"/)
})

it('keeps the chosen answer', () => {
  const options = [
    { value: 'a', text: 'A' },
    { value: 'b', text: 'B' },
  ]
  const checked = (html: string) =>
    [...html.matchAll(/<input[^>]*value="([^"]*)"[^>]*checked/g)].map((match) => match[1])
  expect(checked(String(<Field kind="choice" name="c" label="C" options={options} value="b" words={words} />))).toEqual(
    ['b'],
  )
  expect(
    checked(String(<Field kind="choices" name="c" label="C" options={options} values={['a', 'b']} words={words} />)),
  ).toEqual(['a', 'b'])
  expect(checked(String(<Field kind="yesno" name="c" label="C" value={false} words={words} />))).toEqual(['false'])
  expect(String(<Field kind="district" name="c" label="C" options={options} value="b" words={words} />)).toMatch(
    /<option value="b" selected/,
  )
})
