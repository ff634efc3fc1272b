import type { Tx } from '../../../platform/database/index.ts'
import type { Application } from './application.ts'

const filed = new WeakMap<Tx, Map<string, Application>>()

/** An application was written in this transaction as it is after the first step: whoever follows that step need not read it. */
export function keepFiled(tx: Tx, application: Application): void {
  filed.set(tx, (filed.get(tx) ?? new Map<string, Application>()).set(application.caseId, application))
}

/** @returns the application as it was written: once only, for later it may be another */
export function takeFiled(tx: Tx, caseId: string): Application | undefined {
  const application = filed.get(tx)?.get(caseId)
  filed.get(tx)?.delete(caseId)
  return application
}
