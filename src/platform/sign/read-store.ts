import { PDFArray, PDFDict, PDFName, PDFRawStream, PDFRef, type PDFContext, type PDFObject } from '@cantoo/pdf-lib'
import type { ProofMaterial } from './signer.ts'

/** What stands in a document's security store (`/DSS`; ISO 32000-2, 12.8.4.3). */
export interface SecurityStore extends ProofMaterial {
  /** Keys of the entries for single signatures. */
  keys: string[]
}

/**
 * Reads the security store: certificates and revocation lists as plain streams. Answers of OCSP are passed over: nobody
 * here judges by them.
 * @returns undefined when the document has none
 * @throws Error when it is written in any other way
 */
export function readStore(context: PDFContext): SecurityStore | undefined {
  const catalog = context.lookup(context.trailerInfo.Root, PDFDict)
  const store = catalog.lookup(PDFName.of('DSS'))
  if (store === undefined) return undefined
  if (!(store instanceof PDFDict)) throw new Error('the security store is none')
  only(store, ['Type', 'Certs', 'CRLs', 'OCSPs', 'VRI'])
  const list = (name: string) => streamsOf(store.lookup(PDFName.of(name)), context)
  const [certificates, crl] = [list('Certs'), list('CRLs')]
  const known = new Set([...certificates.keys(), ...crl.keys(), ...list('OCSPs').keys()])
  const entries = store.lookup(PDFName.of('VRI'))
  if (entries !== undefined && !(entries instanceof PDFDict))
    throw new Error('the security store has no list of signatures')
  for (const entry of entries?.values() ?? [])
    checkEntry(entry instanceof PDFRef ? context.lookup(entry) : entry, known)
  return {
    certificates: [...certificates.values()],
    crl: [...crl.values()],
    keys: entries?.keys().map((key) => key.decodeText()) ?? [],
  }
}

/**
 * Streams of a list by reference, each with its length alone: nothing packed, so nothing that unpacks to more than it
 * is.
 */
function streamsOf(list: PDFObject | undefined, context: PDFContext): Map<string, Uint8Array> {
  const found = new Map<string, Uint8Array>()
  if (list === undefined) return found
  if (!(list instanceof PDFArray)) throw new Error('the security store holds something other than lists')
  for (const ref of list.asArray()) {
    const stream = ref instanceof PDFRef ? context.lookup(ref) : undefined
    if (!(stream instanceof PDFRawStream) || stream.dict.keys().some((key) => key.decodeText() !== 'Length'))
      throw new Error('the security store holds something other than plain streams')
    found.set(String(ref), stream.contents)
  }
  return found
}

/** What belongs to one signature must stand in the lists for all as well. */
function checkEntry(entry: PDFObject | undefined, known: ReadonlySet<string>): void {
  if (!(entry instanceof PDFDict)) throw new Error('the security store has an odd entry')
  only(entry, ['Type', 'Cert', 'CRL', 'OCSP', 'TU'])
  for (const value of entry.values()) {
    if (value instanceof PDFArray && !value.asArray().every((pdfObject) => known.has(String(pdfObject))))
      throw new Error('the security store has an entry of its own for a signature')
  }
}

function only(dict: PDFDict, names: readonly string[]): void {
  if (dict.keys().some((key) => !names.includes(key.decodeText())))
    throw new Error('the security store says more than it may')
}
