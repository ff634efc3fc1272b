import type { Wait } from '../../../kernel/process/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import { enqueue } from '../../../platform/jobs/index.ts'
import type { World } from '../../../platform/use-case/index.ts'
import type { Stepped } from '../../process/index.ts'
import { updateApplication, getApplication, type Change } from '../store/applications.ts'
import { closePause, openPause, pausesOf } from '../store/pauses.ts'
import { isOver, TRANSITIONS, type Application, type Status } from './application.ts'

/** Name of a wait among the causes of pauses. */
const causeOf = (wait: number) => `task ${wait}`

/**
 * Keeps the application in line with its case after each step, in the step's own transaction:
 * status, the clock's pauses, the lawful deadline, who may read it, and what is told to the applicant.
 */
export async function followCase(
  tx: Tx,
  stepped: Stepped,
  world: Pick<World, 'country' | 'engine' | 'services'>,
): Promise<void> {
  const { caseId, step, now } = stepped
  // steps between machines change nothing for people
  if (
    stepped.event.type !== 'start' &&
    step.outcome === 'running' &&
    step.statuses.length === 0 &&
    ![...step.opened, ...step.closed].some((wait) => wait.kind === 'task')
  )
    return
  const application = await getApplication(tx, caseId)
  const offices = new Set(
    step.opened
      .filter((wait) => wait.kind === 'task' && performerOf(wait) === 'office')
      .map((wait) => world.engine.placeOf(wait, stepped.facts).office),
  )
  for (const office of offices)
    await tx.query('insert into casework.involved (case_id, office) values ($1, $2) on conflict do nothing', [
      caseId,
      office,
    ])

  const paused = await followPauses(tx, stepped)
  const status = statusAfter(application.status, stepped)
  const change: Change = {}
  if (status !== application.status) {
    change.status = status
    if (status === 'completed' || status === 'refused') change.decidedAt = now
  }
  if (step.outcome !== 'running' || isOver(status)) change.closedAt = now
  if (paused) change.dueAt = await dueAgain(tx, application, world)
  if (Object.keys(change).length > 0) await updateApplication(tx, caseId, change)
  await tellApplicant(tx, { application, status, opened: step.opened, now })
}

const performerOf = (wait: Wait): string => (wait.attributes['performer'] === 'applicant' ? 'applicant' : 'office')

/**
 * A wait that puts the clock into the applicant's hands: what they are to do, unless the model says the state holds it.
 */
const holdsClock = (wait: Wait): boolean =>
  (wait.attributes['clock'] ?? (performerOf(wait) === 'applicant' ? 'applicant' : 'state')) === 'applicant'

/** @returns true when a pause began or ended */
async function followPauses(tx: Tx, { caseId, step, now }: Stepped): Promise<boolean> {
  let changed = false
  for (const closed of step.closed) {
    if (closed.kind !== 'task') continue
    await closePause(tx, caseId, causeOf(closed.id), now)
    changed = true
  }
  for (const wait of step.opened) {
    if (wait.kind !== 'task' || !holdsClock(wait)) continue
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
): Promise<void> {
  await updateApplication(tx, application.caseId, { dueAt: await dueAgain(tx, application, world) })
}

/** What the model says, else what follows from what waits: a payment, or work going on. */
export function statusAfter(before: Status, { step, event }: Pick<Stepped, 'step' | 'event'>): Status {
  const said = step.statuses.at(-1)?.replaceAll('-', '_') as Status | undefined
  const wanted = said ?? (event.type === 'cancel' ? 'annulled' : implied(before, step))
  return wanted === before || (TRANSITIONS[before] as readonly Status[]).includes(wanted) ? wanted : before
}

function implied(before: Status, step: Stepped['step']): Status {
  const pays = (wait: { attributes?: Record<string, unknown> }) => wait.attributes?.['act'] === 'pay'
  if (step.opened.some((wait) => wait.kind === 'task' && pays(wait))) return 'awaiting_payment'
  if (before === 'awaiting_payment' && step.closed.some((closed) => closed.kind === 'task')) return 'in_progress'
  if (before === 'new' && step.opened.some((wait) => wait.kind === 'task' || wait.kind === 'job')) return 'in_progress'
  return before
}

/** What reaches the person: a change of status, and each thing that waits for them. */
async function tellApplicant(
  tx: Tx,
  { application, status, opened, now }: { application: Application; status: Status; opened: Wait[]; now: string },
): Promise<void> {
  const tell = (text: string, key: string) =>
    enqueue(
      tx,
      {
        kind: 'casework.tell-applicant',
        caseId: application.caseId,
        payload: { text },
        key: `tell ${application.caseId} ${key}`,
        lane: application.service,
      },
      now,
    )
  if (status !== application.status && (status === 'completed' || status === 'refused' || status === 'annulled'))
    await tell(`status.${status}`, `${status} ${now}`)
  for (const wait of opened) {
    if (wait.kind === 'task' && performerOf(wait) === 'applicant')
      await tell(`act.${String(wait.attributes['act'])}`, `${wait.id}`)
  }
}
