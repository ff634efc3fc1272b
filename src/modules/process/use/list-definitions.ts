import { z } from 'zod'
import { namedBy, editable, useCase } from '../../../platform/use-case/index.ts'
import { definitionLines, lockDefinition } from '../store/definitions.ts'

export const listDefinitions = useCase({
  name: 'process.list-definitions',
  title:
    'Published versions of processes, newest first, with how many of their cases run, ended, and stand as incidents',
  at: 'GET /definitions',
  input: z.object({ service: z.string().max(200).optional() }),
  output: z.object({
    items: z.array(
      z.object({
        id: z.string(),
        process: z.string(),
        deployedAt: z.string(),
        closed: z.boolean(),
        suspended: z.boolean(),
        running: z.number(),
        ended: z.number(),
        incidents: z.number(),
      }),
    ),
    next: z.null(),
  }),
  may: ['role administrator', 'role auditor'],
}).reads(async ({ input }, tx) => ({ items: await definitionLines(tx, input.service), next: null }))

/**
 * A version: named alone, the list holds nothing else. How many cases it has is no part of what an administrator edits.
 */
export const theVersion = namedBy(
  editable(listDefinitions, {
    lock: (tx, { service }) => lockDefinition(tx, service ?? ''),
    parts: ({ items }) => ({ closed: items[0]?.closed, suspended: items[0]?.suspended }),
  }),
  ({ definition }: { definition: string }) => ({ service: definition }),
)
