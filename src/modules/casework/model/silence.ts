import { silenceSpeaks, silentOutcome, type Silence } from '../../../kernel/case/index.ts'
import type { Json } from '../../../kernel/process/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import { roleHolders } from '../../../platform/identity/index.ts'
import { enqueue, parkJob, type JobHandler } from '../../../platform/jobs/index.ts'
import type { World } from '../../../platform/use-case/index.ts'
import type { Passport } from '../../catalogue/index.ts'
import { lockCase, suspendedAmong, tasksOfCase } from '../../process/index.ts'
import { getApplication, updateApplication } from '../store/applications.ts'
import { proposeDecision } from '../store/decisions.ts'
import { insertNotice } from '../store/notices.ts'
import { pausesOf } from '../store/pauses.ts'
import type { Application } from './application.ts'
import { silenceSpoke } from './events.ts'

/** Kind of the job that decides where an office was silent, and warns it before. */
const SILENCE_JOB = 'casework.silence'
/** Days before the end at which the office is warned. */
const WARN_DAYS = 2
/** Tasks that one case goes through at once at most. */
const TASKS_AT_ONCE = 20

const meaningOf = (passport: Pick<Passport, 'silence'>): Silence => passport.silence?.means ?? 'none'

/**
 * Plans what happens when a term is over: each time the day moves it is planned anew, and what was planned for another
 * day does nothing.
 */
export async function planSilence(
  tx: Tx,
  { caseId, service }: Pick<Application, 'caseId' | 'service'>,
  passport: Pick<Passport, 'silence'>,
  dueAt: string | null,
  now: string,
): Promise<void> {
  if (dueAt === null || meaningOf(passport) === 'none') return
  const end = Date.parse(dueAt)
  const due = new Date(end).toISOString()
  for (const [warns, runAt] of [
    [true, Math.max(Date.parse(now), end - WARN_DAYS * 86_400_000)],
    [false, end + 1],
  ] as const)
    await enqueue(
      tx,
      {
        kind: SILENCE_JOB,
        caseId,
        payload: { due, warns },
        runAt: new Date(runAt).toISOString(),
        key: `silence ${caseId} ${due} ${warns ? 'warns' : 'speaks'}`,
        lane: service,
      },
      now,
    )
}

/** Goes on where silence has spoken and a task of an office opened since: nobody is waited for any more. */
export async function goOnInSilence(
  tx: Tx,
  { caseId, service, dueAt }: Pick<Application, 'caseId' | 'service' | 'dueAt'>,
  wait: number,
  now: string,
): Promise<void> {
  if (dueAt === null) return
  await enqueue(
    tx,
    {
      kind: SILENCE_JOB,
      caseId,
      payload: { due: new Date(dueAt).toISOString(), warns: false },
      key: `silence ${caseId} task ${wait}`,
      lane: service,
    },
    now,
  )
}

/**
 * Where the term is over and the law gives silence a meaning, the case goes the way of that meaning without a person:
 * the decision, the document and its seal are made by the system, and say so. Before that the office is warned.
 */
export const speakSilence = (world: Pick<World, 'engine' | 'events' | 'services'>): JobHandler => ({
  kind: SILENCE_JOB,
  async finish(tx, job, _outcome, now) {
    const caseId = job.caseId as string
    await lockCase(tx, caseId)
    const application = await getApplication(tx, caseId)
    const { due, warns } = job.payload as { due: string; warns: boolean }
    // the day was moved: another job waits for it
    if (application.dueAt === null || Date.parse(application.dueAt) !== Date.parse(due)) return
    const { passport } = await world.services.get(tx, application.service, application.version)
    const means = meaningOf(passport)
    const undecided = {
      means,
      outcome: application.outcome,
      over: application.closedAt !== null,
      dueAt: application.dueAt,
      stands: (await pausesOf(tx, caseId)).some(({ until }) => until === null),
    }
    if (warns) {
      if (silenceSpeaks(undecided, new Date(Date.parse(due) + 1).toISOString())) await warnOffices(tx, application, now)
      return
    }
    if (!silenceSpeaks(undecided, now)) return
    // what stands still is moved by nobody, silence neither: it speaks when the case goes on
    if ((await suspendedAmong(tx, [caseId])).length > 0) return parkJob(tx, job)
    if (application.silentAt === null) {
      await proposeDecision(tx, caseId, {
        outcome: means === 'refusal' ? 'refused' : 'granted',
        ground: null,
        note: null,
        office: application.owner,
        decidedBy: null,
        bySilence: true,
        proposedAt: now,
      })
      await updateApplication(tx, caseId, { silentAt: now }, now)
      await world.events.tell(tx, silenceSpoke, { subject: caseId, at: now, actor: 'system', facts: { means } })
    }
    for (let turn = 0; turn < TASKS_AT_ONCE; turn++) {
      const task = (await tasksOfCase(tx, caseId)).find(
        ({ performer, act }) => performer === 'office' && silentOutcome(act, means) !== undefined,
      )
      if (!task) return
      await world.engine.send(
        tx,
        caseId,
        {
          type: 'complete',
          wait: task.wait,
          result: { outcome: silentOutcome(task.act, means)!, by: 'system', bySilence: true } as Json,
        },
        { now, actor: 'system' },
      )
    }
  },
})

/** Tells whoever holds a task, else its office, and the heads of the office that decides, that silence will decide. */
async function warnOffices(tx: Tx, application: Application, now: string): Promise<void> {
  const { caseId, owner } = application
  const people = new Set<string>()
  for (const task of await tasksOfCase(tx, caseId)) {
    if (task.performer !== 'office') continue
    if (task.assignee) people.add(task.assignee)
    else
      for (const holder of await roleHolders(tx, task.office, now))
        if (holder.role === task.role) people.add(holder.person)
  }
  for (const holder of await roleHolders(tx, owner, now)) if (holder.role === 'head') people.add(holder.person)
  for (const person of people) await insertNotice(tx, person, { caseId, text: 'task-silence', parameters: {} }, now)
}
