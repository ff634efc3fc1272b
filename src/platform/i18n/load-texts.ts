import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'yaml'
import { cyrillicEntry } from './cyrillic.ts'
import { flatten, type Entry } from './flatten.ts'
import { WRITTEN, type Language, type WrittenLanguage } from './languages.ts'
import { parseMessage } from './message.ts'
import { neededForms } from './plural.ts'
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
 * `uz-cyrl` is written from `uz`, then overridden by `<dir>/uz-cyrl/*.yaml` where letters alone do not do.
 * Several folders are read in turn (the product's, then a country pack's); later texts replace earlier ones.
 */
export function readCatalogues(...dirs: string[]): Catalogues {
  const problems: TextProblem[] = []
  const entries = new Map<Language, Map<string, Entry>>()
  for (const language of WRITTEN) entries.set(language, readLanguage(dirs, language, problems))
  const cyrillic = new Map<string, Entry>()
  for (const [key, entry] of entries.get('uz')!) cyrillic.set(key, cyrillicEntry(entry))
  for (const [key, entry] of readLanguage(dirs, 'uz-cyrl', problems)) {
    if (!cyrillic.has(key))
      problems.push({ language: 'uz-cyrl', key, message: 'overrides a text that uz does not have' })
    cyrillic.set(key, entry)
  }
  entries.set('uz-cyrl', cyrillic)
  problems.push(...compareCatalogues(entries))
  return { entries, problems }
}

/**
 * The catalogues of one or more folders, ready to speak.
 * @throws when a key, a plural form or a placeholder stands in one language and lacks in another.
 */
export function loadTexts(dirs: string | string[], missing?: (language: Language, key: string) => void): Texts {
  const { entries, problems } = readCatalogues(...[dirs].flat())
  if (problems.length > 0) {
    throw new Error(
      `Texts are not whole:\n${problems.map(({ language, key, message }) => `  ${language}: ${key} ${message}`).join('\n')}`,
    )
  }
  return new Texts(entries, missing)
}

function readLanguage(dirs: string[], language: Language, problems: TextProblem[]): Map<string, Entry> {
  const into = new Map<string, Entry>()
  for (const dir of dirs) {
    for (const file of namesIn(path.join(dir, language))) {
      const tree: unknown = parse(readFileSync(path.join(dir, language, file), 'utf8'))
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

/** Every key in every written language, with the same placeholders and all plural forms its language needs. */
function compareCatalogues(entries: ReadonlyMap<Language, ReadonlyMap<string, Entry>>): TextProblem[] {
  const problems: TextProblem[] = []
  const all = new Map<string, { language: WrittenLanguage; names: string }>()
  for (const language of WRITTEN) {
    for (const [key, entry] of entries.get(language)!) {
      if (!all.has(key)) all.set(key, { language, names: placeholders(entry).join(' ') })
    }
  }
  for (const language of WRITTEN) {
    const own = entries.get(language)!
    for (const [key, first] of all) {
      const entry = own.get(key)
      if (entry === undefined) {
        problems.push({ language, key, message: `is missing (${first.language} has it)` })
        continue
      }
      const names = placeholders(entry).join(' ')
      if (names !== first.names)
        problems.push({ language, key, message: `has placeholders {${names}}, ${first.language} has {${first.names}}` })
      if (typeof entry !== 'string') {
        const lacking = neededForms(language).filter((form) => !(form in entry))
        if (lacking.length > 0)
          problems.push({ language, key, message: `lacks the plural forms ${lacking.join(', ')}` })
      }
    }
  }
  return problems
}

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
