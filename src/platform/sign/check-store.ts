import { signatureKey } from './add-proof.ts'
import { certificateOf, isMadeBy, listOf } from './certificates.ts'
import type { FoundSignature } from './find-signatures.ts'
import type { SecurityStore } from './read-store.ts'
import { problem, type SignatureProblem, type Trust } from './signer.ts'

/**
 * Whether what a security store holds is what its authorities made, byte for byte, also where no signature needs it: as
 * long as no time stamp
 * covers the store this alone tells that it was not tampered with.
 */
export async function checkStore(
  store: SecurityStore,
  signatures: readonly FoundSignature[],
  trust: Trust,
): Promise<SignatureProblem[]> {
  const keys = new Set(signatures.map((signature) => signatureKey(signature.padded)))
  const problems = store.keys
    .filter((key) => !keys.has(key))
    .map(() => problem('bad-proof', 'the security store has an entry for a signature that is not there'))
  try {
    const certificates = store.certificates.map(certificateOf)
    const lists = store.crl.map(listOf)
    const authorities = [...trust.roots.map(certificateOf), ...certificates]
    for (const certificate of certificates) {
      const issuers = authorities.filter((other) => other.subject === certificate.issuer)
      if (!(await anyHolds(issuers, (issuer) => isMadeBy(certificate, issuer))))
        problems.push(
          problem('bad-proof', 'a certificate in the security store was not made by the authority it names'),
        )
    }
    for (const list of lists) {
      const issuers = authorities.filter((other) => other.subject === list.issuer)
      if (issuers.length > 0 && !(await anyHolds(issuers, (issuer) => isMadeBy(list, issuer))))
        problems.push(
          problem('bad-proof', 'a revocation list in the security store was not made by the authority it names'),
        )
    }
  } catch (error) {
    problems.push(problem('bad-proof', `the security store can't be read: ${(error as Error).message}`))
  }
  return problems
}

async function anyHolds<Value>(values: readonly Value[], holds: (value: Value) => Promise<boolean>): Promise<boolean> {
  for (const value of values) if (await holds(value)) return true
  return false
}
