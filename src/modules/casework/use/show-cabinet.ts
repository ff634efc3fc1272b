import { z } from 'zod'
import { useCase } from '../../../platform/use-case/index.ts'
import { applicantTasks, suspendedAmong, taskId } from '../../process/index.ts'
import { hearingState, WAYS_IN, OUTCOMES, STATUSES } from '../../../kernel/case/index.ts'
import { applicationsOf } from '../store/applications.ts'
import { standingStill } from '../model/standing-still.ts'
import { caseEvent } from '../store/events.ts'
import { draftsOf } from '../store/drafts.ts'
import { hearingsIn } from '../store/hearings.ts'
import { questionsIn } from '../store/messages.ts'
import { markNoticesRead, noticesOf, unreadNotices } from '../store/notices.ts'
import { pausesNow } from '../store/pauses.ts'
import { StandingStill } from './application-view.ts'

const Line = z.object({
  id: z.uuid(),
  number: z.string(),
  service: z.string(),
  status: z.enum(STATUSES),
  /** How it came out, as the last decision says; null while nothing is decided. */
  outcome: z.enum(OUTCOMES).nullable(),
  channel: z.enum(WAYS_IN),
  /** Refused, and the time to appeal is not over. */
  mayAppeal: z.boolean(),
  filedAt: z.string(),
  dueAt: z.string().nullable(),
  owner: z.string(),
  /** Since when the clock stands still, and who it waits for; null while it runs. */
  still: z.object({ since: z.string(), basis: z.string(), holder: z.string() }).nullable(),
  /** Made to stand still by an administrator, since when and why. */
  suspended: StandingStill.nullable(),
})

/** What waits for me, what is under way, what is done, what I began. */
export const showCabinet = useCase({
  name: 'casework.show-cabinet',
  title: 'My cabinet: what waits for me, what is under way, what I began',
  at: 'GET /me/cabinet',
  input: z.object({}),
  output: z.object({
    toDo: z.array(
      z.object({
        kind: z.enum(['task', 'question', 'hearing']),
        id: z.string(),
        act: z.string(),
        element: z.string().optional(),
        application: z.uuid(),
        number: z.string(),
        service: z.string(),
        amount: z.number().nullable(),
        dueAt: z.string().nullable(),
        /** What is asked, in the office's own words. */
        says: z.string().nullable(),
        office: z.string().nullable(),
      }),
    ),
    applications: z.array(Line),
    drafts: z.array(z.object({ id: z.uuid(), service: z.string(), updatedAt: z.string() })),
    unread: z.number(),
  }),
  needs: ['engine'],
  may: 'signed in',
}).reads(async ({ principal, now, world }, tx) => {
  const found = await applicationsOf(
    tx,
    principal.actingFor ? { organisation: principal.actingFor.number } : { person: principal.personId! },
    now,
    undefined,
    100,
  )
  const open = found.filter((application) => !['completed', 'annulled'].includes(application.status))
  const ids = open.map((application) => application.caseId)
  const [tasks, questions, hearings, pauses, halted] = await Promise.all([
    applicantTasks(tx, ids),
    questionsIn(tx, ids),
    hearingsIn(tx, ids),
    pausesNow(tx, ids),
    suspendedAmong(tx, ids),
  ])
  const chains = halted.length > 0 ? await world.engine.chainEvents(tx, halted) : new Map()
  const suspendedOf = (caseId: string) =>
    halted.includes(caseId) ? standingStill(chains.get(caseId)!.map(caseEvent)) : null
  const stillOf = (caseId: string) => {
    const pause = pauses.find((candidate) => candidate.caseId === caseId)
    return pause ? { since: pause.since, basis: pause.basis, holder: pause.holder } : null
  }
  // nothing can be done in a case that stands still
  const moving = open.filter(({ caseId }) => !halted.includes(caseId))
  const toDo = moving.flatMap((application) => {
    const of = {
      application: application.caseId,
      number: application.number,
      service: application.service,
      amount: application.fee?.amount ?? null,
    }
    return [
      ...tasks
        .filter((task) => task.caseId === application.caseId)
        .map((task) => ({
          ...of,
          kind: 'task' as const,
          id: taskId(task),
          act: task.act,
          element: task.element,
          dueAt: task.dueAt === 'infinity' ? null : task.dueAt,
          says: null,
          office: null,
        })),
      ...questions
        .filter((question) => question.caseId === application.caseId)
        .map(({ id, text, office }) => ({
          ...of,
          kind: 'question' as const,
          id,
          act: 'answer',
          dueAt: null,
          says: text,
          office,
        })),
      ...hearings
        .filter((hearing) => hearing.caseId === application.caseId && hearingState(hearing, now) === 'open')
        .map((hearing) => ({
          ...of,
          kind: 'hearing' as const,
          id: String(hearing.number),
          act: 'hearing',
          dueAt: hearing.until,
          says: null,
          office: hearing.office,
        })),
    ]
  })
  const drafts = (await draftsOf(tx, principal.personId!)).filter(
    (draft) => !draft.corrects && (draft.organisation ?? undefined) === principal.actingFor?.number,
  )
  return {
    toDo,
    drafts: drafts.map(({ id, service, updatedAt }) => ({ id, service, updatedAt })),
    unread: await unreadNotices(tx, principal.personId!),
    applications: found.map(({ caseId: id, version: _version, fee: _fee, closedAt, ...item }) => ({
      id,
      ...item,
      channel: item.channel as (typeof WAYS_IN)[number],
      // a refused case is closed when its time to appeal is over
      mayAppeal: item.status === 'refused' && closedAt === null,
      still: stillOf(id),
      suspended: suspendedOf(id),
    })),
  }
})

