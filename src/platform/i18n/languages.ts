/** The four languages of every page, as they stand first in its path. */
export const LANGUAGES = ['uz', 'uz-cyrl', 'ru', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

/** Languages with a catalogue of their own; `uz-cyrl` is written from `uz`. */
export const WRITTEN = ['uz', 'ru', 'en'] as const
export type WrittenLanguage = (typeof WRITTEN)[number]

export const DEFAULT_LANGUAGE: Language = 'uz'

interface About {
  /** Value of `<html lang>`, BCP 47 with the script where one language has two. */
  html: string
  /** Locale handed to Intl. */
  locale: string
  /** What the switch shows. */
  short: string
  /** The language's own name, for screen readers and lists. */
  name: string
}

export const ABOUT: Record<Language, About> = {
  uz: { html: 'uz-Latn', locale: 'uz-Latn', short: 'uz', name: 'Oʻzbekcha' },
  'uz-cyrl': { html: 'uz-Cyrl', locale: 'uz-Cyrl', short: 'ўз', name: 'Ўзбекча' },
  ru: { html: 'ru', locale: 'ru', short: 'ru', name: 'Русский' },
  en: { html: 'en', locale: 'en-GB', short: 'en', name: 'English' },
}

export const isLanguage = (value: unknown): value is Language => LANGUAGES.includes(value as Language)

/** Value of `<html lang>` for a language. */
export const htmlLanguage = (language: Language): string => ABOUT[language].html
