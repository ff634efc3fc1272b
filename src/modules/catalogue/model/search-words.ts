import { foldedWords } from '../../../kernel/text/index.ts'
import type { Language, Localized } from '../../../platform/i18n/index.ts'
import type { Passport } from './passport.ts'

/** What a service is found by, the weightier first. */
export interface SearchWords {
  name: Localized
  keywords: Localized
  summary: Localized
  body: Localized
}

/** Collects what people may type for a service: names, keywords, summary; then its papers, grounds and laws. */
export function searchWordsOf(passport: Passport): SearchWords {
  const inEach = (text: (language: Language) => (string | null | undefined)[]): Localized =>
    Object.fromEntries(
      Object.keys(passport.name).map((language) => [
        language,
        text(language)
          .filter((candidate) => !!candidate)
          .join(' ; '),
      ]),
    )
  return {
    name: passport.name,
    keywords: inEach((language) => passport.keywords[language] ?? []),
    summary: passport.summary,
    body: inEach((language) => [
      passport.id.replaceAll('-', ' '),
      ...passport.evidence.map((piece) => piece.name[language]),
      ...passport.legalBasis.flatMap((law) => [law.number, law.title?.[language]]),
    ]),
  }
}

/** All folded words of a service of three letters or more, each once: what mistyped ones are compared with. */
export function vocabularyOf(words: SearchWords): string[] {
  const parts = [words.name, words.keywords, words.summary, words.body]
  return [...new Set(parts.flatMap((part) => Object.values(part)).flatMap((text) => foldedWords(text ?? '')))]
    .filter((word) => word.length >= 3 && /\p{L}/u.test(word))
    .sort()
}
