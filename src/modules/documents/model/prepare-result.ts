import { randomBytes } from 'node:crypto'
import type { Tx } from '../../../platform/database/index.ts'
import { claimCode, findPrepared, insertResult, type Draft } from '../store/results.ts'
import { withoutHiddenIn } from './without-hidden-in.ts'
import { maskHolder } from './mask-holder.ts'
import { makeCode } from '../../../kernel/values/index.ts'
import type { ResultContent } from './result-content.ts'

export interface Preparation {
  caseId: string
  /** Asked again with the same one, the same result is answered and its content stays. */
  job: string
  content: ResultContent
  timeZone: string
  now: string
}

/** Writes down what a result will say and gives it its code. It is a draft: its code is unknown to whoever asks. */
export async function prepareResult(
  tx: Tx,
  { caseId, job, content: given, timeZone, now }: Preparation,
): Promise<Draft> {
  const before = await findPrepared(tx, caseId, job)
  if (before) return before
  const content = withoutHiddenIn(given)
  let code = makeCode(randomBytes(8))
  while (!(await claimCode(tx, code, caseId))) code = makeCode(randomBytes(8))
  const inserted = await insertResult(tx, {
    caseId,
    code,
    job,
    content,
    holder: maskHolder(content.holder),
    timeZone,
    now,
  })
  if (inserted) return { code, number: content.number, unsigned: null, content }
  // a twin of the same job was first: its code holds
  await tx.query('delete from documents.code where code = $1', [code])
  return (await findPrepared(tx, caseId, job))!
}
