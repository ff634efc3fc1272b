import 'reflect-metadata'
import { randomBytes, webcrypto } from 'node:crypto'
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  CRLDistributionPointsExtension,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
  X509CrlGenerator,
  X509CrlReason,
  Extension,
  type JsonName,
} from '@peculiar/x509'
import { Integer } from 'asn1js'
import { buffer, type Credentials } from './make-cms.ts'
import { oid } from './oids.ts'

export interface SubjectName {
  country: string
  organisation: string
  name: string
}

/** A new certificate with its key. */
export interface Issued {
  certificate: Uint8Array
  pem: string
  key: string
  serialNumber: string
}

export interface Revoked {
  serialNumber: string
  /** RFC 3339. */
  at: string
  /** Its holder gave up signing, unless said. */
  reason?: X509CrlReason
}

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
/** Wide on purpose: the made-up history of a demonstration begins before the day it is set up. */
const FROM = new Date('2020-01-01T00:00:00Z')
/**
 * Offices' certificates end long before what proves their time: a document outlives the certificate of whoever signed
 * it.
 */
const UNTIL = { signing: '2044-12-31T23:59:59Z', 'time-stamping': '2099-12-31T23:59:59Z', root: '2099-12-31T23:59:59Z' }
const LIST_DAYS = 7

/** A root of its own making: P-256, may sign certificates and revocation lists. */
export async function issueRoot(subject: SubjectName): Promise<Issued> {
  const keys = await newKeys()
  const certificate = await X509CertificateGenerator.createSelfSigned({
    notBefore: FROM,
    notAfter: new Date(UNTIL.root),
    serialNumber: newSerial(),
    name: distinguishedName(subject),
    keys,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new BasicConstraintsExtension(true, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  })
  return issued(certificate, keys)
}

export interface CertificateTerms {
  usage: 'signing' | 'time-stamping'
  /** RFC 3339: its last moment, when it should end earlier than usual. */
  until?: string | undefined
  /** Where the authority publishes its revocation list (RFC 5280, 4.2.1.13). */
  listAddress?: string | undefined
}

/** A certificate for signing documents or for time stamps, signed by the root; it ends no later than that. */
export async function issueCertificate(
  root: Credentials,
  subject: SubjectName,
  { usage, until, listAddress }: CertificateTerms,
): Promise<Issued> {
  const keys = await newKeys()
  const authority = new X509Certificate(buffer(root.certificate))
  const extensions: Extension[] = [
    new BasicConstraintsExtension(false, undefined, true),
    new KeyUsagesExtension(
      usage === 'signing'
        ? KeyUsageFlags.digitalSignature | KeyUsageFlags.nonRepudiation
        : KeyUsageFlags.digitalSignature,
      true,
    ),
    await SubjectKeyIdentifierExtension.create(keys.publicKey),
    await AuthorityKeyIdentifierExtension.create(authority),
    // RFC 3161 wants this usage alone and critical
    ...(usage === 'time-stamping' ? [new ExtendedKeyUsageExtension([oid.timeStampingUsage], true)] : []),
    ...(listAddress ? [new CRLDistributionPointsExtension([listAddress])] : []),
  ]
  const notAfter = new Date(Math.min(Date.parse(until ?? UNTIL[usage]), authority.notAfter.getTime()))
  const certificate = await X509CertificateGenerator.create({
    notBefore: FROM,
    notAfter,
    serialNumber: newSerial(),
    subject: distinguishedName(subject),
    issuer: authority.subjectName,
    publicKey: keys.publicKey,
    signingKey: await signingKey(root),
    signingAlgorithm: ALGORITHM,
    extensions,
  })
  return issued(certificate, keys)
}

/** The list of revoked certificates, good for a week. DER: the library's PEM label is not the one openssl reads. */
export async function issueRevocationList(
  root: Credentials,
  revoked: readonly Revoked[],
  now: string,
): Promise<Uint8Array> {
  const authority = new X509Certificate(buffer(root.certificate))
  // the number grows with time (RFC 5280, 5.2.3)
  const number = new Extension(oid.crlNumber, false, Integer.fromBigInt(BigInt(Date.parse(now))).toBER())
  const list = await X509CrlGenerator.create({
    issuer: authority.subjectName,
    extensions: [await AuthorityKeyIdentifierExtension.create(authority), number],
    thisUpdate: new Date(now),
    nextUpdate: new Date(Date.parse(now) + LIST_DAYS * 86_400_000),
    entries: revoked.map((item) => ({
      serialNumber: item.serialNumber,
      revocationDate: new Date(item.at),
      reason: item.reason ?? X509CrlReason.cessationOfOperation,
    })),
    signingKey: await signingKey(root),
    signingAlgorithm: ALGORITHM,
  })
  return new Uint8Array(list.rawData)
}

const distinguishedName = ({ country, organisation, name }: SubjectName): JsonName => [
  { C: [country] },
  { O: [organisation] },
  { CN: [name] },
]

const newKeys = () => webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']) as Promise<CryptoKeyPair>

/** 16 random bytes, positive. */
function newSerial(): string {
  const bytes = randomBytes(16)
  bytes[0] = (bytes[0]! & 0x3f) | 0x40
  return bytes.toString('hex')
}

const signingKey = (root: Credentials) =>
  webcrypto.subtle.importKey('pkcs8', root.key.export({ type: 'pkcs8', format: 'der' }), ALGORITHM, false, [
    'sign',
  ]) as Promise<CryptoKey>

async function issued(certificate: X509Certificate, keys: CryptoKeyPair): Promise<Issued> {
  const key = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey))
    .toString('base64')
    .replace(/.{64}/g, '$&\n')
  return {
    certificate: new Uint8Array(certificate.rawData),
    pem: certificate.toString('pem'),
    key: `-----BEGIN PRIVATE KEY-----\n${key}\n-----END PRIVATE KEY-----\n`,
    serialNumber: certificate.serialNumber,
  }
}
