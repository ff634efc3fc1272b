import { z } from 'zod'
import { printedText } from '../../../kernel/text/index.ts'
import { newId } from '../../../platform/database/index.ts'
import { unparkJobs } from '../../../platform/jobs/index.ts'
import { general, Refusal, useCase } from '../../../platform/use-case/index.ts'
import { isOver } from '../../../kernel/case/index.ts'
import { refusal } from '../model/application.ts'
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
    /** The same as facts, where the answer stands for what a register could not say. */
    data: z.record(z.string().max(100), z.json()).optional(),
  }),
  output: z.object({ id: z.uuid() }),
  needs: ['country', 'registers'],
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
  .does(async ({ input, principal, now }, tx) => {
    await refuseNear(tx, await getApplication(tx, input.application), principal, now)
    const asked = (await inquiriesOf(tx, input.application)).find((inquiry) => inquiry.id === input.inquiry)
    // only the office that was asked answers, and only once
    const mine = asked && worksIn(principal, asked.office)
    if (asked && !mine && asked.answeredAt === null) throw new Refusal(general['not-allowed'])
    if (
      !asked ||
      !(await answerInquiry(tx, input.application, input.inquiry, {
        by: principal.personId!,
        text: input.text,
        at: now,
        ...(input.data ? { data: input.data } : {}),
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
