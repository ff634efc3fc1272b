import 'reflect-metadata'
import { spawnSync } from 'node:child_process'
import { createHash, createPrivateKey } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PDFDict, PDFDocument, PDFName, PDFString, rgb } from '@cantoo/pdf-lib'
import { X509CrlReason } from '@peculiar/x509'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signatureKey } from './add-proof.ts'
import { covered, findSignatures } from './find-signatures.ts'
import {
  demoAuthority,
  provePdf,
  signPdf,
  verifyPdf,
  type DemoAuthority,
  type ProofMaterial,
  type Signer,
  type Trust,
} from './index.ts'
import { issueRevocationList, issueRoot, type Revoked } from './issue-certificates.ts'
import { readCms } from './read-cms.ts'
import { readStore } from './read-store.ts'

const has = (program: string) => spawnSync(program, ['-v']).error === undefined
const inCi = process.env.CI !== undefined
const folder = mkdtempSync(join(tmpdir(), 'proof-'))
const office = {
  office: 'khokimiyat-1726266',
  officeName: 'Yunusobod tumani hokimligi',
  signer: { id: 'nargiza', name: 'Nargiza Rahimova' },
}
const SIGNED = '2026-03-02T10:00:00.000Z'
let time = SIGNED
let authority: DemoAuthority
let signer: Signer
let list: Uint8Array
let plain: Uint8Array
/** Signature and time stamp alone, as results were before. */
let bare: Uint8Array
/** With store and time stamp over all. */
let proven: Uint8Array
const file = (name: string, bytes: Uint8Array | string) => {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  return path
}
/** In thirty years: nothing is at hand but the root. */
const later = (more: Partial<Trust> = {}): Trust => ({
  roots: [authority.root],
  crl: [],
  now: '2056-03-02T10:00:00.000Z',
  ...more,
})
const codes = async (pdf: Uint8Array, trust = later()) =>
  (await verifyPdf(pdf, trust)).problems.map((problem) => problem.code)
const credentials = (name: string, of = 'ca') => ({
  certificate: new Uint8Array(readFileSync(join(folder, of, name, 'certificate.der'))),
  key: createPrivateKey(readFileSync(join(folder, of, name, 'key.pem'))),
})
const serialOf = (name: string): string =>
  (JSON.parse(readFileSync(join(folder, 'ca', name, 'about.json'), 'utf8')) as { serialNumber: string }).serialNumber
/** Where the certificate of an office's only signer lies. */
const issuedTo = (name: string): string =>
  `issued/${readdirSync(join(folder, 'ca', 'issued')).find((entry) => entry.startsWith(`${name}.`))!}`
const listOf = (revoked: Revoked[], at: string) => issueRevocationList(credentials('root'), revoked, at)
/** The signer with other things in its proof. */
const withMaterial = (change: (proofMaterial: ProofMaterial) => Partial<ProofMaterial>): Signer => ({
  ...signer,
  proof: {
    ...signer.proof!,
    material: async () => {
      const proofMaterial = await signer.proof!.material()
      return { ...proofMaterial, ...change(proofMaterial) }
    },
  },
})
const sign = (by: Signer) => signPdf(plain, { signer: by, reason: 'x', at: time })
/** The store alone, without a time stamp over it (B-LT), written here so that it is not our own writer's. */
async function withStore(pdf: Uint8Array, { certificates, crl }: ProofMaterial): Promise<Uint8Array> {
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

beforeAll(async () => {
  authority = await demoAuthority(join(folder, 'ca'), {
    clock: () => time,
    listAddress: 'http://localhost:3000/ca/root.crl',
    officesUntil: '2027-03-02T00:00:00Z',
  })
  signer = await authority.signerFor(office)
  list = await authority.revocationList()
  const document = await PDFDocument.create()
  document.addPage().drawText('Result')
  plain = await document.save()
  bare = await sign({ name: signer.name, signDetached: signer.signDetached })
  proven = await sign(signer)
})
afterAll(() => rmSync(folder, { recursive: true }))

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
  expect(await verifyPdf(revision, { roots: [authority.root], crl: [list], now: time })).toMatchObject({
    valid: true,
    level: 'B-T',
  })
  expect(await codes(proven, later({ now: '2100-01-01T00:00:00.000Z' }))).toContain('bad-time-stamp')
})

