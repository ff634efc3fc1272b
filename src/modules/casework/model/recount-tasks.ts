import type { Tx } from '../../../platform/database/index.ts'
import { moveExpiry } from '../../../platform/pay/index.ts'
import type { World } from '../../../platform/use-case/index.ts'
import { moveTimersFrom, setTaskDue, tasksOfCase, type OpenTask } from '../../process/index.ts'
import { hearingsOf } from '../store/hearings.ts'
import { moveInquiries } from '../store/messages.ts'
import { pausesOf } from '../store/pauses.ts'
import { taskTermMoved } from './events.ts'
import { taskDue } from './hear.ts'
import { INQUIRY_TERM } from './inquiry-term.ts'

/**
 * Counts anew when the open tasks of a case are due, its offices' and the applicant's, when days of the calendar
 * changed: the same term from the same instant. What goes off when such a task is late, and until when its fee can be
 * paid, moves with it; so does what other bodies were asked.
 * @returns the applicant's tasks that moved, each as it is due now
 */
export async function recountTasks(
  tx: Tx,
  world: Pick<World, 'country' | 'events'>,
  caseId: string,
  now: string,
): Promise<OpenTask[]> {
  await moveInquiries(tx, caseId, (askedAt) => world.country.dueAtTerm(INQUIRY_TERM, askedAt), now)
  const tasks = (await tasksOfCase(tx, caseId)).filter(({ dueAt }) => dueAt !== 'infinity')
  if (tasks.length === 0) return []
  const pauses = await pausesOf(tx, caseId)
  // who is being heard answers by the day that was told
  const heard = pauses.some(({ basis, until }) => basis === 'hearing' && until === null)
  const hearings = heard ? await hearingsOf(tx, caseId) : []
  const moved: OpenTask[] = []
  for (const task of tasks) {
    const until = hearings.findLast(({ wait }) => wait === task.wait)?.until
    const dueAt = taskDue(world, task, pauses, until)
    if (dueAt === undefined || Date.parse(dueAt) === Date.parse(task.dueAt)) continue
    await setTaskDue(tx, caseId, task.wait, dueAt)
    await moveTimersFrom(tx, caseId, task.dueAt, dueAt)
    if (task.act === 'pay') await moveExpiry(tx, caseId, { from: task.dueAt, to: dueAt, now })
    const { performer, office } = task
    await world.events.tell(tx, taskTermMoved, {
      subject: caseId,
      at: now,
      actor: 'system',
      facts: { task: task.wait, performer, office, from: task.dueAt, to: dueAt },
    })
    if (performer === 'applicant') moved.push({ ...task, dueAt })
  }
  return moved
}
