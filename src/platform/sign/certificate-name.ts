import 'reflect-metadata'
import type { X509Certificate } from '@peculiar/x509'

/** Common name and organisation of a certificate. */
export function nameOf(certificate: X509Certificate): string {
  const [name, organisation] = [certificate.subjectName.getField('CN')[0], certificate.subjectName.getField('O')[0]]
  return [...new Set([name, organisation].filter((one) => one !== undefined))].join(', ') || certificate.subject
}