it('judges what was signed before as ever, by the list at hand; it can be given its proof later', async () => {
  expect(await verifyPdf(bare, { roots: [authority.root], crl: [list], now: time })).toMatchObject({
    valid: true,
    level: 'B-T',
    verifiableUntil: undefined,
  })
  expect(await codes(bare, { roots: [authority.root], crl: [], now: time })).toContain('no-revocation-data')
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
  time = '2026-04-02T10:00:00.000Z'
  const renewed = await provePdf(proven, await authority.proof())
  const again = await signPdf(proven, {
    signer: await authority.signerFor({ office: 'justice', officeName: 'Adliya' }),
    reason: 'x',
    at: time,
  })
  time = SIGNED
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

describe('revocation', () => {
  it('before the signature makes it invalid, by the list in the document and by one that came later', async () => {
    const revoked = await listOf(
      [{ serialNumber: serialOf(issuedTo(office.office)), at: '2026-03-01T00:00:00Z' }],
      SIGNED,
    )
    expect(await codes(await sign(withMaterial(() => ({ crl: [revoked] }))))).toEqual(['revoked'])
    expect(await codes(proven, later({ crl: [revoked] }))).toEqual(['revoked'])
  })

  it('after it leaves a remark, whether the list that tells is still good or not', async () => {
    const revoked = await listOf(
      [{ serialNumber: serialOf(issuedTo(office.office)), at: '2026-05-01T00:00:00Z' }],
      '2026-05-02T00:00:00Z',
    )
    for (const now of ['2026-05-03T00:00:00.000Z', '2056-03-02T10:00:00.000Z'])
      expect(await verifyPdf(proven, later({ crl: [revoked], now }))).toMatchObject({
        valid: true,
        remarks: [{ code: 'revoked-later' }],
      })
  })

  it('of the time-stamping authority: tokens from before stay good, unless its key was stolen', async () => {
    const at = '2026-05-01T00:00:00Z'
    const closed = await listOf([{ serialNumber: serialOf('issued/time-stamps'), at }], '2026-05-02T00:00:00Z')
    const stolen = await listOf(
      [{ serialNumber: serialOf('issued/time-stamps'), at, reason: X509CrlReason.keyCompromise }],
      '2026-05-02T00:00:00Z',
    )
    expect(await verifyPdf(proven, later({ crl: [closed] }))).toMatchObject({
      valid: true,
      remarks: [{ code: 'revoked-later' }],
    })
    expect(await codes(proven, later({ crl: [stolen] }))).toContain('bad-time-stamp')
  })
})

describe('refuses revocation data in the document that prove nothing, though a good list is at hand', () => {
  const atHand = (): Trust => ({ roots: [authority.root], crl: [list], now: time })
  const said = async (pdf: Uint8Array) =>
    (await verifyPdf(pdf, atHand())).problems.map((problem) => problem.message).join(' · ')

  it('none', async () => {
    const pdf = await sign(withMaterial(() => ({ crl: [] })))
    expect(await codes(pdf, atHand())).toContain('no-revocation-data')
    expect(await said(pdf)).toContain('a security store without a list of its authority')
  })

  it('of another authority', async () => {
    const other = await issueRoot({ country: 'UZ', organisation: 'Other', name: 'Other' })
    const foreign = await issueRevocationList(
      { certificate: other.certificate, key: createPrivateKey(other.key) },
      [],
      SIGNED,
    )
    const pdf = await sign(withMaterial(() => ({ crl: [foreign] })))
    expect(await codes(pdf, atHand())).toContain('no-revocation-data')
    expect(await said(pdf)).toContain('of other authorities')
  })

  it('forged in the name of the authority', async () => {
    const impostor = await demoAuthority(join(folder, 'impostor'), { clock: () => time })
    const forged = await impostor.revocationList()
    const pdf = await sign(withMaterial(() => ({ crl: [forged] })))
    expect(await codes(pdf, atHand())).toContain('bad-proof')
    expect(await said(pdf)).toContain('not made by')
    const [byte, broken] = [list.length - 5, list.slice()]
    broken[byte]! ^= 1
    expect(await codes(await sign(withMaterial(() => ({ crl: [broken] }))), atHand())).toContain('bad-proof')
  })

  it('too old for the signature', async () => {
    const old = await listOf([], '2026-02-01T00:00:00Z')
    const pdf = await sign(withMaterial(() => ({ crl: [old] })))
    expect(await codes(pdf, atHand())).toContain('no-revocation-data')
    expect(await said(pdf)).toContain(
      'was good until 2026-02-08T00:00:00.000Z, it is needed for 2026-03-02T10:00:00.000Z',
    )
  })

  it('of an impostor, root and all', async () => {
    const impostor = await demoAuthority(join(folder, 'impostor'), { clock: () => time })
    expect(await codes(await sign(await impostor.signerFor(office)))).toContain('unknown-issuer')
  })
})

describe('finds what was changed', () => {
  it('any byte of the whole, the store and the time stamp too', async () => {
    const text = Buffer.from(proven)
    const [signature, stamp] = findSignatures(text)
    const store = text.indexOf('/Type /DSS')
    const places = [
      100,
      plain.length + 50,
      signature!.range[1] + 50,
      signature!.range[1] + 3_000,
      text.indexOf('/CRLs'),
      text.indexOf('stream', store - 2_000) + 40,
      store + 6,
      text.indexOf('/VRI') + 10,
      stamp!.range[1] + 60,
      stamp!.range[1] + 900,
      stamp!.range[1] + 2_000,
      stamp!.range[1] + 7_000,
      proven.length - 30,
      proven.length - 1,
    ]
    for (const at of places) {
      const copy = Buffer.from(proven)
      copy[at] = copy[at] === 0x30 ? 0x31 : copy[at]! ^ 1
      expect((await verifyPdf(copy, later())).valid, `byte ${at}`).toBe(false)
    }
  })

  it('any byte of certificates and lists, where no time stamp covers the store', async () => {
    const material = await signer.proof!.material()
    const pdf = Buffer.from(await withStore(bare, material))
    for (const certificate of [...material.certificates, ...material.crl]) {
      const begin = pdf.lastIndexOf(Buffer.from(certificate))
      for (const at of [8, 40, certificate.length >> 1, certificate.length - 3]) {
        const copy = Buffer.from(pdf)
        copy[begin + at]! ^= 1
        expect((await verifyPdf(copy, later())).valid, `byte ${at} of ${certificate.length}`).toBe(false)
      }
    }
    const key = Buffer.from(pdf)
    key[pdf.indexOf('/VRI') + 9]! ^= 1
    expect(await codes(key)).toContain('bad-proof')
  })

  // anybody can have a time stamp put over anything: what it covers must be nothing but proof
  const appended = async (change: (document: PDFDocument) => void) => {
    const document = await PDFDocument.load(bare, { forIncrementalUpdate: true, updateMetadata: false })
    change(document)
    return document.commit({ useObjectStreams: false })
  }
  it.each<[string, (document: PDFDocument) => void]>([
    [
      'a page',
      (document) => {
        document.getPage(0).drawText('granted')
      },
    ],
    [
      'a page that is new',
      (document) => {
        document.addPage().drawText('granted')
      },
    ],
    [
      'an action at opening',
      ({ catalog, context }) => {
        catalog.set(PDFName.of('OpenAction'), context.obj({ S: 'JavaScript', JS: PDFString.of('1') }))
      },
    ],
    [
      'a note on the page',
      (document) => {
        document
          .getPage(0)
          .node.addAnnot(
            document.context.register(
              document.context.obj({ Type: 'Annot', Subtype: 'Square', Rect: [0, 0, 200, 200] }),
            ),
          )
      },
    ],
    [
      'a field that shows',
      (document) => {
        document
          .getForm()
          .createTextField('x')
          .addToPage(document.getPage(0), { x: 0, y: 0, borderColor: rgb(1, 0, 0) })
      },
    ],
    [
      'an object that nothing needs',
      ({ context }) => {
        context.register(context.obj({ Hidden: true }))
      },
    ],
    [
      'the field of the signature',
      ({ catalog, context }) => {
        const [field] = catalog
          .lookup(PDFName.of('AcroForm'), PDFDict)
          .lookup(PDFName.of('Fields'))!
          .toString()
          .match(/\d+ 0 R/)!
        context
          .lookup(context.enumerateIndirectObjects().find(([ref]) => ref.toString() === field)![0], PDFDict)
          .set(PDFName.of('Rect'), context.obj([0, 0, 300, 300]))
      },
    ],
  ])('added behind the signature and stamped: %s', async (_, change) => {
    const changed = await appended(change)
    expect(await codes(changed)).toContain('not-whole-document')
    expect(await codes(await provePdf(changed, await authority.proof()))).toContain('not-whole-document')
  })

  it('an odd end, a gap between objects, a second key', async () => {
    const pdf = Buffer.from(await withStore(bare, await signer.proof!.material()))
    const swap = (from: string, to: string) => {
      const at = pdf.lastIndexOf(from)
      return Buffer.concat([pdf.subarray(0, at), Buffer.from(to), pdf.subarray(at + from.length)])
    }
    for (const bytes of [
      Buffer.concat([pdf, Buffer.from('\n')]),
      swap('/VRI', '/DSS 1 0 R /VRI'),
      swap('endobj', 'endobj % x'),
      swap('/Prev ', '/Prev 1'),
      Buffer.concat([pdf, pdf.subarray(bare.length)]),
    ])
      expect(await codes(bytes)).toContain('not-whole-document')
  })
})

describe('independent programs agree', () => {
  it.skipIf(!has('pdfsig') && !inCi)('pdfsig: the signature is valid, the time stamp covers the whole', () => {
    const [, signature, stamp] = spawnSync('pdfsig', ['-nocert', file('proven.pdf', proven)], {
      encoding: 'utf8',
    }).stdout.split('Signature #')
    expect(signature).toContain('Signature is Valid.')
    expect(signature).toContain('ETSI.CAdES.detached')
    // an update stands behind the signature: the proof, which the time stamp over all of it ends
    expect(signature).toContain('Not total document signed')
    expect(stamp).toContain('Total document signed')
  })

  it.skipIf(!has('openssl') && !inCi)(
    'openssl: the signature with the list of the document, both time stamps, the address of the list',
    async () => {
      const { context } = await PDFDocument.load(proven)
      const store = readStore(context)!
      const pem = (kind: string, bytes: Uint8Array) =>
        `-----BEGIN ${kind}-----\n${Buffer.from(bytes).toString('base64').replace(/.{64}/g, '$&\n')}\n-----END ${kind}-----\n`
      const root = file('root.pem', pem('CERTIFICATE', authority.root))
      const anchors = file(
        'anchors.pem',
        pem('CERTIFICATE', authority.root) + store.crl.map((bytes) => pem('X509 CRL', bytes)).join(''),
      )
      const certificates = file(
        'certificates.pem',
        store.certificates.map((certificate) => pem('CERTIFICATE', certificate)).join(''),
      )
      const at = String(Date.parse(SIGNED) / 1000)
      const [signature, stamp] = findSignatures(Buffer.from(proven))
      const content = file('content', covered(Buffer.from(proven), signature!))
      const run = (...args: string[]) => {
        const done = spawnSync('openssl', args, { encoding: 'utf8' })
        return `${done.stdout}${done.stderr}`
      }
      const cms = (trust: string) =>
        run(
          'cms',
          '-verify',
          '-cades',
          '-binary',
          '-inform',
          'DER',
          '-in',
          file('cms.der', signature!.contents!),
          '-content',
          content,
          '-CAfile',
          trust,
          '-crl_check_all',
          '-attime',
          at,
          '-out',
          '/dev/null',
        )
      expect(cms(anchors)).toContain('CAdES Verification successful')
      // without the list of the document it can't be told
      expect(cms(root)).toContain('unable to get certificate CRL')
      const token = file('token.der', readCms(signature!.contents!).timeStamp!)
      const tokens = [
        [token, createHash('sha256').update(readCms(signature!.contents!).signature)],
        [file('stamp.der', stamp!.contents!), createHash('sha256').update(covered(Buffer.from(proven), stamp!))],
      ] as const
      for (const [path, digest] of tokens)
        expect(
          run(
            'ts',
            '-verify',
            '-digest',
            digest.digest('hex'),
            '-in',
            path,
            '-token_in',
            '-CAfile',
            root,
            '-untrusted',
            certificates,
            '-attime',
            at,
          ),
        ).toContain('Verification: OK')
      expect(
        run(
          'x509',
          '-inform',
          'DER',
          '-in',
          file('signer.der', store.certificates[0]!),
          '-noout',
          '-ext',
          'crlDistributionPoints',
        ),
      ).toContain('URI:http://localhost:3000/ca/root.crl')
    },
  )
})
