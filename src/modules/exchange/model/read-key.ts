import { createPublicKey, X509Certificate, type KeyObject } from 'node:crypto'
import { Refusal } from '../../../platform/use-case/index.ts'
import { fingerprintOf } from '../../../platform/wire/index.ts'
import { refusal } from './refusals.ts'

/** A public key as somebody gave it; of a certificate also its term. */
export interface GivenKey {
  fingerprint: string
  /** SPKI */
  key: Buffer
  since?: string
  until?: string
}

/**
 * Reads a public key: PEM, a certificate (taken for its key and its term; who gave it is known by whoever lets it in), or
 * SPKI in base64.
 * @throws Refusal private-key, bad-key
 */
export function readKey(text: string): GivenKey {
  const refuse = (kind: (typeof refusal)['bad-key']) =>
    new Refusal(kind, { problems: [{ path: 'publicKey', text: kind.text }] })
  if (/PRIVATE KEY/.test(text)) throw refuse(refusal['private-key'])
  let key: KeyObject
  let term: Pick<GivenKey, 'since' | 'until'> = {}
  try {
    if (text.includes('BEGIN CERTIFICATE')) {
      const certificate = new X509Certificate(text.trim())
      key = certificate.publicKey
      term = {
        since: new Date(certificate.validFrom).toISOString(),
        until: new Date(certificate.validTo).toISOString(),
      }
    } else {
      key = text.includes('BEGIN')
        ? createPublicKey(text.trim())
        : createPublicKey({ key: Buffer.from(text.replace(/\s/g, ''), 'base64'), format: 'der', type: 'spki' })
    }
  } catch {
    throw refuse(refusal['bad-key'])
  }
  if (key.asymmetricKeyType !== 'ed25519') throw refuse(refusal['bad-key'])
  return { fingerprint: fingerprintOf(key), key: key.export({ type: 'spki', format: 'der' }), ...term }
}
