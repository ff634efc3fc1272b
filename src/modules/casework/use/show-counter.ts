import { z } from 'zod'
import { useCase } from '../../../platform/use-case/index.ts'
import { WAYS_IN, OUTCOMES, STATUSES } from '../../../kernel/case/index.ts'
import { applicantNames, applicationsTakenBy } from '../store/applications.ts'
import { draftsAtCounter } from '../store/drafts.ts'

const LAST = 15

export const showCounter = useCase({
  name: 'casework.show-counter',
  title: 'What a counter took in last, and what the operator began and has not sent',
  at: 'GET /counter/{office}',
  input: z.object({ office: z.string().max(100) }),
  output: z.object({
    taken: z.array(
      z.object({
        id: z.uuid(),
        number: z.string(),
        service: z.string(),
        status: z.enum(STATUSES),
        outcome: z.enum(OUTCOMES).nullable(),
        channel: z.enum(WAYS_IN),
        filedAt: z.string(),
        applicant: z.string(),
      }),
    ),
    drafts: z.array(z.object({ id: z.uuid(), service: z.string(), applicant: z.string(), updatedAt: z.string() })),
  }),
  may: 'counter operator of office',
}).reads(async ({ input, principal }, tx) => {
  const [taken, drafts] = await Promise.all([
    applicationsTakenBy(tx, input.office, LAST),
    draftsAtCounter(tx, principal.personId!, input.office),
  ])
  const names = await applicantNames(
    tx,
    taken.map((application) => application.caseId),
  )
  return {
    taken: taken.map(({ caseId: id, number, service, status, outcome, channel, filedAt }) => ({
      id,
      number,
      service,
      status,
      outcome,
      channel: channel as (typeof WAYS_IN)[number],
      filedAt,
      applicant: names.get(id) ?? '',
    })),
    drafts: drafts.map(({ id, service, walkIn, updatedAt }) => ({
      id,
      service,
      applicant: walkIn?.name ?? '',
      updatedAt,
    })),
  }
})
