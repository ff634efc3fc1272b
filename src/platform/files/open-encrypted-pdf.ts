import { createCipheriv, createDecipheriv, createHash } from 'node:crypto'
import { numberAt, stringAt, valueAt } from './pdf-names.ts'

/** Decrypts a stream of a document; the number and generation are those of the object it stands in. */
export type Decrypt = (bytes: Uint8Array, object: number, generation: number) => Uint8Array

/** ISO 32000-1, 7.6.3.3: fills a password up to 32 bytes. */
const PADDING = Buffer.from('28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a', 'hex')

/**
 * How a document is read that has no user password: one that only keeps others from changing it opens for everybody.
 * @param dictionary text of the encryption dictionary, perhaps with what follows it
 * @param id the first part of the document's identifier, as bytes in latin1
 * @returns a function that decrypts; `locked` when a password is needed or the encryption is none of the standard's
 */
export function openEncrypted(dictionary: string, id: string): Decrypt | 'locked' {
  const at = (key: string) => valueAt(dictionary, key)
  const [version, revision] = [numberAt(dictionary, at('V')) ?? 0, numberAt(dictionary, at('R')) ?? 0]
  const [owner, user] = [stringAt(dictionary, at('O')), stringAt(dictionary, at('U'))]
  if (owner === undefined || user === undefined || !/\/Standard\b/.test(dictionary)) return 'locked'
  const aes = /\/AESV[23]\b/.test(dictionary)
  if (revision >= 5) {
    const key = keyOfRevision6(dictionary, Buffer.from(user, 'latin1'), revision)
    return key ? (bytes) => decryptAes(key, bytes) : 'locked'
  }
  const length = version === 1 ? 5 : Math.min(16, (numberAt(dictionary, at('Length')) ?? (aes ? 128 : 40)) / 8)
  const bits = version === 4 ? 16 : length
  const hidden = /\/EncryptMetadata\s+false\b/.test(dictionary) && revision >= 4
  const key = keyOf(Buffer.from(owner, 'latin1'), numberAt(dictionary, at('P')) ?? 0, id, { revision, bits, hidden })
  if (!opens(key, Buffer.from(user, 'latin1'), id, revision)) return 'locked'
  return (bytes, object, generation) => {
    const salt = Buffer.from([
      object & 255,
      (object >> 8) & 255,
      (object >> 16) & 255,
      generation & 255,
      generation >> 8,
    ])
    const own = md5(Buffer.concat([key, salt, ...(aes ? [Buffer.from('sAlT', 'latin1')] : [])])).subarray(
      0,
      Math.min(16, bits + 5),
    )
    return aes ? decryptAes(own, bytes) : rc4(own, bytes)
  }
}

const md5 = (bytes: Uint8Array): Buffer => createHash('md5').update(bytes).digest()

/** Algorithm 2 with an empty password. */
function keyOf(
  owner: Buffer,
  permissions: number,
  id: string,
  { revision, bits, hidden }: { revision: number; bits: number; hidden: boolean },
): Buffer {
  const flags = Buffer.alloc(4)
  flags.writeInt32LE(permissions | 0)
  let key = md5(
    Buffer.concat([
      PADDING,
      owner.subarray(0, 32),
      flags,
      Buffer.from(id, 'latin1'),
      ...(hidden ? [Buffer.alloc(4, 255)] : []),
    ]),
  )
  if (revision >= 3) for (let round = 0; round < 50; round++) key = md5(key.subarray(0, bits))
  return key.subarray(0, bits)
}

/** Algorithms 4 to 6: whether the key is that of the document. */
function opens(key: Buffer, user: Buffer, id: string, revision: number): boolean {
  if (revision === 2) return rc4(key, PADDING).equals(user.subarray(0, 32))
  let proof: Buffer = rc4(key, md5(Buffer.concat([PADDING, Buffer.from(id, 'latin1')])))
  for (let round = 1; round <= 19; round++) proof = rc4(Buffer.from(key.map((byte) => byte ^ round)), proof)
  return proof.equals(user.subarray(0, 16))
}

/** ISO 32000-2, algorithm 2.A with an empty password. */
function keyOfRevision6(dictionary: string, user: Buffer, revision: number): Buffer | undefined {
  const wrapped = stringAt(dictionary, valueAt(dictionary, 'UE'))
  if (!wrapped || user.length < 48) return undefined
  const hash = (salt: Buffer) => (revision === 5 ? createHash('sha256').update(salt).digest() : hashOfRevision6(salt))
  if (!hash(user.subarray(32, 40)).equals(user.subarray(0, 32))) return undefined
  const cipher = createDecipheriv('aes-256-cbc', hash(user.subarray(40, 48)), Buffer.alloc(16)).setAutoPadding(false)
  return Buffer.concat([cipher.update(Buffer.from(wrapped, 'latin1').subarray(0, 32)), cipher.final()])
}

/** Algorithm 2.B with an empty password. */
function hashOfRevision6(salt: Buffer): Buffer {
  let key = createHash('sha256').update(salt).digest()
  for (let round = 0, last = 0; round < 64 || last > round - 32; round++) {
    const cipher = createCipheriv('aes-128-cbc', key.subarray(0, 16), key.subarray(16, 32)).setAutoPadding(false)
    const encrypted = cipher.update(Buffer.concat(Array<Buffer>(64).fill(key)))
    const which = encrypted.subarray(0, 16).reduce((sum, byte) => sum + byte, 0) % 3
    key = createHash(['sha256', 'sha384', 'sha512'][which]!).update(encrypted).digest()
    last = encrypted.at(-1)!
  }
  return key.subarray(0, 32)
}

function decryptAes(key: Buffer, bytes: Uint8Array): Buffer {
  const length = bytes.length - (bytes.length % 16)
  if (length < 32) return Buffer.alloc(0)
  const cipher = createDecipheriv(`aes-${key.length * 8}-cbc`, key, bytes.subarray(0, 16)).setAutoPadding(false)
  return Buffer.concat([cipher.update(bytes.subarray(16, length)), cipher.final()])
}

/** RC4: old documents are encrypted so, and the platform's own library no longer offers it. */
function rc4(key: Uint8Array, bytes: Uint8Array): Buffer {
  const state = Uint8Array.from({ length: 256 }, (_, at) => at)
  for (let at = 0, other = 0; at < 256; at++) {
    other = (other + state[at]! + key[at % key.length]!) & 255
    ;[state[at], state[other]] = [state[other]!, state[at]!]
  }
  let [first, second] = [0, 0]
  return Buffer.from(bytes).map((byte) => {
    first = (first + 1) & 255
    second = (second + state[first]!) & 255
    ;[state[first], state[second]] = [state[second]!, state[first]!]
    return byte ^ state[(state[first]! + state[second]!) & 255]!
  }) as Buffer
}
