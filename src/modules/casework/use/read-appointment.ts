import { general, pageRead, Refusal } from '../../../platform/use-case/index.ts'
import { getApplication } from '../store/applications.ts'
import { slotOfCase } from '../store/slots.ts'
import { getApplicationView } from './get-application.ts'

/** The hour agreed in a case, for who may read the case. @throws Refusal not-found when none was */
export const readAppointment = pageRead(getApplicationView).reads(async ({ input }, tx) => {
  const { number, service, version, revision } = await getApplication(tx, input.application)
  const slot = await slotOfCase(tx, input.application)
  if (!slot) throw new Refusal(general['not-found'])
  return { ...slot, at: new Date(slot.at).toISOString(), number, service, version, revision }
})
