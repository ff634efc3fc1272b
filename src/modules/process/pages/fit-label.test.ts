import { expect, it } from 'vitest'
import { fitLabel, widthOf } from './fit-label.ts'

it('breaks between words, in a size as large as fits', () => {
  expect(fitLabel('Seal and hand over', 100, 56)).toEqual({ lines: ['Seal and hand', 'over'], size: 12 })
  expect(fitLabel('', 100, 56)).toEqual({ lines: [''], size: 12 })
})

it('takes smaller letters for a word that is too wide, and for lines that are too many', () => {
  const wide = 'Маълумотномани муҳрлаш'
  expect(fitLabel(wide, 100, 56)).toMatchObject({ size: 11, lines: wide.split(' ') })
  expect(fitLabel('Choose the hour at which the specialist comes', 100, 40).size).toBeLessThan(12)
})

it('knows that Cyrillic is wider', () => {
  expect(widthOf('подтверждение', 12)).toBeGreaterThan(widthOf('confirmations', 12) * 1.05)
})

it('cuts what fits at no size, and says so', () => {
  const { lines, size } = fitLabel(
    'Tell everybody concerned that nothing at all has been decided until further notice',
    80,
    40,
  )
  expect([size, lines.length, lines[2]!.endsWith('…')]).toEqual([10, 3, true])
  for (const line of lines) expect(widthOf(line, size)).toBeLessThanOrEqual(80)
  expect(fitLabel('Unaussprechlichkeitsbeweis', 40, 20).lines[0]).toMatch(/^Un.*…$/)
})
