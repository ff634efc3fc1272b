import { z } from 'zod'
import { KnownInstant } from '../../../kernel/terms/index.ts'
import { actorOf } from '../../../platform/rights/index.ts'
import { Refusal, useCase } from '../../../platform/use-case/index.ts'
import { findTask, parseTaskId, refusal as process } from '../../process/index.ts'
import { refusal } from '../model/application.ts'
import { freeSlots } from '../model/slots.ts'
import { slotOffice } from '../model/slot-office.ts'
import { getApplication } from '../store/applications.ts'
import { takenSlots, takeSlot } from '../store/slots.ts'
import { caseOfTask } from './get-application.ts'

const TaskInput = z.object({ task: z.string().max(60) })

export const listSlots = useCase({
  name: 'casework.list-slots',
  title: 'Free hours for an inspection or a visit',
  at: 'GET /tasks/{task}/slots',
  input: TaskInput,
  output: z.object({ items: z.array(z.string()), office: z.string() }),
  needs: ['country'],
  may: ['applicant with the task of task', 'counter with the task of task'],
}).reads(async ({ input, now, world }, tx) => {
  const { caseId, wait } = parseTaskId(input.task)!
  const task = await findTask(tx, caseId, wait)
  if (task?.act !== 'choose-slot') throw new Refusal(process['already-done'])
  const office = slotOffice(task, await getApplication(tx, caseId), world)
  return { items: freeSlots(world.country, now, await takenSlots(tx, office, now)), office }
})

export const chooseSlot = useCase({
  name: 'casework.choose-slot',
  title: 'Choose the hour of an inspection or a visit',
  at: 'POST /tasks/{task}/slot',
  input: TaskInput.extend({ at: KnownInstant }),
  output: z.object({ id: z.uuid(), at: z.string() }),
  needs: ['country', 'engine'],
  may: ['applicant with the task of task', 'counter with the task of task'],
  records: {
    about: 'case',
    facts: z.object({
      element: z.string(),
      act: z.string(),
      outcome: z.literal('chosen'),
      at: z.string(),
      office: z.string(),
    }),
    readers: 'subject',
  },
  edits: caseOfTask,
}).does(async ({ input, principal, now, world }, tx) => {
  const { caseId, wait } = parseTaskId(input.task)!
  const task = await findTask(tx, caseId, wait)
  if (task?.act !== 'choose-slot') throw new Refusal(process['already-done'])
  const at = new Date(input.at).toISOString()
  const office = slotOffice(task, await getApplication(tx, caseId), world)
  const free = freeSlots(world.country, now, await takenSlots(tx, office, now))
  if (!free.includes(at) || !(await takeSlot(tx, office, at, caseId, now)))
    throw new Refusal(refusal['slot-taken'], { problems: [{ path: 'at', text: 'casework.refusal.slot-taken' }] })
  await world.engine.send(
    tx,
    caseId,
    { type: 'complete', wait, result: { outcome: 'chosen', at } },
    { now, actor: actorOf(principal) },
  )
  return {
    answer: { id: caseId, at },
    subject: caseId,
    facts: { element: task.element, act: task.act, outcome: 'chosen', at, office },
  }
})
