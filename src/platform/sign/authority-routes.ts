import type { Hono } from 'hono'
import { join } from 'node:path'
import type { Clock } from '../clock/index.ts'
import type { Config } from '../config/index.ts'
import { PermanentFailure } from '../jobs/index.ts'
import { demoAuthority, type DemoAuthority } from './demo-authority.ts'

const LIST = '/ca/root.crl'
const ROOT = '/ca/root.cer'

/** The demo authority of this instance; its certificates say where the instance publishes its revocation list. */
export const openAuthority = (config: Config, origin: string, clock: Clock, country: string): Promise<DemoAuthority> =>
  demoAuthority(join(config.home, 'ca'), { listAddress: `${origin}${LIST}`, clock, country: country.toUpperCase() })

/**
 * Who signs for the bodies. Without the demonstration nobody does until a state's own signer is put in (`Signer` in
 * platform/sign): a document
 * that waits for its signature stands as an incident, and is signed when it is tried again.
 */
export async function signingAuthority(
  config: Pick<Config, 'demo'>,
  demo: () => Promise<DemoAuthority>,
): Promise<Pick<DemoAuthority, 'signerFor'>> {
  if (config.demo) return demo()
  return {
    signerFor: async () => {
      throw new PermanentFailure(
        'this instance has no authority that signs for its bodies; that of the demonstration signs nothing outside it',
      )
    },
  }
}

/**
 * What whoever verifies a document elsewhere needs of its authority, in DER: the root and the revocation list (RFC
 * 5280, RFC 2585).
 */
export function mountAuthority(app: Hono, authority: () => Promise<DemoAuthority>): void {
  const send = (body: Uint8Array, type: string) =>
    new Response(new Uint8Array(body), { headers: { 'content-type': type, 'cache-control': 'public, max-age=300' } })
  app.get(LIST, async () => send(await (await authority()).revocationList(), 'application/pkix-crl'))
  app.get(ROOT, async () => send((await authority()).root, 'application/pkix-cert'))
}
