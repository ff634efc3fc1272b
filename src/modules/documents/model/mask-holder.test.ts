import { expect, it } from 'vitest'
import { maskHolder } from './mask-holder.ts'

it('hides the holder from strangers', () => {
  expect(maskHolder({ kind: 'person', name: 'Shahnoza Oʻtkirova', number: '41704889990010' })).toBe(
    'Sh. Oʻ. •••••••••••010',
  )
  expect(maskHolder({ kind: 'person', name: 'Ли' })).toBe('Л.')
  expect(maskHolder({ kind: 'organisation', name: '«Bahor Savdo» MChJ', number: '309990017' })).toBe(
    '«Bahor Savdo» MChJ',
  )
})
