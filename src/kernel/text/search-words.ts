import { fold } from './fold.ts'

/**
 * Names that another language spells too differently for the fold: folded word → other folded words (`warsaw` →
 * `warszawa`).
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

/**
 * What somebody typed for a search, in letters that the fold knows. Latin letters with signs are those without, as
 * other alphabets of the same language and of its neighbours have them: `şahar` is `shahar`, `boğcha` and `boǵcha` are
 * `bogcha`. Half rings and primes are apostrophes.
 */
export const plainLetters = (typed: string): string =>
  typed
    .normalize('NFC')
    .replace(/[şș]/giu, 'sh')
    .replace(/ç/giu, 'ch')
    .normalize('NFD')
    .replace(/(\p{Script=Latin})\p{M}+/gu, '$1')
    .replace(/[\u02be\u02bf\u2035\ua78b\ua78c\u05f3\u055a]/gu, "'")
    .normalize('NFC')

/**
 * Shorter forms of a folded word without its endings (`bolamni`: `bolam`, `bola`), longest first. A guess, good for
 * search in languages that only add endings: a stem found as a prefix is found in all forms.
 * @param endings folded; a word may bear several
 * @param least letters that a stem has at least
 */
export function shorterForms(word: string, endings: readonly string[], least = 3): string[] {
  const stems = new Set<string>([word])
  for (const stem of stems)
    for (const ending of endings)
      if (stem.endsWith(ending) && stem.length - ending.length >= least) stems.add(stem.slice(0, -ending.length))
  stems.delete(word)
  return [...stems].sort((a, b) => b.length - a.length)
}

/**
 * Other folded spellings of one folded word: its synonyms, and letters that people type for each other (`ruyhat` for
 * `royhat`), which the fold can't join without joining all of them.
 * @param mixed pairs of what is typed and what may be meant
 */
export function alternatives(
  word: string,
  synonyms: Synonyms = new Map(),
  mixed: readonly (readonly [typed: string, meant: string])[] = [],
): string[] {
  const others = [...(synonyms.get(word) ?? [])]
  for (const [typed, meant] of mixed)
    if (word.includes(typed)) others.push(word.replace(typed, meant), word.replaceAll(typed, meant))
  return [...new Set(others)].filter((other) => other !== word)
}
