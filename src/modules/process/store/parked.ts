import type { Tx } from '../../../platform/database/index.ts'
import { casesWithParkedJobs, unparkJobs } from '../../../platform/jobs/index.ts'

/** Lets the parked jobs of all cases of a version go on, but for those of cases that are suspended themselves. */
export async function unparkDefinition(tx: Tx, definition: string, now: string): Promise<void> {
  const going = await tx.query<{ caseId: string }>(
    `select case_id as "caseId" from process.instance where case_id = any($2)
       and definition = (select number from process.definition where id = $1) and status = 0 and not suspended`,
    [definition, await casesWithParkedJobs(tx)],
  )
  await unparkJobs(
    tx,
    going.rows.map((row) => row.caseId),
    now,
  )
}
