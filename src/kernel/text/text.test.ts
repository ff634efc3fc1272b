import fc from 'fast-check'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  alternatives,
  corrections,
  editDistance,
  findHidden,
  fold,
  foldedWords,
  similarity,
  straightenApostrophes,
  synonymsOf,
  shorterForms,
  transliterator,
  ScriptData,
  withoutHidden,
} from './index.ts'
import { parse } from 'yaml'
import { SPELLING_GROUPS } from './testing/spelling-groups.ts'

const pack = (file: string) => parse(readFileSync(join('country/uz', file), 'utf8')) as Record<string, unknown>
const script = (name: string) => ScriptData.parse((pack('scripts.yaml')['scripts'] as Record<string, unknown>)[name])
const [latin, cyrillic] = [script('latin-to-cyrillic'), script('cyrillic-to-latin')]
type Pairs = readonly (readonly [string, string])[]
const toCyrillic = (text: string, exceptions: Pairs = []) => transliterator(latin, exceptions)(text)
const toLatin = (text: string, exceptions: Pairs = []) =>
  transliterator(
    cyrillic,
    exceptions.map(([there, here]) => [here, there] as const),
  )(text)
const { endings, mixedUp } = pack('spelling.yaml') as unknown as { endings: string[]; mixedUp: [string, string][] }

describe('Latin and Cyrillic', () => {
  const names: [string, string][] = [
    ['Oʻzbekiston Respublikasi', 'Ўзбекистон Республикаси'],
    ['Gʻijduvon', 'Ғиждувон'],
    ['Yoʻl, yoʻq', 'Йўл, йўқ'],
    ['Shayxontohur tumani', 'Шайхонтоҳур тумани'],
    ['Mirzo Ulugʻbek', 'Мирзо Улуғбек'],
    ['Oqqoʻrgʻon', 'Оққўрғон'],
    ['Qoraqalpogʻiston', 'Қорақалпоғистон'],
    ['Yashnobod', 'Яшнобод'],
    ['Yunusobod', 'Юнусобод'],
    ['maʼlumot, sheʼr, eʼlon', 'маълумот, шеър, эълон'],
    ['Isʼhoq', 'Исҳоқ'],
    ['er, yer, aeroport', 'эр, ер, аэропорт'],
    ['Chirchiq', 'Чирчиқ'],
    ['JShShIR, STIR', 'ЖШШИР, СТИР'],
    ['SHAHAR', 'ШАҲАР'],
  ]
  it.each(names)('%s is %s', (latin, cyrillic) => expect(toCyrillic(latin)).toBe(cyrillic))
  it.each(names.filter(([latin]) => !/Sh[A-Z]/.test(latin) && !latin.includes('aero')))('back: %s', (latin, cyrillic) =>
    expect(toLatin(cyrillic)).toBe(latin),
  )

  it.each([
    ['цирк', 'sirk'],
    ['лицензия', 'litsenziya'],
    ['поезд', 'poyezd'],
    ['объект', 'obʼyekt'],
    ['июль', 'iyul'],
    ['ЎЗБЕКИСТОН', 'OʻZBEKISTON'],
    ['Шаҳар ШАҲАР', 'Shahar SHAHAR'],
  ])('%s is %s in Latin', (cyrillic, latin) => {
    expect(toLatin(cyrillic)).toBe(latin)
  })

  it('understands every apostrophe', () => {
    for (const sign of ["'", '`', '‘', '’', 'ʻ', 'ʼ', '´'])
      expect(toCyrillic(`O${sign}zbek ma${sign}no`)).toBe('Ўзбек маъно')
    expect(straightenApostrophes("O'zbek ma’lumot", latin.apostrophes!)).toBe('Oʻzbek maʼlumot')
  })

  it('writes exceptions of the country pack, with any ending and in any case', () => {
    const exceptions = [
      ['sirk', 'цирк'],
      ['litsenziya*', 'лицензия*'],
      ['byudjet*', 'бюджет*'],
    ] as const
    expect(toCyrillic('Litsenziyalar, LITSENZIYA, sirk, sirka', exceptions)).toBe('Лицензиялар, ЛИЦЕНЗИЯ, цирк, сирка')
    expect(toLatin('лицензияси', exceptions)).toBe('litsenziyasi')
  })

  it('gives back any Cyrillic Uzbek word without letters that Latin joins', () => {
    // ц щ ы ь stand in loan words only; й before a vowel and ъ beside е or ҳ have no spelling of their own in Latin
    const syllable = fc
      .tuple(
        fc.constantFrom(...'бвгджзклмнпрстфхчшқғҳ'),
        fc.constantFrom(...'аиоуўе'),
        fc.constantFrom('', '', 'н', 'р', 'л'),
      )
      .map((letters) => letters.join(''))
    fc.assert(
      fc.property(fc.array(syllable, { minLength: 1, maxLength: 5 }), (syllables) => {
        const word = syllables.join('')
        expect(toCyrillic(toLatin(word))).toBe(word)
      }),
    )
  })

  const regions = resolve('../shared/data/reference-uz.json')
  it.skipIf(!existsSync(regions))('writes regions and districts as the register does (conformance)', () => {
    const { regions: array, districts } = JSON.parse(readFileSync(regions, 'utf8')) as {
      regions: { name: { uz: string; uzCyrillic: string } }[]
      districts: { name: { uz: string; uzCyrillic: string } }[]
    }
    const wrong = [...array, ...districts]
      .map(({ name }) => [name.uz, toCyrillic(name.uz), name.uzCyrillic])
      .filter(([, made, given]) => made !== given)
    expect(wrong).toEqual([])
  })
})

