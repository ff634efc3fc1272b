import { cyrillicText } from './cyrillic.ts'
import type { Language, WrittenLanguage } from './languages.ts'

/** A text kept as data in the written languages: names of services, bodies, laws. */
export type Localized = Readonly<Partial<Record<WrittenLanguage, string>>>

const kept = new Map<string, string>()

/**
 * One text of `{uz, ru, en}` in a language; Cyrillic is written from `uz`; what lacks falls to Uzbek, Russian, English.
 */
export function inLanguage(text: Localized, language: Language): string {
  if (language !== 'uz-cyrl') return text[language] ?? text.uz ?? text.ru ?? text.en ?? ''
  if (text.uz === undefined) return text.ru ?? text.en ?? ''
  let written = kept.get(text.uz)
  if (written === undefined) {
    if (kept.size > 20_000) kept.clear()
    kept.set(text.uz, (written = cyrillicText(text.uz)))
  }
  return written
}
