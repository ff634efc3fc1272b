import { PDFDocument } from '@cantoo/pdf-lib'
import { expect, it } from 'vitest'
import { findSignatures } from './find-signatures.ts'
import { provePdf, signPdf, verifyPdf } from './index.ts'
import { readStore } from './read-store.ts'
import {
  SIGNED,
  moment,
  authority,
  signer,
  list,
  later,
  codes,
  plain,
  bare,
  proven,
  withStore,
} from './testing/proven-document.ts'

it('proves itself in thirty years with the root alone, though the certificate of the signer has expired', async () => {
  expect(await verifyPdf(proven, later())).toMatchObject({
    valid: true,
    signedBy: 'Nargiza Rahimova, Yunusobod tumani hokimligi',
    signedAt: SIGNED,
    timeProven: true,
    level: 'B-LTA',
    verifiableUntil: '2099-12-31T23:59:59.000Z',
    remarks: [],
  })
  // what was there stays byte for byte: the document, the signature over it
  const [signature] = findSignatures(Buffer.from(proven))
  const revision = proven.subarray(0, signature!.range[2] + signature!.range[3])
  expect(Buffer.from(revision.subarray(0, plain.length)).equals(Buffer.from(plain))).toBe(true)
  expect(await verifyPdf(revision, { roots: [authority.root], crl: [list], now: moment.now })).toMatchObject({
    valid: true,
    level: 'B-T',
  })
  expect(await codes(proven, later({ now: '2100-01-01T00:00:00.000Z' }))).toContain('bad-time-stamp')
})

it('judges what was signed before as ever, by the list at hand; it can be given its proof later', async () => {
  expect(await verifyPdf(bare, { roots: [authority.root], crl: [list], now: moment.now })).toMatchObject({
    valid: true,
    level: 'B-T',
    verifiableUntil: undefined,
  })
  expect(await codes(bare, { roots: [authority.root], crl: [], now: moment.now })).toContain('no-revocation-data')
  expect(await codes(bare, later({ crl: [list] }))).toContain('no-revocation-data')
  const extended = await provePdf(bare, await authority.proof())
  expect(await verifyPdf(extended, later())).toMatchObject({ valid: true, level: 'B-LTA' })
  expect(await verifyPdf(await withStore(bare, await signer.proof!.material()), later())).toMatchObject({
    valid: true,
    level: 'B-LT',
    signedAt: SIGNED,
  })
})

it('is stamped anew before the last time stamp runs out, and signed again', async () => {
  moment.now = '2026-04-02T10:00:00.000Z'
  const renewed = await provePdf(proven, await authority.proof())
  const again = await signPdf(proven, {
    signer: await authority.signerFor({ office: 'justice', officeName: 'Adliya' }),
    reason: 'x',
    at: moment.now,
  })
  moment.now = SIGNED
  expect(Buffer.from(renewed.subarray(0, proven.length)).equals(Buffer.from(proven))).toBe(true)
  expect(await verifyPdf(renewed, later())).toMatchObject({
    valid: true,
    level: 'B-LTA',
    signedAt: SIGNED,
    signedBy: 'Nargiza Rahimova, Yunusobod tumani hokimligi',
  })
  // certificates that are there already are not stored twice
  expect(readStore((await PDFDocument.load(renewed)).context)).toMatchObject({
    certificates: { length: 3 },
    crl: { length: 2 },
  })
  expect(await verifyPdf(again, later())).toMatchObject({
    valid: true,
    level: 'B-LTA',
    signedBy: 'Adliya',
    signedAt: '2026-04-02T10:00:00.000Z',
  })
})
