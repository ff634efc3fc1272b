import { z } from 'zod'
import { useCase } from '../../../platform/use-case/index.ts'
import { namedDrawing } from '../model/named-drawing.ts'
import { standingIncidents, type StandingIncident } from '../store/incidents.ts'

export const Incident = z.object({
  id: z.string(),
  kind: z.string(),
  application: z.uuid().nullable(),
  number: z.string().nullable(),
  definition: z.string().nullable(),
  element: z.string().nullable(),
  /** What the element is called. */ name: z.string().nullable(),
  cause: z.string(),
  attempts: z.number(),
  since: z.string(),
})

export const listIncidents = useCase({
  name: 'process.list-incidents',
  title:
    'What stands still and waits for an administrator: work that failed, steps that a model can not take; newest first',
  at: 'GET /incidents',
  input: z.object({
    after: z
      .string()
      .regex(/^\d{1,18}$/)
      .optional(),
    case: z.uuid().optional(),
  }),
  output: z.object({ items: z.array(Incident), next: z.string().nullable() }),
  needs: ['namesOfElements', 'whoseCases'],
  may: 'role administrator',
}).reads(async ({ input, world, language, looked }, tx) => {
  const rows = await standingIncidents(tx, { after: input.after, caseId: input.case })
  const listed = await world.whoseCases(tx, [...new Set(rows.flatMap(({ caseId }) => caseId ?? []))])
  looked({ what: 'list', detail: 'incidents', people: [], listed, roles: ['administrator'] })
  const versions = [...new Set(rows.flatMap((row) => row.definition ?? []))]
  const drawings = new Map(
    await Promise.all(versions.map(async (id) => [id, await namedDrawing(tx, world, id, language)] as const)),
  )
  const nameOf = ({ definition, element }: StandingIncident) =>
    drawings.get(definition ?? '')?.elements.find((candidate) => candidate.id === element)?.name || element
  return {
    items: rows.map((row) => ({
      id: row.id,
      kind: row.kind,
      application: row.caseId,
      number: row.label,
      definition: row.definition,
      element: row.element,
      name: nameOf(row),
      cause: row.problem,
      attempts: row.attempts,
      since: row.stoppedAt,
    })),
    next: rows.length === 50 ? rows.at(-1)!.id : null,
  }
})
