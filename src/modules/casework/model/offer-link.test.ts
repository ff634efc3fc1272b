import { expect, it } from 'vitest'
import { reachedBy } from '../../../platform/notify/channels/index.ts'
import { factorBeside, isFactor, newCode, type OpenLink } from './offer-link.ts'

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

it('brings no code by a way that its link comes by, or may come by when the person has left a messenger', () => {
  const config = {
    smsUrl: 'https://sms.example',
    telegram: { url: 'https://bots.example', token: '1:x', bot: 'some_bot' },
  }
  const world = { reachedBy: (person: Parameters<typeof reachedBy>[1]) => reachedBy(config, person) }
  const [email, phone, chat] = ['a@people.example', '+998900000001', '77']
  const factorOf = (known: { email?: string; phone?: string }, first: string) => {
    const letter = world.reachedBy({ ...known, chat, first })!
    const { factor } = factorBeside(world, letter, known as { email: string; phone: string })
    return [letter.channel, letter.otherwise?.channel, factor]
  }
  expect(factorOf({ email, phone }, 'email')).toEqual(['email', undefined, 'sms'])
  expect(factorOf({ email, phone }, 'sms')).toEqual(['sms', undefined, 'email'])
  expect(factorOf({ email, phone }, 'telegram')).toEqual(['telegram', 'email', 'sms'])
  expect(factorOf({ email }, 'telegram')).toEqual(['telegram', 'email', 'number'])
  expect(factorOf({ phone }, 'telegram')).toEqual(['telegram', 'sms', 'number'])
  expect(factorOf({}, 'telegram')).toEqual(['telegram', undefined, 'number'])
})
