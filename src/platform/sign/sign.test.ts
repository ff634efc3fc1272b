import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PDFDocument } from '@cantoo/pdf-lib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cmsVerifier, demoAuthority, signPdf, verifyPdf, type DemoAuthority, type Signer, type Trust } from './index.ts'

const has = (program: string) => spawnSync(program, ['-v']).error === undefined
const inCi = process.env.CI !== undefined
const folder = mkdtempSync(join(tmpdir(), 'sign-'))
const now = () => new Date().toISOString()
const office = {
  office: 'khokimiyat-1726266',
  officeName: 'Yunusobod tumani hokimligi',
  signer: { id: 'nargiza', name: 'Nargiza Rahimova' },
}
let authority: DemoAuthority
let signer: Signer
let plain: Uint8Array
let signed: Uint8Array
let trust: Trust
const file = (name: string, bytes: Uint8Array | string) => {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  return path
}
/** As results were signed before they carried their proof. */
const bare = ({ name, signDetached }: Signer): Signer => ({ name, signDetached })
const codes = async (pdf: Uint8Array, more: Partial<Trust> = {}) =>
  (await verifyPdf(pdf, { ...trust, ...more })).problems.map((problem) => problem.code)

beforeAll(async () => {
  authority = await demoAuthority(join(folder, 'ca'))
  signer = bare(await authority.signerFor(office))
  const document = await PDFDocument.create()
  document.addPage().drawText('Result')
  plain = await document.save()
  signed = await signPdf(plain, { signer, reason: 'Qaror hujjati', at: now() })
  trust = { roots: [authority.root], crl: [await authority.revocationList()], now: now() }
})
afterAll(() => rmSync(folder, { recursive: true }))

it('signs and finds the signature good, with a proven time', async () => {
  expect(await verifyPdf(signed, trust)).toMatchObject({
    valid: true,
    signedBy: 'Nargiza Rahimova, Yunusobod tumani hokimligi',
    timeProven: true,
    level: 'B-T',
    verifiableUntil: undefined,
    problems: [],
    remarks: [],
  })
  expect(Buffer.from(signed.subarray(0, plain.length)).equals(Buffer.from(plain))).toBe(true)
})

it('keeps the first signature when a second is added, and the whole is covered', async () => {
  const second = await signPdf(signed, {
    signer: bare(await authority.signerFor({ office: 'justice', officeName: 'Adliya' })),
    reason: 'Tasdiq',
    at: now(),
  })
  expect(await verifyPdf(second, { ...trust, now: now() })).toMatchObject({ valid: true, signedBy: 'Adliya' })
  expect(Buffer.from(second.subarray(0, signed.length)).equals(Buffer.from(signed))).toBe(true)
})

describe('finds what is wrong', () => {
  it('any altered byte, wherever it stands', async () => {
    let seed = 7
    const random = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below
    // about half inside the signature itself, where nothing is covered by it
    const contents = Buffer.from(signed).lastIndexOf('/Contents <')
    const places = [
      ...Array.from({ length: 15 }, () => random(signed.length)),
      ...Array.from({ length: 40 }, () => contents + 11 + random(3_900)),
    ]
    for (const at of places) {
      const copy = signed.slice()
      copy[at] =
        at > contents && copy[at]! >= 0x30 && copy[at]! <= 0x66
          ? '0123456789abcdef'.charCodeAt(
              ('0123456789abcdef'.indexOf(String.fromCharCode(copy[at]!)) + 1 + random(15)) % 16,
            )
          : copy[at]! ^ (1 << random(8))
      expect((await verifyPdf(copy, trust)).valid, `byte ${at}`).toBe(false)
    }
  })

  it('what was appended, and what was cut off', async () => {
    expect(await codes(Buffer.concat([signed, Buffer.from('\n% more')]))).toEqual(['not-whole-document'])
    expect(await codes(signed.subarray(0, signed.length - 1))).toContain('unreadable')
    const document = await PDFDocument.load(signed, { forIncrementalUpdate: true })
    document.getPage(0).drawText('granted')
    expect(await codes(await document.commit({ useObjectStreams: false }))).toEqual(['not-whole-document'])
  })

  it('no signature, no PDF', async () => {
    expect(await codes(plain)).toEqual(['no-signature'])
    expect(await codes(Buffer.from('<html>'))).toEqual(['unreadable'])
    expect(await codes(Buffer.from('%PDF-1.7 /ByteRange [0 1 99999999999 1]'))).toContain('unreadable')
  })

  it('a signature of another document', async () => {
    const document = await PDFDocument.create()
    document.addPage().drawText('Refused')
    const other = Buffer.from(await signPdf(await document.save(), { signer, reason: 'x', at: now() }))
    const contents = (pdf: Buffer) => pdf.indexOf('/Contents <') + 11
    const moved = Buffer.from(signed)
    other.copy(moved, contents(moved), contents(other), contents(other) + 16_000)
    expect(await codes(moved)).toContain('altered')
  })

  it('an unknown authority of the same name', async () => {
    const impostor = await demoAuthority(join(folder, 'impostor'))
    const forged = await signPdf(plain, { signer: bare(await impostor.signerFor(office)), reason: 'x', at: now() })
    expect(await codes(forged)).toContain('unknown-issuer')
    expect(await codes(forged, { crl: [await impostor.revocationList()] })).toContain('unknown-issuer')
  })

  it('missing, foreign and outdated revocation data as failures of their own', async () => {
    expect(await codes(signed, { crl: [] })).toContain('no-revocation-data')
    const impostor = await demoAuthority(join(folder, 'impostor'))
    expect(await codes(signed, { crl: [await impostor.revocationList()] })).toContain('no-revocation-data')
    expect(await codes(signed, { now: new Date(Date.now() + 30 * 86_400_000).toISOString() })).toContain(
      'no-revocation-data',
    )
  })

  it('a certificate revoked before the signature; one revoked after it keeps what it signed', async () => {
    let time = '2026-03-02T10:00:00.000Z'
    const own = await demoAuthority(join(folder, 'own'), { clock: () => time })
    const old = bare(await own.signerFor(office))
    const before = await signPdf(plain, { signer: old, reason: 'x', at: time })
    time = '2026-03-03T10:00:00.000Z'
    await own.revoke(office.office)
    time = '2026-03-04T10:00:00.000Z'
    const after = await signPdf(plain, { signer: old, reason: 'x', at: '2026-03-02T10:00:00.000Z' })
    const renewed = await signPdf(plain, { signer: bare(await own.signerFor(office)), reason: 'x', at: time })
    const believed = { roots: [own.root], crl: [await own.revocationList()], now: time }
    expect(await codes(before, believed)).toEqual([])
    expect(await codes(after, believed)).toEqual(['revoked'])
    expect(await codes(renewed, believed)).toEqual([])
  })

  it('a signer that is no signer: the root, the time-stamping certificate', async () => {
    const { makeCms } = await import('./index.ts')
    const { createPrivateKey } = await import('node:crypto')
    for (const name of ['root', 'issued/time-stamps']) {
      const credentials = {
        certificate: readFileSync(join(folder, 'ca', name, 'certificate.der')),
        key: createPrivateKey(readFileSync(join(folder, 'ca', name, 'key.pem'))),
      }
      const cms = await makeCms({ type: '1.2.840.113549.1.7.1', bytes: plain, embedded: false }, credentials)
      expect((await cmsVerifier.verifyDetached(cms, plain, trust)).problems.map((problem) => problem.code)).toContain(
        'not-for-signing',
      )
    }
  })

  it('nonsense in place of a signature', async () => {
    for (const cms of [Buffer.from('3000', 'hex'), Buffer.from('30800000', 'hex'), plain]) {
      expect((await cmsVerifier.verifyDetached(cms, plain, trust)).problems.map((problem) => problem.code)).toEqual([
        'unreadable',
      ])
    }
  })
})

