import { lookAlike } from './look-alikes.ts'
import { plainDigits, plainHyphens } from '../text/index.ts'

/** Crockford's alphabet: no I, L, O, U, so that a code read aloud or from paper is not mistaken. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const MISTAKEN: Readonly<Record<string, string>> = { O: '0', I: '1', L: '1' }
const LENGTH = 12
const GROUP = 4

/**
 * A code such as `R7K4-2M9X-QD3T`: 60 random bits, not to be guessed.
 * @param random at least eight random bytes
 */
export function makeCode(random: Uint8Array): string {
  let bits = 0n
  for (const byte of random.subarray(0, 8)) bits = (bits << 8n) | BigInt(byte)
  let text = ''
  for (let at = 0; at < LENGTH; at++) {
    text += ALPHABET[Number(bits & 31n)]
    bits >>= 5n
  }
  return grouped(text)
}

/**
 * A code as it was given out, from how people type it, paste it or scan it: in any case, with blanks and hyphens of any
 * kind, with letters of another keyboard, or within the whole address that stands in a QR code.
 * @returns undefined when it can be none
 */
export function readCode(typed: string): string | undefined {
  for (const part of parts(typed)) {
    const letters = capitals(part).filter((letter) => /[\p{L}\p{N}]/u.test(letter))
    if (letters.length === LENGTH && letters.every((letter) => ALPHABET.includes(letter)))
      return grouped(letters.join(''))
  }
  return undefined
}

/**
 * A case number such as `2026-03-000123`, from how people type it: hyphens of any kind, blanks, letters for digits, a
 * sign such as № before it, a point after it, or the address of a page.
 * @returns undefined when it can be none
 */
export function readCaseNumber(typed: string): string | undefined {
  for (const part of parts(typed)) {
    const text = capitals(plainHyphens(part.replace(/[№#]/gu, ' '))).join('')
    const found = /(?<![\d-])(\d{4})\s*-\s*(\d{2})\s*-\s*(\d{6,})(?![\d-])/.exec(text)
    if (found) return found.slice(1).join('-')
  }
  return undefined
}

/** Letters as capitals of the code's own alphabet, whichever keyboard they came from. */
const capitals = (text: string): string[] =>
  [...plainDigits(text).toUpperCase()].map(lookAlike).map((letter) => MISTAKEN[letter] ?? letter)

/** The text itself; of an address, the values of its query and the steps of its path, from the end. */
function* parts(typed: string): Generator<string> {
  const text = typed.trim()
  if (!/[/?=]/.test(text)) {
    yield text
    return
  }
  const [path = '', query = ''] = text.replace(/#.*$/, '').split('?')
  yield* [...new URLSearchParams(query).values()].reverse()
  for (const step of path.split('/').reverse()) {
    try {
      yield decodeURIComponent(step)
    } catch {
      yield step
    }
  }
}

const grouped = (text: string): string =>
  Array.from({ length: LENGTH / GROUP }, (_, at) => text.slice(at * GROUP, (at + 1) * GROUP)).join('-')
