import { z } from 'zod'
import { useCase } from '../../../platform/use-case/index.ts'
import { applicantTasks, taskId } from '../../process/index.ts'
import { hearingState, WAYS_IN, OUTCOMES, STATUSES } from '../../../kernel/case/index.ts'
import { applicationsOf } from '../store/applications.ts'
import { draftsOf } from '../store/drafts.ts'
import { hearingsIn } from '../store/hearings.ts'
import { questionsIn } from '../store/messages.ts'
import { markNoticesRead, noticesOf, unreadNotices } from '../store/notices.ts'

const Line = z.object({
  id: z.uuid(),
  number: z.string(),
  service: z.string(),
  status: z.enum(STATUSES),
  /** How it came out, as the last decision says; null while nothing is decided. */
  outcome: z.enum(OUTCOMES).nullable(),
  channel: z.enum(WAYS_IN),
  filedAt: z.string(),
  dueAt: z.string().nullable(),
  owner: z.string(),
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
      }),
    ),
    applications: z.array(Line),
    drafts: z.array(z.object({ id: z.uuid(), service: z.string(), updatedAt: z.string() })),
    unread: z.number(),
  }),
  may: 'signed in',
}).reads(async ({ principal, now }, tx) => {
  const found = await applicationsOf(
    tx,
    principal.actingFor ? { organisation: principal.actingFor.number } : { person: principal.personId! },
    now,
    undefined,
    100,
  )
  const open = found.filter((application) => !['completed', 'annulled'].includes(application.status))
  const ids = open.map((application) => application.caseId)
  const [tasks, questions, hearings] = await Promise.all([
    applicantTasks(tx, ids),
    questionsIn(tx, ids),
    hearingsIn(tx, ids),
  ])
  const toDo = open.flatMap((application) => {
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
        })),
      ...questions
        .filter((question) => question.caseId === application.caseId)
        .map((question) => ({ ...of, kind: 'question' as const, id: question.id, act: 'answer', dueAt: null })),
      ...hearings
        .filter((hearing) => hearing.caseId === application.caseId && hearingState(hearing, now) === 'open')
        .map((hearing) => ({
          ...of,
          kind: 'hearing' as const,
          id: String(hearing.number),
          act: 'hearing',
          dueAt: hearing.until,
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
    applications: found.map(({ caseId: id, version: _version, fee: _fee, ...item }) => ({
      id,
      ...item,
      channel: item.channel as (typeof WAYS_IN)[number],
    })),
  }
})

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
      }),
    ),
  }),
  may: 'signed in',
}).reads(async ({ principal }, tx) => ({
  items: (await noticesOf(tx, principal.personId!)).map(({ id, caseId, text, sentAt, readAt }) => ({
    id,
    application: caseId,
    text,
    sentAt,
    readAt,
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
