import { expect, it } from 'vitest'
import { accepted } from './accepted.ts'

const OFFERS = ['application/ld+json', 'text/turtle', 'text/html'] as const

it.each([
  [null, 'application/ld+json'],
  ['', 'application/ld+json'],
  ['*/*', 'application/ld+json'],
  ['text/*', 'text/turtle'],
  ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'text/html'],
  ['text/turtle;q=0.5, application/ld+json;q=0.4', 'text/turtle'],
  ['Text/Turtle; q=1.0', 'text/turtle'],
  // the more specific range holds, also where it says no (RFC 9110, 12.5.1)
  ['*/*, application/ld+json;q=0', 'text/turtle'],
  ['image/png', undefined],
])('of %s is taken %s', (header, offer) => {
  expect(accepted(header, OFFERS)).toBe(offer)
})
