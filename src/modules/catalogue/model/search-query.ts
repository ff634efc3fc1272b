import {
  alternatives,
  APOSTROPHES,
  fold,
  plainLetters,
  shorterForms,
  synonymsOf,
  type Synonyms,
} from '../../../kernel/text/index.ts'
import type { Spelling } from '../../../platform/country/index.ts'

/** Words of a search beyond these say nothing more. */
const WORDS_AT_MOST = 12

/** One way in which one word of a search may stand in a service. */
export interface Asked {
  /** Number of the word: several ways of one word count once. */
  word: number
  dictionary: 'simple' | 'russian' | 'english'
  /** Of `simple` a tsquery of folded words; else words as typed, one after the other. */
  text: string
  /** 1 is the very word. */
  quality: number
}

/** A word as typed and as folded. */
export interface TypedWord {
  typed: string
  folded: string
  /** Folded parts of a word with hyphens, which may also be written as one or as several. */
  parts?: readonly string[]
}

interface Known {
  synonyms: Synonyms
  stopWords: ReadonlySet<string>
}
const known = new WeakMap<Spelling, Known>()
function knownOf(spelling: Spelling): Known {
  let found = known.get(spelling)
  if (!found)
    known.set(
      spelling,
      (found = { synonyms: synonymsOf(spelling.synonyms), stopWords: new Set(spelling.stopWords.map(fold)) }),
    )
  return found
}

const NEITHER_LETTER = new RegExp(`[^\\p{L}\\p{M}\\p{N}${APOSTROPHES}]+`, 'u')
const NOT_IN_WORD = new RegExp(`(?:[^\\p{L}\\p{M}\\p{N}${APOSTROPHES}\\-\u2010-\u2013])+`, 'u')

/** The words of a search that say something, each once; all of them when none does. */
export function typedWords(query: string, spelling: Spelling): TypedWord[] {
  const all = plainLetters(query).split(NOT_IN_WORD).flatMap(hyphenated)
  const { stopWords } = knownOf(spelling)
  const telling = all.filter((word) => !stopWords.has(word.folded))
  const each = new Map((telling.length > 0 ? telling : all).map((word) => [word.folded, word]))
  return [...each.values()].slice(0, WORDS_AT_MOST)
}

/** What stands between blanks, as one word. */
function hyphenated(typed: string): TypedWord[] {
  const parts = tokensOf(typed)
  if (parts.length < 2) return parts
  const folded = parts.map((part) => part.folded)
  return [{ typed: typed.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ''), folded: folded.join(''), parts: folded }]
}

/** The words that a word with hyphens is made of, for where it stands nowhere as one. */
export const partsOf = (word: TypedWord): TypedWord[] => (word.parts ? tokensOf(word.typed) : [word])

const tokensOf = (query: string): TypedWord[] =>
  plainLetters(query)
    .split(NEITHER_LETTER)
    .map((typed) => ({ typed, folded: fold(typed).replace(/[^\p{L}\p{N}]/gu, '') }))
    .filter((word) => word.folded !== '')

/** The ways to find a word that is written in parts: next to each other, the last of them with any ending. */
export function waysOfParts(parts: readonly string[], at: number, spelling: Spelling): Asked[] {
  const [before, last] = [parts.slice(0, -1).join(' '), parts.at(-1)!]
  const way = (text: string, quality: number): Asked => ({ word: at, dictionary: 'simple', text, quality })
  return [
    way(exactly(parts.join(' ')), QUALITY.exact),
    way(beginning(parts.join(' ')), QUALITY.beginning),
    ...shorterForms(last, spelling.endings)
      .slice(0, STEMS_AT_MOST)
      .map((stem, rank) => way(beginning(`${before} ${stem}`), QUALITY.beginning * 0.85 ** (rank + 1))),
  ]
}

/** Where a word that stands nowhere may be two that somebody wrote as one: `uyjoy` for `uy-joy`. */
export const splitsOf = (folded: string): [string, string][] =>
  Array.from({ length: Math.max(0, Math.min(folded.length, SPLIT_AT_MOST) - 3) }, (_, at) => [
    folded.slice(0, at + 2),
    folded.slice(at + 2),
  ])
const SPLIT_AT_MOST = 30

/**
 * Quality of a way to find a word: 1 is the very word. The figures were chosen so that the searches of search.test.ts
 * find what they mean.
 */
const QUALITY = {
  exact: 1,
  stemmed: 1,
  stem: 1,
  synonym: 0.9,
  otherLetter: 0.8,
  beginning: 0.7,
  shortBeginning: 0.4,
  stemBeginning: 0.6,
  corrected: 0.6,
  together: 0.5,
}

