import { expect, it } from 'vitest'
import { isFactor, newCode, type OpenLink } from './offer-link.ts'

const SECRET = 'a'.repeat(22)
const NOW = '2026-11-11T10:00:00.000Z'

it('knows a code however it is typed or pasted, and no other', () => {
  const { code, kept } = newCode(SECRET)
  const open = {
    link: { factor: 'sms', code: kept, codeEndsAt: '2026-11-11T10:05:00.000Z' },
    application: { applicant: { number: '' } },
  } as unknown as OpenLink
  const [head, tail] = [code.slice(0, 3), code.slice(3)]
  const shifted = (zero: number) => [...code].map((digit) => String.fromCharCode(zero + Number(digit))).join('')
  for (const typed of [
    code,
    `${head} ${tail}`,
    `${head}\u00a0${tail}`,
    `${head}–${tail}`,
    `\u2066${code}\u2069`,
    shifted(0xff10),
    shifted(0x660),
    shifted(0x6f0),
  ])
    expect([typed, isFactor(open, SECRET, typed, NOW)]).toEqual([typed, true])
  const other = String((Number(code) + 1) % 1_000_000).padStart(6, '0')
  for (const typed of [other, '', code.slice(1), `${code}0`]) expect(isFactor(open, SECRET, typed, NOW)).toBe(false)
})
