import { z } from 'zod'
import { printedText } from '../../../kernel/text/index.ts'
import { KnownInstant } from '../../../kernel/terms/index.ts'
import { newId, type Tx } from '../../../platform/database/index.ts'
import { actorOf } from '../../../platform/rights/index.ts'
import { Refusal, useCase } from '../../../platform/use-case/index.ts'
import { refusal } from '../model/application.ts'
import { HOUR_EVENTS, requireVisit, sideOf } from '../model/appointment.ts'
import { refuseBiased } from '../model/refuse-biased.ts'
import { freeSlots } from '../model/slots.ts'
import { getApplication } from '../store/applications.ts'
import { caseEvent } from '../store/events.ts'
import { insertMessage } from '../store/messages.ts'
import { freeHours, takenSlots, takeSlot } from '../store/slots.ts'
import { theCase } from './get-application.ts'

const OfCase = z.object({ application: z.uuid() })
const Reason = printedText(z.string().trim().max(1000))

export const listHours = useCase({
  name: 'casework.list-hours',
  title: 'Free hours to which an appointment can be moved',
  at: 'GET /applications/{application}/appointment/hours',
  input: OfCase,
  output: z.object({ items: z.array(z.string()), office: z.string(), at: z.string() }),
  needs: ['country'],
  may: ['applicant of application', 'counter of application', 'officer of application'],
}).reads(async ({ input, principal, now, world }, tx) => {
  const application = await getApplication(tx, input.application)
  const { at, office } = await requireVisit(tx, application, now)
  await sideOf(tx, principal, application, office, now)
  return { items: freeSlots(world.country, now, await takenSlots(tx, office, now)), office, at }
})

export const moveAppointment = useCase({
  name: 'casework.move-appointment',
  title: 'Move an appointment to another free hour; an office says why, and the applicant is told',
  at: 'POST /applications/{application}/appointment',
  input: OfCase.extend({ at: KnownInstant, reason: Reason.optional() }),
  output: z.object({ id: z.uuid(), at: z.string() }),
  needs: ['country', 'engine'],
  may: ['applicant of application', 'counter of application', 'officer of application'],
  records: {
    about: 'case',
    facts: z.object({
      from: z.string(),
      at: z.string(),
      office: z.string(),
      by: z.enum(['applicant', 'office']),
      reason: z.string().optional(),
    }),
    readers: 'subject',
  },
  edits: theCase,
}).does(async ({ input, principal, now, world }, tx) => {
  const application = await getApplication(tx, input.application)
  const { caseId } = application
  const visit = await requireVisit(tx, application, now)
  const by = await sideOf(tx, principal, application, visit.office, now)
  if (by === 'office') {
    await refuseBiased(tx, visit.task, application, principal, now)
    if (!input.reason)
      throw new Refusal(refusal['reason-needed'], {
        problems: [{ path: 'reason', text: 'casework.problem.why-moved' }],
      })
  }
  const at = new Date(input.at).toISOString()
  const free = freeSlots(world.country, now, await takenSlots(tx, visit.office, now))
  if (!free.includes(at) || !(await takeSlot(tx, visit.office, at, caseId, now)))
    throw new Refusal(refusal['slot-taken'], { problems: [{ path: 'at', text: 'casework.refusal.slot-taken' }] })
  // texts and decisions of the model read the hour where it was chosen
  await world.engine.send(
    tx,
    caseId,
    { type: 'set-variables', variables: { [await chosenIn(world.engine, tx, caseId)]: { outcome: 'chosen', at } } },
    { now, actor: actorOf(principal) },
  )
  const message = newId(now)
  if (by === 'office')
    await insertMessage(tx, caseId, {
      id: message,
      side: 'office',
      kind: 'note',
      text: input.reason!,
      office: visit.office,
      author: principal.personId ?? null,
      answers: null,
      sentAt: now,
    })
  return {
    answer: { id: caseId, at },
    subject: caseId,
    facts: { from: visit.at, at, office: visit.office, by, ...(input.reason ? { reason: input.reason } : {}) },
    ...(by === 'office'
      ? {
          jobs: [
            {
              kind: 'casework.tell-applicant',
              caseId,
              payload: { text: 'appointment-moved', message },
              key: `tell ${caseId} moved ${now}`,
              lane: application.service,
            },
          ],
        }
      : {}),
  }
})

export const cancelAppointment = useCase({
  name: 'casework.cancel-appointment',
  title: 'Give an appointment back; the clock stands still until another hour is chosen',
  at: 'POST /applications/{application}/appointment/cancel',
  input: OfCase,
  output: z.object({ id: z.uuid() }),
  needs: ['country', 'engine'],
  may: ['applicant of application', 'counter of application'],
  records: {
    about: 'case',
    facts: z.object({ at: z.string(), office: z.string() }),
    readers: 'subject',
  },
  edits: theCase,
}).does(async ({ input, principal, now, world }, tx) => {
  const application = await getApplication(tx, input.application)
  const { caseId } = application
  const { at, office, task } = await requireVisit(tx, application, now)
  await freeHours(tx, caseId, now)
  // the case waits again where the hour was chosen: its term, its clock and its end there are the model's
  await world.engine.move(
    tx,
    caseId,
    { wait: task.wait, element: await chosenIn(world.engine, tx, caseId) },
    { now, actor: actorOf(principal) },
  )
  return { answer: { id: caseId }, subject: caseId, facts: { at, office } }
})

/** The element of the model in which the hour was chosen. */
async function chosenIn(
  engine: { chainEvents(tx: Tx, cases: readonly string[]): Promise<Map<string, Parameters<typeof caseEvent>[0][]>> },
  tx: Tx,
  caseId: string,
): Promise<string> {
  const events = (await engine.chainEvents(tx, [caseId])).get(caseId)!.map(caseEvent)
  const chosen = events.findLast(({ kind }) => kind === HOUR_EVENTS.chosen)
  if (!chosen) throw new Refusal(refusal['no-appointment'])
  return String(chosen.facts['element'])
}
