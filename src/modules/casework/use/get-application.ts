import type { Passport } from '../../catalogue/index.ts'
import { isApplicant, isOfficer } from '../rights.ts'
import { z } from 'zod'
import type { Tx } from '../../../platform/database/index.ts'
import { paymentsOfCase } from '../../../platform/pay/index.ts'
import { namedBy, thing, useCase, type World } from '../../../platform/use-case/index.ts'
import { resultsOfCase } from '../../documents/index.ts'
import { awaitsMessage, lockCase, parseTaskId, taskId, tasksOfCase } from '../../process/index.ts'
import { Disputed, disputedOf } from '../model/disputed.ts'
import { openAppeal } from '../model/open-appeal.ts'
import { CHANNELS, mayWithdraw, STATUSES, OUTCOMES } from '../../../kernel/case/index.ts'
import { timelineOf } from '../model/timeline.ts'
import { getApplication } from '../store/applications.ts'
import { attachmentsOf } from '../store/attachments.ts'
import { caseEvent } from '../store/events.ts'
import { decisionsOf, type Decision } from '../store/decisions.ts'
import { evidenceOf, type Evidence } from '../store/evidence.ts'
import { inquiriesOf, messagesOf, openQuestions } from '../store/messages.ts'
import { pausesOf } from '../store/pauses.ts'

const facts = z.record(z.string(), z.union([z.string(), z.number()]))

export const ApplicationView = z.object({
  id: z.uuid(),
  number: z.string(),
  service: z.string(),
  version: z.number(),
  status: z.enum(STATUSES),
  channel: z.enum(CHANNELS),
  revision: z.number(),
  filedAt: z.string(),
  countsFrom: z.string(),
  dueAt: z.string().nullable(),
  decidedAt: z.string().nullable(),
  /** How it came out, as the last decision says; null while nothing is decided. */
  outcome: z.enum(OUTCOMES).nullable(),
  /** Decisions in force and before, oldest first: who decided, who signed in which role, for which office. */
  decisions: z.array(
    z.object({
      outcome: z.enum(OUTCOMES),
      ground: z.string().nullable(),
      note: z.string().nullable(),
      office: z.string(),
      decidedBy: z.string().nullable(),
      signedBy: z.string().nullable(),
      signedAs: z.string().nullable(),
      madeAt: z.string(),
    }),
  ),
  closedAt: z.string().nullable(),
  owner: z.string(),
  district: z.string(),
  applicant: z.record(z.string(), z.json()),
  representative: z.record(z.string(), z.json()).nullable(),
  person: z.uuid(),
  answers: z.record(z.string(), z.json()),
  fee: z.object({ amount: z.number(), lines: z.array(z.object({ text: z.string(), amount: z.number() })) }).nullable(),
  receipt: z.string(),
  timeline: z.array(
    z.object({
      state: z.enum(['done', 'now', 'later']),
      kind: z.string(),
      at: z.string().optional(),
      office: z.string().optional(),
      facts,
    }),
  ),
  tasks: z.array(
    z.object({
      id: z.string(),
      element: z.string(),
      act: z.string(),
      performer: z.enum(['office', 'applicant']),
      role: z.string(),
      office: z.string(),
      assignee: z.uuid().nullable(),
      openedAt: z.string(),
      dueAt: z.string().nullable(),
      attributes: z.record(z.string(), z.json()),
    }),
  ),
  /** The clock: who holds it, and since when when it stands still. */
  pauses: z.array(
    z.object({
      cause: z.string(),
      basis: z.string(),
      holder: z.string(),
      since: z.string(),
      until: z.string().nullable(),
    }),
  ),
  questions: z.array(z.object({ id: z.uuid(), text: z.string(), office: z.string().nullable(), sentAt: z.string() })),
  messages: z.array(
    z.object({
      id: z.uuid(),
      side: z.enum(['office', 'applicant']),
      kind: z.string(),
      text: z.string(),
      office: z.string().nullable(),
      sentAt: z.string(),
    }),
  ),
  inquiries: z.array(
    z.object({
      id: z.uuid(),
      office: z.string(),
      fromOffice: z.string(),
      question: z.string(),
      askedAt: z.string(),
      dueAt: z.string(),
      answeredAt: z.string().nullable(),
      answer: z.string().nullable(),
    }),
  ),
  evidence: z.array(
    z.object({
      evidence: z.string(),
      register: z.string(),
      status: z.enum(['found', 'missing', 'unavailable']),
      data: z.record(z.string(), z.json()).nullable(),
      source: z.string().nullable(),
      asOf: z.string().nullable(),
      fetchedAt: z.string(),
    }),
  ),
  /** Facts of registers of which the applicant says that they are not right. */
  disputed: z.array(Disputed),
  files: z.array(z.object({ id: z.uuid(), field: z.string(), name: z.string(), type: z.string(), size: z.number() })),
  payments: z.array(z.object({ id: z.uuid(), amount: z.number(), state: z.string(), purpose: z.string() })),
  results: z.array(
    z.object({
      code: z.string(),
      kind: z.string(),
      outcome: z.enum(OUTCOMES),
      title: z.string(),
      status: z.string(),
      issuedAt: z.string().nullable(),
    }),
  ),
  mayWithdraw: z.boolean(),
  mayAppeal: z.boolean(),
  /** Where to appeal and the end of the last lawful day; null when nothing can be appealed now. */
  appeal: z.object({ office: z.string(), until: z.string() }).nullable(),
})
export type ApplicationView = z.output<typeof ApplicationView>

