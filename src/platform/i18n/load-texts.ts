import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseYaml } from '../yaml/index.ts'
import type { Conventions } from './conventions.ts'
import { flatten, type Entry } from './flatten.ts'
import type { Language, Languages } from './languages.ts'
import { parseMessage } from './message.ts'
import { neededForms, type PluralForms } from './plural.ts'
import { Texts } from './texts.ts'

export interface TextProblem {
  language: Language
  key: string
  message: string
}

export interface Catalogues {
  entries: Map<Language, Map<string, Entry>>
  problems: TextProblem[]
}

/**
 * Reads `<dir>/<language>/<namespace>.yaml`; the file's name is the first part of its keys.
 * A language that is written from another is made from its texts, then overridden by `<dir>/<language>/*.yaml` where
 * letters alone do not do.
 * Several folders are read in turn (the product's, then a country pack's); later texts replace earlier ones.
 */
export function readCatalogues(languages: Languages, ...dirs: string[]): Catalogues {
  const problems: TextProblem[] = []
  const entries = new Map<Language, Map<string, Entry>>()
  for (const language of languages.written) entries.set(language, readLanguage(dirs, language, problems))
  for (const language of languages.ids.filter((id) => !languages.written.includes(id))) {
    const source = languages.sourceOf(language)
    const derived = new Map<string, Entry>()
    for (const [key, entry] of entries.get(source)!) derived.set(key, derivedEntry(entry, languages, language))
    for (const [key, entry] of readLanguage(dirs, language, problems)) {
      if (!derived.has(key)) problems.push({ language, key, message: `overrides a text that ${source} does not have` })
      derived.set(key, entry)
    }
    entries.set(language, derived)
  }
  problems.push(...compareCatalogues(languages, entries))
  return { entries, problems }
}

const derivedEntry = (entry: Entry, languages: Languages, language: Language): Entry =>
  typeof entry === 'string'
    ? languages.write(entry, language)
    : (Object.fromEntries(
        Object.entries(entry).map(([category, form]) => [category, languages.write(form, language)]),
      ) as PluralForms)

/**
 * The catalogues of one or more folders, ready to speak as a country does.
 * @throws when a key, a plural form or a placeholder stands in one language and lacks in another.
 */
export function loadTexts(
  dirs: string | string[],
  conventions: Conventions,
  missing?: (language: Language, key: string) => void,
): Texts {
  const { entries, problems } = readCatalogues(conventions.languages, ...[dirs].flat())
  if (problems.length > 0) {
    throw new Error(
      `Texts are not whole:\n${problems.map(({ language, key, message }) => `  ${language}: ${key} ${message}`).join('\n')}`,
    )
  }
  return new Texts(entries, conventions, missing)
}

function readLanguage(dirs: string[], language: Language, problems: TextProblem[]): Map<string, Entry> {
  const into = new Map<string, Entry>()
  for (const dir of dirs) {
    for (const file of namesIn(path.join(dir, language))) {
      const tree = parseYaml(readFileSync(path.join(dir, language, file), 'utf8'))
      if (tree === null) continue
      flatten(tree, path.basename(file, '.yaml'), into, (key, message) => problems.push({ language, key, message }))
    }
  }
  return into
}

function namesIn(dir: string): string[] {
  try {
    return readdirSync(dir)
      .filter((name) => name.endsWith('.yaml'))
      .sort()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

/** Every key in every written language, with the same placeholders, all plural forms and only endings its language has. */
function compareCatalogues(
  { written, about }: Languages,
  entries: ReadonlyMap<Language, ReadonlyMap<string, Entry>>,
): TextProblem[] {
  const problems: TextProblem[] = []
  const all = new Map<string, { language: Language; names: string }>()
  for (const language of written) {
    for (const [key, entry] of entries.get(language)!) {
      if (!all.has(key)) all.set(key, { language, names: placeholders(entry).join(' ') })
    }
  }
  for (const language of written) {
    const own = entries.get(language)!
    for (const [key, first] of all) {
      const entry = own.get(key)
      if (entry === undefined) {
        problems.push({ language, key, message: `is missing (${first.language} has it)` })
        continue
      }
      for (const form of formsOf(entry)) {
        if (!about(language).endings?.forms[form])
          problems.push({ language, key, message: `asks for the form "${form}", which the language does not have` })
      }
      const names = placeholders(entry).join(' ')
      if (names !== first.names)
        problems.push({ language, key, message: `has placeholders {${names}}, ${first.language} has {${first.names}}` })
      if (typeof entry !== 'string') {
        const lacking = neededForms(about(language).locale).filter((form) => !(form in entry))
        if (lacking.length > 0)
          problems.push({ language, key, message: `lacks the plural forms ${lacking.join(', ')}` })
      }
    }
  }
  return problems
}

const formsOf = (entry: Entry): string[] =>
  (typeof entry === 'string' ? [entry] : Object.values(entry)).flatMap((text) =>
    parseMessage(text).forms.filter((form) => form !== undefined),
  )

/**
 * Names of the placeholders of an entry, sorted; `count` may be left out of a plural form ("one day"), so it is not
 * counted there.
 */
export function placeholders(entry: Entry): string[] {
  const texts = typeof entry === 'string' ? [entry] : Object.values(entry)
  const names = new Set(texts.flatMap((text) => parseMessage(text).names))
  if (typeof entry !== 'string') names.add('count')
  return [...names].sort()
}
