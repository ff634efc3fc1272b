import { z } from 'zod'
import { findAct, findOutcome, isWrittenReason, OUTCOMES, TaskResult } from '../../../kernel/case/index.ts'
import { general, Refusal, requireFresh, useCase, type Call } from '../../../platform/use-case/index.ts'
import type { Json } from '../../../kernel/process/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import { actorOf } from '../../../platform/rights/index.ts'
import { findTask, parseTaskId, refusal as process } from '../../process/index.ts'
import { dayOfAct } from '../model/day-of-act.ts'
import { refusal } from '../model/application.ts'
import { DECIDED, recount } from '../model/follow-case.ts'
import { contradictionIn, endOpenHearings, refuses, requireHeard } from '../model/hear.ts'
import { refuseOfferAnswer } from '../model/refuse-offer-answer.ts'
import { refuseResult } from '../model/refuse-result.ts'
import { askKin } from '../model/find-kin.ts'
import { refuseBiased } from '../model/refuse-biased.ts'
import { recordAct } from '../model/record-outcome.ts'
import { findApplication, updateApplication } from '../store/applications.ts'
import { closePause } from '../store/pauses.ts'
import { takeBegun } from './complete-begun.ts'
import { caseOfTask } from './get-application.ts'

const TaskDone = z.object({ task: z.string().max(60), ...TaskResult.shape })

export const completeTask = useCase({
  name: 'casework.complete-task',
  title: 'Give the result of a task: an opinion, a decision, a signature, an answer',
  at: 'POST /tasks/{task}/complete',
  input: TaskDone,
  output: z.object({ application: z.uuid(), status: z.string() }),
  needs: ['country', 'engine', 'events', 'registers', 'services'],
  example: {
    input: { task: '0198b0c4-3d5e-7a10-8f21-5b6c7d8e9f01.7', outcome: 'grant' },
    output: { application: '0198b0c4-3d5e-7a10-8f21-5b6c7d8e9f01', status: 'in_progress' },
  },
  may: ['performer of task', 'applicant with the task of task', 'counter with the task of task'],
  records: {
    about: 'case',
    facts: z.object({
      element: z.string(),
      act: z.string(),
      office: z.string(),
      outcome: z.string(),
      reason: z.string().optional(),
      until: z.string().optional(),
      decided: z.enum(OUTCOMES).optional(),
    }),
    readers: 'subject',
  },
  edits: caseOfTask,
})
  .asking(({ input, now, world }, database) => askKin(database, world, input.task, now))
  .does(takeResult)

/**
 * Takes the result of a task and lets the case go on, whichever way it came.
 * @throws Refusal when the task is done, is another's, or may not be done so by this person
 */
export async function takeResult(
  call: Call<z.output<typeof TaskDone>, 'country' | 'engine' | 'events' | 'services'>,
  tx: Tx,
) {
  const { input, principal, now, world } = call
  const { caseId, wait } = parseTaskId(input.task)!
  const [task, application] = await Promise.all([findTask(tx, caseId, wait), findApplication(tx, caseId)])
  if (!task) throw new Refusal(process['already-done'])
  if (findAct(task.act)?.ownWay) throw new Refusal(general['not-allowed'])
  if (task.assignee && task.performer === 'office' && task.assignee !== principal.personId)
    throw new Refusal(process['taken-by-another'])
  if (findOutcome(task.act, input.outcome)?.signs) requireFresh(principal, now)
  if (!application) return takeBegun(call, tx, task)
  await refuseBiased(tx, task, application, principal, now)
  const service = await world.services.get(tx, application.service, application.version)
  const { passport } = service
  const { task: _task, ...given } = input
  refuseResult(
    task.act,
    given,
    (passport.refusalGrounds ?? []).map((ground) => ground.id),
  )
  const until = await refuseOfferAnswer(tx, world, { task, application, passport, given, now })
  const day = await dayOfAct(tx, task, application, { given: given.happenedOn, now, world })
  const result = { ...given, ...(day ? { happenedOn: day } : {}) }
  if (refuses(task.act, result.outcome)) {
    await requireHeard(tx, world, { passport, application, ground: result.reason!, now })
    if (
      !isWrittenReason(result.note) &&
      (await contradictionIn(tx, world, { caseId, service, ground: result.reason! }))
    )
      throw new Refusal(refusal['reason-against-what-was-said'], {
        problems: [{ path: 'note', text: 'casework.problem.against-what-was-said' }],
      })
  } else if (findOutcome(task.act, result.outcome)?.proposes && (await endOpenHearings(tx, caseId, now)) > 0)
    await recount(tx, application, world, now)
  const by = { person: principal.personId ?? null, actor: actorOf(principal) }
  const decided = await recordAct(tx, caseId, task, { result, ...by, now }, world)
  if (decided) await updateApplication(tx, caseId, { outcome: decided }, now)
  // the office has its term again, from where it stood
  if (decided === 'overturned') {
    await closePause(tx, caseId, DECIDED, now)
    await recount(tx, application, world, now)
  }
  const { followed } = await world.engine.send(
    tx,
    caseId,
    { type: 'complete', wait, result: { ...result, by: actorOf(principal) } as Json },
    { now, actor: actorOf(principal) },
  )
  return {
    answer: { application: caseId, status: followed.status ?? application.status },
    subject: caseId,
    facts: {
      element: task.element,
      act: task.act,
      office: task.office,
      role: task.role,
      outcome: result.outcome,
      ...(result.reason ? { reason: result.reason } : {}),
      ...(day ? { happenedOn: day } : {}),
      ...(until ? { until } : {}),
      ...(decided ? { decided } : {}),
    },
    ...(decided
      ? {
          jobs: [
            {
              kind: 'casework.tell-applicant',
              caseId,
              payload: { text: `outcome.${decided}` },
              key: `tell ${caseId} ${decided} ${now}`,
              lane: application.service,
            },
          ],
        }
      : {}),
  }
}
