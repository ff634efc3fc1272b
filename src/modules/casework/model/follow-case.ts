import {
  clockHolder,
  isDecided,
  isOver,
  performerOf,
  statusAfter,
  type Outcome,
  type Status,
} from '../../../kernel/case/index.ts'
import type { Wait } from '../../../kernel/process/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import { enqueue } from '../../../platform/jobs/index.ts'
import { Refusal, type World } from '../../../platform/use-case/index.ts'
import { forgetKept } from '../../exchange/index.ts'
import { tasksOfCase, type Followed, type Stepped } from '../../process/index.ts'
import { updateApplication, findApplication, type Change } from '../store/applications.ts'
import { causeOf } from './declined.ts'
import { recordOutcome, withdrawsAppeal } from './record-outcome.ts'
import { closePause, openPause, pausesOf } from '../store/pauses.ts'
import { freeHours } from '../store/slots.ts'
import { holdAppeal } from './open-appeal.ts'
import { goOnInSilence, planSilence } from './silence.ts'
import { refusal, type Application } from './application.ts'
import { takeFiled } from './filed.ts'

/**
 * Keeps the application in line with its case after each step, in the step's own transaction:
 * status, the clock's pauses, the lawful deadline, who may read it, and what is told to the applicant.
 * @returns the status and, where it moved, the deadline after the step
 */
export async function followCase(
  tx: Tx,
  stepped: Stepped,
  world: Pick<World, 'country' | 'engine' | 'events' | 'services'>,
): Promise<Followed | undefined> {
  const { caseId, step, now } = stepped
  // steps between machines change nothing for people
  if (
    stepped.event.type !== 'start' &&
    step.outcome === 'running' &&
    step.statuses.length === 0 &&
    ![...step.opened, ...step.closed].some((wait) => wait.kind === 'task')
  )
    return undefined
  const filed = takeFiled(tx, caseId)
  const application: Application | undefined = filed ? { ...filed, status: 'new' } : await findApplication(tx, caseId)
  // what a process began by itself nobody applied for
  if (!application) return undefined
  const offices = new Set(
    step.opened
      .filter((wait) => wait.kind === 'task' && performerOf(wait.attributes) === 'office')
      .map((wait) => world.engine.placeOf(wait, stepped.facts).office),
  )
  for (const office of offices)
    await tx.query('insert into casework.involved (case_id, office) values ($1, $2) on conflict do nothing', [
      caseId,
      office,
    ])

  const paused = await followPauses(tx, stepped)
  const status = await statusNow(tx, application, stepped)
  const change: Change = {}
  const outcome = await recordOutcome(tx, stepped, application, status, world)
  if (outcome) change.outcome = outcome
  if (status !== application.status) {
    change.status = status
    if (isDecided(status) && !withdrawsAppeal(stepped)) change.decidedAt = now
  }
  if (step.outcome !== 'running' || isOver(status)) {
    change.closedAt = now
    await forgetKept(tx, caseId)
    await freeHours(tx, caseId, now)
  }
  // from a refusal until it is overturned nobody's term runs but that of the appeal
  if (status === 'refused' && application.status !== 'refused' && !withdrawsAppeal(stepped)) {
    await openPause(tx, caseId, { cause: DECIDED, basis: DECIDED, holder: 'applicant', since: now })
    await holdAppeal(tx, world, application)
  }
  if (status !== 'refused' && application.status === 'refused' && application.silentAt) change.silentAt = null
  if (paused) {
    change.dueAt = await dueAgain(tx, application, world)
    await replan(tx, application, change.dueAt, world, now)
  }
  if (filed && change.status === filed.status) delete change.status
  if (Object.keys(change).length > 0) await updateApplication(tx, caseId, change, now)
  await tellApplicant(tx, { application, outcome, opened: step.opened, now })
  if (application.silentAt && change.silentAt === undefined)
    for (const wait of step.opened)
      if (wait.kind === 'task' && performerOf(wait.attributes) === 'office')
        await goOnInSilence(tx, application, wait.id, now)
  return { status, ...(change.dueAt !== undefined ? { dueAt: change.dueAt } : {}) }
}

/** Name of the time from a refusal until it is overturned, among the pauses and their causes. */
export const DECIDED = 'decided'

