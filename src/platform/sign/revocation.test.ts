import 'reflect-metadata'
import { createPrivateKey } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { X509CrlReason } from '@peculiar/x509'
import { describe, expect, it } from 'vitest'
import { demoAuthority, verifyPdf, type ProofMaterial, type Signer, type Trust } from './index.ts'
import { issueRevocationList, issueRoot, type Revoked } from './issue-certificates.ts'
import {
  folder,
  office,
  SIGNED,
  moment,
  authority,
  signer,
  list,
  later,
  codes,
  sign,
  proven,
} from './testing/proven-document.ts'

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
  const atHand = (): Trust => ({ roots: [authority.root], crl: [list], now: moment.now })
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
    const impostor = await demoAuthority(join(folder, 'impostor'), { clock: () => moment.now })
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
    const impostor = await demoAuthority(join(folder, 'impostor'), { clock: () => moment.now })
    expect(await codes(await sign(await impostor.signerFor(office)))).toContain('unknown-issuer')
  })
})
