import { z } from 'zod'
import { runningFigures } from '../../../modules/process/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import { useCase } from '../../../platform/use-case/index.ts'

export const readOverview = useCase({
  name: 'administration.read-overview',
  title: 'How the instance is: work that is due, incidents, registers that do not answer',
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
  }),
  needs: ['country'],
  may: 'role administrator',
}).reads(async ({ now, world }, tx) => {
  const [jobs, cases, silent] = await Promise.all([jobFigures(tx, now), runningFigures(tx), silentRegisters(tx)])
  return {
    ...jobs,
    ...cases,
    registers: world.country.registers.map(({ id }) => ({ id, waiting: silent.get(id) ?? 0 })),
  }
})

async function jobFigures(
  tx: Tx,
  now: string,
): Promise<{ jobsDue: number; dueSince: string | null; incidents: number }> {
  return (
    await tx.query<{ jobsDue: number; dueSince: string | null; incidents: number }>(
      `select (select count(*)::int from jobs.job where run_at <= $1 and stopped_at is null) as "jobsDue", (select min(run_at) from jobs.job where run_at <= $1 and stopped_at is null) as "dueSince",
       (select count(*)::int from jobs.job where stopped_at is not null) as incidents`,
      [now],
    )
  ).rows[0]!
}

/** A register is only known to be away by the work that waits for it: nobody is asked for the sake of a light. */
async function silentRegisters(tx: Tx): Promise<Map<string, number>> {
  const found = await tx.query<{ register: string; waiting: number }>(
    `select substring(problem from '^the register ([a-z-]+) does not answer') as register, count(*)::int as waiting from jobs.job
     where kind = 'process.register.fetch' and problem like 'the register %' group by 1`,
    [],
  )
  return new Map(found.rows.map((row) => [row.register, row.waiting]))
}
