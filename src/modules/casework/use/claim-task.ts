import { z } from 'zod'
import { Refusal, useCase } from '../../../platform/use-case/index.ts'
import { assignTask, findTask, parseTaskId, refusal as process } from '../../process/index.ts'
import { askKin } from '../model/find-kin.ts'
import { refuseBiased } from '../model/refuse-biased.ts'
import { findApplication } from '../store/applications.ts'
import { caseOfTask } from './get-application.ts'

export const claimTask = useCase({
  name: 'casework.claim-task',
  title: "Take a task into one's own hands",
  at: 'POST /tasks/{task}/claim',
  input: z.object({ task: z.string().max(60) }),
  output: z.object({ task: z.string(), assignee: z.uuid() }),
  example: {
    input: { task: '0198b0c4-3d5e-7a10-8f21-5b6c7d8e9f01.7' },
    output: { task: '0198b0c4-3d5e-7a10-8f21-5b6c7d8e9f01.7', assignee: '0198b0c4-1111-7a10-8f21-5b6c7d8e9f01' },
  },
  needs: ['country', 'registers'],
  may: 'performer of task',
  records: { about: 'case', facts: z.object({ wait: z.int() }), readers: 'officials' },
  edits: caseOfTask,
})
  .asking(({ input, now, world }, database) => askKin(database, world, input.task, now))
  .does(async ({ input, principal, now }, tx) => {
    const { caseId, wait } = parseTaskId(input.task)!
    const person = principal.personId!
    const task = await findTask(tx, caseId, wait)
    const application = await findApplication(tx, caseId)
    if (application) await refuseBiased(tx, task ?? { performer: 'office' }, application, principal, now)
    if (!(await assignTask(tx, caseId, wait, person)))
      throw new Refusal(process[(await findTask(tx, caseId, wait)) ? 'taken-by-another' : 'already-done'])
    return { answer: { task: input.task, assignee: person }, subject: caseId, facts: { wait } }
  })
