import { refreshCalendar } from '../../../platform/country/index.ts'
import { enqueue, type JobHandler } from '../../../platform/jobs/index.ts'
import type { World } from '../../../platform/use-case/index.ts'
import { openWithTerm } from '../store/applications.ts'
import { termMoved } from './events.ts'
import { dueAgain, moveTerm } from './follow-case.ts'

const KIND = 'casework.recount-terms'
const AT_ONCE = 200

/**
 * The calendar changed: the terms of open cases are counted anew, some at a time. Whoever has a case whose last day
 * moved is told, applicant and office.
 */
export const recountTerms = (world: Pick<World, 'country' | 'events' | 'services'>): JobHandler => ({
  kind: KIND,
  async finish(tx, job, _outcome, now) {
    await refreshCalendar(tx, world.country)
    const after = typeof job.payload['after'] === 'string' ? job.payload['after'] : undefined
    const applications = await openWithTerm(tx, after, AT_ONCE)
    for (const application of applications) {
      const dueAt = await dueAgain(tx, application, world)
      const { caseId } = application
      if (dueAt === null || Date.parse(dueAt) === Date.parse(application.dueAt!)) continue
      await moveTerm(tx, application, dueAt, world, now)
      await world.events.tell(tx, termMoved, {
        subject: caseId,
        at: now,
        actor: 'system',
        facts: { from: application.dueAt, to: dueAt },
      })
      await enqueue(
        tx,
        {
          kind: 'casework.tell-applicant',
          caseId,
          payload: { text: 'term-moved' },
          key: `tell ${caseId} term ${dueAt}`,
          lane: application.service,
        },
        now,
      )
    }
    const last = applications.at(-1)
    if (last && applications.length === AT_ONCE) await enqueue(tx, { kind: KIND, payload: { after: last.caseId } }, now)
  },
})
