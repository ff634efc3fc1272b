import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PDFDocument } from '@cantoo/pdf-lib'
import { describe, expect, it } from 'vitest'
import { covered, findSignatures } from './find-signatures.ts'
import { readCms } from './read-cms.ts'
import { readStore } from './read-store.ts'
import { folder, SIGNED, authority, proven } from './testing/proven-document.ts'

const has = (program: string) => spawnSync(program, ['-v']).error === undefined
const inCi = process.env.CI !== undefined
const file = (name: string, bytes: Uint8Array | string) => {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  return path
}

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
