import { expect, it } from 'vitest'
import { OUTCOMES } from '../../../kernel/case/index.ts'
import { loadTexts } from '../../../platform/i18n/index.ts'
import { conventions, languages } from '../../../platform/i18n/testing.ts'
import { letterOf } from './letter-of.ts'

it('tells each outcome by its own words, in every language', () => {
  const texts = loadTexts(['texts', 'country/uz/texts'], conventions)
  for (const language of languages.ids) {
    const speech = texts.in(language)
    const letters = OUTCOMES.map((outcome) => `mail.${letterOf(`outcome.${outcome}`)}`)
    for (const part of ['subject', 'body'])
      expect(new Set(letters.map((letter) => speech.t(`${letter}.${part}`, { service: 'x', number: '1' }))).size).toBe(
        OUTCOMES.length,
      )
    for (const letter of letters) expect(speech.has(`${letter}.body`), `${language} ${letter}`).toBe(true)
  }
})
