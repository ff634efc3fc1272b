import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AgentOptions } from 'node:https'

/**
 * What mutual TLS is spoken with, from a folder: `ca.pem`, whom to believe; `cert.pem` and `key.pem`, our own.
 * @throws when one of the three can't be read
 */
export const tlsIn = (folder: string): Required<Pick<AgentOptions, 'ca' | 'cert' | 'key' | 'minVersion'>> => {
  const read = (name: string) => readFileSync(join(folder, name), 'utf8')
  return { ca: read('ca.pem'), cert: read('cert.pem'), key: read('key.pem'), minVersion: 'TLSv1.3' }
}
