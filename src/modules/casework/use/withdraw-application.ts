import { z } from 'zod'
import { printedText } from '../../../kernel/text/index.ts'
import { actorOf } from '../../../platform/rights/index.ts'
import { Refusal, useCase } from '../../../platform/use-case/index.ts'
import { paymentsOfCase, refund } from '../../../platform/pay/index.ts'
import { isAppealed, mayWithdraw, STATUSES } from '../../../kernel/case/index.ts'
import { refusal } from '../model/application.ts'
import { APPEAL_WITHDRAWN } from '../model/record-outcome.ts'
import { getApplication } from '../store/applications.ts'
import { theCase } from './get-application.ts'

export const withdrawApplication = useCase({
  name: 'casework.withdraw-application',
  title:
    'Withdraw an application that is not decided yet; what was paid is given back. Of one that was refused and appealed, the appeal is withdrawn: the refusal stands',
  at: 'POST /applications/{application}/withdraw',
  input: z.object({ application: z.uuid(), reason: printedText(z.string().max(1000)).optional() }),
  output: z.object({ id: z.uuid(), status: z.enum(STATUSES) }),
  example: {
    input: { application: '0198b0c4-3d5e-7a10-8f21-5b6c7d8e9f01', reason: 'I found the document at home' },
    output: { id: '0198b0c4-3d5e-7a10-8f21-5b6c7d8e9f01', status: 'annulled' },
  },
  needs: ['engine'],
  may: ['applicant of application', 'counter of application'],
  records: {
    about: 'case',
    facts: z.object({ reason: z.string().optional(), appeal: z.literal(true).optional() }),
    readers: 'subject',
    line: 'withdrawn',
  },
  edits: theCase,
}).does(async ({ input, principal, now, world }, tx) => {
  const application = await getApplication(tx, input.application)
  if (!mayWithdraw(application.status)) throw new Refusal(refusal['cannot-withdraw'])
  // what was decided is not undone by who it was decided about: neither the refusal nor the fee for the work on it
  const appeal = isAppealed(application)
  const { followed } = await world.engine.send(
    tx,
    application.caseId,
    { type: 'cancel', reason: appeal ? APPEAL_WITHDRAWN : 'withdrawn' },
    { now, actor: actorOf(principal) },
  )
  for (const payment of await paymentsOfCase(tx, application.caseId))
    if (!payment.spent && !appeal) await refund(tx, payment.id, now)
  return {
    answer: { id: application.caseId, status: followed.status ?? application.status },
    subject: application.caseId,
    facts: { ...(input.reason ? { reason: input.reason } : {}), ...(appeal ? { appeal } : {}) },
  }
})
