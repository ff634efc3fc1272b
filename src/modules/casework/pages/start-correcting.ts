import type { PageContext } from '../../../platform/http/index.ts'
import { startCorrection } from '../use/correct-application.ts'
import { prefillDraft } from '../use/prefill-draft.ts'

/** Opens the answers of a case for correction, with what registers say beside them. @returns where the draft is */
export async function startCorrecting(context: PageContext, task: string): Promise<string> {
  const draft = (await context.perform(startCorrection, { task })).id
  await context.perform(prefillDraft, { draft })
  return `/drafts/${draft}`
}
