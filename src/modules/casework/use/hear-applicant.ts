import { z } from 'zod'
import { printedText } from '../../../kernel/text/index.ts'
import { hearingState, isWrittenReason, outcomesOf } from '../../../kernel/case/index.ts'
import { actorOf } from '../../../platform/rights/index.ts'
import { general, Refusal, useCase } from '../../../platform/use-case/index.ts'
import { findTask, parseTaskId, refusal as process } from '../../process/index.ts'
import { refusal } from '../model/application.ts'
import { END_HEARING } from '../model/end-hearing.ts'
import { recount } from '../model/follow-case.ts'
import { causeOfHearing, endOpenHearings, moveTaskDue, refuses, termToAnswer } from '../model/hear.ts'
import { askKin } from '../model/find-kin.ts'
import { refuseBiased } from '../model/refuse-biased.ts'
import { getApplication } from '../store/applications.ts'
import { answerHearing, hearingsOf, insertHearing } from '../store/hearings.ts'
import { closePause, openPause } from '../store/pauses.ts'
import { caseOfTask, theCase } from './get-application.ts'

/** Before a refusal the person learns of ground and facts and may answer; the clock stands still so long. */
export const hearApplicant = useCase({
  name: 'casework.hear-applicant',
  title: 'Before a refusal: tell the applicant its ground and facts, and hear them',
  at: 'POST /tasks/{task}/hearing',
  input: z.object({
    task: z.string().max(60),
    /** Id of the passport's ground. */
    reason: z.string().max(80).optional(),
    /** The facts on which the refusal would rest; the applicant reads them. */
    note: printedText(z.string().max(4000)).optional(),
  }),
  output: z.object({ application: z.uuid(), hearing: z.int(), until: z.string() }),
  needs: ['country', 'registers', 'services'],
  may: 'performer of task',
  records: {
    about: 'case',
    facts: z.object({ hearing: z.int(), office: z.string(), ground: z.string(), until: z.string() }),
    readers: 'subject',
    line: 'hearing-opened',
  },
  edits: caseOfTask,
  status: 201,
})
  .asking(({ input, now, world }, database) => askKin(database, world, input.task, now))
  .does(async ({ input, principal, now, world }, tx) => {
    const { caseId, wait } = parseTaskId(input.task)!
    const [task, application] = await Promise.all([findTask(tx, caseId, wait), getApplication(tx, caseId)])
    if (!task) throw new Refusal(process['already-done'])
    if (!outcomesOf(task.act).some((outcome) => refuses(task.act, outcome))) throw new Refusal(general['not-allowed'])
    if (task.assignee && task.assignee !== principal.personId) throw new Refusal(process['taken-by-another'])
    await refuseBiased(tx, task, application, principal, now)
    const { passport } = await world.services.get(tx, application.service, application.version)
    const ground = passport.refusalGrounds.find(({ id }) => id === input.reason)
    const problems = [
      ...(ground ? [] : [{ path: 'reason', text: 'casework.problem.reason' }]),
      ...(isWrittenReason(input.note) ? [] : [{ path: 'note', text: 'casework.problem.facts' }]),
    ]
    if (!ground || problems.length > 0)
      throw new Refusal(refusal[ground ? 'facts-needed' : 'reason-needed'], { problems })
    const term = termToAnswer(world, passport, ground.id)
    if (!term) throw new Refusal(refusal['hearing-excepted'])
    const before = await hearingsOf(tx, caseId)
    if (before.some((hearing) => hearing.ground === ground.id && hearingState(hearing, now) === 'open'))
      throw new Refusal(refusal['hearing-open'])
    // another ground takes the place of the one of which the person was being heard
    await endOpenHearings(tx, caseId, now)
    const number = (before.at(-1)?.number ?? 0) + 1
    const until = world.country.dueAt(term, now)
    await insertHearing(tx, caseId, {
      number,
      wait,
      ground: ground.id,
      facts: input.note!.trim(),
      office: task.office,
      openedBy: principal.personId ?? null,
      openedAt: now,
      until,
    })
    await openPause(tx, caseId, { cause: causeOfHearing(number), basis: 'hearing', holder: 'applicant', since: now })
    await recount(tx, application, world, now)
    await moveTaskDue(tx, world, caseId, task, until)
    return {
      answer: { application: caseId, hearing: number, until },
      subject: caseId,
      facts: { hearing: number, office: task.office, ground: ground.id, until },
      jobs: [
        {
          kind: 'casework.tell-applicant',
          caseId,
          payload: { text: 'hearing', hearing: number, until },
          key: `tell ${caseId} ${causeOfHearing(number)}`,
          lane: application.service,
        },
        {
          kind: END_HEARING,
          caseId,
          payload: { hearing: number },
          // an answer at the last instant is in time
          runAt: new Date(Date.parse(until) + 1).toISOString(),
          key: `end ${caseId} ${causeOfHearing(number)}`,
          lane: application.service,
        },
      ],
    }
  })

export const answerHearingOf = useCase({
  name: 'casework.answer-hearing',
  title: 'Say what one has to say before a refusal; the clock goes on',
  at: 'POST /applications/{application}/hearing/answer',
  input: z.object({ application: z.uuid(), text: printedText(z.string().trim().min(1).max(4000)) }),
  output: z.object({ application: z.uuid(), hearing: z.int() }),
  needs: ['country', 'services'],
  may: ['applicant of application', 'counter of application'],
  records: {
    about: 'case',
    facts: z.object({ hearing: z.int(), by: z.string() }),
    readers: 'subject',
    line: 'hearing-answered',
  },
  edits: theCase,
}).does(async ({ input, principal, now, world }, tx) => {
  const application = await getApplication(tx, input.application)
  const { caseId } = application
  const open = (await hearingsOf(tx, caseId)).find((hearing) => hearingState(hearing, now) === 'open')
  if (!open) throw new Refusal(refusal['hearing-over'])
  await answerHearing(tx, caseId, open.number, { text: input.text, by: principal.personId ?? null, at: now })
  await closePause(tx, caseId, causeOfHearing(open.number), now)
  await recount(tx, application, world, now)
  const task = await findTask(tx, caseId, open.wait)
  if (task) await moveTaskDue(tx, world, caseId, task)
  return {
    answer: { application: caseId, hearing: open.number },
    subject: caseId,
    facts: { hearing: open.number, by: actorOf(principal) },
    jobs: [
      {
        kind: END_HEARING,
        caseId,
        payload: { hearing: open.number, answered: true },
        key: `answered ${caseId} ${causeOfHearing(open.number)}`,
        lane: application.service,
      },
    ],
  }
})
