import type { Tx } from '../../../platform/database/index.ts'
import { lockInstance, type Instance } from './instances.ts'

const sent = new WeakMap<Tx, Map<string, Promise<Instance | undefined>>>()

/** Sends the lock of a case without waiting for its answer, which `takeAhead` gives to the first who asks. */
export function lockAhead(tx: Tx, caseId: string | undefined): void {
  if (caseId === undefined) return
  const locking = lockInstance(tx, caseId)
  // whoever takes it learns of a failure; when nobody does, the transaction's end tells
  locking.catch(() => undefined)
  const cases = sent.get(tx) ?? new Map<string, Promise<Instance | undefined>>()
  sent.set(tx, cases.set(caseId, locking))
}

/** @returns what was read when the case was locked ahead: once only, for after a step it is no longer true */
export function takeAhead(tx: Tx, caseId: string): Promise<Instance | undefined> | undefined {
  const locking = sent.get(tx)?.get(caseId)
  sent.get(tx)?.delete(caseId)
  return locking
}
