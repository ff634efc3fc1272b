import { APOSTROPHES } from '../text/index.ts'

/** Words, white space and signs of a text in their order; a word is never cut, a number with its parts neither. */
const PARTS = new RegExp(
  `[\\p{L}\\p{N}\\p{M}${APOSTROPHES}]+(?:[.,-][\\p{N}\\p{L}]+)*|\\s+|[^\\p{L}\\p{N}\\p{M}${APOSTROPHES}\\s]`,
  'gu',
)
const ANY_APOSTROPHE = new RegExp(`[${APOSTROPHES}]`, 'gu')

/** A text cut into tokens, with what each is compared by. */
export interface Tokens {
  /** As they stand in the text; joined they are the text. */
  readonly written: readonly string[]
  /** Where each begins, and one more for the end; UTF-16 units. */
  readonly starts: Int32Array
  /** Equal numbers are equal tokens, whatever apostrophe was typed and however white space runs. */
  readonly ids: Int32Array
  /** 1 for a word, 0 for white space and signs. */
  readonly isWord: Uint8Array
}

/** Numbers for tokens: texts that are compared share one. */
export type Vocabulary = Map<string, number>

export function tokensOf(text: string, vocabulary: Vocabulary): Tokens {
  const written = text.match(PARTS) ?? []
  const starts = new Int32Array(written.length + 1)
  const ids = new Int32Array(written.length)
  const isWord = new Uint8Array(written.length)
  let from = 0
  for (let at = 0; at < written.length; at++) {
    const token = written[at]!
    starts[at] = from
    from += token.length
    const first = token.codePointAt(0)!
    // Latin letters and digits are told without a pattern: they are most of what comes
    const space = token.trim() === ''
    isWord[at] =
      !space &&
      (first > 127 || (first > 47 && first < 58) || (first > 64 && first < 123)) &&
      /[\p{L}\p{N}]/u.test(token)
        ? 1
        : 0
    const key = space ? ' ' : token.replace(ANY_APOSTROPHE, "'")
    let id = vocabulary.get(key)
    if (id === undefined) vocabulary.set(key, (id = vocabulary.size))
    ids[at] = id
  }
  starts[written.length] = from
  return { written, starts, ids, isWord }
}
