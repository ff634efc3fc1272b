import {
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFNumber,
  type PDFObject,
  type PDFPage,
  type PDFRef,
} from '@cantoo/pdf-lib'
import { SignPdf, Signer as PlaceholderSigner } from '@signpdf/signpdf'

/** The word @signpdf/signpdf looks for and replaces with the real range. */
const RANGE_PLACEHOLDER = PDFName.of('**********')

/** Opens a PDF so that what is changed is appended. */
export const load = (pdf: Uint8Array): Promise<PDFDocument> =>
  PDFDocument.load(pdf, { forIncrementalUpdate: true, updateMetadata: false })

/** Adds an invisible signature field on the first page, with room for a signature or time stamp. */
export function addSignatureField(
  document: PDFDocument,
  name: string,
  room: number,
  entries: Record<string, string | PDFObject>,
): void {
  const { context } = document
  const page = document.getPage(0)
  const form = formOf(document)
  const fields = form.lookup(PDFName.of('Fields'), PDFArray)
  const signature = context.register(
    context.obj({
      ...entries,
      ByteRange: [PDFNumber.of(0), RANGE_PLACEHOLDER, RANGE_PLACEHOLDER, RANGE_PLACEHOLDER],
      Contents: PDFHexString.of('0'.repeat(room * 2)),
    }),
  )
  const field = context.register(
    context.obj({
      Type: 'Annot',
      Subtype: 'Widget',
      FT: 'Sig',
      Rect: [0, 0, 0, 0],
      T: PDFHexString.fromText(`${name}${fields.size() + 1}`),
      // printed and locked, as PDF/A asks of every annotation
      F: 132,
      V: signature,
      P: page.ref,
    }),
  )
  fields.push(field)
  addAnnotation(page, field)
}

/** Writes what was changed as one more revision and puts what `sign` makes over all of it into its room. */
export async function commitSigned(
  document: PDFDocument,
  sign: (content: Uint8Array) => Promise<Uint8Array>,
  before?: Uint8Array,
): Promise<Uint8Array> {
  const committed = Buffer.from(await document.commit({ useObjectStreams: false }))
  // the document in memory still has the empty room of the revision before
  if (before) committed.set(before)
  return new Uint8Array(await new SignPdf().sign(committed, new Detached(sign)))
}

class Detached extends PlaceholderSigner {
  readonly #sign: (content: Uint8Array) => Promise<Uint8Array>
  constructor(sign: (content: Uint8Array) => Promise<Uint8Array>) {
    super()
    this.#sign = sign
  }
  override async sign(content: Buffer): Promise<Buffer> {
    return Buffer.from(await this.#sign(content))
  }
}

function formOf(document: PDFDocument): PDFDict {
  const { catalog, context } = document
  const found = catalog.lookupMaybe(PDFName.of('AcroForm'), PDFDict)
  // 3: signatures exist, and only appending keeps them
  if (found) {
    found.set(PDFName.of('SigFlags'), PDFNumber.of(3))
    return found
  }
  const made = context.obj({ SigFlags: 3, Fields: [] })
  catalog.set(PDFName.of('AcroForm'), context.register(made))
  return made
}

function addAnnotation(page: PDFPage, field: PDFRef): void {
  const found = page.node.lookupMaybe(PDFName.of('Annots'), PDFArray)
  if (found) found.push(field)
  else page.node.set(PDFName.of('Annots'), page.doc.context.obj([field]))
}

/** `D:20260302101500Z` */
export const pdfDate = (at: string): string => `D:${new Date(at).toISOString().slice(0, 19).replace(/[-:T]/g, '')}Z`
