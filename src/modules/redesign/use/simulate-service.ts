import { z } from 'zod'
import { newId } from '../../../platform/database/index.ts'
import { general, Refusal, useCase } from '../../../platform/use-case/index.ts'
import { findCurrentVersion } from '../../catalogue/index.ts'
import { refusal } from '../model/refusals.ts'
import { DEMO } from '../model/replicate.ts'
import { STOPS } from '../model/simulate-apart.ts'
import { SIMULATE_JOB } from '../model/simulate-job.ts'
import { endSimulation, findRunning, findSimulation, insertSimulation, STATES } from '../store/simulations.ts'
import { REDESIGNS } from './roles.ts'

/** What a simulation is asked; the most that a worker does within its time. */
export const AskedPlan = z.object({
  cases: z.int().min(20).max(20_000).default(2_000),
  replications: z.int().min(2).max(30).default(10),
  /** People in each office of which the model says nothing. */
  staff: z.int().min(1).max(500).default(DEMO.staff),
  /** People in single offices, by the name that the model has for them. */
  units: z
    .record(z.string().max(200), z.int().min(1).max(500))
    .refine((units) => Object.keys(units).length <= 200)
    .optional(),
  /** Mean minutes between two cases. */
  between: z.int().min(1).max(100_000).default(DEMO.between),
  /** Per cent of visits that are done without coming. */
  online: z.int().min(0).max(100).default(0),
  /** Offices work, and cases come, in working hours only. */
  hours: z.boolean().default(true),
  /** What an hour of an office's work costs, in whole units of money. */
  wage: z.int().min(0).max(1_000_000_000).optional(),
  seed: z
    .int()
    .min(1)
    .max(2 ** 31 - 1)
    .default(1),
})
const One = z.object({ simulation: z.uuid() })
const State = z.enum(STATES)
const Interval = z.object({ mean: z.number(), ci95: z.number().nullable() })
const Came = z.object({
  /** Mean minutes of a case, by run; the same run of another way had the same draws. */
  means: z.array(z.number()),
  report: z.object({
    cases: z.int(),
    seed: z.int(),
    replications: z.int(),
    cycleTime: z.object({ mean: z.number(), p50: z.number(), p95: z.number(), ci95: z.number().nullable() }),
    waiting: Interval,
    /** Whole units of money of a case; null where nobody has given a cost. */
    cost: Interval.nullable(),
    visits: z.number(),
    documents: z.number(),
    units: z.array(z.object({ id: z.string(), staff: z.number(), utilisation: z.number() })),
    bottleneck: z.string().nullable(),
    unfinished: z.int(),
    cause: z.string().optional(),
    demoValues: z.array(z.string()),
  }),
  /** What the first cases of the first run did, by minute. */
  seen: z
    .array(
      z.object({
        case: z.int(),
        /** Empty: the case begins. */
        element: z.string(),
        at: z.number(),
        transition: z.enum(['start', 'complete']),
      }),
    )
    .optional(),
})

export const startSimulation = useCase({
  name: 'redesign.start-simulation',
  title: 'Let many made-up cases run through the ways of a service; a worker does it, one at a time of each person',
  at: 'POST /redesign/services/{service}/simulations',
  input: AskedPlan.extend({ service: z.string().max(100) }),
  output: One.extend({ state: State }),
  may: [...REDESIGNS],
  records: {
    about: 'system',
    facts: One.extend({ service: z.string(), version: z.int(), cases: z.int(), replications: z.int() }),
    readers: 'officials',
  },
  status: 202,
}).does(async ({ input, principal, now, language }, tx) => {
  const { service, online, wage, ...asked } = input
  const version = await findCurrentVersion(tx, service)
  if (version === undefined) throw new Refusal(general['not-found'])
  const id = newId(now)
  const plan = { ...asked, online: online / 100, ...(wage === undefined ? {} : { wage }) }
  if (!(await insertSimulation(tx, { id, service, version, language, plan }, principal.personId!, now)))
    throw new Refusal(refusal['simulation-running'])
  return {
    answer: { simulation: id, state: 'waiting' as const },
    subject: id,
    facts: { simulation: id, service, version, cases: asked.cases, replications: asked.replications },
    jobs: [{ kind: SIMULATE_JOB, payload: { simulation: id } }],
  }
})

export const readSimulation = useCase({
  name: 'redesign.read-simulation',
  title: 'How far a simulation is, and what came of it',
  at: 'GET /redesign/simulations/{simulation}',
  input: One,
  output: One.extend({
    service: z.string(),
    version: z.int(),
    state: State,
    /** How much of it is done, 0 to 1. */
    share: z.number(),
    /** Why it was stopped. */
    why: z.enum(STOPS).nullable(),
    plan: AskedPlan.extend({ online: z.number() }),
    ways: z.array(
      z.object({
        name: z.enum(['before', 'now', 'to-be']),
        came: z.union([Came, z.object({ error: z.string() })]),
      }),
    ),
  }),
  may: 'who began of simulation',
}).reads(async ({ input }, tx) => {
  const found = await findSimulation(tx, input.simulation)
  if (!found) throw new Refusal(general['not-found'])
  const { service, version, state, share, why, plan, result } = found
  const ways = (result ?? []) as {
    name: 'before' | 'now' | 'to-be'
    came: NonNullable<typeof result>[number]['came']
  }[]
  return {
    simulation: input.simulation,
    service,
    version,
    state,
    share,
    why,
    plan: { ...plan, hours: plan.hours ?? false, online: Math.round((plan.online ?? 0) * 100) },
    ways,
  }
})

export const cancelSimulation = useCase({
  name: 'redesign.cancel-simulation',
  title: 'Cancel a simulation that is not over; one that is stays as it is',
  at: 'POST /redesign/simulations/{simulation}/cancel',
  input: One,
  output: One.extend({ state: State }),
  may: 'who began of simulation',
  records: { about: 'system', facts: One, readers: 'officials' },
}).does(async ({ input: { simulation }, now }, tx) => {
  await endSimulation(tx, simulation, { state: 'cancelled' }, now)
  const { state } = (await findSimulation(tx, simulation))!
  return { answer: { simulation, state }, subject: simulation, facts: { simulation } }
})

export const findMySimulation = useCase({
  name: 'redesign.find-my-simulation',
  title: 'The simulation of the asking person that is not over',
  at: 'GET /redesign/simulations',
  input: z.object({}),
  output: z.object({ running: One.extend({ service: z.string() }).nullable() }),
  may: [...REDESIGNS],
}).reads(async ({ principal }, tx) => {
  const found = await findRunning(tx, principal.personId!)
  return { running: found ? { simulation: found.id, service: found.service } : null }
})
