import { PDFHexString, PDFString } from '@cantoo/pdf-lib'
import { addProof } from './add-proof.ts'
import { addSignatureField, commitSigned, load, pdfDate } from './signature-field.ts'
import type { ProofSource, Signer } from './signer.ts'

/** Bytes kept free for the CMS: a short chain with a time stamp takes about 2,700. */
const ROOM = 8_000

export interface Signing {
  signer: Signer
  /** Why it is signed, in the language of the document. */
  reason: string
  /** RFC 3339: the time the signer claims. */
  at: string
}

/**
 * Signs a PDF by PAdES (ETSI EN 319 142-1): an incremental update, so that what was there stays byte for byte and
 * earlier signatures stay valid.
 * When the signer has proof to give, a second update makes it B-LTA. The signature has no mark on the page; the
 * document says itself that it is signed.
 */
export async function signPdf(pdf: Uint8Array, { signer, reason, at }: Signing): Promise<Uint8Array> {
  const document = await load(pdf)
  addSignatureField(document, 'Signature', ROOM, {
    Type: 'Sig',
    Filter: 'Adobe.PPKLite',
    SubFilter: 'ETSI.CAdES.detached',
    Name: PDFHexString.fromText(signer.name),
    Reason: PDFHexString.fromText(reason),
    M: PDFString.of(pdfDate(at)),
  })
  const signed = await commitSigned(document, (content) => signer.signDetached(content))
  return signer.proof ? addProof(document, signed, signer.proof) : signed
}

/**
 * Adds proof to a signed PDF: to one that was signed without, or again before the certificate of its last time stamp
 * expires
 * (`verifiableUntil`), by an authority whose own lasts longer.
 */
export async function provePdf(pdf: Uint8Array, proof: ProofSource): Promise<Uint8Array> {
  return addProof(await load(pdf), pdf, proof)
}
