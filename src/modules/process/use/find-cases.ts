import { z } from 'zod'
import { useCase } from '../../../platform/use-case/index.ts'
import { findCases as find } from '../store/history.ts'
import { STATUSES, statusNamed } from '../store/instances.ts'

export const findCases = useCase({
  name: 'process.find-cases',
  title: 'Cases by the number of the application, or by their id',
  at: 'GET /cases',
  input: z.object({ number: z.string().trim().min(1).max(100) }),
  output: z.object({
    items: z.array(
      z.object({
        id: z.uuid(),
        number: z.string(),
        definition: z.string(),
        outcome: z.enum(STATUSES),
        suspended: z.boolean(),
        startedAt: z.string(),
        endedAt: z.string().nullable(),
        archived: z.boolean(),
      }),
    ),
    next: z.null(),
  }),
  may: ['role administrator', 'role auditor'],
  needs: ['engine', 'whoseCases'],
}).reads(async ({ input, world, looked }, tx) => {
  const cases = ID.test(input.number) ? [input.number] : await world.engine.casesByLabel(tx, input.number)
  const found = await find(tx, cases)
  const listed = await world.whoseCases(
    tx,
    found.map(({ caseId }) => caseId),
  )
  looked({ what: 'list', detail: 'search', people: [], listed, roles: ['administrator', 'auditor'] })
  return {
    items: found.map(({ caseId, label, status, ...item }) => ({
      ...item,
      id: caseId,
      number: label,
      outcome: statusNamed(status),
    })),
    next: null,
  }
})

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
