import 'reflect-metadata'
import { X509Certificate, X509Crl } from '@peculiar/x509'
import { buffer } from './make-cms.ts'

const certificates = new WeakMap<Uint8Array, X509Certificate>()
const lists = new WeakMap<Uint8Array, X509Crl>()
const made = new WeakMap<X509Certificate | X509Crl, WeakMap<X509Certificate, Promise<boolean>>>()

// the same few certificates and lists are looked at for the signature, for each time stamp and for the store: read and
// tested once while they are held

/** @throws Error when it is none */
export const certificateOf = (der: Uint8Array): X509Certificate =>
  kept(certificates, der, () => new X509Certificate(buffer(der)))

/** @throws Error when it is none */
export const listOf = (der: Uint8Array): X509Crl => kept(lists, der, () => new X509Crl(buffer(der)))

/** Whether the key of `issuer` signed it; nothing else is looked at. */
export function isMadeBy(item: X509Certificate | X509Crl, issuer: X509Certificate): Promise<boolean> {
  const { publicKey } = issuer
  const test = () =>
    (item instanceof X509Crl ? item.verify({ publicKey }) : item.verify({ publicKey, signatureOnly: true })).catch(
      () => false,
    )
  return kept(
    kept(made, item, () => new WeakMap<X509Certificate, Promise<boolean>>()),
    issuer,
    test,
  )
}

/** Common name and organisation of a certificate. */
export function nameOf(certificate: X509Certificate): string {
  const [name, organisation] = [certificate.subjectName.getField('CN')[0], certificate.subjectName.getField('O')[0]]
  return (
    [...new Set([name, organisation].filter((candidate) => candidate !== undefined))].join(', ') || certificate.subject
  )
}

function kept<Key extends WeakKey, Value>(store: WeakMap<Key, Value>, key: Key, make: () => Value): Value {
  const before = store.get(key)
  if (before !== undefined) return before
  const value = make()
  store.set(key, value)
  return value
}
