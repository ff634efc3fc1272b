import type { Tx } from '../../../platform/database/index.ts'
import { Refusal } from '../../../platform/use-case/index.ts'
import type { RunnableService } from '../../catalogue/index.ts'
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

/**
 * Whether a draft was begun on another version of its service than is published: that may ask other registers, so what
 * was agreed to in it does not hold. A correction keeps to the version of its case.
 */
export const isOutdated = (
  { corrects, version }: Pick<Draft, 'corrects' | 'version'>,
  published: Pick<RunnableService, 'version'> | undefined,
): boolean => corrects === null && version !== published?.version

/**
 * Nothing is asked or filed by such a draft: begun again it takes along what was typed, and agreement is asked anew.
 * @throws Refusal draft-outdated
 */
export function refuseOutdated(draft: Draft, published: RunnableService): void {
  if (isOutdated(draft, published)) throw new Refusal(refusal['draft-outdated'])
}
