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
  const item = issued.find((each) => each.status === 'valid') ?? issued[0]
  return item && asFile(item, item.signed!)
}

/** The draft of a case: for officers and heads only, before it is signed. */
export async function draftFile(tx: Tx, caseId: string): Promise<ResultFile | undefined> {
  const draft = await findDraft(tx, caseId)
  return draft && asFile({ ...draft, status: 'draft' }, draft.unsigned!)
}

export const asFile = (item: { code: string; number: string; status: ResultStatus }, sha256: string): ResultFile => ({
  code: item.code,
  status: item.status,
  sha256,
  name: `${item.number}-${item.code}.pdf`.replaceAll('/', '-'),
  type: 'application/pdf',
})
