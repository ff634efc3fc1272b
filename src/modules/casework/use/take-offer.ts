import { z } from 'zod'
import { Refusal, useCase } from '../../../platform/use-case/index.ts'
import { lockCase, tasksOfCase } from '../../process/index.ts'
import { refusal } from '../model/application.ts'
import { isOffer } from '../model/tell-offer.ts'
import { getApplication, takeAtCounter } from '../store/applications.ts'

/**
 * Somebody stands at a counter because of what the state offers them: the counter takes the case, and answers with them
 * from then on. Only what the state began and what waits for an answer is taken so; another counter may take it after.
 */
export const takeOffer = useCase({
  name: 'casework.take-offer',
  title: 'Take a case that the state began, for the person at the counter who comes to answer its offer',
  at: 'POST /counter/{office}/people/{person}/offers/{application}/take',
  input: z.object({ office: z.string().max(100), person: z.uuid(), application: z.uuid() }),
  output: z.object({ application: z.uuid() }),
  may: 'counter operator of office',
  records: {
    about: 'case',
    facts: z.object({ office: z.string() }),
    readers: 'subject',
    line: 'offer-taken',
  },
}).does(async ({ input, principal, now }, tx) => {
  await lockCase(tx, input.application)
  const application = await getApplication(tx, input.application)
  const tasks = await tasksOfCase(tx, application.caseId)
  const open = tasks.some(({ act, performer }) => performer === 'applicant' && isOffer(act))
  // the person in front of the counter, in their own case: an operator answers nothing for themselves
  if (
    application.person !== input.person ||
    application.person === principal.personId ||
    application.channel !== 'proactive' ||
    !open
  )
    throw new Refusal(refusal['offer-not-open'])
  await takeAtCounter(tx, application.caseId, { office: input.office, by: principal.personId!, now })
  return {
    answer: { application: application.caseId },
    subject: application.caseId,
    facts: { office: input.office },
  }
})
