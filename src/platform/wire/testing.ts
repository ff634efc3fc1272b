import 'reflect-metadata'
import { webcrypto } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as x509 from '@peculiar/x509'

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }

/**
 * An authority made for tests and benchmarks, good for an hour.
 * @returns makes a folder with what a side shows: `ca.pem`, `cert.pem` for 127.0.0.1, `key.pem`
 */
export async function authority(folder: string, name: string): Promise<(of: string) => Promise<string>> {
  const keys = () => webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify'])
  const [notBefore, notAfter] = [new Date(Date.now() - 60_000), new Date(Date.now() + 3_600_000)]
  const ca = await keys()
  const root = await x509.X509CertificateGenerator.createSelfSigned(
    {
      serialNumber: '01',
      name: `CN=${name}`,
      notBefore,
      notAfter,
      signingAlgorithm: ALGORITHM,
      keys: ca as never,
      extensions: [new x509.BasicConstraintsExtension(true, 1, true)],
    },
    webcrypto as never,
  )
  return async (of: string): Promise<string> => {
    const own = await keys()
    const certificate = await x509.X509CertificateGenerator.create(
      {
        serialNumber: '02',
        subject: `CN=${of}`,
        issuer: root.subject,
        notBefore,
        notAfter,
        signingAlgorithm: ALGORITHM,
        publicKey: own.publicKey as never,
        signingKey: ca.privateKey as never,
        extensions: [new x509.SubjectAlternativeNameExtension([{ type: 'ip', value: '127.0.0.1' }])],
      },
      webcrypto as never,
    )
    const at = join(folder, `${name}-${of}`)
    mkdirSync(at)
    const key = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', own.privateKey)).toString('base64')
    writeFileSync(join(at, 'ca.pem'), root.toString('pem'))
    writeFileSync(join(at, 'cert.pem'), certificate.toString('pem'))
    writeFileSync(join(at, 'key.pem'), `-----BEGIN PRIVATE KEY-----\n${key}\n-----END PRIVATE KEY-----\n`)
    return at
  }
}
