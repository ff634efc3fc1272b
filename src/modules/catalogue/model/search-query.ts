import { alternatives, APOSTROPHES, fold, synonymsOf, uzbekStems, type Synonyms } from '../../../kernel/text/index.ts'
import type { Spelling } from '../../../platform/country/index.ts'
import type { Asked } from '../store/services.ts'

/** Words of a search beyond these say nothing more. */
const WORDS_AT_MOST = 12

/** A word as typed and as folded. */
export interface TypedWord { typed: string; folded: string }

interface Known { synonyms: Synonyms; stopWords: ReadonlySet<string> }
const known = new WeakMap<Spelling, Known>()
function knownOf(spelling: Spelling): Known {
  let found = known.get(spelling)
  if (!found) known.set(spelling, (found = { synonyms: synonymsOf(spelling.synonyms), stopWords: new Set(spelling.stopWords.map(fold)) }))
  return found
}

const NEITHER_LETTER = new RegExp(`[^\\p{L}\\p{M}\\p{N}${APOSTROPHES}]+`, 'u')

/** The words of a search that say something, each once; all of them when none does. */
export function typedWords(query: string, spelling: Spelling): TypedWord[] {
  const words = new Map<string, TypedWord>()
  for (const typed of query.normalize('NFC').split(NEITHER_LETTER)) {
    const folded = fold(typed).replace(/[^\p{L}\p{N}]/gu, '')
    if (folded !== '' && !words.has(folded)) words.set(folded, { typed, folded })
  }
  const all = [...words.values()]
  const { stopWords } = knownOf(spelling)
  const telling = all.filter((word) => !stopWords.has(word.folded))
  return (telling.length > 0 ? telling : all).slice(0, WORDS_AT_MOST)
}

/** Quality of a way to find a word: 1 is the very word. The figures were chosen so that the searches of search.test.ts find what they mean. */
const QUALITY = { exact: 1, synonym: 0.9, stemmed: 0.85, otherLetter: 0.8, beginning: 0.7, shortBeginning: 0.4, stem: 0.6, corrected: 0.6 }

/** All the ways in which a typed word may stand in a text: itself, its synonyms, its beginning, its stems. */
export function waysToFind(word: TypedWord, at: number, spelling: Spelling): Asked[] {
  const { synonyms } = knownOf(spelling)
  const { folded, typed } = word
  const ways: Asked[] = []
  const add = (dictionary: Asked['dictionary'], text: string, quality: number) => ways.push({ word: at, dictionary, text, quality })
  const meant = new Set(synonyms.get(folded) ?? [])
  add('simple', exactly(folded), QUALITY.exact)
  if (folded.length >= 2) add('simple', beginning(folded), folded.length >= 3 ? QUALITY.beginning : QUALITY.shortBeginning)
  for (const other of alternatives(folded, synonyms)) {
    const quality = meant.has(other) ? QUALITY.synonym : QUALITY.otherLetter
    add('simple', exactly(other), quality)
    if (other.length >= 4) add('simple', beginning(other), quality * QUALITY.beginning)
  }
  if (/\p{Script=Cyrillic}/u.test(typed)) add('russian', typed, QUALITY.stemmed)
  else add('english', typed, QUALITY.stemmed)
  uzbekStems(folded).slice(0, STEMS_AT_MOST).forEach((stem, rank) => {
    const quality = QUALITY.stem * 0.85 ** rank
    // three letters begin too many words
    add('simple', stem.length >= 4 ? beginning(stem) : exactly(stem), quality)
    for (const other of synonyms.get(stem) ?? []) add('simple', exactly(other), quality)
  })
  return ways
}
const STEMS_AT_MOST = 4

/** Ways to find the words that a mistyped one may have meant, the likeliest first. */
export const waysToCorrect = (corrections: readonly string[], at: number): Asked[] => corrections.flatMap((word, rank): Asked[] => {
  const quality = QUALITY.corrected * 0.85 ** rank
  return [{ word: at, dictionary: 'simple', text: exactly(word), quality }, { word: at, dictionary: 'simple', text: beginning(word), quality: quality * QUALITY.beginning }]
})

/** A synonym may be several words: they stand one after the other. */
const lexemes = (folded: string): string[] => folded.match(/[\p{L}\p{N}]+/gu) ?? []
const exactly = (folded: string): string => lexemes(folded).map((one) => `'${one}'`).join(' <-> ')
const beginning = (folded: string): string => `${exactly(folded)}:*`
