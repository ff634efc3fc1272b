import { APOSTROPHES } from './apostrophes.ts'

// One letter to one letter, both cases: what SQL's translate() does. What falls away stands in DROPPED.
const LETTERS: readonly (readonly [from: string, to: string])[] = [
  [
    'абвгдезийклмнопрстуфэыўғқҳхжАБВГДЕЗИЙКЛМНОПРСТУФЭЫЎҒҚҲХЖ',
    'abvgdeziyklmnoprstufeiogqhxjabvgdeziyklmnoprstufeiogqhxj',
  ],
  ['ABCDEFGHIJKLMNOPQRSTUVWXYZİı', 'abcdefghijklmnopqrstuvwxyzii'],
]
const DROPPED = `${APOSTROPHES}ъьЪЬ`

// One letter to several, then loosening, in this order: what SQL's replace() does.
const PAIRS: readonly (readonly [from: string, to: string])[] = [
  ['ё', 'yo'],
  ['Ё', 'yo'],
  ['ю', 'yu'],
  ['Ю', 'yu'],
  ['я', 'ya'],
  ['Я', 'ya'],
  ['ц', 'ts'],
  ['Ц', 'ts'],
  ['ч', 'ch'],
  ['Ч', 'ch'],
  ['ш', 'sh'],
  ['Ш', 'sh'],
  ['щ', 'sh'],
  ['Щ', 'sh'],
  ['ye', 'e'],
  ['yi', 'i'],
  ['ts', 's'],
  ['x', 'h'],
]

const FROM = LETTERS.map(([from]) => from).join('')
const TO = LETTERS.map(([, to]) => to).join('')
const single = new Map([...FROM].map((letter, at) => [letter, [...TO][at]!] as const))
const dropped = new Set(DROPPED)

/**
 * Folds Latin and Cyrillic spellings with any apostrophes to one for search: Sogʻliq, Sog'liq, Соғлиқ and Sogliq are
 * all `sogliq`. It loses what tells words apart (oʻt, ot), so it is for finding, never for showing.
 */
export function fold(text: string): string {
  let folded = ''
  for (const letter of text.normalize('NFC')) if (!dropped.has(letter)) folded += single.get(letter) ?? letter
  for (const [from, to] of PAIRS) folded = folded.replaceAll(from, to)
  return folded
}

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`

/**
 * The same fold as an SQL function for generated columns and indexes: it names no collation, so that servers of any
 * locale fold alike.
 * Needs a database in UTF-8. A store's migration holds this text, and a test proves it the same.
 * @param name schema-qualified name of the function
 */
export const foldSql = (name: string): string =>
  `create function ${name}(text) returns text language sql immutable strict parallel safe as $$
  select ${PAIRS.reduce((inner, [from, to]) => `replace(${inner}, ${quoted(from)}, ${quoted(to)})`, `translate(normalize($1, NFC), ${quoted(FROM + DROPPED)}, ${quoted(TO)})`)}
$$;`
