import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  makeCode,
  OfficialNumberRule,
  PhoneRule,
  readCaseNumber,
  readCode,
  readOfficialNumber,
  readPhone,
  readShare,
} from './index.ts'

describe('a code', () => {
  const code = 'R7K4-2M9X-QD3T'
  it.each([
    ['as given out', code],
    ['small, with blanks', 'r7k4 2m9x qd3t'],
    ['without hyphens', 'R7K42M9XQD3T'],
    ['with other hyphens', 'R7K4–2M9X—QD3T'],
    ['with minus, soft hyphen and full-width hyphen', 'R7K4−2M9X\u00ad\uff0dQD3T'],
    ['with Cyrillic letters', 'R7К4-2М9Х-QD3Т'],
    ['with small Cyrillic letters', 'r7к4-2м9х-qd3т'],
    ['with Greek letters', 'R7Κ4-2Μ9Χ-QD3Τ'],
    ['with digits of an Arabic or Persian keyboard', 'R٧K۴-2M٩X-QD۳T'],
    ['full width', 'Ｒ７Ｋ４－２Ｍ９Ｘ－ＱＤ３Ｔ'],
    ['with wide and zero-width blanks', `\u00a0${code}\u200b `],
    ['between marks of direction', `\u2066${code}\u2069\u200e`],
    ['the address in its QR', `https://portal.example/ru/results/${code}`],
    ['the address of the page with its query', `http://localhost:3000/verify?code=${code}&from=qr`],
    ['an address with a fragment and a slash', `https://portal.example/results/${code}/#top`],
    ['an address that was encoded', `https://portal.example/verify?code=${encodeURIComponent('R7K4 2M9X QD3T')}`],
  ])('is read %s', (_, typed) => expect(readCode(typed)).toBe(code))
  it('takes O for 0, I and L for 1', () => expect(readCode('oil0-abcd-1234')).toBe('0110-ABCD-1234'))
  it.each([
    '',
    'R7K4-2M9X-QD3',
    'R7K4-2M9X-QD3TT',
    'U7K4-2M9X-QD3T',
    '中中中中-2M9X-QD3T',
    'https://portal.example/services',
    '%E0%A4%A/?',
  ])('is not %j', (typed) => expect(readCode(typed)).toBeUndefined())
  it('is read however it was typed, and never thrown over', () => {
    const disguise: Record<string, string> = {
      A: 'А',
      B: 'в',
      C: 'с',
      E: 'Е',
      H: 'Н',
      K: 'к',
      M: 'М',
      P: 'р',
      T: 'Т',
      X: 'х',
      Y: 'у',
      '0': 'О',
      '1': 'l',
      '-': '–',
    }
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 8, maxLength: 8 }), fc.infiniteStream(fc.boolean()), (random, choices) => {
        const made = makeCode(random)
        const typed = [...made].map((letter) => (choices.next().value ? (disguise[letter] ?? letter) : letter)).join('')
        expect(readCode(typed)).toBe(made)
      }),
    )
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(readCode(text) ?? 'AAAA-AAAA-AAAA').toMatch(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){2}$/)
      }),
    )
  })
})

describe('a case number', () => {
  it.each([
    '2026-03-000123',
    ' № 2026-03-000123 ',
    '2026–03—000123',
    '2026 - 03 - 000123',
    '2026‐03‑OOO123',
    'No. 2026-03-000123.',
    'https://portal.example/uz/cabinet?number=2026-03-000123',
  ])('is read from %j', (typed) => expect(readCaseNumber(typed)).toBe('2026-03-000123'))
  it.each(['', '41704889990010', '2026-03-12', '12026-03-000123', 'R7K4-2M9X-QD3T'])('is not %j', (typed) =>
    expect(readCaseNumber(typed)).toBeUndefined(),
  )
})

