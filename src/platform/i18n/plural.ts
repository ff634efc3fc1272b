import { ABOUT, type Language } from './languages.ts'

export type PluralCategory = 'zero' | 'one' | 'two' | 'few' | 'many' | 'other'
const CATEGORIES: readonly string[] = ['zero', 'one', 'two', 'few', 'many', 'other']

/** One message in its plural forms; `{count}` chooses. */
export type PluralForms = Partial<Record<PluralCategory, string>>

// making PluralRules costs about 46 µs, asking one 0.1 µs: one per language, kept
const kept = new Map<Language, Intl.PluralRules>()
const rules = (language: Language): Intl.PluralRules => {
  let found = kept.get(language)
  if (!found) kept.set(language, (found = new Intl.PluralRules(ABOUT[language].locale)))
  return found
}

export const pluralOf = (language: Language, count: number): PluralCategory => rules(language).select(count)

/** The forms that whole numbers ask for in a language (CLDR): what a catalogue must have. */
export function neededForms(language: Language): PluralCategory[] {
  const needed = new Set<PluralCategory>()
  for (let count = 0; count <= 200; count++) needed.add(pluralOf(language, count))
  return [...needed]
}

/**
 * An object is plural forms, and not a folder of keys, when it has two keys or more, all of them categories, `other` or
 * `many` among them.
 */
export const isPluralForms = (value: Record<string, unknown>): value is Record<string, string> =>
  Object.keys(value).length > 1 &&
  Object.keys(value).every((key) => CATEGORIES.includes(key)) &&
  ('other' in value || 'many' in value) &&
  Object.values(value).every((form) => typeof form === 'string')

/** The form for a count; a fraction in Russian takes `few` ("1,5 дня") when `other` is not written. */
export function chooseForm(language: Language, forms: PluralForms, count: number): string {
  const category = pluralOf(language, count)
  return forms[category] ?? forms.other ?? forms.few ?? forms.many ?? ''
}
