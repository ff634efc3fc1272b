export {
  ABOUT,
  DEFAULT_LANGUAGE,
  LANGUAGES,
  WRITTEN,
  htmlLanguage,
  isLanguage,
  type Language,
  type WrittenLanguage,
} from './languages.ts'
export { acceptedLanguage, languageOf, pathIn, splitPath, type LanguageFound } from './language-of.ts'
export { loadTexts, readCatalogues, type Catalogues, type TextProblem } from './load-texts.ts'
export { Texts, type Parameters, type Speech, type Translate } from './texts.ts'
export { formats, monthNames, type Formats, type When } from './formats.ts'
export { cyrillicText } from './cyrillic.ts'
export { inLanguage, type Localized } from './localized.ts'
export { chooseForm, pluralOf, type PluralForms } from './plural.ts'
export { flatten, type Entry } from './flatten.ts'
export { beforeText, parseMessage, fillMessage, type Message } from './message.ts'
