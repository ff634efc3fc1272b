/**
 * Makes a detached signature over bytes, as CMS in DER. Behind an interface so that a state's own algorithms, a hardware module
 * or a qualified provider can take the place of the demo authority.
 */
export interface Signer {
  /** Who signs, as people read it: written into the document. */
  name: string
  signDetached(content: Uint8Array): Promise<Uint8Array>
}

/** Gives a time-stamp token (RFC 3161, CMS in DER) for a SHA-256 digest. */
export interface TimeStamper {
  stamp(digest: Uint8Array): Promise<Uint8Array>
}

/** Whom a verifier believes. Certificates and lists in DER. */
export interface Trust {
  roots: readonly Uint8Array[]
  /** Revocation lists; a certificate whose issuer has none here fails. */
  crl: readonly Uint8Array[]
  /** RFC 3339: the moment of the check. */
  now: string
}

/** Reads and judges a detached signature. */
export interface Verifier {
  verifyDetached(cms: Uint8Array, content: Uint8Array, trust: Trust): Promise<SignatureCheck>
}

/** What a signature says, and everything wrong with it: no problems = valid. */
export interface SignatureCheck {
  /** Common name and organisation of the certificate. */
  signedBy: string | undefined
  /** Instant of a valid time stamp; undefined without one. */
  stampedAt: string | undefined
  problems: SignatureProblem[]
}

export type SignatureProblemCode =
  | 'no-signature' | 'unreadable' | 'not-whole-document' | 'altered' | 'wrong-certificate' | 'unknown-issuer' | 'not-for-signing'
  | 'not-yet-valid' | 'expired' | 'revoked' | 'no-revocation-data' | 'bad-time-stamp'

export interface SignatureProblem { code: SignatureProblemCode; message: string }

export const problem = (code: SignatureProblemCode, message: string): SignatureProblem => ({ code, message })
