import type { PageContext } from '../../../../platform/http/index.ts'
import { readDraft, type OpenDraft } from '../../use/open-draft.ts'

export type { OpenDraft } from '../../use/open-draft.ts'

/**
 * Opens the draft of the address.
 * @throws Refusal sign-in-needed, draft-gone (also for one that is another person's)
 */
export const openDraft = (context: PageContext): Promise<OpenDraft> =>
  context.perform(readDraft, { draft: context.parameters['draft'] ?? '' })

/**
 * Where a draft is gone on with that was begun on another version of its service: it is begun anew there, and takes
 * along what was typed.
 */
export function goOnAnew(context: PageContext, { draft }: Pick<OpenDraft, 'draft'>): Response {
  const { office, organisation, service, walkIn } = draft
  const query = new URLSearchParams({
    changed: 'true',
    ...(office ? { office } : {}),
    ...(organisation ? { for: organisation } : {}),
  })
  return context.redirect(`${walkIn ? `/counter/people/${walkIn.person}` : `/services/${service}/start`}?${query}`)
}

/** The name an application is filed in, where it is not the own one: a firm's, and at a counter the person's. */
export const inWhoseName = ({ draft, who }: Pick<OpenDraft, 'draft' | 'who'>): string[] => [
  ...(who.organisation === null ? [] : [who.applicant.name]),
  ...(draft.walkIn ? [draft.walkIn.name] : []),
]
