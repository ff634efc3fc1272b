import { isApplicant, isOfficer } from '../rights.ts'
import { z } from 'zod'
import { userTasks, type Variables } from '../../../kernel/process/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import { namesByNumber } from '../../../platform/identity/index.ts'
import { paymentsOfCase } from '../../../platform/pay/index.ts'
import { namedBy, editable, useCase, type Call, type Look, type World } from '../../../platform/use-case/index.ts'
import { consentsOf } from '../../../kernel/forms/index.ts'
import { consentsStanding, subjectsAsked } from '../../exchange/index.ts'
import { resultsOfCase } from '../../documents/index.ts'
import { awaitsMessage, findInstance, lockCase, parseTaskId, taskId, tasksOfCase } from '../../process/index.ts'
import { disputedOf } from '../model/disputed.ts'
import { severalAbout } from '../model/official-facts.ts'
import { mayAnswer, mayAsk, mayDoTask } from '../model/may-next.ts'
import { evidenceForApplicant } from '../model/evidence-for-applicant.ts'
import { lapsedOf } from '../model/lapsed.ts'
import { namesInLetters } from '../model/names-in-letters.ts'
import { lookByAgreement, looksAtCase } from '../model/look-at-case.ts'
import { findBias } from '../model/refuse-biased.ts'
import { onlyNamed, sightOf, type Sight } from '../model/sight.ts'
import type { Applicant } from '../model/application.ts'
import { opinionsIn } from '../model/opinions.ts'
import { DECIDED } from '../model/follow-case.ts'
import { knownSince, openAppeal } from '../model/open-appeal.ts'
import { hearingState, isNamed, mayWithdraw } from '../../../kernel/case/index.ts'
import { standingStill } from '../model/standing-still.ts'
import { timelineOf } from '../model/timeline.ts'
import { getApplication } from '../store/applications.ts'
import { agreementsAbout } from '../store/agreements.ts'
import { attachmentsOf } from '../store/attachments.ts'
import { caseEvent, type CaseEvent } from '../store/events.ts'
import { decisionsOf, type Decision } from '../store/decisions.ts'
import { evidenceOf } from '../store/evidence.ts'
import { hearingsOf, type CaseHearing } from '../store/hearings.ts'
import { inquiriesOf, messagesOf, openQuestions } from '../store/messages.ts'
import { pausesOf } from '../store/pauses.ts'
import { ApplicationView } from './application-view.ts'

export { ApplicationView } from './application-view.ts'

const EXAMPLE: ApplicationView = {
  id: '0198b0c4-3d5e-7a10-8f21-5b6c7d8e9f01',
  number: 'HM-2026-000123-5',
  service: 'housing-availability-certificate',
  version: 1,
  status: 'in_progress',
  channel: 'web',
  revision: 3,
  filedAt: '2026-03-04T05:12:00.000Z',
  countsFrom: '2026-03-04T05:12:00.000Z',
  dueAt: '2026-03-06T13:00:00.000Z',
  decidedAt: null,
  outcome: null,
  decisions: [],
  closedAt: null,
  lapsed: null,
  suspended: null,
  owner: 'cadastre-chilonzor',
  district: 'chilonzor',
  applicant: { name: 'Example Person' },
  representative: null,
  person: '0198b0c4-0001-7a10-8f21-5b6c7d8e9f02',
  answers: { purpose: 'job' },
  fee: null,
  receipt: 'QK7M-3F9P',
  timeline: [{ state: 'done', kind: 'filed', at: '2026-03-04T05:12:00.000Z', facts: {} }],
  tasks: [],
  pauses: [],
  questions: [],
  messages: [],
  opinions: [],
  hearings: [],
  inquiries: [],
  evidence: [],
  disputed: [],
  files: [],
  payments: [],
  results: [],
  partial: false,
  barred: null,
  registersAllowed: true,
  mayWithdraw: true,
  mayAsk: { applicant: false, body: false },
  mayAppeal: false,
  appeal: null,
}

export const getApplicationView = useCase({
  name: 'casework.get-application',
  title: 'An application with its story: what was done, who holds the clock, what waits for whom',
  at: 'GET /applications/{application}',
  input: z.object({ application: z.uuid() }),
  output: ApplicationView,
  needs: ['country', 'engine', 'events', 'people', 'services'],
  example: { input: { application: '0198b0c4-3d5e-7a10-8f21-5b6c7d8e9f01' }, output: EXAMPLE },
  may: ['applicant of application', 'officer of application', 'counter of application'],
}).reads(async (call, tx) => (await readApplication(call, tx, ['case'])).view)