describe('a phone number', () => {
  const inland = PhoneRule.parse({
    code: '998',
    national: '\\d{9}',
    trunk: ['8'],
    international: ['00', '810'],
    example: '',
  })
  it.each([
    '+998 90 123 45 67',
    '998901234567',
    '00998901234567',
    '810 998 90 123-45-67',
    '90 123 45 67',
    '8 90 123 45 67',
    '+998 (90) 123–45–67',
    '＋９９８９０１２３４５６７',
    '+٩٩٨٩٠١٢٣٤٥٦٧',
    // as it is copied out of a list of contacts or a link
    '\u202a+998 90 123 45 67\u202c',
    'tel:+998-90-123-45-67',
    '90\u2043123\u206045\u00ad67',
  ])('is %j', (typed) => expect(readPhone(inland, typed)).toBe('+998901234567'))
  it.each([
    '',
    '90 123 45 6',
    '+998 90 123 45 6',
    '998 90 123 45 678',
    '00998 90 123 45 6',
    'call me',
    '+0 123 456 789',
    '1234',
  ])('is not %j', (typed) => expect(readPhone(inland, typed)).toBeUndefined())
  it('of another country begins with its code', () => {
    expect(readPhone(inland, '+49 30 1234567')).toBe('+49301234567')
    expect(readPhone(inland, '0049 30 1234567')).toBe('+49301234567')
  })
  it('reads what it wrote', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[1-9]\d{8}$/), (national) => {
        const whole = readPhone(inland, national)
        expect(whole).toBe(`+998${national}`)
        expect(readPhone(inland, whole!)).toBe(whole)
      }),
    )
  })
})

describe('a number of persons or organisations', () => {
  const personnummer = OfficialNumberRule.parse({
    pattern: '\\d{12}',
    length: 12,
    birthDate: { at: 1, order: 'YYYYMMDD' },
    examples: ['198112189876'],
  })
  const business = OfficialNumberRule.parse({
    pattern: '[A-Z]{2}\\d{10}',
    length: 12,
    checks: [{ rule: 'luhn' }],
    examples: ['XA5560360793'],
  })
  it('is read as people type it, and says what is in it', () => {
    expect(readOfficialNumber(personnummer, '19811218–9876')).toEqual({
      ok: true,
      number: '198112189876',
      birthDate: '1981-12-18',
      demo: false,
    })
    expect(readOfficialNumber(business, 'xa 556036-0793')).toEqual({ ok: true, number: 'XA5560360793', demo: false })
  })
  it.each([
    [personnummer, '198113189876', 'birth-date'],
    [personnummer, '19811218987', 'length'],
    [personnummer, '19811218987x', 'digits'],
    [business, 'XA5560360794', 'check-digit'],
  ])('is refused with why', (rule, typed, problem) => {
    expect(readOfficialNumber(rule, typed)).toEqual({ ok: false, problem })
  })
  it('keeps ISO 7064 where a country checks by it', () => {
    const rule = OfficialNumberRule.parse({
      pattern: '\\d{6}',
      length: 6,
      checks: [{ rule: 'mod-97-10' }],
      examples: ['1'],
    })
    const right = Array.from({ length: 97 }, (_, rest) => `1234${String(rest).padStart(2, '0')}`).filter(
      (number) => readOfficialNumber(rule, number).ok,
    )
    expect(right).toHaveLength(1)
    expect(Number(right[0]) % 97).toBe(1)
  })
})

describe('a share', () => {
  it.each([
    ['1/2', '1/2'],
    [' 1 / 2 ', '1/2'],
    ['½', '1/2'],
    ['03/4', '3/4'],
    ['5/5', '5/5'],
  ])('is read from %j', (typed, kept) => expect(readShare(typed)).toBe(kept))
  it.each(['', '0/0', '0/5', '1/0', '3/2', '1', '1/2/3', 'half', '-1/2'])('is not %j', (typed) =>
    expect(readShare(typed)).toBeUndefined(),
  )
})
