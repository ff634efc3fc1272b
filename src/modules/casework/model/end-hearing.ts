import { hearingState } from '../../../kernel/case/index.ts'
import { roleHolders } from '../../../platform/identity/index.ts'
import type { JobHandler } from '../../../platform/jobs/index.ts'
import type { World } from '../../../platform/use-case/index.ts'
import { findTask, lockCase } from '../../process/index.ts'
import { getApplication } from '../store/applications.ts'
import { hearingsOf } from '../store/hearings.ts'
import { insertNotice } from '../store/notices.ts'
import { closePause } from '../store/pauses.ts'
import { recount } from './follow-case.ts'
import { causeOfHearing, moveTaskDue } from './hear.ts'

/** Kind of the job that tells the office that a person was heard, or let the term pass. */
export const END_HEARING = 'casework.end-hearing'

/** The hearing is over: the clock goes on from its last instant, and whoever decides is told. */
export const endHearing = (world: Pick<World, 'country' | 'services'>): JobHandler => ({
  kind: END_HEARING,
  async finish(tx, job, _outcome, now) {
    const caseId = job.caseId as string
    await lockCase(tx, caseId)
    const number = Number(job.payload.hearing)
    const hearing = (await hearingsOf(tx, caseId)).find((candidate) => candidate.number === number)
    if (!hearing) return
    const state = hearingState(hearing, now)
    if (state !== (job.payload.answered ? 'answered' : 'lapsed')) return
    const task = await findTask(tx, caseId, hearing.wait)
    if (state === 'lapsed') {
      await closePause(tx, caseId, causeOfHearing(number), hearing.until)
      const application = await getApplication(tx, caseId)
      if (!application.closedAt) await recount(tx, application, world, now)
      if (task) await moveTaskDue(tx, world, caseId, task)
    }
    if (!task) return
    const holders = task.assignee
      ? [task.assignee]
      : (await roleHolders(tx, task.office, now)).flatMap(({ person, role }) => (role === task.role ? [person] : []))
    for (const person of new Set(holders))
      await insertNotice(
        tx,
        person,
        { caseId, text: `task-${state === 'answered' ? 'heard' : 'unheard'}`, parameters: {} },
        now,
      )
  },
})
