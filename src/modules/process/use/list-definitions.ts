import { z } from 'zod'
import { useCase } from '../../../platform/use-case/index.ts'
import { definitionLines } from '../store/definitions.ts'

export const listDefinitions = useCase({
  name: 'process.list-definitions',
  title: 'Published versions of processes, newest first, with how many of their cases run, ended, and stand as incidents',
  at: 'GET /definitions',
  input: z.object({ service: z.string().max(200).optional() }),
  output: z.object({
    items: z.array(z.object({ id: z.string(), process: z.string(), deployedAt: z.string(), closed: z.boolean(), suspended: z.boolean(), running: z.number(), ended: z.number(), incidents: z.number() })),
    next: z.null(),
  }),
  may: ['role administrator', 'role auditor'],
}).reads(async ({ input }, tx) => ({ items: await definitionLines(tx, input.service), next: null }))
