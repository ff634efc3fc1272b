/** A signature or document time stamp as it stands in the file. */
export interface FoundSignature {
  range: [number, number, number, number]
  /** The CMS in DER; undefined when its place was tampered with. */
  contents: Uint8Array | undefined
  /**
   * With the zeros that fill its place, as the key of its entry in the security store wants it (ISO 32000-2, 12.8.4.4).
   */
  padded: Uint8Array
}

/** Where what it covers ends. */
export const endOf = ({ range }: FoundSignature): number => range[2] + range[3]

/** What it covers: everything before its own bytes, and the rest of its revision. */
export function covered(bytes: Buffer, { range: [a, b, c, d] }: FoundSignature): Uint8Array {
  return Buffer.concat([bytes.subarray(a, a + b), bytes.subarray(c, c + d)])
}

/** In the order of how much of the file they cover. */
export function findSignatures(bytes: Buffer): FoundSignature[] {
  const found: FoundSignature[] = []
  for (let at = bytes.indexOf('/ByteRange'); at >= 0; at = bytes.indexOf('/ByteRange', at + 1)) {
    const numbers = /^\/ByteRange\s*\[\s*(\d{1,12})\s+(\d{1,12})\s+(\d{1,12})\s+(\d{1,12})\s*\]/.exec(
      bytes.toString('latin1', at, at + 120),
    )
    const range = (numbers?.slice(1, 5).map(Number) ?? [0, 0, 0, 0]) as FoundSignature['range']
    const padded = numbers ? paddedAt(bytes, range) : undefined
    found.push({ range, padded: padded ?? new Uint8Array(), contents: padded && withoutPadding(padded) })
  }
  return found.sort((signature, other) => endOf(signature) - endOf(other))
}

/** The bytes between the two parts, which must be one hexadecimal string. */
function paddedAt(bytes: Buffer, [start, length, rest, tail]: FoundSignature['range']): Buffer | undefined {
  if (start !== 0 || rest <= length || rest + tail > bytes.length) return undefined
  const text = bytes.toString('latin1', length, rest)
  // one case throughout, so that not even the spelling of the signature can be changed
  if (!/^<(?:[0-9a-f]+|[0-9A-F]+)>$/.test(text) || text.length % 2 !== 0) return undefined
  return Buffer.from(text.slice(1, -1), 'hex')
}

/** A DER value, then only zeros. */
function withoutPadding(raw: Buffer): Uint8Array | undefined {
  const size = derLength(raw)
  if (size === undefined || size > raw.length || raw.subarray(size).some((byte) => byte !== 0)) return undefined
  return raw.subarray(0, size)
}

/** Whole length of the DER value that begins here. */
function derLength(raw: Buffer): number | undefined {
  const first = raw[1]
  if (raw[0] !== 0x30 || first === undefined) return undefined
  if (first < 0x80) return 2 + first
  const count = first & 0x7f
  return count >= 1 && count <= 4 && raw.length >= 2 + count ? 2 + count + raw.readUIntBE(2, count) : undefined
}
