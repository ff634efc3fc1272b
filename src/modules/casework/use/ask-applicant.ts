import { z } from 'zod'
import { printedText } from '../../../kernel/text/index.ts'
import { newId } from '../../../platform/database/index.ts'
import { actorOf } from '../../../platform/rights/index.ts'
import { general, Refusal, useCase } from '../../../platform/use-case/index.ts'
import { tasksOfCase } from '../../process/index.ts'
import { isOver } from '../../../kernel/case/index.ts'
import { refusal } from '../model/application.ts'
import { recount } from '../model/follow-case.ts'
import { getApplication } from '../store/applications.ts'
import { insertMessage, messagesOf, openQuestions } from '../store/messages.ts'
import { closePause, openPause } from '../store/pauses.ts'
import { askKinOf } from '../model/find-kin.ts'
import { refuseNear } from '../model/refuse-biased.ts'
import { officeSpeaking } from '../model/office-speaking.ts'
import { theCase } from './get-application.ts'

const Text = printedText(z.string().trim().min(1).max(4000))

/** A question stops the statutory clock until it is answered: the state can't decide without it. */
export const askApplicant = useCase({
  name: 'casework.ask-applicant',
  title: 'Ask the applicant; the clock stands still until they answer',
  at: 'POST /applications/{application}/questions',
  input: z.object({ application: z.uuid(), text: Text, office: z.string().max(100).optional() }),
  output: z.object({ id: z.uuid() }),
  example: {
    input: { application: '0198b0c4-3d5e-7a10-8f21-5b6c7d8e9f01', text: 'Which of the two flats do you mean?' },
    output: { id: '0198b0c4-2222-7a10-8f21-5b6c7d8e9f01' },
  },
  needs: ['country', 'registers', 'services'],
  may: 'officer of application',
  records: {
    about: 'case',
    facts: z.object({ question: z.uuid(), office: z.string() }),
    readers: 'subject',
    line: 'question-asked',
  },
  edits: theCase,
  status: 201,
})
  .asking(({ input, now, world }, database) => askKinOf(database, world, input.application, now))
  .does(async ({ input, principal, now, world }, tx) => {
    const application = await getApplication(tx, input.application)
    await refuseNear(tx, application, principal, now)
    if (isOver(application.status) || application.status === 'refused') throw new Refusal(refusal['already-decided'])
    const id = newId(now)
    const office = officeSpeaking(principal, application, input.office)
    // only who has to decide or to give an opinion may stop the clock, not a body that was asked something in passing
    if (
      office !== application.owner &&
      !(await tasksOfCase(tx, application.caseId)).some((task) => task.performer === 'office' && task.office === office)
    )
      throw new Refusal(general['not-allowed'])
    await insertMessage(tx, application.caseId, {
      id,
      side: 'office',
      kind: 'question',
      text: input.text,
      office,
      author: principal.personId ?? null,
      answers: null,
      sentAt: now,
    })
    await openPause(tx, application.caseId, {
      cause: `question ${id}`,
      basis: 'question',
      holder: 'applicant',
      since: now,
    })
    await recount(tx, application, world, now)
    return {
      answer: { id },
      subject: application.caseId,
      facts: { question: id, office },
      jobs: [
        {
          kind: 'casework.tell-applicant',
          caseId: application.caseId,
          payload: { text: 'question', message: id },
          key: `tell ${application.caseId} ${id}`,
          lane: application.service,
        },
      ],
    }
  })

export const answerQuestion = useCase({
  name: 'casework.answer-question',
  title: 'Answer a question of the office; the clock goes on',
  at: 'POST /applications/{application}/questions/{question}/answer',
  input: z.object({ application: z.uuid(), question: z.uuid(), text: Text }),
  output: z.object({ id: z.uuid() }),
  needs: ['country', 'services'],
  may: ['applicant of application', 'counter of application'],
  records: {
    about: 'case',
    facts: z.object({ question: z.uuid(), by: z.string() }),
    readers: 'subject',
    line: 'question-answered',
  },
  edits: theCase,
}).does(async ({ input, principal, now, world }, tx) => {
  const application = await getApplication(tx, input.application)
  const open = openQuestions(await messagesOf(tx, application.caseId))
  if (!open.some((caseMessage) => caseMessage.id === input.question)) throw new Refusal(refusal['question-answered'])
  const id = newId(now)
  await insertMessage(tx, application.caseId, {
    id,
    side: 'applicant',
    kind: 'answer',
    text: input.text,
    office: null,
    author: principal.personId ?? null,
    answers: input.question,
    sentAt: now,
  })
  await closePause(tx, application.caseId, `question ${input.question}`, now)
  await recount(tx, application, world, now)
  return { answer: { id }, subject: application.caseId, facts: { question: input.question, by: actorOf(principal) } }
})
