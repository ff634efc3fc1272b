import { expect, it } from 'vitest'
import { Moment } from './index.ts'

it.each([
  ['2026-yil 12-dekabr, 15:30', '<span class="nowrap">2026-yil</span> <span class="nowrap">12-dekabr,</span> 15:30'],
  ['12 декабря 2026 г.', '12 декабря 2026 г.'],
  ['12 December 2026, 3 <pm>', '12 December 2026, 3 &lt;pm&gt;'],
])('%s may break between its words alone', (text, inside) => {
  expect(String(<Moment at="2026-12-12">{text}</Moment>)).toBe(`<time datetime="2026-12-12">${inside}</time>`)
})
