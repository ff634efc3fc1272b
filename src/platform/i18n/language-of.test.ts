import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as i18n from './index.ts'
import { languages } from './testing.ts'

const LANGUAGES = languages.ids
const splitPath = (path: string) => i18n.splitPath(languages, path)
const pathIn = (language: string, path: string) => i18n.pathIn(languages, language, path)
const acceptedLanguage = (header: string) => i18n.acceptedLanguage(languages, header)
const languageOf = (request: Parameters<typeof i18n.languageOf>[1]) => i18n.languageOf(languages, request)

describe('the language in the path', () => {
  it('splits and joins', () => {
    expect(splitPath('/uz-cyrl/services/a')).toEqual({ language: 'uz-cyrl', rest: '/services/a' })
    expect(splitPath('/ru')).toEqual({ language: 'ru', rest: '/' })
    expect(splitPath('/rus/x')).toEqual({ rest: '/rus/x' })
    expect(splitPath('/')).toEqual({ rest: '/' })
    expect(pathIn('ru', '/uz/services?q=1')).toBe('/ru/services?q=1')
    expect(pathIn('uz', '/')).toBe('/uz')
    expect(pathIn('en', '/services')).toBe('/en/services')
  })

  it('keeps the page: switching there and back is the same address', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...LANGUAGES),
        fc.constantFrom(...LANGUAGES),
        fc.array(
          fc.stringMatching(/^[a-z0-9-]{1,8}$/).filter((part) => !LANGUAGES.includes(part)),
          { minLength: 1 },
        ),
        (text, other, parts) => {
          const page = pathIn(text, `/${parts.join('/')}`)
          expect(pathIn(text, pathIn(other, page))).toBe(page)
          expect(languageOf({ path: page }).language).toBe(text)
        },
      ),
    )
  })
})

describe('the language of a request', () => {
  it('asks path, cookie, browser in turn', () => {
    expect(languageOf({ path: '/en/x', cookie: 'ru', acceptLanguage: 'uz' })).toEqual({
      language: 'en',
      from: 'path',
      rest: '/x',
    })
    expect(languageOf({ path: '/x', cookie: 'ru', acceptLanguage: 'en' })).toMatchObject({
      language: 'ru',
      from: 'cookie',
    })
    expect(languageOf({ path: '/x', cookie: 'fr', acceptLanguage: 'fr, ru;q=0.4, en;q=0.8' })).toMatchObject({
      language: 'en',
      from: 'header',
    })
    expect(languageOf({ path: '/x' })).toMatchObject({ language: 'uz', from: 'default' })
  })

  it('reads Accept-Language as RFC 9110 has it', () => {
    expect(acceptedLanguage('ru-RU,ru;q=0.9,en-US;q=0.8')).toBe('ru')
    expect(acceptedLanguage('uz-Cyrl-UZ')).toBe('uz-cyrl')
    expect(acceptedLanguage('uz-Latn')).toBe('uz')
    expect(acceptedLanguage('en;q=0, ru;q=0.1')).toBe('ru')
    expect(acceptedLanguage('de, *')).toBeUndefined()
    fc.assert(
      fc.property(fc.string(), (header) => {
        expect([undefined, ...LANGUAGES]).toContain(acceptedLanguage(header))
      }),
    )
  })
})
