import { z } from 'zod'
import { editable, general, Refusal, useCase } from '../../../platform/use-case/index.ts'
import { STATES, type Draft } from '../model/draft.ts'
import { findDraft, lockDraft } from '../store/drafts.ts'
import { DraftId } from './shapes.ts'

export const readDraft = useCase({
  name: 'studio.read-draft',
  title: 'A draft of a service with the text of every file',
  at: 'GET /studio/drafts/{draft}',
  input: DraftId,
  output: z.object({
    id: z.uuid(),
    service: z.string(),
    body: z.string(),
    base: z.int().nullable(),
    template: z.string().nullable(),
    revision: z.int(),
    state: z.enum(STATES),
    changedAt: z.string(),
    published: z.int().nullable(),
    files: z.record(z.string(), z.string()),
  }),
  may: 'editor of draft',
}).reads(async ({ input }, tx) => {
  const found = await findDraft(tx, input.draft)
  if (!found) throw new Refusal(general['not-found'])
  return shownDraft(found)
})

const shownDraft = ({ createdBy: _by, createdAt: _at, changedBy: _last, ...draft }: Draft) => ({
  ...draft,
  files: draft.files as Record<string, string>,
})

/** A draft that several people may edit at once: what matters to each is the file that is edited. */
export const theDraft = editable(readDraft, {
  lock: (tx, { draft }) => lockDraft(tx, draft),
  parts: ({ files }) => files,
})
