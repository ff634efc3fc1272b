import 'reflect-metadata'
import {
  BasicConstraintsExtension,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  type X509Certificate,
} from '@peculiar/x509'
import { certificateOf, isMadeBy, listOf, nameOf } from './certificates.ts'
import { checkRevocation, type KnownList, type Moment } from './check-revocation.ts'
import { oid } from './oids.ts'
import { problem, type ProofMaterial, type SignatureProblem, type Trust } from './signer.ts'

/** What the first certificate is used for. */
export type Usage = 'signing' | 'time-stamping'

export interface ChainCheck {
  problems: SignatureProblem[]
  remarks: SignatureProblem[]
  /** RFC 3339: when the first certificate of the chain expires. */
  until: string
}

/** Certificates between a signer and a root, at most. */
const LONGEST = 4

/**
 * Follows a certificate to a known root. Validity is judged at the moment (and now, when the time is its own word
 * alone); a revocation counts
 * when it came no later than the moment; a certificate whose issuer's list is missing, not genuine or overdue is a
 * failure of its own, never passed over.
 * @param others certificates that came with the signature, in DER
 * @param store what the document's security store holds
 */
export async function checkChain(
  certificate: Uint8Array,
  others: readonly Uint8Array[],
  usage: Usage,
  trust: Trust,
  moment: Moment,
  store?: ProofMaterial,
): Promise<ChainCheck> {
  const roots = trust.roots.map(certificateOf)
  const authorities = [...others, ...(store?.certificates ?? [])].map(certificateOf).filter(isAuthority)
  const lists = [...listsOf(store?.crl ?? [], true), ...listsOf(trust.crl, false)]
  const problems: SignatureProblem[] = []
  const remarks: SignatureProblem[] = []
  let current = certificateOf(certificate)
  let until = current.notAfter
  const done = (...more: SignatureProblem[]): ChainCheck => ({
    problems: [...problems, ...more],
    remarks,
    until: until.toISOString(),
  })
  if (!mayBeUsedFor(current, usage))
    problems.push(problem('not-for-signing', `the certificate of ${nameOf(current)} is not for ${usage}`))
  for (let length = 0; length < LONGEST; length++) {
    problems.push(...validity(current, moment))
    const root = await issuerOf(current, roots)
    const issuer = root ?? (await issuerOf(current, authorities))
    if (!issuer)
      return done(problem('unknown-issuer', `the certificate of ${nameOf(current)} comes from no known authority`))
    const revocation = await checkRevocation(current, issuer, lists, moment)
    problems.push(...revocation.problems)
    remarks.push(...revocation.remarks)
    if (issuer.notAfter < until) until = issuer.notAfter
    if (root) return done(...validity(root, moment))
    current = issuer
  }
  return done(problem('unknown-issuer', 'the chain of certificates is too long'))
}

const listsOf = (lists: readonly Uint8Array[], embedded: boolean): KnownList[] =>
  lists.map((list) => ({ list: listOf(list), embedded }))

async function issuerOf(
  certificate: X509Certificate,
  candidates: readonly X509Certificate[],
): Promise<X509Certificate | undefined> {
  for (const candidate of candidates) {
    if (candidate.subject === certificate.issuer && (await isMadeBy(certificate, candidate))) return candidate
  }
  return undefined
}

function isAuthority(certificate: X509Certificate): boolean {
  const usages = certificate.getExtension(KeyUsagesExtension)?.usages ?? 0
  return certificate.getExtension(BasicConstraintsExtension)?.ca === true && (usages & KeyUsageFlags.keyCertSign) !== 0
}

function mayBeUsedFor(certificate: X509Certificate, usage: Usage): boolean {
  const usages = certificate.getExtension(KeyUsagesExtension)?.usages ?? 0
  const extended = certificate.getExtension(ExtendedKeyUsageExtension)?.usages as string[] | undefined
  if (usage === 'time-stamping') return extended?.length === 1 && extended[0] === oid.timeStampingUsage
  return (
    (usages & (KeyUsageFlags.digitalSignature | KeyUsageFlags.nonRepudiation)) !== 0 &&
    !extended?.includes(oid.timeStampingUsage)
  )
}

function validity(certificate: X509Certificate, { at, now, ownWord }: Moment): SignatureProblem[] {
  if (Date.parse(at) < certificate.notBefore.getTime())
    return [problem('not-yet-valid', `the certificate of ${nameOf(certificate)} was not valid yet at ${at}`)]
  const latest = ownWord ? now : at
  if (Date.parse(latest) > certificate.notAfter.getTime())
    return [problem('expired', `the certificate of ${nameOf(certificate)} had expired at ${latest}`)]
  return []
}
