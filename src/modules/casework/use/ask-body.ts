import { z } from 'zod'
import { printedText } from '../../../kernel/text/index.ts'
import { newId, type Tx } from '../../../platform/database/index.ts'
import { unparkJobs } from '../../../platform/jobs/index.ts'
import { general, Refusal, useCase, type World } from '../../../platform/use-case/index.ts'
import { isOver } from '../../../kernel/case/index.ts'
import { variablesOf } from '../../process/index.ts'
import { refusal, type Application } from '../model/application.ts'
import { factsFor, severalAbout, toldBy } from '../model/official-facts.ts'
import { askKinOf } from '../model/find-kin.ts'
import { refuseNear } from '../model/refuse-biased.ts'
import { worksIn } from '../model/roles-held.ts'
import { officeSpeaking } from '../model/office-speaking.ts'
import { getApplication } from '../store/applications.ts'
import { answerInquiry, inquiriesOf, insertInquiry } from '../store/messages.ts'
import { theCase } from './get-application.ts'
import { bodyAsked } from '../model/events.ts'
import { INQUIRY_TERM } from '../model/inquiry-term.ts'

const Text = printedText(z.string().trim().min(1).max(4000))

/** A question to another body outside the model's own steps; the clock goes on, and several can be asked at once. */
export const askBody = useCase({
  name: 'casework.ask-body',
  title: 'Ask another body about a case',
  at: 'POST /applications/{application}/inquiries',
  input: z.object({
    application: z.uuid(),
    office: z.string().max(100),
    question: Text,
    from: z.string().max(100).optional(),
  }),
  output: z.object({ id: z.uuid(), dueAt: z.string() }),
  needs: ['country', 'registers'],
  may: 'officer of application',
  records: bodyAsked,
  edits: theCase,
  status: 201,
})
  .asking(({ input, now, world }, database) => askKinOf(database, world, input.application, now))
  .does(async ({ input, principal, now, world }, tx) => {
    const application = await getApplication(tx, input.application)
    await refuseNear(tx, application, principal, now)
    if (isOver(application.status)) throw new Refusal(refusal['already-decided'])
    if (!world.country.findOffice(input.office))
      throw new Refusal(refusal['body-unknown'], { problems: [{ path: 'office', text: 'casework.problem.body' }] })
    const id = newId(now)
    const dueAt = world.country.dueAtTerm(INQUIRY_TERM, now)
    await insertInquiry(tx, application.caseId, {
      id,
      office: input.office,
      fromOffice: officeSpeaking(principal, application, input.from),
      askedBy: principal.personId!,
      question: input.question,
      askedAt: now,
      dueAt,
    })
    await tx.query('insert into casework.involved (case_id, office) values ($1, $2) on conflict do nothing', [
      application.caseId,
      input.office,
    ])
    return { answer: { id, dueAt }, subject: application.caseId, facts: { inquiry: id, office: input.office } }
  })

export const answerBody = useCase({
  name: 'casework.answer-body',
  title: 'Answer what another body asked',
  at: 'POST /applications/{application}/inquiries/{inquiry}/answer',
  input: z.object({
    application: z.uuid(),
    inquiry: z.uuid(),
    text: Text,
    /** Where the answer stands for a register's: what it says, by the names by which that register tells it. */
    data: z.record(z.string().max(100), z.json()).optional(),
    /** `false`: what was brought, or what the body holds, does not show it. */
    shown: z.boolean().optional(),
  }),
  output: z.object({ id: z.uuid() }),
  needs: ['country', 'registers', 'services'],
  may: 'officer of application',
  records: {
    about: 'case',
    facts: z.object({ inquiry: z.uuid(), office: z.string() }),
    readers: 'subject',
    line: 'body-answered',
  },
  edits: theCase,
})
  .asking(({ input, now, world }, database) => askKinOf(database, world, input.application, now))
  .does(async ({ input, principal, now, world }, tx) => {
    const application = await getApplication(tx, input.application)
    await refuseNear(tx, application, principal, now)
    const asked = (await inquiriesOf(tx, input.application)).find((inquiry) => inquiry.id === input.inquiry)
    // only the office that was asked answers, and only once
    const mine = asked && worksIn(principal, asked.office)
    if (asked && !mine && asked.answeredAt === null) throw new Refusal(general['not-allowed'])
    const data = asked?.evidence ? await factsSaid(tx, world, application, asked.evidence, input) : undefined
    if (
      !asked ||
      !(await answerInquiry(tx, input.application, input.inquiry, {
        by: principal.personId!,
        text: input.text,
        at: now,
        ...(data ? { data } : {}),
      }))
    )
      throw new Refusal(refusal['question-answered'])
    // what waits for this answer instead of a register's goes on
    await unparkJobs(tx, [input.application], now)
    return {
      answer: { id: input.inquiry },
      subject: input.application,
      facts: { inquiry: input.inquiry, office: asked.office },
    }
  })

/** What stands for a register's answer, checked against what that register tells. */
async function factsSaid(
  tx: Tx,
  { country, services }: Pick<World, 'country' | 'services'>,
  { caseId, service: id, version, applicant }: Application,
  evidence: string,
  said: { data?: Record<string, unknown> | undefined; shown?: boolean | undefined },
): Promise<Record<string, unknown>> {
  const service = await services.get(tx, id, version)
  const several = severalAbout(service.passport, evidence, await variablesOf(tx, caseId), applicant.number)
  return factsFor(country, toldBy(country, service, evidence), said, several)
}
