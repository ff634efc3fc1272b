import { createHash } from 'node:crypto'
import {
  PDFArray,
  PDFDict,
  PDFName,
  PDFRawStream,
  type PDFContext,
  type PDFDocument,
  type PDFRef,
} from '@cantoo/pdf-lib'
import { findSignatures } from './find-signatures.ts'
import { digest } from './make-cms.ts'
import { addSignatureField, commitSigned } from './signature-field.ts'
import type { ProofSource } from './signer.ts'

/** Bytes kept free for a time stamp: the demo authority's takes about 1,100; one that brings a chain takes more. */
const ROOM = 4_000

/**
 * One more revision with the document security store (`/DSS`, ETSI EN 319 142-1, 5.4) and a time stamp over the whole
 * document (5.5): PAdES B-LTA.
 * What stood in a store before stays in the new one.
 * @param document as it is in memory after the revision that ends with `signed`
 */
export async function addProof(document: PDFDocument, signed: Uint8Array, proof: ProofSource): Promise<Uint8Array> {
  const { context, catalog } = document
  const { certificates, crl } = await proof.material()
  const before = catalog.lookupMaybe(PDFName.of('DSS'), PDFDict)
  const certs = streams(context, before, 'Certs', certificates)
  const lists = streams(context, before, 'CRLs', crl)
  const keys = findSignatures(Buffer.from(signed.buffer, signed.byteOffset, signed.byteLength)).map((signature) =>
    signatureKey(signature.padded),
  )
  const ofSignatures = Object.fromEntries(keys.map((key) => [key, context.obj({ Cert: certs, CRL: lists })]))
  catalog.set(
    PDFName.of('DSS'),
    context.register(context.obj({ Type: 'DSS', Certs: certs, CRLs: lists, VRI: context.obj(ofSignatures) })),
  )
  addSignatureField(document, 'TimeStamp', ROOM, {
    Type: 'DocTimeStamp',
    Filter: 'Adobe.PPKLite',
    SubFilter: 'ETSI.RFC3161',
  })
  return commitSigned(document, (content) => proof.stamp(digest(content)), signed)
}

/** Under which a signature has its entry in `/VRI`: SHA-1 by the standard, as a name and not for security. */
export const signatureKey = (padded: Uint8Array): string =>
  createHash('sha1').update(padded).digest('hex').toUpperCase()

/** What the store held before, and what is new, each once. */
function streams(
  context: PDFContext,
  before: PDFDict | undefined,
  name: string,
  values: readonly Uint8Array[],
): PDFRef[] {
  const old = (before?.lookupMaybe(PDFName.of(name), PDFArray)?.asArray() ?? []) as PDFRef[]
  const kept = new Set(
    old
      .map((ref) => context.lookup(ref))
      .filter((candidate) => candidate instanceof PDFRawStream)
      .map((pDFRawStream) => hash(pDFRawStream.contents)),
  )
  return [
    ...old,
    ...values.filter((value) => !kept.has(hash(value))).map((value) => context.register(context.stream(value))),
  ]
}

const hash = (bytes: Uint8Array): string => Buffer.from(digest(bytes)).toString('hex')
