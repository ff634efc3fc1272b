import { PDFDocument } from '@cantoo/pdf-lib'
import { checkAdditions } from './check-additions.ts'
import { checkStore } from './check-store.ts'
import { cmsVerifier } from './cms-verifier.ts'
import { covered, endOf, findSignatures, type FoundSignature } from './find-signatures.ts'
import { readStore, type SecurityStore } from './read-store.ts'
import { problem, type Known, type SignatureCheck, type SignatureProblem, type Trust, type Verifier } from './signer.ts'

/**
 * What a signature brings with it (ETSI EN 319 142-1, 6): nothing; a time stamp; the revocation data too; a time stamp
 * over all of it.
 */
export type SignatureLevel = 'B-B' | 'B-T' | 'B-LT' | 'B-LTA'

export interface PdfCheck {
  /** True only when there is no problem at all. */
  valid: boolean
  /** Who signed last. */
  signedBy: string | undefined
  /** RFC 3339: from the time stamp, else what the signer claims. */
  signedAt: string | undefined
  /** The time comes from a time stamp. */
  timeProven: boolean
  /** Of the last signature, as far as the document brings it; whether it holds, the problems tell. */
  level: SignatureLevel | undefined
  /** RFC 3339: until when the document proves itself without anybody's help; then it has to be stamped anew. */
  verifiableUntil: string | undefined
  problems: SignatureProblem[]
  /** What should be known though the document is valid. */
  remarks: SignatureProblem[]
}

/** Each signature costs a pass over the file: a crafted one must not cost thousands. */
const MOST_SIGNATURES = 20

/**
 * Judges the signatures of a PDF. After the last one nothing can have been appended, replaced or wrapped but proof of
 * it: a security store and
 * time stamps over all; earlier signatures must hold for the part they cover. Where the document brings proof it is
 * judged by that at the proven
 * time, today and in decades; where it brings none, by the lists at hand.
 */
export async function verifyPdf(pdf: Uint8Array, trust: Trust, verifier: Verifier = cmsVerifier): Promise<PdfCheck> {
  const bytes = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength)
  const none = (signatureProblem: SignatureProblem): PdfCheck => ({
    valid: false,
    signedBy: undefined,
    signedAt: undefined,
    timeProven: false,
    level: undefined,
    verifiableUntil: undefined,
    problems: [signatureProblem],
    remarks: [],
  })
  if (!bytes.subarray(0, 1024).includes('%PDF-')) return none(problem('unreadable', 'the file is no PDF'))
  const found = findSignatures(bytes)
  if (found.length > MOST_SIGNATURES)
    return none(problem('unreadable', `the file has more than ${MOST_SIGNATURES} signatures`))
  const stamps = new Set(
    found.filter((signature) => signature.contents !== undefined && verifier.isTimeStamp(signature.contents)),
  )
  const last = found.findLast((signature) => !stamps.has(signature))
  if (!last) return none(problem('no-signature', 'the document is not signed'))

  const problems: SignatureProblem[] = []
  const remarks: SignatureProblem[] = []
  const { store, problem: wrong } = await storeOf(bytes, last)
  if (wrong) problems.push(wrong)
  const sufficient = store !== undefined && endOf(last) < bytes.length
  if (store && sufficient) problems.push(...(await checkStore(store, found, trust)))

  let check: SignatureCheck | undefined
  let by: string | undefined
  let until: string | undefined
  // from the outermost in: what stands over a signature proves when it existed
  for (const signature of found.toReversed()) {
    if (!signature.contents) {
      problems.push(problem('unreadable', 'the place of a signature in the file was changed'))
      continue
    }
    const known: Known = {
      ...(by ? { by } : {}),
      ...(store ? { store } : {}),
      sufficient: sufficient && endOf(signature) >= endOf(last),
    }
    const content = covered(bytes, signature)
    const judged = await (stamps.has(signature)
      ? verifier.verifyTimeStamp(signature.contents, content, trust, known)
      : verifier.verifyDetached(signature.contents, content, trust, known))
    problems.push(...judged.problems)
    remarks.push(...(judged.remarks ?? []))
    until ??= judged.provenUntil
    if (signature === last) check = { ...judged, stampedAt: judged.stampedAt ?? by }
    else if (stamps.has(signature)) by = judged.stampedAt ?? by
  }
  const { signedBy, stampedAt } = check ?? {}
  const stampedOver = found.some((signature) => endOf(signature) > endOf(last))
  return {
    valid: problems.length === 0,
    signedBy,
    signedAt: stampedAt ?? claimedTime(bytes, last.range),
    timeProven: stampedAt !== undefined,
    level: stampedAt === undefined ? 'B-B' : !sufficient ? 'B-T' : stampedOver ? 'B-LTA' : 'B-LT',
    verifiableUntil: sufficient && problems.length === 0 ? until : undefined,
    problems,
    remarks: remarks.filter((remark, at) => remarks.findIndex((other) => other.message === remark.message) === at),
  }
}

/**
 * The security store, when what was added since the last signature is nothing but proof; else from what the signature
 * covers.
 */
async function storeOf(
  bytes: Buffer,
  last: FoundSignature,
): Promise<{ store?: SecurityStore | undefined; problem?: SignatureProblem }> {
  try {
    if (endOf(last) !== bytes.length) return { store: await checkAdditions(bytes, endOf(last)) }
  } catch (error) {
    return {
      problem: problem(
        'not-whole-document',
        `something was added to the document after it was signed: ${(error as Error).message}`,
      ),
    }
  }
  if (!bytes.includes('/DSS')) return {}
  return PDFDocument.load(bytes, { updateMetadata: false })
    .then(({ context }) => ({ store: readStore(context) }))
    .catch(() => ({}))
}

/** `/M` of the last signature's dictionary, which stands around its range. */
function claimedTime(bytes: Buffer, range: FoundSignature['range']): string | undefined {
  const around =
    bytes.toString('latin1', Math.max(0, range[1] - 600), range[1]) + bytes.toString('latin1', range[2], range[2] + 600)
  const at = /\/M\s*\(D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z/.exec(around)
  return at ? `${at[1]}-${at[2]}-${at[3]}T${at[4]}:${at[5]}:${at[6]}.000Z` : undefined
}
