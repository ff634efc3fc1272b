import { z } from 'zod'
import { STATES } from '../model/draft.ts'

export const DraftId = z.object({ draft: z.uuid() })

/** One thing that the check found, where it is. */
export const Problem = z.object({ file: z.string(), line: z.int(), message: z.string(), remedy: z.string() })

/** What a change answers: where the draft stands now. */
export const Standing = z.object({ id: z.uuid(), revision: z.int(), state: z.enum(STATES) })
