import fc from 'fast-check'
import { expect, it } from 'vitest'
import { findHidden, fontsNeeded, hasLineBreak, inOneLine, printable, unprintableIn } from './index.ts'

it.each([
  ['Oʻktam Gʻofurov', []],
  ['Ўктам Ғофуров, №5 «Баҳор»', []],
  ['李小龙', ['chinese']],
  ['გიორგი', ['georgian']],
  ['Արմեն', ['armenian']],
  ['محمد علی', ['arabic']],
  ['김철수', ['korean']],
  ['x ≥ 5 ①', ['chinese']],
])('takes %s into papers', (text, fonts) => {
  expect(unprintableIn(text)).toEqual([])
  expect(fontsNeeded(text)).toEqual(fonts)
  expect(printable(text)).toBe(text)
})

it('names what no paper can be set in', () => {
  expect(unprintableIn('yaxshi 👍 va 😀 👍')).toEqual(['👍', '😀'])
  expect(unprintableIn('ꯃꯤꯇꯩ')).not.toEqual([])
  // a mark that the letter's own font lacks
  expect(unprintableIn('李\u0488')).toEqual(['李\u0488'])
  expect(printable('A 😀 B')).toBe('A \uFFFD B')
})

it('leaves only what can be printed, whatever the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const kept = printable(text)
      expect(unprintableIn(kept)).toEqual([])
      expect(printable(kept)).toBe(kept)
    }),
  )
})

it('knows every way of breaking a line', () => {
  for (const end of ['\n', '\r', '\r\n', '\v', '\f', '\u0085', '\u2028', '\u2029']) {
    expect(hasLineBreak(`Ali${end}2. Granted`)).toBe(true)
    expect(inOneLine(`Ali ${end}${end} 2. Granted`)).toBe('Ali 2. Granted')
  }
  for (const sign of ['\u2028', '\u2029', '\u0085', '\v']) expect(findHidden(sign)[0]?.kind).toBe('control')
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => !hasLineBreak(inOneLine(text))))
})
