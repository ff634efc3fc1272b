import type { Hono } from 'hono'
import { join } from 'node:path'
import type { Config } from '../platform/config/index.ts'
import { demoAuthority, type DemoAuthority } from '../platform/sign/index.ts'

const LIST = '/ca/root.crl'
const ROOT = '/ca/root.cer'

/** The demo authority of this instance; its certificates say where the instance publishes its revocation list. */
export const openAuthority = (config: Config, origin: string): Promise<DemoAuthority> => demoAuthority(join(config.home, 'ca'), { listAddress: `${origin}${LIST}` })

/** What whoever verifies a document elsewhere needs of its authority, in DER: the root and the revocation list (RFC 5280, RFC 2585). */
export function mountAuthority(app: Hono, authority: () => Promise<DemoAuthority>): void {
  const send = (body: Uint8Array, type: string) => new Response(new Uint8Array(body), { headers: { 'content-type': type, 'cache-control': 'public, max-age=300' } })
  app.get(LIST, async () => send(await (await authority()).revocationList(), 'application/pkix-crl'))
  app.get(ROOT, async () => send((await authority()).root, 'application/pkix-cert'))
}
