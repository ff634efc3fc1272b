import { z } from 'zod'
import { general, Refusal, useCase } from '../../../platform/use-case/index.ts'
import type { Json } from '../../../kernel/process/index.ts'
import { actorOf } from '../../../platform/rights/index.ts'
import { findTask, parseTaskId, refusal as process } from '../../process/index.ts'
import { checkResult, taskResult } from '../model/acts.ts'
import { getApplication } from '../store/applications.ts'
import { caseOfTask } from './get-application.ts'

export const completeTask = useCase({
  name: 'casework.complete-task',
  title: 'Give the result of a task: an opinion, a decision, a signature, an answer',
  at: 'POST /tasks/{task}/complete',
  input: z.object({ task: z.string().max(60), ...taskResult.shape }),
  output: z.object({ application: z.uuid(), status: z.string() }),
  needs: ['engine', 'services'],
  may: ['performer of task', 'applicant with the task of task', 'counter with the task of task'],
  edits: caseOfTask,
}).does(async ({ input, principal, now, world }, tx) => {
  const { caseId, wait } = parseTaskId(input.task)!
  const [task, application] = await Promise.all([findTask(tx, caseId, wait), getApplication(tx, caseId)])
  if (!task) throw new Refusal(process['already-done'])
  if (['pay', 'correct', 'choose-slot'].includes(task.act)) throw new Refusal(general['not-allowed'])
  if (task.assignee && task.performer === 'office' && task.assignee !== principal.personId)
    throw new Refusal(process['taken-by-another'])
  const { passport } = await world.services.get(tx, application.service, application.version)
  const { task: _task, ...given } = input
  const result = checkResult(
    task.act,
    given,
    (passport.refusalGrounds ?? []).map((ground) => ground.id),
  )
  await world.engine.send(
    tx,
    caseId,
    { type: 'complete', wait, result: { ...result, by: actorOf(principal) } as Json },
    { now, actor: actorOf(principal) },
  )
  const after = await getApplication(tx, caseId)
  return {
    answer: { application: caseId, status: after.status },
    subject: caseId,
    facts: {
      element: task.element,
      act: task.act,
      office: task.office,
      outcome: result.outcome,
      ...(result.reason ? { reason: result.reason } : {}),
    },
  }
})