/**
 * Reads an application for whoever may: the interface's answer, and what it was made of.
 * @param call of somebody who may read the case
 * @param seen what of it is shown, and which: the look that is recorded
 */
export async function readApplication(
  {
    input,
    principal,
    now,
    world,
    looked,
    language,
  }: Pick<
    Call<{ application: string }, 'country' | 'engine' | 'events' | 'people' | 'services'>,
    'input' | 'principal' | 'now' | 'world' | 'looked' | 'language'
  >,
  tx: Tx,
  seen: readonly [what: Look['what'], detail?: string],
): Promise<{
  view: z.input<typeof ApplicationView>
  events: CaseEvent[]
  /** What an official sees; undefined for whoever looks from the applicant's side. */
  sight: Sight | undefined
  /** The viewer is the applicant, or acts for them. */
  own: boolean
  variables: Variables
  hearings: CaseHearing[]
  /** Everything that registers answered in it, also what the viewer does not see. */
  allEvidence: readonly { data: Record<string, any> | null }[]
}> {
  const id = input.application
  const application = await getApplication(tx, id)
  const { passport, definition, form } = await world.services.get(tx, application.service, application.version)
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
    hearings,
    instance,
    officer,
    own,
    consents,
    agreements,
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
    hearingsOf(tx, id),
    findInstance(tx, id),
    isOfficer(tx, principal, id),
    isApplicant(tx, principal, id, now),
    consentsStanding(tx, form, id),
    agreementsAbout(tx, id, world.country.localDate(now)),
  ])
  for (const item of await looksAtCase(tx, principal, application, now, seen, own)) looked(item)
  const parties = [application.applicant, application.representative]
  const called = await namesByNumber(
    tx,
    parties.map((party) => party?.number),
    language,
  )
  /** A party of the case by the name that its reader reads. */
  const shown = <Party extends object | null>(party: Party): Party => {
    const name = called.get((party as { number?: string } | null)?.number ?? '')
    return party !== null && name !== undefined ? { ...party, name } : party
  }
  const variables: Variables = instance?.state.variables ?? {}
  const names = await namesOf(tx, world, decisions, language)
  // others agreed to be seen by the applicant, not by a counter that helps them
  const agreed = own ? agreements.filter(({ state }) => state === 'agreed') : []
  const opening = {
    agreements: agreed,
    asked: agreed.length > 0 ? await subjectsAsked(tx, id) : [],
    own: application.applicant.number,
  }
  const appeal = appealable ? (openAppeal(world, passport, application, now, knownSince(decisions)) ?? null) : null
  // being an official opens nothing in one's own affairs, nor in those of an organisation one acts for
  const sight =
    officer && !own
      ? sightOf(
          principal,
          { ...application, model: userTasks((await world.engine.definitions.get(tx, definition)).graph), open: tasks },
          world.country,
        )
      : undefined
  const inside = sight !== undefined
  const barred = inside ? ((await findBias(tx, principal, application, now)) ?? null) : null
  const from = (office: string | null) => office !== null && (sight?.offices.includes(office) ?? false)
  // what other bodies said is for those who decide; a talk with the applicant belongs to the office that had it
  const whole = sight?.decides ?? true
  const asked = new Set(messages.filter(({ office }) => from(office)).map(({ id: message }) => message))
  const talk = messages.filter(({ id: message, answers }) => whole || asked.has(message) || asked.has(answers ?? ''))
  const answers = sight ? onlyNamed(application.answers, sight.answers) : application.answers
  const seesField = (field: string) => sight === undefined || isNamed(sight.answers, field)
  const timeline = timelineOf({
    application,
    events,
    evidence,
    decisions,
    tasks,
    asked: openQuestions(messages)[0]?.sentAt,
    localDate: world.country.localDate,
    lineOf: world.events.lineOf,
  }).filter((entry) => (inside && whole) || !entry.internal)
  const view: z.input<typeof ApplicationView> = {
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
    decisions: (whole ? decisions : []).flatMap(
      ({ number: _number, proposedAt: _proposedAt, madeAt, decidedBy, signedBy, ...decision }) =>
        madeAt === null ? [] : [{ ...decision, madeAt, decidedBy: names(decidedBy), signedBy: names(signedBy) }],
    ),
    closedAt: application.closedAt,
    lapsed: whole ? lapsedOf(application, decisions, pauses, payments, events) : null,
    suspended: instance?.suspended && !application.closedAt ? standingStill(events) : null,
    owner: application.owner,
    district: application.district,
    applicant: shown(whole ? application.applicant : applicantFor(application.applicant, sight!)) as any,
    representative: shown(application.representative) as any,
    person: application.person,
    answers,
    fee: whole ? application.fee : null,
    receipt: whole ? application.receipt : '',
    timeline: timeline.map(({ internal: _internal, ...entry }) => entry),
    tasks: tasks
      .filter((task) => (inside && (whole || from(task.office))) || (whole && task.performer === 'applicant'))
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
        ...mayDoTask(principal, task, {
          own: own || (task.performer === 'office' && barred !== null),
          counter: application.takenByOffice,
        }),
      })),
    // the time to appeal is no one's lateness, and told as what it is
    pauses: pauses.filter(({ basis }) => basis !== DECIDED).map(({ number: _number, ...pause }) => pause),
    questions: openQuestions(talk).map(({ id: question, text, office, sentAt }) => ({
      id: question,
      text,
      office,
      sentAt,
    })),
    messages: talk.map(({ answers: _answers, ...message }) => message),
    opinions: opinionsIn(events, variables).filter(({ office }) => whole || from(office)),
    hearings: (whole ? hearings : []).map((hearing) => {
      const { wait, endedAt: _endedAt, ...told } = hearing
      return { ...told, task: taskId({ caseId: id, wait }), state: hearingState(hearing, now) }
    }),
    inquiries: inside
      ? inquiries
          .filter((inquiry) => whole || from(inquiry.office) || from(inquiry.fromOffice))
          .map((inquiry) => {
            const may = mayAnswer(principal, inquiry)
            const about =
              may && inquiry.evidence
                ? severalAbout(passport, inquiry.evidence, variables, application.applicant.number)
                : []
            return { ...inquiry, mayAnswer: may, about: [...about] }
          })
      : [],
    evidence: sight
      ? evidence.filter((found) => isNamed(sight.evidence, found.evidence))
      : evidence.map((found) => {
          const { shown, seen } = evidenceForApplicant(found, passport, opening)
          if (seen.length > 0) looked(lookByAgreement(application, seen, found.evidence))
          return shown
        }),
    disputed: disputedOf(events).filter(({ field }) => seesField(field)),
    files: files
      .filter(({ field }) => seesField(field))
      .map(({ id: file, field, name, type, size }) => ({ id: file, field, name, type, size })),
    payments: (whole ? payments : []).map(({ id: payment, amount, state, purpose, expiresAt }) => ({
      id: payment,
      amount,
      state,
      purpose,
      until: expiresAt,
    })),
    results: results
      .filter((result) => whole && (inside || result.status !== 'draft'))
      .map(({ code, kind, outcome, title, status, issuedAt }) => ({ code, kind, outcome, title, status, issuedAt })),
    mayAsk: mayAsk(principal, application, tasks, inside),
    barred,
    partial: sight !== undefined && !sight.decides,
    registersAllowed: consentsOf(form).length === 0 ? null : Object.values(consents).every(Boolean),
    mayWithdraw: mayWithdraw(application.status),
    mayAppeal: appeal !== null,
    appeal,
  }
  return {
    view,
    events,
    sight,
    own,
    variables: namesInLetters(variables, language, called),
    hearings,
    allEvidence: evidence,
  }
}

/** Who it is about, for bodies that do not decide; how to reach them only for those who have work in the case. */
function applicantFor({ kind, name, number, birthDate, district, phone }: Applicant, { works }: Sight) {
  return { kind, name, number, ...(works ? { birthDate, district, phone } : {}) }
}

/** Names of those who decided and signed, by their ids. */
async function namesOf(tx: Tx, world: Pick<World, 'people'>, decisions: readonly Decision[], language: string) {
  const people = new Set(
    decisions.flatMap((decision) => [decision.decidedBy, decision.signedBy].filter((id) => id !== null)),
  )
  const names = new Map<string, string>()
  for (const id of people) names.set(id, (await world.people.get(tx, id, language)).name)
  return (id: string | null): string | null => (id === null ? null : (names.get(id) ?? null))
}

/**
 * What many work on at once. Its parts are what a decision rests on and who holds which task; what other bodies do
 * beside it is none of them.
 */
export const theCase = editable(getApplicationView, {
  lock: (tx, { application }) => lockCase(tx, application),
  parts: ({ answers, files, messages, hearings, inquiries, evidence, tasks }) => ({
    answers,
    hearings,
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
