import { isApplicant } from '../rights.ts'
import { general, pageRead, Refusal } from '../../../platform/use-case/index.ts'
import { comingVisit, hourOf } from '../model/appointment.ts'
import { looksAtCase } from '../model/look-at-case.ts'
import { sitsAt, worksIn } from '../model/roles-held.ts'
import { getApplication } from '../store/applications.ts'
import { caseEvent } from '../store/events.ts'
import { slotOfCase } from '../store/slots.ts'
import { getApplicationView } from './get-application.ts'

/**
 * The hour of a case for who may read it, with what they may do about it; one that was given back says so.
 * @throws Refusal not-found when none was ever agreed
 */
export const readAppointment = pageRead(getApplicationView).reads(
  async ({ input, principal, now, world, looked }, tx) => {
    const application = await getApplication(tx, input.application)
    const { caseId, number, service, version, owner, takenByOffice } = application
    const events = (await world.engine.chainEvents(tx, [caseId])).get(caseId)!.map(caseEvent)
    const hour = hourOf(events, await slotOfCase(tx, caseId), owner)
    if (!hour) throw new Refusal(general['not-found'])
    for (const look of await looksAtCase(tx, principal, application, now, ['case'])) looked(look)
    const coming = (await comingVisit(tx, application, now)) !== undefined
    const side =
      (await isApplicant(tx, principal, caseId, now)) || (takenByOffice !== null && sitsAt(principal, takenByOffice))
    return {
      ...hour,
      at: new Date(hour.at).toISOString(),
      number,
      service,
      version,
      mayMove: coming && (side || worksIn(principal, hour.office)),
      mayCancel: coming && side,
      /** An office says why it moves an hour. */
      asOffice: !side,
    }
  },
)
