import { APOSTROPHES, fold } from '../text/index.ts'

/** Letters are folded as search folds them (`kernel/text/fold`), but straight to hashes: this is done millions of times. */
const LETTERS = new Map<number, string>()
const DROPPED = new Set<number>()
for (let code = 0; code < 0x530; code++) {
  const letter = String.fromCharCode(code)
  if (APOSTROPHES.includes(letter) || letter === 'ь' || letter === 'ъ' || letter === 'Ь' || letter === 'Ъ')
    DROPPED.add(code)
  else if (/[\p{L}\p{N}]/u.test(letter)) LETTERS.set(code, fold(letter).toLowerCase())
}
for (const sign of APOSTROPHES) DROPPED.add(sign.codePointAt(0)!)
// what is not seen tells words apart for nobody: zero width, soft hyphens, marks over letters, direction
for (const [from, until] of [
  [0x300, 0x36f],
  [0x200b, 0x200f],
  [0x202a, 0x202e],
  [0x2060, 0x206f],
  [0xad, 0xad],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
] as const)
  for (let code = from; code <= until; code++) DROPPED.add(code)

/** For each UTF-16 unit: 0 ends a word, 1 is passed over, else 2 + the place of what is written for it. */
const WRITTEN: number[][] = []
const TABLE = new Uint16Array(65536)
for (const [code, letters] of LETTERS) {
  TABLE[code] = WRITTEN.length + 2
  WRITTEN.push([...letters].map((letter) => letter.charCodeAt(0)))
}
for (const code of DROPPED) TABLE[code] = 1

const FNV = 0x01000193
const BASIS = 0x811c9dc5

const [E, I, S, T, X, H, Y] = [...'eistxhy'].map((letter) => letter.charCodeAt(0)) as [
  number,
  number,
  number,
  number,
  number,
  number,
  number,
]

/** 32 bits well mixed (the finaliser of MurmurHash3). */
export function mixed(hash: number): number {
  let bits = hash ^ (hash >>> 16)
  bits = Math.imul(bits, 0x85ebca6b)
  bits ^= bits >>> 13
  bits = Math.imul(bits, 0xc2b2ae35)
  return (bits ^ (bits >>> 16)) >>> 0
}

/**
 * Hashes of the words of a text, folded so that Latin and Cyrillic, any apostrophes, capitals and unseen signs meet.
 * @param into where they are put; as many as fit
 * @returns how many there are
 */
export function wordHashes(text: string, into: Uint32Array): number {
  // й and ў may come in two parts (NFD)
  const whole = /[\u0306\u0308]/.test(text) ? text.normalize('NFC') : text
  let count = 0
  let hash = BASIS
  let held = 0
  let letters = 0
  const length = whole.length
  for (let at = 0; at <= length; at++) {
    const entry = at === length ? 0 : TABLE[whole.charCodeAt(at)]!
    if (entry === 1) continue
    if (entry === 0) {
      if (letters === 0) continue
      if (held !== 0) hash = Math.imul(hash ^ held, FNV)
      if (count === into.length) return count
      into[count++] = mixed(hash)
      hash = BASIS
      held = letters = 0
      continue
    }
    const written = WRITTEN[entry - 2]!
    for (let part = 0; part < written.length; part++) {
      let letter = written[part]!
      // the same loosening as fold's: ye is e, yi is i, ts is s, x is h
      if (letter === X) letter = H
      if ((held === Y && (letter === E || letter === I)) || (held === T && letter === S)) {
        held = letter
        continue
      }
      if (held !== 0) hash = Math.imul(hash ^ held, FNV)
      held = letter
      letters++
    }
  }
  return count
}