/** All the ways in which a typed word may stand in a text: itself, its synonyms, its beginning, its stems. */
export function waysToFind(word: TypedWord, at: number, spelling: Spelling): Asked[] {
  const { synonyms } = knownOf(spelling)
  const { folded, typed } = word
  const ways: Asked[] = word.parts ? waysOfParts(word.parts, at, spelling) : []
  const add = (dictionary: Asked['dictionary'], text: string, quality: number) =>
    ways.push({ word: at, dictionary, text, quality })
  const meant = new Set(synonyms.get(folded) ?? [])
  add('simple', exactly(folded), QUALITY.exact)
  if (folded.length >= 2)
    add('simple', beginning(folded), folded.length >= 3 ? QUALITY.beginning : QUALITY.shortBeginning)
  for (const other of alternatives(folded, synonyms, spelling.mixedUp)) {
    const quality = meant.has(other) ? QUALITY.synonym : QUALITY.otherLetter
    add('simple', exactly(other), quality)
    if (other.length >= 4) add('simple', beginning(other), quality * QUALITY.beginning)
  }
  if (/\p{Script=Cyrillic}/u.test(typed)) add('russian', typed, QUALITY.stemmed)
  else add('english', typed, QUALITY.stemmed)
  shorterForms(folded, spelling.endings)
    .slice(0, STEMS_AT_MOST)
    .forEach((stem, rank) => {
      // an ending is no less than the word without it, but three letters are the stem of too many words
      const quality = (stem.length >= 4 ? QUALITY.stem : QUALITY.stemBeginning) * 0.85 ** rank
      add('simple', exactly(stem), quality)
      if (stem.length >= 4) add('simple', beginning(stem), QUALITY.stemBeginning * 0.85 ** rank)
      for (const other of synonyms.get(stem) ?? []) add('simple', exactly(other), QUALITY.synonym * quality)
    })
  return ways
}
const STEMS_AT_MOST = 4

/**
 * A word of two letters under its endings (`yerga` folds to `erga`, and is `yer` in the dative), where nothing else of
 * it stands: so short a word is only ever the whole one.
 */
export const waysOfShortStems = (folded: string, at: number, { endings }: Spelling): Asked[] =>
  shorterForms(
    folded,
    endings.filter((ending) => ending.length >= 2),
    2,
  )
    .filter((stem) => stem.length === 2)
    .map((stem) => ({ word: at, dictionary: 'simple', text: exactly(stem), quality: QUALITY.stemBeginning }))

/**
 * Words that stand next to each other in the search, with what says nothing between them, count once more where they do
 * so in a text.
 */
export function waysTogether(query: string, spelling: Spelling): Asked[] {
  const { stopWords } = knownOf(spelling)
  const all = tokensOf(query).slice(0, WORDS_AT_MOST * 2)
  const telling = all.flatMap((word, at) => (stopWords.has(word.folded) ? [] : [at]))
  return telling.slice(1, WORDS_AT_MOST).flatMap((to, at): Asked[] => {
    const words = all.slice(telling[at]!, to + 1)
    const typed = words.map((word) => word.typed).join(' ')
    return [
      {
        word: PAIRS_FROM + at,
        dictionary: 'simple',
        text: beginning(words.map((word) => word.folded).join(' ')),
        quality: QUALITY.together,
      },
      {
        word: PAIRS_FROM + at,
        dictionary: /\p{Script=Cyrillic}/u.test(typed) ? 'russian' : 'english',
        text: typed,
        quality: QUALITY.together,
      },
    ]
  })
}
/** Numbers of pairs, beyond those of words. */
export const PAIRS_FROM = 100

/** A word as it is, with no ending. */
export const exactWord = (folded: string): Omit<Asked, 'word'> => ({
  dictionary: 'simple',
  text: exactly(folded),
  quality: QUALITY.exact,
})

/** What a mistyped word is never taken for. */
export const saysNothing = (folded: string, spelling: Spelling): boolean => knownOf(spelling).stopWords.has(folded)

/** Ways to find the words that a mistyped one may have meant, the likeliest first. */
export const waysToCorrect = (corrections: readonly string[], at: number): Asked[] =>
  corrections.flatMap((word, rank): Asked[] => {
    const quality = QUALITY.corrected * 0.85 ** rank
    return [
      { word: at, dictionary: 'simple', text: exactly(word), quality },
      { word: at, dictionary: 'simple', text: beginning(word), quality: quality * QUALITY.beginning },
    ]
  })

/** A synonym may be several words: they stand one after the other. */
const lexemes = (folded: string): string[] => folded.match(/[\p{L}\p{N}]+/gu) ?? []
const exactly = (folded: string): string =>
  lexemes(folded)
    .map((lexeme) => `'${lexeme}'`)
    .join(' <-> ')
const beginning = (folded: string): string => `${exactly(folded)}:*`