it('makes its keys once, also when two processes open it at once, and readable by nobody else', async () => {
  const twice = await Promise.all([1, 2, 3].map(() => demoAuthority(join(folder, 'twins'))))
  expect(new Set(twice.map((demoAuthority) => Buffer.from(demoAuthority.root).toString('hex'))).size).toBe(1)
  expect(readdirSync(join(folder, 'twins')).filter((name) => name.includes('draft'))).toEqual([])
  await expect(authority.signerFor({ office: '../../x', officeName: 'x' })).rejects.toThrow('no id')
})

describe('independent programs agree', () => {
  it.skipIf(!has('pdfsig') && !inCi)('pdfsig', () => {
    const good = spawnSync('pdfsig', ['-nocert', file('signed.pdf', signed)], { encoding: 'utf8' }).stdout
    expect(good).toContain('Signature is Valid.')
    expect(good).toContain('Total document signed')
    expect(good).toContain('ETSI.CAdES.detached')
    const copy = signed.slice()
    copy[400]! ^= 1
    expect(spawnSync('pdfsig', ['-nocert', file('altered.pdf', copy)], { encoding: 'utf8' }).stdout).not.toContain(
      'Signature is Valid.',
    )
  })

  it.skipIf(!has('openssl') && !inCi)('openssl: CMS with CAdES, chain and revocation list; time stamp', async () => {
    const cms = file('content.p7s', await signer.signDetached(plain))
    const content = file('content', plain)
    const list = file('root.crl', await authority.revocationList())
    const pem = spawnSync('openssl', ['crl', '-inform', 'DER', '-in', list], { encoding: 'utf8' }).stdout
    const root = readFileSync(join(folder, 'ca/root/certificate.pem'), 'utf8')
    const anchors = file('anchors.pem', `${root}\n${pem}`)
    const verify = (path: string) =>
      spawnSync(
        'openssl',
        [
          'cms',
          '-verify',
          '-cades',
          '-binary',
          '-inform',
          'DER',
          '-in',
          cms,
          '-content',
          path,
          '-CAfile',
          anchors,
          '-crl_check',
          '-out',
          '/dev/null',
        ],
        { encoding: 'utf8' },
      )
    expect(verify(content).stderr).toContain('CAdES Verification successful')
    expect(verify(file('other', Buffer.from('other'))).status).not.toBe(0)

    const stamper = await authority.timeStamper()
    const { createHash } = await import('node:crypto')
    const token = file('token.der', await stamper.stamp(createHash('sha256').update(plain).digest()))
    const stamped = spawnSync(
      'openssl',
      [
        'ts',
        '-verify',
        '-data',
        content,
        '-in',
        token,
        '-token_in',
        '-CAfile',
        file('root.pem', root),
        '-untrusted',
        join(folder, 'ca/issued/time-stamps/certificate.pem'),
      ],
      { encoding: 'utf8' },
    )
    expect(stamped.stdout + stamped.stderr).toContain('Verification: OK')
  })
})