export const getApplicationView = useCase({
  name: 'casework.get-application',
  title: 'An application with its story: what was done, who holds the clock, what waits for whom',
  at: 'GET /applications/{application}',
  input: z.object({ application: z.uuid() }),
  output: ApplicationView,
  needs: ['country', 'engine', 'people', 'services'],
  may: ['applicant of application', 'officer of application', 'counter of application'],
}).reads(async ({ input, principal, now, world }, tx) => {
  const id = input.application
  const application = await getApplication(tx, id)
  const { passport } = await world.services.get(tx, application.service, application.version)
  const [
    tasks,
    events,
    evidence,
    messages,
    inquiries,
    pauses,
    files,
    payments,
    results,
    appealable,
    decisions,
    officer,
    own,
  ] = await Promise.all([
    tasksOfCase(tx, id),
    world.engine.chainEvents(tx, [id]).then((chains) => chains.get(id)!.map(caseEvent)),
    evidenceOf(tx, id),
    messagesOf(tx, id),
    inquiriesOf(tx, id),
    pausesOf(tx, id),
    attachmentsOf(tx, id),
    paymentsOfCase(tx, id),
    resultsOfCase(tx, id),
    awaitsMessage(tx, id, 'appeal'),
    decisionsOf(tx, id),
    isOfficer(tx, principal, id),
    isApplicant(tx, principal, id, now),
  ])
  const names = await namesOf(tx, world, decisions)
  const appeal = appealable ? (openAppeal(world, passport, application, now) ?? null) : null
  // being an official opens nothing in one's own affairs, nor in those of an organisation one acts for
  const inside = officer && !own
  const timeline = timelineOf({
    application,
    events,
    evidence,
    decisions,
    tasks,
    asked: openQuestions(messages)[0]?.sentAt,
    localDate: world.country.localDate,
  }).filter((entry) => inside || !entry.internal)
  return {
    id,
    number: application.number,
    service: application.service,
    version: application.version,
    status: application.status,
    channel: application.channel,
    revision: application.revision,
    filedAt: application.filedAt,
    countsFrom: application.countsFrom,
    dueAt: application.dueAt,
    decidedAt: application.decidedAt,
    outcome: application.outcome,
    decisions: decisions.flatMap(({ outcome, ground, note, office, decidedBy, signedBy, signedAs, madeAt }) =>
      madeAt === null
        ? []
        : [{ outcome, ground, note, office, decidedBy: names(decidedBy), signedBy: names(signedBy), signedAs, madeAt }],
    ),
    closedAt: application.closedAt,
    owner: application.owner,
    district: application.district,
    applicant: application.applicant as any,
    representative: application.representative as any,
    person: application.person,
    answers: application.answers,
    fee: application.fee,
    receipt: application.receipt,
    timeline: timeline.map(({ internal: _internal, ...entry }) => entry),
    tasks: tasks
      .filter((task) => inside || task.performer === 'applicant')
      .map((task) => ({
        id: taskId(task),
        element: task.element,
        act: task.act,
        performer: task.performer,
        role: task.role,
        office: task.office,
        assignee: inside ? task.assignee : null,
        openedAt: task.openedAt,
        dueAt: task.dueAt === 'infinity' ? null : task.dueAt,
        attributes: task.attributes,
      })),
    pauses: pauses.map(({ number: _number, ...pause }) => pause),
    questions: openQuestions(messages).map(({ id: question, text, office, sentAt }) => ({
      id: question,
      text,
      office,
      sentAt,
    })),
    messages: messages.map(({ answers: _answers, ...message }) => message),
    inquiries: inside ? inquiries : [],
    evidence: inside ? evidence : evidence.map((found) => forApplicant(found, passport)),
    disputed: disputedOf(events),
    files: files.map(({ id: file, field, name, type, size }) => ({ id: file, field, name, type, size })),
    payments: payments.map(({ id: payment, amount, state, purpose }) => ({ id: payment, amount, state, purpose })),
    results: results
      .filter((result) => inside || result.status !== 'draft')
      .map(({ code, kind, outcome, title, status, issuedAt }) => ({ code, kind, outcome, title, status, issuedAt })),
    mayWithdraw: mayWithdraw(application.status),
    mayAppeal: appeal !== null,
    appeal,
  }
})

/** What registers say of other people stays with those who decide: the applicant learns that they answered. */
const forApplicant = (found: Evidence, passport: Passport): Evidence =>
  passport.evidence?.find(({ id }) => id === found.evidence)?.about === undefined ? found : { ...found, data: null }

/** Names of those who decided and signed, by their ids. */
async function namesOf(tx: Tx, world: Pick<World, 'people'>, decisions: readonly Decision[]) {
  const people = new Set(
    decisions.flatMap((decision) => [decision.decidedBy, decision.signedBy].filter((id) => id !== null)),
  )
  const names = new Map<string, string>()
  for (const id of people) names.set(id, (await world.people.get(tx, id)).name)
  return (id: string | null): string | null => (id === null ? null : (names.get(id) ?? null))
}

/**
 * What many work on at once. Its parts are what a decision rests on and who holds which task; what other bodies do
 * beside it is none of them.
 */
export const theCase = thing(getApplicationView, {
  lock: (tx, { application }) => lockCase(tx, application),
  parts: ({ answers, files, messages, inquiries, evidence, tasks }) => ({
    answers,
    files,
    messages,
    inquiries,
    evidence,
    ...Object.fromEntries(tasks.map((task) => [`task ${task.id}`, task.assignee])),
  }),
})

export const caseOfTask = namedBy(theCase, ({ task }: { task: string }) => {
  const asked = parseTaskId(task)
  return asked && { application: asked.caseId }
})
