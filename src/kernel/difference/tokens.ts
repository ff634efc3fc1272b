import { APOSTROPHES } from '../text/index.ts'

/** Words, white space and signs of a text in their order; a word is never cut, a number with its parts neither. */
const PARTS = new RegExp(
  `[\\p{L}\\p{N}\\p{M}${APOSTROPHES}]+(?:[.,-][\\p{N}\\p{L}]+)*|\\s+|[^\\p{L}\\p{N}\\p{M}${APOSTROPHES}\\s]`,
  'gu',
)
const ANY_APOSTROPHE = new RegExp(`[${APOSTROPHES}]`, 'gu')

/** A text cut into tokens, with what each is compared by. */
export interface Tokens {
  readonly text: string
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
export interface Vocabulary {
  /** Each token as it was met, with twice its number, and one more for a word: most tokens are met again. */
  met: Map<string, number>
  /** Numbers by what is compared. */
  numbers: Map<string, number>
}

export const newVocabulary = (): Vocabulary => ({ met: new Map(), numbers: new Map() })

function learn({ met, numbers }: Vocabulary, token: string): number {
  const space = token.trim() === ''
  const key = space ? ' ' : token.replace(ANY_APOSTROPHE, "'")
  let number = numbers.get(key)
  if (number === undefined) numbers.set(key, (number = numbers.size))
  const known = 2 * number + (!space && /[\p{L}\p{N}]/u.test(token) ? 1 : 0)
  met.set(token, known)
  return known
}

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
    const known = vocabulary.met.get(token) ?? learn(vocabulary, token)
    ids[at] = known >> 1
    isWord[at] = known & 1
  }
  starts[written.length] = from
  return { text, written, starts, ids, isWord }
}
