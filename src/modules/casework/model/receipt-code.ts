/** Crockford's alphabet: no I, L, O, U, so that a code read aloud or from paper is not mistaken. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/**
 * A code such as `R7K4-2M9X-QD3T`: 60 random bits, not to be guessed.
 * @param random at least eight random bytes
 */
export function receiptCode(random: Uint8Array): string {
  let bits = 0n
  for (const byte of random.subarray(0, 8)) bits = (bits << 8n) | BigInt(byte)
  let text = ''
  for (let at = 0; at < 12; at++) {
    text += ALPHABET[Number(bits & 31n)]
    bits >>= 5n
  }
  return `${text.slice(0, 4)}-${text.slice(4, 8)}-${text.slice(8)}`
}
