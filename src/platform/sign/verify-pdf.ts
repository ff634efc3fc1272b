import { cmsVerifier } from './cms-verifier.ts'
import { problem, type SignatureProblem, type Trust, type Verifier } from './signer.ts'

export interface PdfCheck {
  /** True only when there is no problem at all. */
  valid: boolean
  /** Who signed last. */
  signedBy: string | undefined
  /** RFC 3339: from the time stamp, else what the signer claims. */
  signedAt: string | undefined
  /** The time comes from a time stamp. */
  timeProven: boolean
  problems: SignatureProblem[]
}

/** Each signature costs a pass over the file: a crafted one must not cost thousands. */
const MOST_SIGNATURES = 20

/** A signature as it stands in the file. */
interface Found { range: [number, number, number, number]; contents: Uint8Array | undefined }

/**
 * Judges the signatures of a PDF. The last one must cover the whole file but for its own bytes, so nothing can have been appended,
 * replaced or wrapped since; earlier ones must hold for the part they cover.
 */
export async function verifyPdf(pdf: Uint8Array, trust: Trust, verifier: Verifier = cmsVerifier): Promise<PdfCheck> {
  const bytes = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength)
  const none = (one: SignatureProblem): PdfCheck => ({ valid: false, signedBy: undefined, signedAt: undefined, timeProven: false, problems: [one] })
  if (!bytes.subarray(0, 1024).includes('%PDF-')) return none(problem('unreadable', 'the file is no PDF'))
  const found = signaturesIn(bytes)
  const last = found.at(-1)
  if (found.length > MOST_SIGNATURES) return none(problem('unreadable', `the file has more than ${MOST_SIGNATURES} signatures`))
  if (!last) return none(problem('no-signature', 'the document is not signed'))
  const problems: SignatureProblem[] = []
  if (last.range[2] + last.range[3] !== bytes.length) problems.push(problem('not-whole-document', 'something was added to the document after it was signed'))
  let check: Awaited<ReturnType<Verifier['verifyDetached']>> | undefined
  for (const one of found) {
    if (!one.contents) {
      problems.push(problem('unreadable', 'the place of a signature in the file was changed'))
      continue
    }
    check = await verifier.verifyDetached(one.contents, covered(bytes, one.range), trust)
    problems.push(...check.problems)
  }
  const signedAt = check?.stampedAt ?? claimedTime(bytes, last)
  return { valid: problems.length === 0, signedBy: check?.signedBy, signedAt, timeProven: check?.stampedAt !== undefined, problems }
}

function covered(bytes: Buffer, [a, b, c, d]: Found['range']): Uint8Array {
  return Buffer.concat([bytes.subarray(a, a + b), bytes.subarray(c, c + d)])
}

/** In the order of how much of the file they cover. */
function signaturesIn(bytes: Buffer): Found[] {
  const found: Found[] = []
  for (let at = bytes.indexOf('/ByteRange'); at >= 0; at = bytes.indexOf('/ByteRange', at + 1)) {
    const numbers = /^\/ByteRange\s*\[\s*(\d{1,12})\s+(\d{1,12})\s+(\d{1,12})\s+(\d{1,12})\s*\]/.exec(bytes.toString('latin1', at, at + 120))
    const range = (numbers?.slice(1, 5).map(Number) ?? [0, 0, 0, 0]) as Found['range']
    found.push({ range, contents: numbers ? contentsAt(bytes, range) : undefined })
  }
  return found.sort((one, other) => one.range[2] + one.range[3] - other.range[2] - other.range[3])
}

/** The bytes between the two parts, which must be one hexadecimal string: a DER value, then only zeros. */
function contentsAt(bytes: Buffer, [start, length, rest, tail]: Found['range']): Uint8Array | undefined {
  if (start !== 0 || rest <= length || rest + tail > bytes.length) return undefined
  const text = bytes.toString('latin1', length, rest)
  // one case throughout, so that not even the spelling of the signature can be changed
  if (!/^<(?:[0-9a-f]+|[0-9A-F]+)>$/.test(text) || text.length % 2 !== 0) return undefined
  const raw = Buffer.from(text.slice(1, -1), 'hex')
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

/** `/M` of the last signature's dictionary, which stands around its range. */
function claimedTime(bytes: Buffer, { range }: Found): string | undefined {
  const around = bytes.toString('latin1', Math.max(0, range[1] - 600), range[1]) + bytes.toString('latin1', range[2], range[2] + 600)
  const at = /\/M\s*\(D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z/.exec(around)
  return at ? `${at[1]}-${at[2]}-${at[3]}T${at[4]}:${at[5]}:${at[6]}.000Z` : undefined
}
