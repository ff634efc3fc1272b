import { toCyrillic, type SpellingExceptions } from '../../kernel/text/index.ts'
import type { Entry } from './flatten.ts'
import type { PluralForms } from './plural.ts'

// placeholders, addresses of the net and of mail, tags of formats: Latin in Cyrillic text too
const LATIN =
  /\{[^}]*\}|https?:\/\/\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\b(?:PDF|JPE?G|PNG|DOCX?|XLSX|CSV|XML|JSON|QR|SMS|HTTP|API|ID|OneID|BPMN|DMN|XES|SHA-256|RFC|URL|WCAG|Darcha|Darchada)\b/g

let exceptions: SpellingExceptions = []

/**
 * Spellings that letters alone do not tell (`obyekt*`, `объект*`): those of the country pack, set when it is read. An
 * orthography holds for the whole process.
 */
export function useSpelling(given: SpellingExceptions): void {
  exceptions = given
}

/** Uzbek Latin text in Cyrillic letters, leaving placeholders, addresses and names of formats as they are. */
export function cyrillicText(text: string): string {
  let written = ''
  let from = 0
  for (const match of text.matchAll(LATIN)) {
    written += toCyrillic(text.slice(from, match.index), exceptions) + match[0]
    from = match.index + match[0].length
  }
  return written + toCyrillic(text.slice(from), exceptions)
}

export const cyrillicEntry = (entry: Entry): Entry =>
  typeof entry === 'string'
    ? cyrillicText(entry)
    : (Object.fromEntries(
        Object.entries(entry).map(([category, form]) => [category, cyrillicText(form)]),
      ) as PluralForms)
