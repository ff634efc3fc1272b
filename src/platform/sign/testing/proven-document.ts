import 'reflect-metadata'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PDFDocument, PDFName } from '@cantoo/pdf-lib'
import { afterAll } from 'vitest'
import { signatureKey } from '../add-proof.ts'
import { findSignatures } from '../find-signatures.ts'
import { demoAuthority, signPdf, verifyPdf, type ProofMaterial, type Signer, type Trust } from '../index.ts'

export const folder = mkdtempSync(join(tmpdir(), 'proof-'))
afterAll(() => rmSync(folder, { recursive: true }))

export const office = {
  office: 'khokimiyat-1726266',
  officeName: 'Yunusobod tumani hokimligi',
  signer: { id: 'nargiza', name: 'Nargiza Rahimova' },
}
export const SIGNED = '2026-03-02T10:00:00.000Z'
/** The time at the authority; who moves it puts it back. */
export const moment = { now: SIGNED }

export const authority = await demoAuthority(join(folder, 'ca'), {
  clock: () => moment.now,
  listAddress: 'http://localhost:3000/ca/root.crl',
  officesUntil: '2027-03-02T00:00:00Z',
})
export const signer = await authority.signerFor(office)
export const list = await authority.revocationList()

/** In thirty years: nothing is at hand but the root. */
export const later = (more: Partial<Trust> = {}): Trust => ({
  roots: [authority.root],
  crl: [],
  now: '2056-03-02T10:00:00.000Z',
  ...more,
})

/** What is wrong with a document, by code. */
export const codes = async (pdf: Uint8Array, trust = later()): Promise<string[]> =>
  (await verifyPdf(pdf, trust)).problems.map((problem) => problem.code)

/** The plain document, signed. */
export const sign = (by: Signer): Promise<Uint8Array> => signPdf(plain, { signer: by, reason: 'x', at: moment.now })

const document = await PDFDocument.create()
document.addPage().drawText('Result')
export const plain = await document.save()
/** Signature and time stamp alone, as results were before. */
export const bare = await sign({ name: signer.name, signDetached: signer.signDetached })
/** With store and time stamp over all. */
export const proven = await sign(signer)

/** The store alone, without a time stamp over it (B-LT), written here so that it is not our own writer's. */
export async function withStore(pdf: Uint8Array, { certificates, crl }: ProofMaterial): Promise<Uint8Array> {
  const document = await PDFDocument.load(pdf, { forIncrementalUpdate: true, updateMetadata: false })
  const { context, catalog } = document
  const refs = (values: readonly Uint8Array[]) => values.map((value) => context.register(context.stream(value)))
  const [certs, lists] = [refs(certificates), refs(crl)]
  const [first] = findSignatures(Buffer.from(pdf))
  catalog.set(
    PDFName.of('DSS'),
    context.register(
      context.obj({
        Certs: certs,
        CRLs: lists,
        VRI: context.obj({ [signatureKey(first!.padded)]: context.obj({ Cert: certs, CRL: lists }) }),
      }),
    ),
  )
  return document.commit({ useObjectStreams: false })
}
