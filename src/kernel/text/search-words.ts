import { fold } from './fold.ts'

/**
 * Names that another language spells too differently for the fold: folded word → other folded words (`tashkent` →
 * `toshkent`).
 */
export type Synonyms = ReadonlyMap<string, readonly string[]>

/** Makes the table from groups of words that mean the same, in any spelling. */
export function synonymsOf(groups: readonly (readonly string[])[]): Synonyms {
  const table = new Map<string, string[]>()
  for (const group of groups) {
    const folded = [...new Set(group.map(fold))]
    for (const word of folded) {
      const others = table.get(word) ?? []
      for (const other of folded) if (other !== word && !others.includes(other)) others.push(other)
      table.set(word, others)
    }
  }
  return table
}

/** The words of a text, folded, in order; a hyphen joins nothing. */
export const foldedWords = (text: string): string[] => fold(text).match(/[\p{L}\p{N}]+/gu) ?? []

// endings of possession, number and case, folded; a word may bear several (maktab-lar-imiz-dagi)
const ENDINGS = [
  'imizning',
  'imiz',
  'ingiz',
  'ning',
  'dagi',
  'lari',
  'lar',
  'dan',
  'sin',
  'ni',
  'ga',
  'da',
  'ka',
  'qa',
  'si',
  'im',
  'ing',
  'i',
  'm',
  'n',
]

/**
 * Shorter forms of a folded Uzbek word without its endings (`bolamni`: `bolam`, `bola`), each of three letters or more,
 * longest first.
 * A guess, good for search: Uzbek only adds endings, so a stem found as a prefix is found in all forms.
 */
export function uzbekStems(word: string): string[] {
  const stems = new Set<string>([word])
  for (const one of stems)
    for (const ending of ENDINGS)
      if (one.endsWith(ending) && one.length - ending.length >= 3) stems.add(one.slice(0, -ending.length))
  stems.delete(word)
  return [...stems].sort((a, b) => b.length - a.length)
}

/**
 * Other folded spellings of one folded word: its synonyms, and ў typed as у (`ruyhat` for `royhat`), which the fold
 * can't join
 * without joining all u with o.
 */
export function alternatives(word: string, synonyms: Synonyms = new Map()): string[] {
  const others = [...(synonyms.get(word) ?? [])]
  if (word.includes('u')) others.push(word.replace('u', 'o'), word.replaceAll('u', 'o'))
  return [...new Set(others)].filter((other) => other !== word)
}
