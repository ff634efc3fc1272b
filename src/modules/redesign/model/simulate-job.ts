import { isTrouble, type Database, type Tx } from '../../../platform/database/index.ts'
import type { CalendarData } from '../../../kernel/terms/index.ts'
import { enqueue, repeating, scheduleRepeating, type Job, type JobHandler } from '../../../platform/jobs/index.ts'
import type { Schedule } from '../../../platform/module/index.ts'
import type { Log } from '../../../platform/telemetry/index.ts'
import { countBeginning, endSimulation, findSimulation, forgetSimulations, setShare } from '../store/simulations.ts'
import { simulateApart, SimulationStopped, type Stop, type Way, type WaySimulated } from './simulate-apart.ts'

export const SIMULATE_JOB = 'redesign.simulate'
const FORGET_JOB = 'redesign.forget-simulations'
const DAY = 86_400
/** Days that a simulation is kept: the same numbers come again of the same plan. */
const KEPT = 30
/** A worker may die of something else while it simulates; one that brings down each that begins it is given up. */
const WORKERS = 4
/** Simulations of one worker at the same time: a short one does not wait for a long one, and the processor is shared. */
const AT_ONCE = 2
/** Until one that found its worker busy is asked for again, by whichever is free then. */
const LATER_MILLISECONDS = 1_000
/** Between two looks whether it is to go on, in which what is done is written down. */
const LOOK_MILLISECONDS = 500

type Outcome = { result: WaySimulated[] } | { why: Stop } | 'later' | undefined

/**
 * Does simulations in threads of their own, two at a time in each worker. One that comes while these are at work goes back
 * into the queue: a worker that kept all that wait would leave the others idle, and take all with it when it dies.
 * @param waysOf reads the ways that are compared; undefined: the version is not there any more
 */
export function simulateHandler(parts: {
  database: Database
  seconds: number
  calendar?(): CalendarData
  log: Pick<Log, 'warn'>
  waysOf(tx: Tx, asked: { service: string; version: number; language: string }): Promise<Way[] | undefined>
}): JobHandler {
  const { database, seconds, log, waysOf } = parts
  let working = 0

  const simulate = async (id: string, ends: AbortSignal): Promise<Outcome> => {
    if (ends.aborted) throw new Error('the worker ends')
    const asked = await database.transaction(async (tx) => {
      const found = await findSimulation(tx, id)
      if (!found || !['waiting', 'running'].includes(found.state)) return undefined
      // counted before anything is done that may bring the worker down, and only of one that begins
      if ((await countBeginning(tx, id)) > WORKERS) return { plan: found.plan, ways: 'ended' as const }
      return { plan: found.plan, ways: await waysOf(tx, found) }
    })
    // cancelled before it began
    if (!asked) return undefined
    if (asked.ways === 'ended') throw new SimulationStopped('fault', { cause: 'its workers ended' })
    if (!asked.ways) throw new SimulationStopped('fault', { cause: 'the version is not there any more' })
    const cancelled = new AbortController()
    let share = 0
    const look = () =>
      setShare(database, id, share).then(
        (goesOn) => {
          if (!goesOn) cancelled.abort()
        },
        // the database went away for a moment: the next look tells
        () => undefined,
      )
    await look()
    const looking = setInterval(look, LOOK_MILLISECONDS)
    try {
      const result = await simulateApart(asked.ways, asked.plan, {
        calendar: parts.calendar?.(),
        milliseconds: seconds * 1000,
        signal: AbortSignal.any([cancelled.signal, ends]),
        progress: (done) => {
          share = done
        },
      })
      return { result }
    } finally {
      clearInterval(looking)
    }
  }

  /** A fault of ours is told at once: the same comes of it each time. What passes lets the job come back. */
  const attempt = async ({ payload }: Job, ends: AbortSignal): Promise<Outcome> => {
    const id: string = payload.simulation
    try {
      return await simulate(id, ends)
    } catch (error) {
      if (ends.aborted || isTrouble(error)) {
        await countBeginning(database, id, -1).catch(() => undefined)
        throw error
      }
      const { why, cause } = error instanceof SimulationStopped ? error : { why: 'fault' as const, cause: error }
      if (why === 'fault') log.warn({ simulation: id, problem: String(cause) }, 'simulation failed')
      return { why }
    }
  }

  return {
    kind: SIMULATE_JOB,
    effect: (job, outside) =>
      outside.apart(async (ends): Promise<Outcome> => {
        if (working >= AT_ONCE) return 'later'
        working++
        try {
          return await attempt(job, ends)
        } finally {
          working--
        }
      }),
    async finish(tx, job, outcome, now) {
      const came = outcome as Outcome
      if (came === 'later') {
        const runAt = new Date(Date.parse(now) + LATER_MILLISECONDS).toISOString()
        await enqueue(tx, { kind: SIMULATE_JOB, payload: job.payload, runAt }, now)
      } else if (came)
        await endSimulation(
          tx,
          job.payload.simulation,
          'result' in came ? { state: 'done', result: came.result } : { state: 'stopped', why: came.why },
          now,
        )
    },
  }
}

export const forgetHandler = (): JobHandler =>
  repeating(FORGET_JOB, DAY, {
    finish: (tx, _outcome, now) => forgetSimulations(tx, new Date(Date.parse(now) - KEPT * DAY * 1000).toISOString()),
  })

export const scheduleForgetting: Schedule = (tx, now) => scheduleRepeating(tx, FORGET_JOB, now)
