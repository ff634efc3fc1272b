import { z } from 'zod'
import { useCase } from '../../../platform/use-case/index.ts'
import { lastRuns } from '../store/runs.ts'

export const listRuns = useCase({
  name: 'proactive.list-runs',
  title: 'Last runs of the selections: how many each service found, and how many it took back',
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
    next: z.null(),
  }),
  may: ['role administrator', 'role auditor'],
}).reads(async ({ input }, tx) => ({ items: await lastRuns(tx, input.limit), next: null }))
