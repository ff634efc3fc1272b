import { enqueue } from '../../../platform/jobs/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import type { World } from '../../../platform/use-case/index.ts'
import type { RunnableService } from '../../catalogue/index.ts'
import { getApplication, moveApplication } from '../store/applications.ts'
import { caseHandedOver } from './events.ts'

/**
 * Hands an open case over to the office of another district, with all its history: the person has moved. What of it is
 * open stands in that office's worklist from then on; the old office still reads it; both read on the case who has it and
 * why, and the person is told.
 * @returns `over` when nothing of it is open, `no-office` when no body of the owner's kind serves the district
 */
export async function handOverCase(
  tx: Tx,
  {
    caseId,
    district,
    owner,
    now,
  }: { caseId: string; district: string; now: string } & Pick<RunnableService['passport'], 'owner'>,
  world: Pick<World, 'country' | 'engine' | 'events'>,
): Promise<'handed-over' | 'same' | 'over' | 'no-office'> {
  const application = await getApplication(tx, caseId)
  if (application.closedAt) return 'over'
  const office = world.country.officeFor(owner.kind, owner.level, district)
  if (!office) return 'no-office'
  if (office === application.owner && district === application.district) return 'same'
  await world.engine.relocate(tx, caseId, { district, owner: office })
  await moveApplication(tx, caseId, { district, owner: office }, now)
  if (office === application.owner) return 'same'
  await tx.query('insert into casework.involved (case_id, office) values ($1, $2) on conflict do nothing', [
    caseId,
    application.owner,
  ])
  await world.events.tell(tx, caseHandedOver, {
    subject: caseId,
    at: now,
    actor: 'system',
    facts: { from: application.owner, office, district },
  })
  await enqueue(
    tx,
    {
      kind: 'casework.tell-applicant',
      caseId,
      payload: { text: 'handed-over' },
      key: `tell ${caseId} handed over ${office} ${now}`,
      lane: application.service,
    },
    now,
  )
  return 'handed-over'
}
