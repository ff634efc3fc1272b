/** Crockford's alphabet: no I, L, O, U, so that a code read aloud or from paper is not mistaken. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Cyrillic letters that look like Latin ones: who types from paper does not see which keyboard was meant. */
const LOOK_ALIKES: Record<string, string> = {
  А: 'A',
  В: 'B',
  С: 'C',
  Е: 'E',
  Н: 'H',
  К: 'K',
  М: 'M',
  О: '0',
  Р: 'P',
  Т: 'T',
  Х: 'X',
  У: 'Y',
  O: '0',
  I: '1',
  L: '1',
  І: '1',
  З: '3',
}

/**
 * A code such as `R7K4-2M9X-QD3T`: 60 random bits, not to be guessed.
 * @param random at least eight random bytes
 */
export function resultCode(random: Uint8Array): string {
  let bits = 0n
  for (const byte of random.subarray(0, 8)) bits = (bits << 8n) | BigInt(byte)
  let text = ''
  for (let at = 0; at < 12; at++) {
    text += ALPHABET[Number(bits & 31n)]
    bits >>= 5n
  }
  return dashed(text)
}

/** The code as it was given out, from how people type it; undefined when it can be none. */
export function normalizeCode(typed: string): string | undefined {
  const letters = [...typed.normalize('NFC').toUpperCase()]
    .map((letter) => LOOK_ALIKES[letter] ?? letter)
    .filter((letter) => /[\p{L}\p{N}]/u.test(letter))
  return letters.length === 12 && letters.every((letter) => ALPHABET.includes(letter))
    ? dashed(letters.join(''))
    : undefined
}

const dashed = (text: string): string => `${text.slice(0, 4)}-${text.slice(4, 8)}-${text.slice(8)}`
