import { createPublicKey, verify } from 'node:crypto'
import { fromBER, ObjectIdentifier, OctetString, Sequence, Set, type AsnType } from 'asn1js'
import { Certificate, ContentInfo, IssuerAndSerialNumber, SignedData, type SignerInfo } from 'pkijs'
import { buffer, digest } from './make-cms.ts'
import { oid } from './oids.ts'
import { problem, type SignatureProblem } from './signer.ts'

/** A CMS with one signer, opened. */
export interface ReadCms {
  /** Object identifier of what is signed. */
  type: string
  /** What is signed, when it stands inside. */
  content: Uint8Array | undefined
  /** The signer's certificate and the others, in DER. */
  certificate: Uint8Array
  others: Uint8Array[]
  signature: Uint8Array
  /** Time-stamp token, in DER. */
  timeStamp: Uint8Array | undefined
  info: SignerInfo
}

/**
 * Reads a CMS in DER. Only the one shape we promise is accepted: exactly one signer, named by issuer and serial number,
 * SHA-256,
 * nothing after the end, no unsigned attribute but a time stamp, and the bytes are those that writing it again gives:
 * what the signature
 * does not cover leaves no room to change a byte.
 * @throws Error when it is anything else
 */
export function readCms(der: Uint8Array): ReadCms {
  const before = opened.get(der)
  if (before) return before
  const read = open(der)
  opened.set(der, read)
  return read
}

/** First it is asked what it is, then it is judged: opening costs more than both. */
const opened = new WeakMap<Uint8Array, ReadCms>()

function open(der: Uint8Array): ReadCms {
  const parsed = fromBER(buffer(der))
  if (parsed.offset !== der.length) throw new Error('bytes follow the signature')
  const outer = new ContentInfo({ schema: parsed.result })
  if (outer.contentType !== oid.signedData) throw new Error('it is no signed data')
  const data = new SignedData({ schema: outer.content })
  const info = data.signerInfos[0]
  if (!info || data.signerInfos.length > 1) throw new Error(`it has ${data.signerInfos.length} signers`)
  if (info.version !== 1 || !(info.sid instanceof IssuerAndSerialNumber))
    throw new Error('the signer is not named by issuer and number')
  if (
    info.digestAlgorithm.algorithmId !== oid.sha256 ||
    data.digestAlgorithms.some((digestAlgorithm) => digestAlgorithm.algorithmId !== oid.sha256)
  )
    throw new Error('the digest is not SHA-256')
  const again = new ContentInfo({ contentType: oid.signedData, content: data.toSchema(true) }).toSchema().toBER()
  if (Buffer.compare(Buffer.from(again), der) !== 0) throw new Error('it is not written as DER')
  const certificates = (data.certificates ?? []).filter((certificate) => certificate instanceof Certificate)
  const named = info.sid
  const own = certificates.find(
    (certificate) => certificate.serialNumber.isEqual(named.serialNumber) && sameDer(certificate.issuer, named.issuer),
  )
  if (!own) throw new Error('the certificate of the signer is not there')
  const encoded = (certificate: Certificate) => new Uint8Array(certificate.toSchema(false).toBER())
  const content = data.encapContentInfo.eContent
  return {
    type: data.encapContentInfo.eContentType,
    content: content && new Uint8Array(content.getValue()),
    certificate: encoded(own),
    others: certificates.filter((certificate) => certificate !== own).map(encoded),
    signature: new Uint8Array(info.signature.getValue()),
    timeStamp: timeStampOf(info),
    info,
  }
}

/** What of the signed attributes and the signature does not fit the content and the certificate. */
export function checkSignature(cms: ReadCms, content: Uint8Array): SignatureProblem[] {
  const signed = cms.info.signedAttrs
  const value = (type: string): AsnType | undefined => {
    const found = (signed?.attributes ?? []).filter((attribute) => attribute.type === type)
    return found.length === 1 && found[0]!.values.length === 1 ? (found[0]!.values[0] as AsnType) : undefined
  }
  const type = value(oid.contentType)
  if (!(type instanceof ObjectIdentifier) || type.valueBlock.toString() !== cms.type)
    return [problem('unreadable', 'the signature does not say what it signs')]
  const problems: SignatureProblem[] = []
  const claimed = value(oid.messageDigest)
  if (!(claimed instanceof OctetString) || !same(new Uint8Array(claimed.getValue()), digest(content)))
    problems.push(problem('altered', 'what was signed has been changed since'))
  if (!same(signingCertificateDigest(value(oid.signingCertificateV2)), digest(cms.certificate)))
    problems.push(problem('wrong-certificate', 'the certificate is not the one that signed'))
  const bytes = new Uint8Array(
    new Set({ value: (signed?.attributes ?? []).map((attribute) => attribute.toSchema()) }).toBER(),
  )
  if (!signatureHolds(cms, bytes)) problems.push(problem('altered', 'the signature does not fit the certificate'))
  return problems
}

function signatureHolds(cms: ReadCms, bytes: Uint8Array): boolean {
  const algorithm = cms.info.signatureAlgorithm.algorithmId
  try {
    const certificate = Certificate.fromBER(buffer(cms.certificate))
    const key = createPublicKey({
      key: Buffer.from(certificate.subjectPublicKeyInfo.toSchema().toBER()),
      format: 'der',
      type: 'spki',
    })
    if (key.asymmetricKeyType === 'ec')
      return algorithm === oid.ecdsaWithSha256 && verify('sha256', bytes, key, cms.signature)
    return (
      key.asymmetricKeyType === 'rsa' &&
      (algorithm === oid.rsaWithSha256 || algorithm === oid.rsa) &&
      verify('sha256', bytes, key, cms.signature)
    )
  } catch {
    return false
  }
}

/** SigningCertificateV2 → first ESSCertIDv2 → certHash, by SHA-256 as default or as said. */
function signingCertificateDigest(value: AsnType | undefined): Uint8Array | undefined {
  const [list] = value instanceof Sequence ? (value.valueBlock.value as AsnType[]) : []
  const [first] = list instanceof Sequence ? (list.valueBlock.value as AsnType[]) : []
  const parts = first instanceof Sequence ? (first.valueBlock.value as AsnType[]) : []
  const hash = parts.find((part) => part instanceof OctetString)
  const named = parts[0]
  if (named instanceof Sequence && parts.indexOf(hash as AsnType) === 1) {
    const algorithm = (named.valueBlock.value as AsnType[])[0]
    if (!(algorithm instanceof ObjectIdentifier) || algorithm.valueBlock.toString() !== oid.sha256) return undefined
  }
  return hash && new Uint8Array(hash.getValue())
}

function timeStampOf(info: SignerInfo): Uint8Array | undefined {
  const attributes = info.unsignedAttrs?.attributes ?? []
  const [found] = attributes
  if (!found) return undefined
  if (attributes.length > 1 || found.type !== oid.signatureTimeStamp || found.values.length !== 1)
    throw new Error('it has an unsigned attribute other than one time stamp')
  return new Uint8Array((found.values[0] as AsnType).toBER())
}

/** Byte for byte: comparing names as text would take other spellings and string types for the same. */
const sameDer = (item: { toSchema(): AsnType }, other: { toSchema(): AsnType }): boolean =>
  Buffer.compare(Buffer.from(item.toSchema().toBER()), Buffer.from(other.toSchema().toBER())) === 0

const same = (item: Uint8Array | undefined, other: Uint8Array): boolean =>
  item !== undefined && item.length === other.length && item.every((byte, at) => byte === other[at])