describe('the fold', () => {
  it.each(SPELLING_GROUPS)('meets: %s', (...group) => {
    expect(new Set(group.filter(Boolean).map(fold)).size).toBe(1)
  })
  it('keeps different words apart', () => {
    const words = ['bola', 'bozor', 'hokim', 'hakim', 'sud', 'suv', 'uy', 'oy', 'yer', 'shahar', 'maktab']
    expect(new Set(words.map(fold)).size).toBe(words.length)
  })
  it('gives the same word for both scripts, whatever the case', () => {
    const word = fc
      .array(fc.constantFrom(...'абвгдезиклмнопрстуфхчшқғҳўюяё'), { minLength: 1, maxLength: 12 })
      .map((letters) => letters.join(''))
    fc.assert(
      fc.property(word, (cyrillic) => {
        expect(fold(toLatin(cyrillic))).toBe(fold(cyrillic))
        expect(fold(cyrillic.toUpperCase())).toBe(fold(cyrillic))
      }),
    )
  })
  it('cuts a text into words', () => {
    expect(foldedWords("Bolani 1-sinfga qabul qilish — o'quvchi (ЎҚУВЧИ)")).toEqual([
      'bolani',
      '1',
      'sinfga',
      'qabul',
      'qilish',
      'oquvchi',
      'oquvchi',
    ])
  })
})

describe('other spellings of a word', () => {
  it('knows synonyms in both directions', () => {
    const synonyms = synonymsOf([
      ['Ташкент', 'Toshkent'],
      ['загс', 'FHDYO'],
    ])
    expect(alternatives(fold('ташкент'), synonyms)).toContain('toshkent')
    expect(alternatives('fhdyo', synonyms)).toContain('zags')
  })
  it('joins ў typed as у', () => {
    expect(alternatives(fold('руйхат'), new Map(), mixedUp)).toContain(fold('рўйхат'))
  })
  it('strips endings, longest stem first, never below three letters', () => {
    expect(shorterForms('maktablarimizga', endings)).toContain('maktab')
    expect(shorterForms('bolamni', endings)).toContain('bola')
    expect(shorterForms('uyga', endings)).toEqual([])
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...'abdgilmnorst'), { minLength: 1, maxLength: 14 }), (letters) =>
        shorterForms(letters.join(''), endings).every((stem) => stem.length >= 3 && letters.join('').startsWith(stem)),
      ),
    )
  })
})

describe('typing mistakes', () => {
  it.each([
    ['pasport', 'pasprot', 1],
    ['pasport', 'pasport', 0],
    ['guvohnoma', 'guvonoma', 1],
    ['sud', 'suv', 1],
    ['abc', '', 3],
    ['kitob', 'uylar', 5],
  ])('%s and %s differ by %i', (text, other, count) => {
    expect(editDistance(text, other)).toBe(count)
  })
  it('is a distance: symmetric, zero only for the same, never over the longer word', () => {
    const word = fc.string({ maxLength: 8 })
    fc.assert(
      fc.property(word, word, (text, other) => {
        const count = editDistance(text, other)
        expect(count).toBe(editDistance(other, text))
        expect(count === 0).toBe(text === other)
        expect(count <= Math.max([...text].length, [...other].length)).toBe(true)
        expect(editDistance(text, other, 2)).toBe(Math.min(count, 3))
        expect(similarity(text, text)).toBe(1)
      }),
    )
  })
  it('finds the word that was meant, also when only its beginning was typed', () => {
    const words = ['pensiya', 'pasport', 'maktab', 'maktabgacha', 'nafaqa', 'nikoh']
    expect(corrections('pasprot', words)).toEqual(['pasport'])
    expect(corrections('nafaka', words)).toEqual(['nafaqa'])
    expect(corrections('maktap', words)).toEqual(['maktab', 'maktabgacha'])
    expect(corrections('uy', words)).toEqual([])
  })
})

describe('hidden characters', () => {
  it.each([
    ['abc\u202Edef', 'U+202E', 'bidirectional'],
    ['a\u0000b', 'U+0000', 'control'],
    ['pay\u200Bment', 'U+200B', 'invisible'],
    ['a\uD800b', 'U+D800', 'broken'],
    ['x\uFFFE', 'U+FFFE', 'broken'],
    ['t\u{E0041}', 'U+E0041', 'invisible'],
  ])('finds them in %j', (text, code, kind) => {
    expect(findHidden(text)).toEqual([expect.objectContaining({ code, kind })])
    expect(findHidden(withoutHidden(text))).toEqual([])
  })
  it('leaves the letters of all languages of the country, line ends and emoji', () => {
    const text = 'Oʻzbekiston maʼnosi\tЎзбекистон, ғ қ ҳ — «Россия»\nline 🙂'
    expect(findHidden(text)).toEqual([])
    expect(withoutHidden(text)).toBe(text)
  })
  const naughty = join(process.env['DARCHA_CONFORMANCE'] ?? '../shared/data/conformance', 'input-hardening')
  it.skipIf(!existsSync(naughty))('cleans every naughty string of the conformance data', () => {
    const texts = readdirSync(naughty, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    expect(texts.length).toBeGreaterThan(0)
    for (const text of texts) expect(findHidden(withoutHidden(text))).toEqual([])
  })
})
