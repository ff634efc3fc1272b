import { expect, it } from 'vitest'
import { Moment } from './index.ts'

it('says a moment for people and machines', () => {
  expect(String(<Moment at="2026-12-12">{'12 December 2026, 3 <pm>'}</Moment>)).toBe(
    '<time datetime="2026-12-12">12 December 2026, 3 &lt;pm&gt;</time>',
  )
})
