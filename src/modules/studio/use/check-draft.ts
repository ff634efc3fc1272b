import { z } from 'zod'
import { general, Refusal, useCase } from '../../../platform/use-case/index.ts'
import { findDraft } from '../store/drafts.ts'
import { DraftId, Problem } from './shapes.ts'

export const checkDraft = useCase({
  name: 'studio.check-draft',
  title: 'Look whether a draft is whole and run its examples, as `darcha check` does with a folder',
  at: 'GET /studio/drafts/{draft}/check',
  input: DraftId,
  output: z.object({
    revision: z.int(),
    ok: z.boolean(),
    errors: z.array(Problem),
    warnings: z.array(Problem),
    /** How its examples went; none were run while the parts do not fit together. */
    runs: z.array(
      z.object({
        name: z.string(),
        status: z.string(),
        path: z.array(z.string()),
        waiting: z.array(z.string()),
      }),
    ),
  }),
  needs: ['serviceChecks'],
  may: 'editor of draft',
}).reads(async ({ input, world }, tx) => {
  const draft = await findDraft(tx, input.draft)
  if (!draft) throw new Refusal(general['not-found'])
  const { ok, errors, warnings, runs } = await world.serviceChecks.check(draft.files, draft.service)
  return { revision: draft.revision, ok, errors, warnings, runs }
})
