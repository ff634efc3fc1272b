import { z } from 'zod'
import { general, Refusal, useCase } from '../../../platform/use-case/index.ts'
import { findTask, namesOfData, parseTaskId, refusal as process, taskId, variablesOf } from '../../process/index.ts'
import { lookAtList } from '../model/look-at-case.ts'
import { mayDoTask, TASK_ACTIONS } from '../model/may-next.ts'
import { findApplication } from '../store/applications.ts'
import { TaskLine } from './list-tasks.ts'

export const getTask = useCase({
  name: 'casework.get-task',
  title: 'One task; where its process began by itself and nobody applied, also what the case carries',
  at: 'GET /tasks/{task}',
  input: z.object({ task: z.string().max(60) }),
  output: TaskLine.omit({ decides: true }).extend({
    /** What the model calls it. */
    name: z.string().nullable(),
    /** True when nobody applied: a schedule or an event began the process. */
    begun: z.boolean(),
    /** Variables of such a case; an application's are read with it. */
    variables: z.record(z.string(), z.json()).nullable(),
    /** What the model calls these, by name; those it does not name are left out. */
    called: z.record(z.string(), z.string()).nullable(),
    /** What the asker may do with such a task. */
    may: z.array(z.enum(TASK_ACTIONS)).nullable(),
  }),
  may: 'performer of task',
}).reads(async ({ input, principal, looked }, tx) => {
  const asked = parseTaskId(input.task)
  if (!asked) throw new Refusal(general['not-found'])
  const { caseId } = asked
  const [task, application] = await Promise.all([findTask(tx, caseId, asked.wait), findApplication(tx, caseId)])
  if (!task) throw new Refusal(process['already-done'])
  if (application) looked(await lookAtList(tx, { list: 'worklist', cases: [caseId], office: task.office }))
  const { performer: _performer, wait: _wait, caseId: _case, label, attributes, dueAt, ...line } = task
  return {
    ...line,
    id: taskId(task),
    application: caseId,
    number: label,
    dueAt: dueAt === 'infinity' ? null : dueAt,
    name: typeof attributes['name'] === 'string' ? attributes['name'] : null,
    begun: !application,
    variables: application ? null : await variablesOf(tx, caseId),
    called: application ? null : await namesOfData(tx, caseId),
    may: application ? null : mayDoTask(principal, task, { own: false, counter: null }).may,
  }
})
