import { z } from 'zod'
import { retryIncident as retryJob } from '../../../platform/jobs/index.ts'
import { Refusal, SYSTEM_SUBJECT, useCase } from '../../../platform/use-case/index.ts'
import { refusal } from '../model/refusals.ts'
import { findIncident } from '../store/incidents.ts'
import { Reason } from './reason.ts'

export const retryIncident = useCase({
  name: 'process.retry-incident',
  title: 'Let what stands still try again from its first attempt',
  at: 'POST /incidents/{incident}/retry',
  input: z.object({ incident: z.string().regex(/^\d{1,18}$/), reason: Reason }),
  output: z.object({ id: z.string() }),
  may: 'role administrator',
  records: {
    about: 'case',
    facts: z.object({ incident: z.string(), kind: z.string(), cause: z.string().nullable(), reason: z.string() }),
    readers: 'officials',
  },
  status: 202,
}).does(async ({ input, now }, tx) => {
  const incident = await findIncident(tx, input.incident)
  if (!incident || !(await retryJob(tx, input.incident, now))) throw new Refusal(refusal['incident-over'])
  return {
    answer: { id: input.incident },
    subject: incident.caseId ?? SYSTEM_SUBJECT,
    facts: { incident: input.incident, kind: incident.kind, cause: incident.problem, reason: input.reason },
  }
})
