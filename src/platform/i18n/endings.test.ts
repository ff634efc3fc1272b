import { describe, expect, it } from 'vitest'
import { formats } from './index.ts'
import { withEnding } from './endings.ts'
import { conventions, languages } from './testing.ts'

const write = (language: string, value: string, form: string) =>
  withEnding(languages.about(language).endings, value, form)

describe('endings of values inside sentences', () => {
  it.each([
    ['uz', '2026-12-22', 'until', '2026-\u2060yil 22-\u2060dekabrgacha'],
    ['uz', '2026-11-29', 'from', '2026-\u2060yil 29-\u2060noyabrdan'],
    ['uz-cyrl', '2026-12-22', 'until', '2026\u00a0йил 22\u00a0декабргача'],
    ['uz-cyrl', '2026-04-01', 'from', '2026\u00a0йил 1\u00a0апрелдан'],
  ])('%s: %s %s is %s', (language, day, form, expected) => {
    expect(write(language, formats(language, conventions).date(day), form)).toBe(expected)
  })

  it('no month of any language is left with its ending apart or with a soft sign before it', () => {
    for (const language of ['uz', 'uz-cyrl'])
      for (let month = 1; month <= 12; month++) {
        const day = formats(language, conventions).date(`2026-${String(month).padStart(2, '0')}-05`)
        expect(write(language, day, 'until')).toMatch(/[\p{L}](gacha|гача)$/u)
        expect(write(language, day, 'until')).not.toMatch(/ь(гача)$/u)
      }
  })

  it.each([
    ['uz', 'Malik', 'to', 'Malikka'],
    ['uz', 'Sadoqat', 'to', 'Sadoqatga'],
    ['uz', 'Buloq', 'to', 'Buloqqa'],
    ['uz-cyrl', 'Малик', 'to', 'Маликка'],
    ['uz-cyrl', 'Булоқ', 'until', 'Булоққача'],
    ['uz', '14:30', 'from', '14:30 dan'],
    ['uz', '«Orzu»', 'to', '«Orzu» ga'],
    ['uz', '', 'to', ''],
    ['ru', 'Иван', 'to', 'Иван'],
  ])('%s: %s in the form %s is %s', (language, value, form, expected) => {
    expect(write(language, value, form)).toBe(expected)
  })
})
