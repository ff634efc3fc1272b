import type { Tx } from '../../../platform/database/index.ts'
import { enqueue } from '../../../platform/jobs/index.ts'
import { Refusal } from '../../../platform/use-case/index.ts'
import { holdSaid, insertDispute } from '../store/owed.ts'
import { refusal } from './refusals.ts'
import { disputedJob } from './tell-body.ts'

/**
 * Notes that somebody disputes the last word of a body on what it owed: from then on it is owed again, and the body is
 * told.
 * @param said `statement` the word that was read; absent: the last one. `name` null: without a name
 * @throws Refusal not-disputed where nothing was said yet or this person disputed it before, said-anew where the body
 * has answered since it was read
 */
export async function dispute(
  tx: Tx,
  {
    statement,
    ...said
  }: {
    discussion: string
    answer: string
    why: string
    statement?: number | undefined
    person: string
    name: string | null
    now: string
  },
): Promise<void> {
  const last = await holdSaid(tx, said.discussion, said.answer)
  if (last?.number == null) throw new Refusal(refusal['not-disputed'])
  if (statement !== undefined && statement !== last.number) throw new Refusal(refusal['said-anew'])
  if (!(await insertDispute(tx, { ...said, statement: last.number }))) throw new Refusal(refusal['not-disputed'])
  const { discussion, answer } = said
  await enqueue(tx, disputedJob({ discussion, answer, statement: last.number }), said.now)
}
