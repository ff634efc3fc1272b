import type { Language, Languages } from './languages.ts'

/** A text kept as data in the written languages: names of services, bodies, laws. */
export type Localized = Readonly<Record<Language, string | undefined>>

/**
 * One text of data in a language; one that is written from another is written from it, and what lacks falls to the
 * languages in their order.
 */
export function inLanguage(text: Localized, language: Language, languages: Languages): string {
  const own = text[languages.sourceOf(language)]
  if (own !== undefined) return languages.write(own, language)
  const other = languages.written.find((word) => text[word] !== undefined)
  return other === undefined ? '' : text[other]!
}
