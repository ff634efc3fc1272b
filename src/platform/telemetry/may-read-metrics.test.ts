import { expect, it } from 'vitest'
import { mayReadMetrics } from './index.ts'

const request = (headers: Record<string, string> = {}) => new Request('http://localhost/metrics', { headers })

it.each([
  ['this machine', request(), '127.0.0.1', undefined, true],
  ['this machine by IPv6', request(), '::1', undefined, true],
  ['a stranger', request(), '203.0.113.9', undefined, false],
  [
    'somebody past a proxy on this machine',
    request({ 'x-forwarded-for': '203.0.113.9' }),
    '127.0.0.1',
    undefined,
    false,
  ],
  ...['x-forwarded-host', 'x-forwarded-proto', 'via', 'x-real-ip', 'cf-connecting-ip'].map(
    (header): [string, Request, string, undefined, boolean] => [
      `somebody past a proxy that says ${header}`,
      request({ [header]: 'portal.example' }),
      '127.0.0.1',
      undefined,
      false,
    ],
  ),
  [
    'somebody past a proxy on this machine that says nothing',
    new Request('https://portal.example/metrics'),
    '127.0.0.1',
    undefined,
    false,
  ],
  ['nobody knows who', request(), 'unknown', undefined, false],
  ['who shows the token', request({ authorization: 'Bearer secret' }), '203.0.113.9', 'secret', true],
  ['who shows another', request({ authorization: 'Bearer other' }), '127.0.0.1', 'secret', false],
  ['this machine without the token', request(), '127.0.0.1', 'secret', false],
])('shows figures to %s: %#', (_, asked, address, token, expected) => {
  expect(mayReadMetrics(asked, address, token)).toBe(expected)
})
