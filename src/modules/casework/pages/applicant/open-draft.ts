import type { PageContext } from '../../../../platform/http/index.ts'
import { readDraft, type OpenDraft } from '../../use/open-draft.ts'

export type { OpenDraft } from '../../use/open-draft.ts'

/**
 * Opens the draft of the address.
 * @throws Refusal sign-in-needed, draft-gone (also for one that is another person's)
 */
export const openDraft = (context: PageContext): Promise<OpenDraft> =>
  context.perform(readDraft, { draft: context.parameters['draft'] ?? '' })

/** The name an application is filed in, where it is not the own one: a firm's, and at a counter the person's. */
export const inWhoseName = ({ draft, who }: Pick<OpenDraft, 'draft' | 'who'>): string[] => [
  ...(who.organisation === null ? [] : [who.applicant.name]),
  ...(draft.walkIn ? [draft.walkIn.name] : []),
]
