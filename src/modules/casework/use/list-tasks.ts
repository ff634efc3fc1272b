import { z } from 'zod'
import { useCase } from '../../../platform/use-case/index.ts'
import { taskId, worklist } from '../../process/index.ts'

export const TaskLine = z.object({
  id: z.string(), application: z.uuid(), number: z.string(), service: z.string(), element: z.string(), act: z.string(), role: z.string(), office: z.string(),
  assignee: z.uuid().nullable(), openedAt: z.string(), dueAt: z.string().nullable(),
})

/** `dueAt,caseId,wait` of the last line of a page; opaque to clients. */
const readCursor = (text: string) => {
  const [dueAt, caseId, wait] = Buffer.from(text, 'base64url').toString('utf8').split(',')
  return dueAt && caseId && wait ? { dueAt, caseId, wait: Number(wait) } : undefined
}
const writeCursor = (last: { dueAt: string; caseId: string; wait: number }) => Buffer.from(`${last.dueAt},${last.caseId},${last.wait}`).toString('base64url')

export const listTasks = useCase({
  name: 'casework.list-tasks',
  title: 'The worklist of an office, due first',
  at: 'GET /tasks',
  input: z.object({ office: z.string().max(100), after: z.string().max(200).regex(/^[\w-]+$/).optional(), size: z.number().int().min(1).max(200).default(50),
    service: z.string().max(100).optional(), role: z.enum(['officer', 'head']).optional(), whose: z.enum(['mine', 'unclaimed']).optional(),
  }),
  output: z.object({ items: z.array(TaskLine), next: z.string().nullable() }),
  may: 'member of office',
}).reads(async ({ input, principal }, tx) => {
  const tasks = await worklist(tx, input.office, input.after === undefined ? undefined : readCursor(input.after), input.size, { service: input.service, role: input.role, assignee: input.whose === 'mine' ? principal.personId : input.whose === 'unclaimed' ? null : undefined })
  const last = tasks.at(-1)
  return {
    items: tasks.map((task) => ({
      id: taskId(task), application: task.caseId, number: task.label, service: task.service, element: task.element, act: task.act, role: task.role, office: task.office,
      assignee: task.assignee, openedAt: task.openedAt, dueAt: task.dueAt === 'infinity' ? null : task.dueAt,
    })),
    next: last && tasks.length === input.size ? writeCursor(last) : null,
  }
})
