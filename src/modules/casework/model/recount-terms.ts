import { refreshCalendar } from '../../../platform/country/index.ts'
import { enqueue, type JobHandler } from '../../../platform/jobs/index.ts'
import type { World } from '../../../platform/use-case/index.ts'
import { openApplications } from '../store/applications.ts'
import { appealTermMoved, feeTermMoved, termMoved } from './events.ts'
import { dueAgain, moveTerm } from './follow-case.ts'
import type { Application } from './application.ts'
import { moveOwed } from './fee-owed.ts'
import { moveAppeal } from './open-appeal.ts'
import { recountTasks } from './recount-tasks.ts'

const KIND = 'casework.recount-terms'
const AT_ONCE = 200

/**
 * The calendar changed: the terms of open cases are counted anew, some at a time, also of those that an appeal opened
 * again, the terms of appeal of refusals, those of each open task and of fees asked for again. Whoever has a case whose
 * last day moved is told, applicant and office.
 */
export const recountTerms = (world: Pick<World, 'country' | 'events' | 'services'>): JobHandler => ({
  kind: KIND,
  async finish(tx, job, _outcome, now) {
    await refreshCalendar(tx, world.country)
    const after = typeof job.payload['after'] === 'string' ? job.payload['after'] : undefined
    const applications = await openApplications(tx, after, AT_ONCE)
    const tell = (caseId: string, lane: string, text: string, to: string) =>
      enqueue(
        tx,
        { kind: 'casework.tell-applicant', caseId, payload: { text }, key: `tell ${caseId} ${text} ${to}`, lane },
        now,
      )
    for (const application of applications) {
      const { caseId, service } = application
      const told = { subject: caseId, at: now, actor: 'system' }
      if (application.status === 'refused') {
        const until = await moveAppeal(tx, world, application)
        if (until === undefined) continue
        await world.events.tell(tx, appealTermMoved, { ...told, facts: { to: until } })
        await tell(caseId, service, 'appeal-term-moved', until)
        continue
      }
      for (const { dueAt } of await recountTasks(tx, world, caseId, now))
        await tell(caseId, service, 'your-term-moved', dueAt)
      const owed = application.status === 'awaiting_payment' && (await moveOwed(tx, application, world, now))
      if (owed) {
        await world.events.tell(tx, feeTermMoved, { ...told, facts: owed })
        await tell(caseId, service, 'your-term-moved', owed.to)
      }
      if (!runs(application)) continue
      const dueAt = await dueAgain(tx, application, world)
      if (dueAt === null || Date.parse(dueAt) === Date.parse(application.dueAt!)) continue
      await moveTerm(tx, application, dueAt, world, now)
      await world.events.tell(tx, termMoved, { ...told, facts: { from: application.dueAt, to: dueAt } })
      await tell(caseId, service, 'term-moved', dueAt)
    }
    const last = applications.at(-1)
    if (last && applications.length === AT_ONCE) await enqueue(tx, { kind: KIND, payload: { after: last.caseId } }, now)
  },
})

/** Whether the case's own term runs: it is to be decided, for the first time or after an appeal. */
const runs = ({ dueAt, outcome }: Application): boolean =>
  dueAt !== null && (outcome === null || outcome === 'overturned')
