import type { Tx } from '../../../platform/database/index.ts'
import { enqueue, repeating, scheduleRepeating, type JobHandler } from '../../../platform/jobs/index.ts'
import { markTold, tasksNear } from '../../process/index.ts'
import { insertNotice } from '../store/notices.ts'
import { roleHolders } from '../../../platform/identity/index.ts'

const ESCALATE = 'casework.escalate-late'
/** How often late and nearly late work is looked for, in minutes. */
const EVERY = 10
/** Reminded this long before a task is due, in hours. */
const AHEAD = 24

/** Puts the first look for late work into the outbox; it renews itself. */
export const scheduleEscalation = (tx: Tx, now: string): Promise<void> => scheduleRepeating(tx, ESCALATE, now)

/**
 * Reminds whoever is to do a task a day before it is due (the applicant, the officer who holds it, or the office's
 * officers when nobody does),
 * and tells the heads when it is late.
 * A task is told of once for each: that it was told is marked on the task.
 */
export function escalateLate(): JobHandler {
  return repeating(ESCALATE, EVERY * 60, {
    async finish(tx, _outcome, now) {
      const soon = new Date(Date.parse(now) + AHEAD * 3_600_000).toISOString()
      for (const task of await tasksNear(tx, now, soon)) {
        if (task.performer === 'applicant') {
          await enqueue(
            tx,
            {
              kind: 'casework.tell-applicant',
              caseId: task.caseId,
              payload: { text: `act.${task.act}` },
              key: `remind ${task.caseId} ${task.wait}`,
              lane: task.service,
            },
            now,
          )
          await markTold(tx, task.caseId, task.wait, 2)
          continue
        }
        const late = task.dueAt <= now
        const holders = await roleHolders(tx, task.office, now)
        const people = late
          ? holders.filter((holder) => holder.role === 'head')
          : task.assignee
            ? holders.filter((holder) => holder.person === task.assignee)
            : holders.filter((holder) => holder.role === task.role)
        for (const person of new Set(people.map((roleHolder) => roleHolder.person)))
          await insertNotice(
            tx,
            person,
            { caseId: task.caseId, text: late ? 'task-late' : 'task-soon', parameters: {} },
            now,
          )
        await markTold(tx, task.caseId, task.wait, late ? 2 : 1)
      }
    },
  })
}
