import { existsSync, readFileSync } from 'node:fs'
import type { AgentOptions } from 'node:https'
import { join } from 'node:path'
import { createSecureContext } from 'node:tls'
import { EnvironmentFailure } from '../config/index.ts'

/** Whom to believe, and what we show of ourselves. */
export type Tls = Pick<AgentOptions, 'ca' | 'cert' | 'key' | 'minVersion'>

const REMEDY = 'put ca.pem there, and cert.pem with key.pem where a certificate is asked of us, each as PEM'

/**
 * What TLS is spoken with, from a folder: `ca.pem`, whom to believe and nobody else; `cert.pem` and `key.pem`, our own, where
 * the other side wants one: a Security Server whose client type is HTTPS without authentication does not.
 * @throws EnvironmentFailure when one of them can't be read, or the key is not the certificate's
 */
export function tlsIn(folder: string): Tls {
  const read = (name: string) => readFileSync(join(folder, name), 'utf8')
  try {
    const shown = ['cert.pem', 'key.pem'].some((name) => existsSync(join(folder, name)))
    const tls = {
      ca: read('ca.pem'),
      minVersion: 'TLSv1.3',
      ...(shown ? { cert: read('cert.pem'), key: read('key.pem') } : {}),
    } as const
    createSecureContext(tls)
    return tls
  } catch (error) {
    throw new EnvironmentFailure(
      `TLS with the exchange can't be spoken by ${folder} (${(error as Error).message})`,
      REMEDY,
    )
  }
}
