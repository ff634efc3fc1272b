import type { Tx } from '../../../platform/database/index.ts'
import { lockInstance, type Instance } from './instances.ts'

const sent = new WeakMap<Tx, Map<string, Promise<Instance | undefined>>>()

/**
 * Holds a case to the end of the transaction; what is read with it serves the step that may follow. Sent once, and need
 * not be awaited.
 */
export function lockCase(tx: Tx, caseId: string): Promise<unknown> {
  const cases = sent.get(tx) ?? new Map<string, Promise<Instance | undefined>>()
  const locking = cases.get(caseId) ?? lockInstance(tx, caseId)
  // whoever takes it learns of a failure; when nobody does, the transaction's end tells
  locking.catch(() => undefined)
  sent.set(tx, cases.set(caseId, locking))
  return locking
}

/** @returns what was read when the case was locked: once only, for after a step it is no longer true */
export function takeLocked(tx: Tx, caseId: string): Promise<Instance | undefined> | undefined {
  const locking = sent.get(tx)?.get(caseId)
  sent.get(tx)?.delete(caseId)
  return locking
}
