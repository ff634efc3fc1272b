import type { Tx } from '../../../platform/database/index.ts'
import { Refusal } from '../../../platform/use-case/index.ts'
import { findDraft, type Draft } from '../store/drafts.ts'
import type { Filer } from './applicant-of.ts'
import { refusal } from './application.ts'

/** What is being sent, by whom and for whom. */
interface Sent {
  /** The person who sends it: at a counter the operator. */
  sender: string
  who: Filer
  service: string
  /** The task whose answers are corrected. */
  corrects?: string
}

/**
 * The open draft that an application comes from: one's own, of the same service, begun for the same applicant. Any
 * other id, be it a case's or a stranger's, is answered like one that never was.
 * @throws Refusal draft-gone
 */
export async function getOwnDraft(tx: Tx, id: string, { sender, who, service, corrects }: Sent): Promise<Draft> {
  const draft = await findDraft(tx, id)
  if (
    !draft ||
    draft.person !== sender ||
    draft.service !== service ||
    draft.organisation !== who.organisation ||
    (draft.walkIn ? draft.walkIn.person !== who.person : who.operator !== undefined) ||
    draft.corrects !== (corrects ?? null)
  )
    throw new Refusal(refusal['draft-gone'])
  return draft
}
