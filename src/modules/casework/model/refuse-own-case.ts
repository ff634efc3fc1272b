import type { Tx } from '../../../platform/database/index.ts'
import type { Principal } from '../../../platform/rights/index.ts'
import { Refusal } from '../../../platform/use-case/index.ts'
import type { OpenTask } from '../../process/index.ts'
import { isApplicant } from '../rights.ts'
import { refusal, type Application } from './application.ts'

/**
 * Nobody decides for themselves: the applicant, and whoever may act for the organisation that applied, gives no opinion,
 * decision or signature in the case.
 * @throws Refusal own-case
 */
export async function refuseOwnCase(
  tx: Tx,
  task: Pick<OpenTask, 'performer'>,
  application: Application,
  principal: Principal,
  now: string,
): Promise<void> {
  if (task.performer !== 'office') return
  // a person's own case is known by its row; who acts for an organisation is asked
  const own =
    application.organisation === null
      ? application.person === principal.personId
      : await isApplicant(tx, principal, application.caseId, now)
  if (own) throw new Refusal(refusal['own-case'])
}
