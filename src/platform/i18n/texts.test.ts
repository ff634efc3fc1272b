import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import * as i18n from './index.ts'
import { conventions, languages } from './testing.ts'

const { beforeText } = i18n
const loadTexts = (dir: string, missing?: (language: string, key: string) => void) =>
  i18n.loadTexts(dir, conventions, missing)

const made: string[] = []
afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true })
})

function folderOf(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'texts-'))
  made.push(folder)
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  return folder
}
const both = (uz: string, ru: string, en: string) => ({ 'uz/a.yaml': uz, 'ru/a.yaml': ru, 'en/a.yaml': en })

describe('catalogues', () => {
  it('say nested and flat keys, with placeholders and plurals', () => {
    const texts = loadTexts(
      folderOf(
        both(
          'b: {c: "Salom, {name}"}\nd: "{count} kun"',
          'b.c: "Здравствуйте, {name}"\nd: {one: "{count} день", few: "{count} дня", many: "{count} дней"}',
          'b: {c: "Hello, {name}"}\nd: {one: one day, other: "{count} days"}',
        ),
      ),
    )
    expect(texts.say('en', 'a.b.c', { name: '<b>' })).toBe('Hello, <b>')
    expect(texts.say('ru', 'a.b.c', { name: '{count}' })).toBe('Здравствуйте, {count}')
    expect([1, 2, 5, 11, 21, 1.5].map((count) => texts.say('ru', 'a.d', { count }))).toEqual([
      '1 день',
      '2 дня',
      '5 дней',
      '11 дней',
      '21 день',
      '1,5 дня',
    ])
    expect([1, 2].map((count) => texts.say('en', 'a.d', { count }))).toEqual(['one day', '2 days'])
    expect(texts.say('en', 'a.d', { count: 12345 })).toBe('12,345 days')
    expect(texts.in('uz').t('a.d', { count: 3 })).toBe('3 kun')
  })

  it('say something of a question without asking it', () => {
    expect(beforeText('Will there be a cellar?', ': choose an answer')).toBe('Will there be a cellar: choose an answer')
    expect(beforeText('Will there be a cellar?', ' Yes')).toBe('Will there be a cellar? Yes')
  })

  it('end a sentence with one point after an abbreviation', () => {
    expect(beforeText('2 марта 2026 г.', '. Далее')).toBe('2 марта 2026 г. Далее')
    expect([beforeText('2 March', '. Next'), beforeText('etc.', '...'), beforeText('г.', ', ')]).toEqual([
      '2 March. Next',
      'etc....',
      'г., ',
    ])
  })

  it('write Cyrillic from Uzbek, but not placeholders, addresses and names of formats; overrides win', () => {
    const texts = loadTexts(
      folderOf({
        ...both(
          'b: "Oʻzbekiston: {name}, https://my.gov.uz, PDF"\nc: Maktab',
          'b: "{name}"\nc: Школа',
          'b: "{name}"\nc: School',
        ),
        'uz-cyrl/a.yaml': 'c: Бошқача',
      }),
    )
    expect(texts.say('uz-cyrl', 'a.b', { name: 'Anvar' })).toBe('Ўзбекистон: Anvar, https://my.gov.uz, PDF')
    expect(texts.say('uz-cyrl', 'a.c')).toBe('Бошқача')
    expect(texts.in('uz-cyrl').html).toBe('uz-Cyrl')
  })

  it('are refused when a key, a plural form or a placeholder is missing', () => {
    const problems = (files: Record<string, string>) =>
      i18n
        .readCatalogues(languages, folderOf(files))
        .problems.map(({ language, key, message }) => `${language} ${key} ${message}`)
    expect(problems(both('b: x', 'b: x', ''))).toEqual(['en a.b is missing (uz has it)'])
    expect(problems(both('b: "{x}"', 'b: "{y}"', 'b: "{x}"'))).toEqual(['ru a.b has placeholders {y}, uz has {x}'])
    expect(
      problems(both('b: "{count}"', 'b: {one: "{count}", other: "{count}"}', 'b: {one: "{count}", other: "{count}"}')),
    ).toEqual(['ru a.b lacks the plural forms many, few'])
    expect(problems(both('b: 12', 'b: x', 'b: x'))).toEqual([
      'uz a.b is number, not a text: put it in quotes',
      'uz a.b is missing (ru has it)',
    ])
    expect(problems({ ...both('b: x', 'b: x', 'b: x'), 'uz-cyrl/a.yaml': 'z: я' })).toEqual([
      'uz-cyrl a.z overrides a text that uz does not have',
    ])
    expect(() => loadTexts(folderOf(both('b: x', '', 'b: x')))).toThrow(/ru: a\.b is missing/)
  })

  it('show the key of a text that is not there, and tell of it', () => {
    const told: string[] = []
    const texts = loadTexts(folderOf(both('b: x', 'b: x', 'b: x')), (language, key) => told.push(`${language} ${key}`))
    expect(texts.say('ru', 'a.zzz')).toBe('⟦a.zzz⟧')
    expect(told).toEqual(['ru a.zzz'])
  })
})

describe('a language', () => {
  it('is a folder of texts and an entry of the pack: plural forms by its own rules, another script by its letters', () => {
    const serbian = i18n.languagesOf(
      [
        { id: 'sr', tag: 'sr-Cyrl', short: 'ср', name: 'Српски' },
        { id: 'sr-latn', tag: 'sr-Latn', short: 'sr', name: 'Srpski', writtenFrom: { language: 'sr', script: 'gaj' } },
      ],
      { gaj: { letters: { д: 'd', а: 'a', н: 'n', њ: 'nj', г: 'g', о: 'o', и: 'i', к: 'k', е: 'e' }, keep: ['ДОО'] } },
    )
    const texts = i18n.loadTexts(
      folderOf({ 'sr/a.yaml': 'b: Књига {x}\nd: {one: "{count} дан", few: "{count} дана", other: "{count} дана"}' }),
      { ...conventions, languages: serbian },
    )
    expect(texts.say('sr-latn', 'a.b', { x: 'ДА' })).toBe('Knjiga ДА')
    expect([1, 2, 21].map((count) => texts.say('sr-latn', 'a.d', { count }))).toEqual(['1 dan', '2 dana', '21 dan'])
    expect(texts.in('sr-latn').text({ sr: 'Дан' })).toBe('Dan')
    expect(i18n.acceptedLanguage(serbian, 'sr-Latn-RS')).toBe('sr-latn')
    expect(i18n.acceptedLanguage(serbian, 'sr')).toBe('sr')
  })
  it('that is written from one that is not there, or by no letters, is refused', () => {
    const from = (language: string, script: string) => () =>
      i18n.languagesOf([
        { id: 'sr', tag: 'sr', short: 'sr', name: 'sr' },
        { id: 'sr-latn', tag: 'sr-Latn', short: 'sr', name: 'sr', writtenFrom: { language, script } },
      ])
    expect(from('hr', 'gaj')).toThrow(/hr, which has no texts/)
    expect(from('sr', 'gaj')).toThrow(/letters gaj/)
  })
})
