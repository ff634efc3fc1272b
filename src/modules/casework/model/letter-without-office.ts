import type { Tx } from '../../../platform/database/index.ts'
import { enqueue, PermanentFailure, type JobHandler } from '../../../platform/jobs/index.ts'
import type { World } from '../../../platform/use-case/index.ts'
import { insertAgreementLetter } from '../store/agreement-letters.ts'
import { findAgreement } from '../store/agreements.ts'

const PREPARE = 'casework.prepare-letter'

/**
 * A letter that no office prints, for none serves the district, is work that failed: it stands on the list of what waits
 * for an administrator, who names an office in the country's pack and has it tried again.
 */
export const letterWithoutOffice = (
  tx: Tx,
  { agreement, district }: { agreement: string; district: string },
  now: string,
): Promise<unknown> =>
  enqueue(tx, { kind: PREPARE, payload: { agreement, district }, key: `letter of agreement ${agreement} ${now}` }, now)

/** Prepares it at the office that serves the district by now. */
export const prepareLetter = ({ country, services }: Pick<World, 'country' | 'services'>): JobHandler => ({
  kind: PREPARE,
  async finish(tx, job, _outcome, now) {
    const { agreement, district } = job.payload as { agreement: string; district: string }
    const item = await findAgreement(tx, agreement)
    // answered another way, or over: nobody is to be written to any more
    if (!item || item.until < country.localDate(now) || !['asked', 'agreed'].includes(item.state)) return
    const { passport } = await services.get(tx, item.service, item.version)
    const { kind, level } = passport.owner
    const office = country.officeFor(kind, level, district)
    if (!office)
      throw new PermanentFailure(
        `no office of the kind ${kind} serves the district ${district || '(none told)'}: a letter to somebody who is asked to agree (${item.service}) can not be printed`,
      )
    await insertAgreementLetter(tx, { agreement, office }, now)
  },
})
