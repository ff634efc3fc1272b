import { z } from 'zod'
import { useCase } from '../../../platform/use-case/index.ts'
import { lastRuns, troubles } from '../store/runs.ts'

/** Troubles that are told. */
const TROUBLES = 100

export const listRuns = useCase({
  name: 'proactive.list-runs',
  title:
    'Last runs of the selections: how many each service found and took back, and whom it could offer nothing, with why',
  at: 'GET /proactive/runs',
  input: z.object({ limit: z.int().min(1).max(200).default(50) }),
  output: z.object({
    items: z.array(
      z.object({
        service: z.string(),
        version: z.int(),
        begunAt: z.string(),
        selected: z.int(),
        withdrawn: z.int(),
        tookMs: z.int(),
      }),
    ),
    /** People who wait for somebody to look, by service and reason. */
    troubles: z.array(
      z.object({
        service: z.string(),
        /** `decided-before`: decided on facts that the register has corrected since; else why no case could be opened. */
        problem: z.string(),
        count: z.int(),
        since: z.string(),
      }),
    ),
    next: z.null(),
  }),
  may: ['role administrator', 'role auditor'],
}).reads(async ({ input }, tx) => ({
  items: await lastRuns(tx, input.limit),
  troubles: await troubles(tx, TROUBLES),
  next: null,
}))
