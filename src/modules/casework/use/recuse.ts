import { z } from 'zod'
import { roleHolders } from '../../../platform/identity/index.ts'
import { general, Refusal, useCase } from '../../../platform/use-case/index.ts'
import { findTask, parseTaskId, reassignTasksOf, refusal as process } from '../../process/index.ts'
import { insertNotice } from '../store/notices.ts'
import { caseOfTask } from './get-application.ts'

/** An official who can't be impartial says so, and why; the head gives the task to another. */
export const recuse = useCase({
  name: 'casework.recuse',
  title:
    'Step aside from a case where one can not be impartial, with the reason; the heads of the office are told to give it to another',
  at: 'POST /tasks/{task}/recuse',
  input: z.object({ task: z.string().max(60), reason: z.string().trim().min(3).max(1000) }),
  output: z.object({ application: z.uuid() }),
  may: 'performer of task',
  records: { about: 'case', facts: z.object({ wait: z.int(), reason: z.string() }), readers: 'officials' },
  edits: caseOfTask,
}).does(async ({ input, principal, now }, tx) => {
  const { caseId, wait } = parseTaskId(input.task)!
  const task = await findTask(tx, caseId, wait)
  if (!task) throw new Refusal(process['already-done'])
  if (task.performer !== 'office') throw new Refusal(general['not-allowed'])
  const person = principal.personId!
  await tx.query(
    'insert into casework.recusal (case_id, person, reason, at) values ($1, $2, $3, $4) on conflict (case_id, person) do nothing',
    [caseId, person, input.reason, now],
  )
  await reassignTasksOf(tx, person, { caseId }, undefined)
  const heads = (await roleHolders(tx, task.office, now)).filter((holder) => holder.role === 'head')
  for (const head of new Set(heads.map((holder) => holder.person)))
    if (head !== person) await insertNotice(tx, head, { caseId, text: 'task-recused', parameters: {} }, now)
  return { answer: { application: caseId }, subject: caseId, facts: { wait, reason: input.reason } }
})
