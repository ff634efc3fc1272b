import type { Tx } from '../../../platform/database/index.ts'
import { findDraft, resultsOfCase, type ResultStatus } from '../store/results.ts'

/** A file of the store with the name to save it under. */
export interface ResultFile {
  code: string
  status: ResultStatus
  sha256: string
  name: string
  type: 'application/pdf'
}

/**
 * The signed document of a case, one in force before one withdrawn, the newest first.
 * Whoever calls has made sure that the reader may read the case.
 */
export async function resultFile(tx: Tx, caseId: string): Promise<ResultFile | undefined> {
  const issued = await resultsOfCase(tx, caseId)
  const one = issued.find((each) => each.status === 'valid') ?? issued[0]
  return one && asFile(one, one.signed!)
}

/** The draft of a case: for officers and heads only, before it is signed. */
export async function draftFile(tx: Tx, caseId: string): Promise<ResultFile | undefined> {
  const draft = await findDraft(tx, caseId)
  return draft && asFile({ ...draft, status: 'draft' }, draft.unsigned!)
}

export const asFile = (one: { code: string; number: string; status: ResultStatus }, sha256: string): ResultFile => ({
  code: one.code,
  status: one.status,
  sha256,
  name: `${one.number}-${one.code}.pdf`.replaceAll('/', '-'),
  type: 'application/pdf',
})
