import { z } from 'zod'
import { consentsOf } from '../../../kernel/forms/index.ts'
import { isOver } from '../../../kernel/case/index.ts'
import { unparkJobs } from '../../../platform/jobs/index.ts'
import { actorOf } from '../../../platform/rights/index.ts'
import { general, Refusal, useCase } from '../../../platform/use-case/index.ts'
import { keepConsents } from '../../exchange/index.ts'
import { refusal } from '../model/application.ts'
import { consentInCorrections } from '../model/consent.ts'
import { registersAllowed } from '../model/events.ts'
import { getApplication } from '../store/applications.ts'
import { theCase } from './get-application.ts'

/**
 * Taken back, from then on nobody is asked for the case: what registers said before stays in it, what was not asked yet
 * is read in what the applicant brought. Given anew, what waits is asked.
 */
export const allowRegisters = useCase({
  name: 'casework.allow-registers',
  title: 'Agree that registers are asked for an application, or take it back; nobody is asked without it',
  at: 'POST /applications/{application}/registers',
  input: z.object({ application: z.uuid(), given: z.boolean() }),
  output: z.object({ id: z.uuid(), given: z.boolean() }),
  needs: ['services'],
  may: ['applicant of application', 'counter of application'],
  records: registersAllowed,
  edits: theCase,
}).does(async ({ input, principal, now, world }, tx) => {
  const application = await getApplication(tx, input.application)
  const { caseId: about, person, service, version } = application
  if (isOver(application.status)) throw new Refusal(refusal['already-decided'])
  const published = await world.services.get(tx, service, version)
  const { form } = published
  const declared = consentsOf(form)
  if (declared.length === 0) throw new Refusal(general['not-found'])
  const said = Object.fromEntries(declared.map(({ id }) => [id, input.given]))
  const actor = actorOf(principal)
  await keepConsents(tx, form, said, { about, person, service, version, actor }, now)
  const events = await consentInCorrections(tx, published, about, said, { actor, now })
  if (input.given) await unparkJobs(tx, [about], now)
  return { answer: { id: about, given: input.given }, subject: about, facts: { service, given: input.given }, events }
})
