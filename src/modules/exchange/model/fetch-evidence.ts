import type { EvidenceAnswer, EvidenceRequest } from './evidence.ts'
import type { RegisterClient } from './register-client.ts'

/**
 * Asks a register, outside any transaction. Whoever uses the answer writes `recordAccess` in the same transaction as
 * its use.
 * @throws RegisterUnavailable, PermanentFailure
 */
export async function fetchEvidence(client: RegisterClient, request: EvidenceRequest): Promise<EvidenceAnswer> {
  const begun = performance.now()
  const answer = await client.query(request)
  return { ...answer, tookMs: Math.round(performance.now() - begun) }
}
