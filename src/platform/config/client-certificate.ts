import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { EnvironmentFailure } from './environment-failure.ts'

/** What this instance shows of itself in TLS, each as PEM; the certificate may have those of its authorities after it. */
export interface ClientCertificate {
  certificate: string
  key: string
}

const CERTIFICATE = 'DARCHA_IDENTITY_TLS_CERTIFICATE'
const KEY = 'DARCHA_IDENTITY_TLS_KEY'

/**
 * The certificate by which the OpenID provider knows this instance (RFC 8705), with its private key.
 * @param paths PEM files; the key may stand in the certificate's file
 * @param now milliseconds: TLS is spoken by the machine's own clock
 * @throws EnvironmentFailure when one can't be read, they do not belong together, or the certificate does not hold today
 */
export function readClientCertificate(
  paths: { certificate: string; key?: string | undefined },
  now = Date.now(),
): ClientCertificate {
  const read = <Made>(name: string, path: string, what: string, remedy: string, make: (pem: string) => Made) => {
    try {
      const pem = readFileSync(path, 'utf8')
      return { pem, made: make(pem) }
    } catch (error) {
      throw new EnvironmentFailure(
        `${name} names ${path}, which holds no ${what} (${(error as NodeJS.ErrnoException).code ?? (error as Error).message})`,
        remedy,
      )
    }
  }
  const { pem, made: shown } = read(
    CERTIFICATE,
    paths.certificate,
    'certificate',
    'give a PEM file with the certificate that the provider knows this instance by',
    (text) => new X509Certificate(text),
  )
  const own = paths.key ?? paths.certificate
  const { pem: key, made: opened } = read(
    paths.key === undefined ? CERTIFICATE : KEY,
    own,
    'private key',
    `give a PEM file with the certificate's private key, without a passphrase, as ${KEY}`,
    (text) => createPrivateKey(text),
  )
  if (!shown.checkPrivateKey(opened))
    throw new EnvironmentFailure(
      `the private key in ${own} is not that of the certificate in ${paths.certificate}`,
      `let ${CERTIFICATE} and ${KEY} name two that belong together; the instance's own certificate stands first in its file`,
    )
  const [from, to] = [shown.validFromDate, shown.validToDate]
  if (to.getTime() < now)
    throw new EnvironmentFailure(
      `the certificate in ${paths.certificate} (${CERTIFICATE}) ended at ${to.toISOString()}`,
      'have a new one made, tell the provider of it, and put it there',
    )
  if (from.getTime() > now)
    throw new EnvironmentFailure(
      `the certificate in ${paths.certificate} (${CERTIFICATE}) holds from ${from.toISOString()} only`,
      "look at this machine's clock, or start when it holds",
    )
  return { certificate: pem, key }
}