/** Plans anew what happens when the term is over. */
async function replan(
  tx: Tx,
  application: Application,
  dueAt: string | null,
  world: Pick<World, 'services'>,
  now: string,
): Promise<void> {
  const { passport } = await world.services.get(tx, application.service, application.version)
  await planSilence(tx, application, passport, dueAt, now)
}

/** @returns true when a pause began or ended */
async function followPauses(tx: Tx, { caseId, step, now }: Stepped): Promise<boolean> {
  let changed = false
  for (const closed of step.closed) {
    if (closed.kind !== 'task') continue
    await closePause(tx, caseId, causeOf(closed.id), now)
    changed = true
  }
  for (const wait of step.opened) {
    if (wait.kind !== 'task' || clockHolder(wait.attributes) === 'state') continue
    await openPause(tx, caseId, {
      cause: causeOf(wait.id),
      basis: String(wait.attributes['act'] ?? ''),
      holder: 'applicant',
      since: now,
    })
    changed = true
  }
  return changed
}

/** The deadline after the pauses; while the clock stands still it is the one that would hold if it went on now. */
export async function dueAgain(
  tx: Tx,
  application: Application,
  world: Pick<World, 'country' | 'services'>,
): Promise<string | null> {
  const passport = (await world.services.get(tx, application.service, application.version)).passport
  if (!passport.term) return null
  return world.country.dueAt(passport.term, application.countsFrom, await pausesOf(tx, application.caseId))
}

/** Writes the deadline anew after the clock stood still or went on. */
export async function recount(
  tx: Tx,
  application: Application,
  world: Pick<World, 'country' | 'services'>,
  now: string,
): Promise<void> {
  await moveTerm(tx, application, await dueAgain(tx, application, world), world, now)
}

/** Writes another deadline, and plans anew what happens when it is over. */
export async function moveTerm(
  tx: Tx,
  application: Application,
  dueAt: string | null,
  world: Pick<World, 'services'>,
  now: string,
): Promise<void> {
  await updateApplication(tx, application.caseId, { dueAt }, now)
  await replan(tx, application, dueAt, world, now)
}

/**
 * The status after a step, as the model demands it or as it follows from what waits.
 * @throws Refusal status-forbidden when the model demands what may not follow: nothing of the step is kept, and a job
 *   stands as an incident; `darcha check` finds such a model before it is published
 */
export async function statusNow(
  tx: Tx,
  application: Pick<Application, 'status'>,
  stepped: Omit<Stepped, 'followed'>,
): Promise<Status> {
  const { step, event, caseId } = stepped
  const pays = (wait: Wait) => wait.kind === 'task' && wait.attributes['act'] === 'pay'
  const awaited =
    application.status === 'awaiting_payment' &&
    (!step.closed.some((closed) => closed.kind === 'task') ||
      (await tasksOfCase(tx, caseId)).some((task) => task.act === 'pay'))
  const after = statusAfter(application.status, {
    demanded: withdrawsAppeal(stepped) ? ['refused'] : step.statuses,
    cancelled: event.type === 'cancel' && !withdrawsAppeal(stepped),
    awaitsPayment: awaited || step.opened.some(pays),
    works: step.opened.some((wait) => wait.kind === 'task' || wait.kind === 'job'),
  })
  if ('status' in after) return after.status
  throw new Refusal(refusal['status-forbidden'], { parameters: after.forbidden })
}

/** What reaches the person: what was decided, and each thing that waits for them. */
async function tellApplicant(
  tx: Tx,
  {
    application,
    outcome,
    opened,
    now,
  }: { application: Application; outcome: Outcome | undefined; opened: Wait[]; now: string },
): Promise<void> {
  const tell = (text: string, key: string, more: { wait?: number } = {}) =>
    enqueue(
      tx,
      {
        kind: 'casework.tell-applicant',
        caseId: application.caseId,
        payload: { text, ...more },
        key: `tell ${application.caseId} ${key}`,
        lane: application.service,
      },
      now,
    )
  if (outcome) await tell(`outcome.${outcome}`, `${outcome} ${now}`)
  for (const wait of opened) {
    if (wait.kind === 'task' && performerOf(wait.attributes) === 'applicant')
      await tell(`act.${String(wait.attributes['act'])}`, `${wait.id}`, { wait: wait.id })
  }
}