/** How many messages were not read: told on each page of the cabinet, so a query of its own. */
export const countUnread = useCase({
  name: 'casework.count-unread',
  title: 'How many messages to me I have not read, up to a hundred',
  at: 'GET /me/notices/unread',
  input: z.object({}),
  output: z.object({ unread: z.number() }),
  may: 'signed in',
}).reads(async ({ principal }, tx) => ({ unread: await unreadNotices(tx, principal.personId!) }))

export const listNotices = useCase({
  name: 'casework.list-notices',
  title: 'What was told to me, newest first',
  at: 'GET /me/notices',
  input: z.object({}),
  output: z.object({
    items: z.array(
      z.object({
        id: z.uuid(),
        application: z.uuid(),
        text: z.string(),
        sentAt: z.string(),
        readAt: z.string().nullable(),
        /** Of which application; null where it was archived. */
        service: z.string().nullable(),
        version: z.number().nullable(),
        number: z.string().nullable(),
        owner: z.string().nullable(),
        dueAt: z.string().nullable(),
        /** The words themselves, where somebody wrote some, and the office that did. */
        says: z.string().nullable(),
        office: z.string().nullable(),
        /** The question, the hearing's number, the service's own text, or the task that it is about. */
        about: z.string().nullable(),
      }),
    ),
  }),
  may: 'signed in',
}).reads(async ({ principal }, tx) => ({
  items: (await noticesOf(tx, principal.personId!)).map(({ caseId, parameters, ...notice }) => ({
    ...notice,
    application: caseId,
    about: parameters['message'] ?? parameters['hearing'] ?? parameters['own'] ?? parameters['task'] ?? null,
  })),
}))

export const readNotices = useCase({
  name: 'casework.read-notices',
  title: 'Mark all that was told to me as read',
  at: 'POST /me/notices/read',
  input: z.object({}),
  output: z.object({}),
  may: 'signed in',
  records: { about: 'person', facts: z.object({}), readers: 'subject' },
}).does(async ({ principal, now }, tx) => {
  await markNoticesRead(tx, principal.personId!, now)
  return { answer: {}, facts: {} }
})
