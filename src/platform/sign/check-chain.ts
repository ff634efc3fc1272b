import 'reflect-metadata'
import { BasicConstraintsExtension, ExtendedKeyUsageExtension, KeyUsageFlags, KeyUsagesExtension, X509Certificate, X509Crl } from '@peculiar/x509'
import { buffer } from './make-cms.ts'
import { oid } from './oids.ts'
import { problem, type SignatureProblem, type Trust } from './signer.ts'

/** What the first certificate is used for. */
export type Usage = 'signing' | 'time-stamping'

/** Certificates between a signer and a root, at most. */
const LONGEST = 4

/**
 * Follows a certificate to a known root. Validity is judged at `at`; a revocation counts when it came no later than `at`;
 * a certificate whose issuer's list is missing, not genuine or overdue is a failure of its own, never passed over.
 * @param others certificates that came with the signature, in DER
 * @param at RFC 3339: the proven time of the signature, else the moment of the check
 */
export async function checkChain(certificate: Uint8Array, others: readonly Uint8Array[], usage: Usage, trust: Trust, at: string): Promise<SignatureProblem[]> {
  const roots = trust.roots.map((one) => new X509Certificate(buffer(one)))
  const known = others.map((one) => new X509Certificate(buffer(one)))
  const lists = trust.crl.map((one) => new X509Crl(buffer(one)))
  const problems: SignatureProblem[] = []
  let current = new X509Certificate(buffer(certificate))
  if (!mayBeUsedFor(current, usage)) problems.push(problem('not-for-signing', `the certificate of ${nameOf(current)} is not for ${usage}`))
  for (let length = 0; length < LONGEST; length++) {
    problems.push(...validity(current, at))
    const root = await issuerOf(current, roots)
    const issuer = root ?? (await issuerOf(current, known.filter(isAuthority)))
    if (!issuer) return [...problems, problem('unknown-issuer', `the certificate of ${nameOf(current)} comes from no known authority`)]
    problems.push(...(await revocation(current, issuer, lists, trust.now, at)))
    if (root) return [...problems, ...validity(root, at)]
    current = issuer
  }
  return [...problems, problem('unknown-issuer', 'the chain of certificates is too long')]
}

/** Common name and organisation of a certificate. */
export function nameOf(certificate: X509Certificate): string {
  const [name, organisation] = [certificate.subjectName.getField('CN')[0], certificate.subjectName.getField('O')[0]]
  return [...new Set([name, organisation].filter((one) => one !== undefined))].join(', ') || certificate.subject
}

async function issuerOf(certificate: X509Certificate, candidates: readonly X509Certificate[]): Promise<X509Certificate | undefined> {
  for (const one of candidates) {
    if (one.subject === certificate.issuer && (await signedBy(certificate, one))) return one
  }
  return undefined
}

const signedBy = (certificate: X509Certificate, issuer: X509Certificate): Promise<boolean> =>
  certificate.verify({ publicKey: issuer.publicKey, signatureOnly: true }).catch(() => false)

function isAuthority(certificate: X509Certificate): boolean {
  const usages = certificate.getExtension(KeyUsagesExtension)?.usages ?? 0
  return certificate.getExtension(BasicConstraintsExtension)?.ca === true && (usages & KeyUsageFlags.keyCertSign) !== 0
}

function mayBeUsedFor(certificate: X509Certificate, usage: Usage): boolean {
  const usages = certificate.getExtension(KeyUsagesExtension)?.usages ?? 0
  const extended = certificate.getExtension(ExtendedKeyUsageExtension)?.usages as string[] | undefined
  if (usage === 'time-stamping') return extended?.length === 1 && extended[0] === oid.timeStampingUsage
  return (usages & (KeyUsageFlags.digitalSignature | KeyUsageFlags.nonRepudiation)) !== 0 && !extended?.includes(oid.timeStampingUsage)
}

function validity(certificate: X509Certificate, at: string): SignatureProblem[] {
  const moment = Date.parse(at)
  if (moment < certificate.notBefore.getTime()) return [problem('not-yet-valid', `the certificate of ${nameOf(certificate)} was not valid yet at ${at}`)]
  if (moment > certificate.notAfter.getTime()) return [problem('expired', `the certificate of ${nameOf(certificate)} had expired at ${at}`)]
  return []
}

async function revocation(certificate: X509Certificate, issuer: X509Certificate, lists: readonly X509Crl[], now: string, at: string): Promise<SignatureProblem[]> {
  const missing = (why: string) => [problem('no-revocation-data', `whether the certificate of ${nameOf(certificate)} was revoked can't be told: ${why}`)]
  const own = lists.filter((one) => one.issuer === issuer.subject)
  if (own.length === 0) return missing('there is no list of its authority')
  for (const list of own) {
    if (!(await list.verify({ publicKey: issuer.publicKey }).catch(() => false))) continue
    const [from, until] = [list.thisUpdate.getTime(), list.nextUpdate?.getTime() ?? 0]
    if (Date.parse(now) < from || Date.parse(now) > until) continue
    const entry = list.findRevoked(certificate.serialNumber)
    if (entry && entry.revocationDate.getTime() <= Date.parse(at)) return [problem('revoked', `the certificate of ${nameOf(certificate)} was revoked on ${entry.revocationDate.toISOString()}`)]
    return []
  }
  return missing('the list of its authority is not genuine or out of date')
}
