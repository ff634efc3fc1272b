import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { bytesOf, sent, takesGzip } from './page-bytes.ts'

it('writes any text as UTF-8, and long ones whole; one page does not show through another', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 0, max: 3 }), (text, times) => {
      const long = text.repeat(1 + times * 1000)
      expect(Buffer.from(bytesOf(long)).equals(Buffer.from(long, 'utf8'))).toBe(true)
    }),
    { numRuns: 50 },
  )
  expect(Buffer.from(bytesOf('\ud800')).toString('utf8')).toBe('\ufffd')
  const before = bytesOf('Oʻzbekiston '.repeat(20_000))
  bytesOf('x'.repeat(500_000))
  expect(Buffer.from(before).toString('utf8')).toBe('Oʻzbekiston '.repeat(20_000))
})

it.each([
  ['gzip', true],
  ['gzip, deflate, br, zstd', true],
  ['br;q=1.0, GZIP;q=0.8', true],
  ['*', true],
  ['gzip; q=0.001', true],
  [null, false],
  ['', false],
  ['identity', false],
  ['br', false],
  ['gzip;q=0', false],
  ['gzip; q=0.000, br', false],
  ['x-gzip-like', false],
])('reads what a client takes: %s', (accepts, takes) => expect(takesGzip(accepts)).toBe(takes))

it('compresses for who takes it what is worth it, and nothing that shows a secret', async () => {
  const page = `<p>${'Bir oyna '.repeat(1000)}</p>`
  const small = await sent(page, 'gzip, br')
  expect(small.headers).toEqual({ vary: 'accept-encoding', 'content-encoding': 'gzip' })
  expect(small.body.length).toBeLessThan(page.length / 20)
  expect(gunzipSync(small.body).toString('utf8')).toBe(page)
  expect(await sent(page, null)).toEqual({ body: bytesOf(page), headers: { vary: 'accept-encoding' } })
  expect(await sent(page, 'gzip', true)).toEqual({ body: bytesOf(page), headers: {} })
  expect(await sent('<p>404</p>', 'gzip')).toEqual({ body: bytesOf('<p>404</p>'), headers: {} })
})
