import { createHash, sign, type KeyObject } from 'node:crypto'
import { ObjectIdentifier, OctetString, Sequence, Set, fromBER } from 'asn1js'
import {
  AlgorithmIdentifier,
  Attribute,
  Certificate,
  ContentInfo,
  EncapsulatedContentInfo,
  IssuerAndSerialNumber,
  SignedAndUnsignedAttributes,
  SignedData,
  SignerInfo,
} from 'pkijs'
import { oid } from './oids.ts'

/** A certificate with its key. */
export interface Credentials {
  /** DER. */
  certificate: Uint8Array
  key: KeyObject
  /** Certificates between it and a root, which goes without saying. DER. */
  chain?: readonly Uint8Array[]
}

export interface CmsContent {
  /** Object identifier of the content. */
  type: string
  bytes: Uint8Array
  /** False: the signature stands apart from what it signs. */
  embedded: boolean
}

/**
 * A CMS SignedData with one signer in the shape of CAdES baseline B (ETSI EN 319 122-1): content type, digest and
 * signing certificate are signed.
 * The signing time is left out, as PAdES asks (EN 319 142-1, table 1): it stands in the document.
 * @param stamp gives a time stamp over the signature value, kept as an unsigned attribute
 */
export async function makeCms(
  content: CmsContent,
  credentials: Credentials,
  stamp?: (digest: Uint8Array) => Promise<Uint8Array>,
): Promise<Uint8Array> {
  const certificate = readCertificate(credentials.certificate)
  const attributes = signedAttributes(content, credentials.certificate)
  const signature = sign(
    'sha256',
    new Uint8Array(new Set({ value: attributes.map((attribute) => attribute.toSchema()) }).toBER()),
    credentials.key,
  )
  const info = new SignerInfo({
    version: 1,
    sid: new IssuerAndSerialNumber({ issuer: certificate.issuer, serialNumber: certificate.serialNumber }),
    digestAlgorithm: new AlgorithmIdentifier({ algorithmId: oid.sha256 }),
    signatureAlgorithm: new AlgorithmIdentifier({
      algorithmId: credentials.key.asymmetricKeyType === 'rsa' ? oid.rsaWithSha256 : oid.ecdsaWithSha256,
    }),
    signedAttrs: new SignedAndUnsignedAttributes({ type: 0, attributes }),
    signature: new OctetString({ valueHex: buffer(signature) }),
  })
  if (stamp) {
    const token = fromBER(buffer(await stamp(digest(signature)))).result
    info.unsignedAttrs = new SignedAndUnsignedAttributes({
      type: 1,
      attributes: [new Attribute({ type: oid.signatureTimeStamp, values: [token] })],
    })
  }
  const data = new SignedData({
    version: content.type === oid.data ? 1 : 3,
    digestAlgorithms: [new AlgorithmIdentifier({ algorithmId: oid.sha256 })],
    encapContentInfo: new EncapsulatedContentInfo({
      eContentType: content.type,
      ...(content.embedded
        ? { eContent: new OctetString({ valueHex: buffer(content.bytes) }), disableSplit: true }
        : {}),
    }),
    certificates: [certificate, ...(credentials.chain ?? []).map(readCertificate)],
    signerInfos: [info],
  })
  return new Uint8Array(
    new ContentInfo({ contentType: oid.signedData, content: data.toSchema(true) }).toSchema().toBER(),
  )
}

/** Read once while its owner holds it: whoever signs many documents in one go does so with the same few. */
function readCertificate(der: Uint8Array): Certificate {
  const read = certificates.get(der) ?? Certificate.fromBER(buffer(der))
  certificates.set(der, read)
  return read
}

const certificates = new WeakMap<Uint8Array, Certificate>()

/** In the order DER wants of a set, so that every verifier encodes them alike. */
function signedAttributes(content: CmsContent, certificate: Uint8Array): Attribute[] {
  const attributes = [
    new Attribute({ type: oid.contentType, values: [new ObjectIdentifier({ value: content.type })] }),
    new Attribute({ type: oid.messageDigest, values: [new OctetString({ valueHex: buffer(digest(content.bytes)) })] }),
    // SHA-256 is the default of ESSCertIDv2 and therefore not written
    new Attribute({
      type: oid.signingCertificateV2,
      values: [
        new Sequence({
          value: [
            new Sequence({
              value: [new Sequence({ value: [new OctetString({ valueHex: buffer(digest(certificate)) })] })],
            }),
          ],
        }),
      ],
    }),
  ]
  const encoded = (attribute: Attribute) => Buffer.from(attribute.toSchema().toBER())
  return attributes.sort((a, b) => Buffer.compare(encoded(a), encoded(b)))
}

export const digest = (bytes: Uint8Array): Uint8Array => new Uint8Array(createHash('sha256').update(bytes).digest())

/**
 * Bytes as an ArrayBuffer of their own: the ASN.1 libraries read the whole buffer under a view, and `slice` of a Buffer
 * is a view too.
 */
export const buffer = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer
