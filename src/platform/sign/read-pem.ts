/** Labels of what is asked for: certificates, or revocation lists as openssl and as some libraries call them. */
const LABELS = { certificate: ['CERTIFICATE', 'TRUSTED CERTIFICATE'], crl: ['X509 CRL', 'CRL'] }

/**
 * Certificates or revocation lists of a file, in DER: a file in DER is one, one in PEM may hold several.
 * @returns nothing when there are none
 */
export function readPem(file: Uint8Array, what: keyof typeof LABELS): Uint8Array[] {
  if (file[0] === 0x30) return [file]
  const text = Buffer.from(file).toString('latin1')
  return [...text.matchAll(/-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\s]+)-----END \1-----/g)]
    .filter(([, label]) => LABELS[what].includes(label!))
    .map(([, , body]) => new Uint8Array(Buffer.from(body!, 'base64')))
}
