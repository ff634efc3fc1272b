import { z } from 'zod'
import { actorOf } from '../../../platform/rights/index.ts'
import { Refusal, useCase } from '../../../platform/use-case/index.ts'
import { askKinOf } from '../model/find-kin.ts'
import { refuseNear } from '../model/refuse-biased.ts'
import { refusal } from '../model/application.ts'
import { letAppealRun } from '../model/open-appeal.ts'
import { getApplication } from '../store/applications.ts'
import { decisionsOf, serveDecisions } from '../store/decisions.ts'
import { theCase } from './get-application.ts'

/** The applicant opens what was decided; from then on they know of it. Said twice, the first time counts. */
export const openDecision = useCase({
  name: 'casework.open-decision',
  title: 'Record that one has opened the decision on one’s application',
  at: 'POST /applications/{application}/decision/open',
  input: z.object({ application: z.uuid() }),
  output: z.object({ application: z.uuid(), decisions: z.int() }),
  needs: ['country', 'services'],
  may: 'applicant of application',
  records: { about: 'case', facts: z.object({ decisions: z.int() }), readers: 'subject', line: 'decision-opened' },
  edits: theCase,
}).does(async ({ input, principal, now, world }, tx) => {
  const application = await getApplication(tx, input.application)
  const decisions = await serveDecisions(tx, application.caseId, {
    at: now,
    how: 'cabinet',
    by: principal.personId ?? null,
  })
  if (decisions > 0) await letAppealRun(tx, world, application, now)
  return { answer: { application: application.caseId, decisions }, subject: application.caseId, facts: { decisions } }
})

/** How a decision is made known to somebody beside the cabinet. */
export const WAYS_OF_SERVICE = ['handed', 'post', 'other'] as const

/** An office or a counter records that the decision was handed over or sent, when, and by whom it was recorded. */
export const serveDecision = useCase({
  name: 'casework.serve-decision',
  title: 'Record that the decision was handed over or sent to the applicant',
  at: 'POST /applications/{application}/decision/served',
  input: z.object({
    application: z.uuid(),
    how: z.enum(WAYS_OF_SERVICE),
    /** When it reached the person; now unless said. */
    at: z.iso.datetime({ offset: true }).optional(),
  }),
  output: z.object({ application: z.uuid(), at: z.string() }),
  needs: ['country', 'registers', 'services'],
  may: ['officer of application', 'counter of application'],
  records: {
    about: 'case',
    facts: z.object({ how: z.enum(WAYS_OF_SERVICE), at: z.string(), by: z.string() }),
    readers: 'subject',
    line: 'decision-served',
  },
  edits: theCase,
})
  .asking(({ input, now, world }, database) => askKinOf(database, world, input.application, now))
  .does(async ({ input, principal, now, world }, tx) => {
    const application = await getApplication(tx, input.application)
    await refuseNear(tx, application, principal, now)
    const made = (await decisionsOf(tx, application.caseId)).filter(({ madeAt }) => madeAt !== null)
    const open = made.filter(({ servedAt }) => servedAt === null)
    if (open.length === 0) throw new Refusal(refusal['served-already'])
    const at = input.at ? new Date(input.at).toISOString() : now
    // nothing reaches anybody before it was made, nor tomorrow
    if (Date.parse(at) > Date.parse(now) || open.some(({ madeAt }) => Date.parse(at) < Date.parse(madeAt!)))
      throw new Refusal(refusal['served-when'], { problems: [{ path: 'at', text: 'casework.problem.served-when' }] })
    await serveDecisions(tx, application.caseId, { at, how: input.how, by: principal.personId ?? null })
    await letAppealRun(tx, world, application, at)
    return {
      answer: { application: application.caseId, at },
      subject: application.caseId,
      facts: { how: input.how, at, by: actorOf(principal) },
    }
  })
