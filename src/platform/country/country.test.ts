import { isWorkingDay } from '../../kernel/terms/index.ts'
import { cpSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { keeperOf } from '../../kernel/case/index.ts'
import { readPeople } from '../identity/people-file.ts'
import { type CountryError, officeCalled, readCountry } from './index.ts'

const country = readCountry('country/uz')
const people = readPeople('country/uz/people.yaml')
const YUNUSOBOD = '1726266'
const CHILONZOR = '1726294'

describe('offices', () => {
  it('stand for every kind in every place that is covered, with names in all languages', () => {
    expect(country.office('khokimiyat-1726266')).toMatchObject({
      kind: 'khokimiyat',
      level: 'district',
      place: YUNUSOBOD,
      name: { ru: 'Хокимият Юнусабадского района' },
    })
    expect(country.displayName('khokimiyat-1726266', 'uz-cyrl')).toBe('Юнусобод тумани ҳокимлиги')
    for (const office of country.offices()) expect(JSON.stringify(office.name)).not.toMatch(/[{}]place|[{}]of/)
    expect(() => country.office('khokimiyat-9999')).toThrow('khokimiyat-9999')
  })
  it.each([
    ['khokimiyat-1726266', 'khokimiyat-1726266'],
    [' Khokimiyat of Yunusabad district ', 'khokimiyat-1726266'],
    ['Хокимият Юнусабадского района', 'khokimiyat-1726266'],
    ['Юнусобод тумани ҳокимлиги', 'khokimiyat-1726266'],
    ['yunusobod hokimligi', 'khokimiyat-1726266'],
    ['ЮНУСОБОД ҲОКИМЛИГИ', 'khokimiyat-1726266'],
    // several are called so, or none
    ['Yunusobod', 'Yunusobod'],
    ['hokimlik', 'hokimlik'],
    ['of', 'of'],
    ['—', '—'],
    ['khokimiyat-9999', 'khokimiyat-9999'],
    ['', ''],
  ])('“%s” is called %s', (typed, meant) => expect(officeCalled(country, typed)).toBe(meant))
  it.each([
    ['khokimiyat', 'district', YUNUSOBOD, 'khokimiyat-1726266'],
    ['khokimiyat', 'region', YUNUSOBOD, 'khokimiyat-1726'],
    ['khokimiyat', 'region', '1726', 'khokimiyat-1726'],
    ['utility', 'district', CHILONZOR, 'utility-1726'],
    ['enterprise', 'district', CHILONZOR, 'enterprise'],
    ['ministry', 'republic', CHILONZOR, 'ministry-digital'],
    ['khokimiyat', 'district', '9999999', undefined],
    ['no-such', 'district', YUNUSOBOD, undefined],
  ])('%s at the level of a %s for %s is %s', (kind, level, place, office) =>
    expect(country.officeFor(kind, level, place)).toBe(office),
  )
})

describe('legal time', () => {
  it('counts from the next working time, over Navruz, and stands still in pauses', () => {
    const filed = '2026-03-02T17:10:00.000Z'
    expect(country.countsFrom(filed)).toBe('2026-03-03T04:00:00.000Z')
    // 8 and 21 March 2026 fall on a weekend: the Mondays after them are off; Ramazon hayit was announced for Friday the 20th
    expect(country.dueAt({ amount: 15, unit: 'working-day' }, country.countsFrom(filed))).toBe(
      '2026-03-27T13:00:00.000Z',
    )
    expect(
      country.dueAt({ amount: 15, unit: 'working-day' }, country.countsFrom(filed), [
        { since: '2026-03-05T06:00:00.000Z', until: '2026-03-11T06:00:00.000Z' },
      ]),
    ).toBe('2026-04-01T13:00:00.000Z')
    expect(country.dueAtTerm('3 working days', filed)).toBe('2026-03-05T13:00:00.000Z')
    expect(() => country.dueAtTerm('3 days', filed)).toThrow(RangeError)
    expect(country.localDate('2026-03-02T19:30:00Z')).toBe('2026-03-03')
  })
})

describe('both feasts of a year', () => {
  const days = readCountry('country/uz').calendarData.daysOff
  // as far back as a stamp of a paper may lie
  it.each([2017, 2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026, 2027])(
    '%i: by their source, or as expected',
    (year) => {
      for (const name of ['Ramazon hayiti', 'Qurbon hayiti']) {
        const found = days.filter((day) => day.date.startsWith(`${year}`) && (day.name as any)?.uz === name)
        expect([year, name, found.some(({ feast }) => feast)]).toEqual([year, name, true])
        // what is not announced yet is marked as expected
        for (const { provenance } of found)
          expect(typeof provenance === 'string' ? provenance : JSON.stringify(provenance)).toMatch(
            year < 2026 ? /\.(uz|kg|ru)\b/ : /\.uz\b|demo: expected/,
          )
      }
    },
  )
  it('2024: a Saturday is worked in the place of a Friday', () => {
    const days = ['2024-04-09', '2024-04-10', '2024-04-11', '2024-04-12', '2024-04-13', '2024-04-15']
    expect(days.map((day) => isWorkingDay(country.calendar, day))).toEqual([true, false, false, false, true, true])
  })
  it('2022: the Saturday of the feast moves nothing beside what was decided', () => {
    const off = ['2022-07-08', '2022-07-11', '2022-07-12', '2022-07-13']
    expect(off.map((day) => isWorkingDay(country.calendar, day))).toEqual([true, false, false, true])
  })
})

describe('amounts', () => {
  it.each([
    ['2019-08-31', 'MZP'],
    ['2019-09-01', 'BRV'],
  ])('on %s the base is %s', (date) => {
    const { BRV, MZP, MROT } = country.reference(date)
    expect(BRV).toBe(MZP)
    expect(MROT === undefined).toBe(date < '2019-09-01')
  })
  it('are those of the day', () => {
    expect(country.reference('2025-07-31')).toMatchObject({ BRV: 375_000 })
    expect(country.reference('2025-08-01')).toMatchObject({ BRV: 412_000 })
    expect(country.reference('2000-01-01')).toEqual({})
  })
})

describe('national numbers', () => {
  it('are checked', () => {
    expect(country.checkPersonNumber('3121063204024 4')).toEqual({
      ok: true,
      number: '31210632040244',
      birthDate: '1963-10-12',
      sex: 'male',
      demo: false,
    })
    expect(
      ['3121063204024', '31210632040245', '91210632040244', '33210632040240', '3121063204024x', ''].map((number) =>
        country.checkPersonNumber(number),
      ),
    ).toEqual(
      ['length', 'check-digit', 'century', 'birth-date', 'digits', 'digits'].map((problem) => ({ ok: false, problem })),
    )
    expect(country.checkOrganisationNumber('309 990-017')).toEqual({ ok: true, number: '309990017', demo: true })
    expect(country.checkOrganisationNumber('3099900170')).toEqual({ ok: false, problem: 'length' })
  })
  it('of phones are read as people type them, and one that lacks a digit is none', () => {
    for (const typed of ['8 90 123 45 67', '998901234567', '00998 90 123-45-67', '90 123 45 67', '+998 (90) 123 45 67'])
      expect(country.readPhone(typed), typed).toBe('+998901234567')
    for (const typed of ['8 90 123 45 6', '90 123 45 6', '99890123456', '00998 90 123 45 6', '+998 90 123 45 678'])
      expect(country.readPhone(typed), typed).toBeUndefined()
  })
  const reference = '../shared/data/reference-uz.json'
  it.skipIf(!existsSync(reference))('agree with the published test values (conformance)', () => {
    const { pinfl } = JSON.parse(readFileSync(reference, 'utf8')) as {
      pinfl: Record<'valid' | 'invalid', { value: string; sex?: string; birthDate?: string }[]>
    }
    for (const item of pinfl.valid)
      expect(country.checkPersonNumber(item.value), item.value).toMatchObject({
        ok: true,
        sex: item.sex,
        birthDate: item.birthDate,
      })
    for (const item of pinfl.invalid)
      expect(country.checkPersonNumber(item.value), item.value).toMatchObject({ ok: false })
  })
})

describe('the people of the demonstration', () => {
  it('are made up, have right numbers and serve offices that exist', () => {
    for (const person of people) {
      expect(country.checkPersonNumber(person.number), person.id).toEqual({
        ok: true,
        number: person.number,
        birthDate: person.birthDate,
        sex: person.sex,
        demo: true,
      })
      expect(country.findPlace(person.district)?.level, person.id).toBe('district')
      for (const { body } of person.roles) expect(country.findOffice(body), `${person.id} ${body}`).toBeDefined()
      for (const organisation of person.organisations)
        expect(country.checkOrganisationNumber(organisation.number).ok && organisation.number.startsWith('30999')).toBe(
          true,
        )
    }
  })
  it('have an account for every kind of user', () => {
    const personas = new Set(people.map((person) => person.persona))
    for (const persona of [
      'citizen',
      'business',
      'counter',
      'officer',
      'head',
      'designer',
      'methodologist',
      'lawyer',
      'finance',
      'auditor',
      'administrator',
    ])
      expect(personas, persona).toContain(persona)
  })
  it('fill an officer’s and another person’s head’s post in every office that a case of the two districts can reach', () => {
    const holders = (office: string, role: string) =>
      people.filter((person) => person.roles.some((held) => held.role === role && held.body === office))
    for (const { id: kind } of country
      .kinds()
      .filter(
        ({ id }) => !['ministry', 'oversight'].includes(id) && country.offices().some((office) => office.kind === id),
      )) {
      for (const place of [YUNUSOBOD, CHILONZOR]) {
        const office = country.officeFor(kind, 'district', place)!
        const [officers, heads] = [holders(office, 'officer'), holders(office, 'head')]
        expect(officers.length > 0 && heads.length > 0, office).toBe(true)
        expect(
          holders(country.officeFor(kind, 'region', place) ?? office, 'officer').length,
          `${kind} above ${place}`,
        ).toBeGreaterThan(0)
      }
    }
  })
  it('answer for every register that tells of people: its keeper has an officer and a head, or it is said whom to write to', () => {
    for (const register of country.registers) {
      if (register.writeTo) continue
      const office = keeperOf(register.id, YUNUSOBOD, country)!
      for (const role of ['officer', 'head'])
        expect(
          people.some((person) => person.roles.some((held) => held.role === role && held.body === office)),
          `${role} of ${office} for ${register.id}`,
        ).toBe(true)
    }
    const above = country.officeFor('ministry', 'republic', YUNUSOBOD)
    expect(people.some(({ roles }) => roles.some(({ role, body }) => role === 'officer' && body === above))).toBe(true)
  })
})

describe('a pack with faults', () => {
  const broken = (file: string, change: (text: string) => string) => {
    const folder = mkdtempSync(join(tmpdir(), 'country-'))
    cpSync('country/uz', folder, { recursive: true })
    writeFileSync(join(folder, file), change(readFileSync(join(folder, file), 'utf8')))
    try {
      readCountry(folder)
    } catch (error) {
      return (error as CountryError).problems.map((problem) => ({
        ...problem,
        file: problem.file.slice(folder.length + 1),
      }))
    }
    return []
  }
  it.each<[string, string, (text: string) => string, object]>([
    [
      'a field that is none',
      'country.yaml',
      (text) => `${text}\ncolour: red\n`,
      { file: 'country.yaml', message: expect.stringContaining('colour') },
    ],
    [
      'a district of no region',
      'places.yaml',
      (text) => text.replace('within: "1726"', 'within: "1"'),
      { file: 'places.yaml', message: expect.stringContaining('lies in 1, which is not listed') },
    ],
    [
      'a place twice',
      'places.yaml',
      (text) => text.replace('"1706"', '"1703"'),
      { file: 'places.yaml', line: 5, message: 'the place 1703 stands twice' },
    ],
    [
      'an unknown kind',
      'bodies.yaml',
      (text) => text.replace('kind: oversight', 'kind: none'),
      { file: 'bodies.yaml', message: '"none" is not a kind of body' },
    ],
    ['a day that is none', 'calendar.yaml', (text) => text.replace('"05-09"', '"05-39"'), { file: 'calendar.yaml' }],
  ])('is refused with file and line: %s', (_, file, change, problem) =>
    expect(broken(file, change)).toContainEqual(expect.objectContaining(problem)),
  )
})

it('writes the number of a law as each language does, and leaves other numbers as they are', () => {
  const written = (number: string) =>
    ['uz', 'uz-cyrl', 'ru', 'en'].map((language) => country.lawNumber(number, language))
  expect(written('ZRU-364')).toEqual(['OʻRQ-364', 'ЎРҚ-364', 'ЗРУ-364', 'ZRU-364'])
  expect(written('UP-6277')).toEqual(['PF-6277', 'ПФ-6277', 'УП-6277', 'UP-6277'])
  expect(written('893')).toEqual(['893', '893', '893', '893'])
})
