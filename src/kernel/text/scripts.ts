import { straightenApostrophes } from './apostrophes.ts'

/**
 * Words whose spelling the letters alone do not tell: `[latin, cyrillic]`, small letters; both with `*` at the end are
 * a stem for all its endings.
 */
export type SpellingExceptions = readonly (readonly [latin: string, cyrillic: string])[]

// longest first: yoʻ before yo (yoʻl is йўл), tsiya before ts
const TO_CYRILLIC: Readonly<Record<string, string>> = {
  tsiya: 'ция',
  yoʻ: 'йў',
  oʻ: 'ў',
  gʻ: 'ғ',
  sʼh: 'сҳ',
  sh: 'ш',
  ch: 'ч',
  yo: 'ё',
  yu: 'ю',
  ya: 'я',
  ye: 'е',
  a: 'а',
  b: 'б',
  c: 'ц',
  d: 'д',
  e: 'е',
  f: 'ф',
  g: 'г',
  h: 'ҳ',
  i: 'и',
  j: 'ж',
  k: 'к',
  l: 'л',
  m: 'м',
  n: 'н',
  o: 'о',
  p: 'п',
  q: 'қ',
  r: 'р',
  s: 'с',
  t: 'т',
  u: 'у',
  v: 'в',
  w: 'в',
  x: 'х',
  y: 'й',
  z: 'з',
  ʼ: 'ъ',
}
const LATIN = /tsiya|yoʻ|oʻ|gʻ|sʼh|sh|ch|y[oeua]|[a-zʼ]/gi

const TO_LATIN: Readonly<Record<string, string>> = {
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  д: 'd',
  ё: 'yo',
  ж: 'j',
  з: 'z',
  и: 'i',
  й: 'y',
  к: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ф: 'f',
  х: 'x',
  ч: 'ch',
  ш: 'sh',
  щ: 'sh',
  ъ: 'ʼ',
  ы: 'i',
  ь: '',
  э: 'e',
  ю: 'yu',
  я: 'ya',
  ў: 'oʻ',
  қ: 'q',
  ғ: 'gʻ',
  ҳ: 'h',
  сҳ: 'sʼh',
}
const CYRILLIC = /сҳ|[а-яёўқғҳ]/gi
const VOWELS_CYRILLIC = /[аеёиоуўэюяыъь]$/i

/**
 * Uzbek Latin (alphabet of 1995) in Cyrillic letters. Any apostrophe is understood. e is э at the start of a word and
 * after a vowel.
 * @param exceptions spellings of the country pack (`litsenziya*`, `лицензия*` also writes litsenziyasiz)
 */
export function toCyrillic(text: string, exceptions: SpellingExceptions = []): string {
  const straight = straightenApostrophes(text)
  return byWords(straight, exceptions, 0, (part) =>
    part.replace(LATIN, (letters, at: number) => {
      const small = letters.toLowerCase()
      const initial = small === 'e' && /(?:^|[^\p{L}ʻʼ]|[aeiou]|oʻ)$/iu.test(part.slice(Math.max(0, at - 2), at))
      return inCaseOf(letters, initial ? 'э' : (TO_CYRILLIC[small] ?? letters), part[at + letters.length])
    }),
  )
}

/**
 * Uzbek Cyrillic in Latin letters (alphabet of 1995, rules of 1995: е is ye at the start of a word and after a vowel,
 * ъ, ь;
 * ц is ts after a vowel and s elsewhere; ь falls).
 */
export function toLatin(text: string, exceptions: SpellingExceptions = []): string {
  return byWords(text.normalize('NFC'), exceptions, 1, (part) =>
    part.replace(CYRILLIC, (letters, at: number) => {
      const small = letters.toLowerCase()
      const before = part.slice(0, at)
      const opens = !/\p{L}$/u.test(before) || VOWELS_CYRILLIC.test(before)
      const latin =
        small === 'е'
          ? opens
            ? 'ye'
            : 'e'
          : small === 'ц'
            ? /[аеёиоуўэюя]$/i.test(before)
              ? 'ts'
              : 's'
            : (TO_LATIN[small] ?? letters)
      return inCaseOf(letters, latin, part[at + letters.length])
    }),
  )
}

/** The case of what was replaced: Ш is Sh before a small letter and SH before a capital. */
function inCaseOf(letters: string, replacement: string, next: string | undefined): string {
  if (letters[0] === letters[0]!.toLowerCase()) return replacement
  const second = letters[1]
  const loud =
    second !== undefined && /\p{L}/u.test(second) && second.toLowerCase() !== second.toUpperCase()
      ? second === second.toUpperCase()
      : next !== undefined && /\p{Lu}/u.test(next)
  return loud ? replacement.toUpperCase() : replacement.slice(0, 1).toUpperCase() + replacement.slice(1)
}

/** Writes excepted words as the table says and leaves everything else to the letters. */
function byWords(text: string, exceptions: SpellingExceptions, from: 0 | 1, letters: (part: string) => string): string {
  if (exceptions.length === 0) return letters(text)
  return text.replace(/[\p{L}ʻʼ]+/gu, (word) => {
    const small = word.toLowerCase()
    const found = exceptions.find((pair) =>
      pair[from].endsWith('*') ? small.startsWith(pair[from].slice(0, -1)) : small === pair[from],
    )
    if (!found) return letters(word)
    const length = found[from].replace('*', '').length
    const written = inCaseOf(word.slice(0, length), found[from === 0 ? 1 : 0].replace('*', ''), word[length])
    // an ending stands within a word: read without a letter before it, its e would be that of a beginning
    const last = word.slice(length - 1, length)
    return written + letters(word.slice(length - 1)).slice(letters(last).length)
  })
}
