import { z } from 'zod'
import { systemOf } from '../../../modules/exchange/index.ts'
import { runningFigures } from '../../../modules/process/index.ts'
import { awaySystems, workFigures } from '../../../platform/jobs/index.ts'
import { useCase } from '../../../platform/use-case/index.ts'

export const readOverview = useCase({
  name: 'administration.read-overview',
  title: 'How the instance is: work that is due, incidents, outside systems that do not answer',
  at: 'GET /administration/overview',
  input: z.object({}),
  output: z.object({
    /** Due now and not done; a worker that is well keeps this near none. `dueSince` is the oldest. */
    jobsDue: z.number(),
    dueSince: z.string().nullable(),
    incidents: z.number(),
    runningCases: z.number(),
    closedVersions: z.number(),
    registers: z.array(
      z.object({ id: z.string(), /** Jobs that wait because it does not answer. */ waiting: z.number() }),
    ),
    /** Outside systems that do not answer; work goes on by itself when they do. */
    systems: z.array(
      z.object({
        /** `register:<id>`, `mail`, `sms`, `payments`. */
        system: z.string(),
        since: z.string(),
        triedAt: z.string(),
        waiting: z.number(),
        problem: z.string(),
      }),
    ),
  }),
  needs: ['country'],
  may: 'role administrator',
}).reads(async ({ now, world }, tx) => {
  const [jobs, cases, systems] = await Promise.all([workFigures(tx, now), runningFigures(tx), awaySystems(tx)])
  const waiting = new Map(systems.map((system) => [system.system, system.waiting]))
  return {
    ...jobs,
    ...cases,
    registers: world.country.registers.map(({ id }) => ({ id, waiting: waiting.get(systemOf(id)) ?? 0 })),
    systems,
  }
})
