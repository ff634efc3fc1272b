import { z } from 'zod'
import { general, Refusal, useCase } from '../../../platform/use-case/index.ts'
import { roleHolders } from '../../../platform/identity/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import {
  findTask,
  parseTaskId,
  reassignTask,
  reassignTasksOf,
  refusal as process,
  tasksHeldBy,
} from '../../process/index.ts'
import { heads } from '../model/roles-held.ts'
import { refusal } from '../model/application.ts'
import { findTaskBias } from '../model/refuse-biased.ts'
import { findApplication } from '../store/applications.ts'
import { insertNotice } from '../store/notices.ts'
import { caseOfTask } from './get-application.ts'
import { theTeam } from './show-team.ts'

const TaskInput = z.object({ task: z.string().max(60) })

export const releaseTask = useCase({
  name: 'casework.release-task',
  title: 'Put a task back on the common pile',
  at: 'POST /tasks/{task}/release',
  input: TaskInput,
  output: z.object({ task: z.string() }),
  may: ['performer of task', 'head of the task of task'],
  records: { about: 'case', facts: z.object({ wait: z.int() }), readers: 'officials' },
  edits: caseOfTask,
}).does(async ({ input, principal }, tx) => {
  const { caseId, wait } = parseTaskId(input.task)!
  const task = await findTask(tx, caseId, wait)
  if (!task) throw new Refusal(process['already-done'])
  if (task.assignee !== principal.personId && !heads(principal, task.office))
    throw new Refusal(process['taken-by-another'])
  await reassignTask(tx, caseId, wait, undefined)
  return { answer: { task: input.task }, subject: caseId, facts: { wait } }
})

export const reassign = useCase({
  name: 'casework.reassign-task',
  title: 'Give a task to another person of the office',
  at: 'POST /tasks/{task}/assign',
  input: TaskInput.extend({ person: z.uuid() }),
  output: z.object({ task: z.string(), assignee: z.uuid() }),
  needs: ['people'],
  may: 'head of the task of task',
  records: { about: 'case', facts: z.object({ wait: z.int(), to: z.uuid().optional() }), readers: 'officials' },
  edits: caseOfTask,
}).does(async ({ input, principal, now, world }, tx) => {
  const { caseId, wait } = parseTaskId(input.task)!
  const task = await findTask(tx, caseId, wait)
  if (!task) throw new Refusal(process['already-done'])
  if (!(await roleHolders(tx, task.office, now)).some((roleHolder) => roleHolder.person === input.person))
    throw new Refusal(general['not-found'])
  const { id: personId, number } = await world.people.get(tx, input.person)
  const application = await findApplication(tx, caseId)
  if (application && (await findTaskBias(tx, task, application, { personId, number, roles: [] }, now)))
    throw new Refusal(refusal['assignee-biased'], {
      problems: [{ path: 'person', text: 'casework.refusal.assignee-biased' }],
    })
  await reassignTask(tx, caseId, wait, input.person)
  // who had it learns why it is gone, and who has it now that it is there
  const told = { caseId, parameters: { task: input.task } }
  if (task.assignee && ![input.person, principal.personId].includes(task.assignee))
    await insertNotice(tx, task.assignee, { ...told, text: 'task-taken-away' }, now)
  if (![task.assignee, principal.personId].includes(input.person))
    await insertNotice(tx, input.person, { ...told, text: 'task-given' }, now)
  return { answer: { task: input.task, assignee: input.person }, subject: caseId, facts: { wait, to: input.person } }
})

/** Someone leaves or falls ill: all they hold in an office goes to another, or back on the pile. */
export const reassignAll = useCase({
  name: 'casework.reassign-all',
  title: 'Give all tasks of a person in an office to another person, or put them back on the pile',
  at: 'POST /offices/{office}/reassign',
  input: z.object({ office: z.string().max(100), from: z.uuid(), to: z.uuid().optional() }),
  output: z.object({
    moved: z.number(),
    /** Of these, put back on the pile: whoever was to get them may not work on these cases. */
    returned: z.number(),
  }),
  needs: ['country', 'people'],
  may: ['head of office', 'role administrator'],
  records: {
    about: 'person',
    facts: z.object({ office: z.string(), from: z.uuid(), to: z.uuid().optional(), moved: z.int() }),
    readers: 'officials',
  },
  edits: theTeam,
}).does(async ({ input, now, world }, tx) => {
  if (!world.country.findOffice(input.office)) throw new Refusal(general['not-found'])
  if (input.to && !(await roleHolders(tx, input.office, now)).some((roleHolder) => roleHolder.person === input.to))
    throw new Refusal(general['not-found'])
  const returned = input.to ? await putBack(tx, await world.people.get(tx, input.to), input, now) : 0
  const moved = returned + (await reassignTasksOf(tx, input.from, { office: input.office }, input.to))
  return {
    answer: { moved, returned },
    facts: { office: input.office, from: input.from, ...(input.to ? { to: input.to } : {}), moved },
  }
})

/** Puts those tasks back on the pile that somebody may not do, as applicant, relative or the other of four eyes. @returns how many */
async function putBack(
  tx: Tx,
  to: { id: string; number?: string | undefined },
  { from, office }: { from: string; office: string },
  now: string,
): Promise<number> {
  let returned = 0
  for (const task of await tasksHeldBy(tx, from, office)) {
    const application = await findApplication(tx, task.caseId)
    const person = { personId: to.id, ...(to.number === undefined ? {} : { number: to.number }), roles: [] }
    if (!application || !(await findTaskBias(tx, task, application, person, now))) continue
    await reassignTask(tx, task.caseId, task.wait, undefined)
    returned++
  }
  return returned
}
