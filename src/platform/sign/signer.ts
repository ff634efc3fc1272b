/**
 * Makes a detached signature over bytes, as CMS in DER. Behind an interface so that a state's own algorithms, a
 * hardware module
 * or a qualified provider can take the place of the demo authority.
 */
export interface Signer {
  /** Who signs, as people read it: written into the document. */
  name: string
  signDetached(content: Uint8Array): Promise<Uint8Array>
  /**
   * What is added to the document so that it can be verified without anybody's help later; without it a verifier needs
   * the authority's list.
   */
  proof?: ProofSource
}

/** Gives a time-stamp token (RFC 3161, CMS in DER) for a SHA-256 digest. */
export interface TimeStamper {
  stamp(digest: Uint8Array): Promise<Uint8Array>
}

/** Certificates and revocation lists, in DER. */
export interface ProofMaterial {
  certificates: readonly Uint8Array[]
  crl: readonly Uint8Array[]
}

/**
 * Gives what a signature is proven by in decades, when neither its authority nor its lists are there any more (PAdES
 * B-LT and B-LTA).
 */
export interface ProofSource extends TimeStamper {
  /** The whole chains of signer and time-stamping authority, and their authorities' lists, good at this moment. */
  material(): Promise<ProofMaterial>
  /**
   * RFC 3339: when the first certificate expires on which the time stamp rests; until then the document proves itself.
   */
  until: string
}

/** Whom a verifier believes. Certificates and lists in DER. */
export interface Trust {
  roots: readonly Uint8Array[]
  /** Revocation lists; a certificate whose issuer has none here fails. */
  crl: readonly Uint8Array[]
  /** RFC 3339: the moment of the check. */
  now: string
}

/** What the document itself knows about a signature in it. */
export interface Known {
  /** RFC 3339: it existed at this time at the latest, by a time stamp over all of it. */
  by?: string
  /** What stands in the document's security store. */
  store?: ProofMaterial
  /** The store has to suffice: lists from elsewhere can only tell of more revocations. */
  sufficient?: boolean
}

/** Reads and judges detached signatures, and time stamps over a whole document. */
export interface Verifier {
  verifyDetached(cms: Uint8Array, content: Uint8Array, trust: Trust, known?: Known): Promise<SignatureCheck>
  verifyTimeStamp(token: Uint8Array, content: Uint8Array, trust: Trust, known?: Known): Promise<SignatureCheck>
  /** Whether it is a time stamp and not somebody's signature. */
  isTimeStamp(cms: Uint8Array): boolean
}

/** What a signature says, and everything wrong with it: no problems = valid. */
export interface SignatureCheck {
  /** Common name and organisation of the certificate. */
  signedBy: string | undefined
  /** Instant of a valid time stamp; undefined without one. */
  stampedAt: string | undefined
  /** RFC 3339: when the first certificate expires on which the proof of the time rests. */
  provenUntil?: string | undefined
  problems: SignatureProblem[]
  /** What should be known though the signature is good. */
  remarks?: SignatureProblem[]
}

export type SignatureProblemCode =
  | 'no-signature'
  | 'unreadable'
  | 'not-whole-document'
  | 'altered'
  | 'wrong-certificate'
  | 'unknown-issuer'
  | 'not-for-signing'
  | 'not-yet-valid'
  | 'expired'
  | 'revoked'
  | 'no-revocation-data'
  | 'bad-time-stamp'
  | 'bad-proof'
  | 'revoked-later'

export interface SignatureProblem {
  code: SignatureProblemCode
  message: string
}

/**
 * Clocks of two machines differ: a stamp or list up to this much younger than the moment of the check is not from the
 * future.
 */
export const CLOCKS_DIFFER = 60_000

export const problem = (code: SignatureProblemCode, message: string): SignatureProblem => ({ code, message })
