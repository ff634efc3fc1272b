import { PDFArray, PDFDict, PDFDocument, PDFHexString, PDFName, PDFNumber, PDFString, type PDFPage } from '@cantoo/pdf-lib'
import { SignPdf, Signer as PlaceholderSigner } from '@signpdf/signpdf'
import type { Signer } from './signer.ts'

/** Bytes kept free for the CMS: a short chain with a time stamp takes about 2,700. */
const ROOM = 8_000
/** The word @signpdf/signpdf looks for and replaces with the real range. */
const RANGE_PLACEHOLDER = PDFName.of('**********')

export interface Signing {
  signer: Signer
  /** Why it is signed, in the language of the document. */
  reason: string
  /** RFC 3339: the time the signer claims. */
  at: string
}

/**
 * Signs a PDF by PAdES (ETSI EN 319 142-1): an incremental update, so that what was there stays byte for byte and earlier signatures stay valid.
 * The signature has no mark on the page; the document says itself that it is signed.
 */
export async function signPdf(pdf: Uint8Array, signing: Signing): Promise<Uint8Array> {
  const prepared = await withPlaceholder(pdf, signing)
  const signed = await new SignPdf().sign(Buffer.from(prepared), new Detached(signing.signer))
  return new Uint8Array(signed)
}

class Detached extends PlaceholderSigner {
  readonly #signer: Signer
  constructor(signer: Signer) { super(); this.#signer = signer }
  override async sign(content: Buffer): Promise<Buffer> { return Buffer.from(await this.#signer.signDetached(content)) }
}

async function withPlaceholder(pdf: Uint8Array, { signer, reason, at }: Signing): Promise<Uint8Array> {
  const document = await PDFDocument.load(pdf, { forIncrementalUpdate: true, updateMetadata: false })
  const { context } = document
  const page = document.getPage(0)
  const form = formOf(document)
  const fields = form.lookup(PDFName.of('Fields'), PDFArray)
  const signature = context.register(context.obj({
    Type: 'Sig', Filter: 'Adobe.PPKLite', SubFilter: 'ETSI.CAdES.detached',
    ByteRange: [PDFNumber.of(0), RANGE_PLACEHOLDER, RANGE_PLACEHOLDER, RANGE_PLACEHOLDER],
    Contents: PDFHexString.of('0'.repeat(ROOM * 2)),
    Name: PDFHexString.fromText(signer.name), Reason: PDFHexString.fromText(reason), M: PDFString.of(pdfDate(at)),
  }))
  const field = context.register(context.obj({
    Type: 'Annot', Subtype: 'Widget', FT: 'Sig', Rect: [0, 0, 0, 0], T: PDFHexString.fromText(`Signature${fields.size() + 1}`),
    // printed and locked, as PDF/A asks of every annotation
    F: 132, V: signature, P: page.ref,
  }))
  fields.push(field)
  addAnnotation(page, field)
  return document.commit({ useObjectStreams: false })
}

function formOf(document: PDFDocument): PDFDict {
  const { catalog, context } = document
  const found = catalog.lookupMaybe(PDFName.of('AcroForm'), PDFDict)
  // 3: signatures exist, and only appending keeps them
  if (found) { found.set(PDFName.of('SigFlags'), PDFNumber.of(3)); return found }
  const made = context.obj({ SigFlags: 3, Fields: [] })
  catalog.set(PDFName.of('AcroForm'), context.register(made))
  return made
}

function addAnnotation(page: PDFPage, field: ReturnType<PDFDocument['context']['register']>): void {
  const found = page.node.lookupMaybe(PDFName.of('Annots'), PDFArray)
  if (found) found.push(field)
  else page.node.set(PDFName.of('Annots'), page.doc.context.obj([field]))
}

/** `D:20260302101500Z` */
const pdfDate = (at: string): string => `D:${new Date(at).toISOString().slice(0, 19).replace(/[-:T]/g, '')}Z`
