import type { Database, Tx } from '../../../platform/database/index.ts'
import type { Plan } from '../model/replicate.ts'
import type { Stop, WaySimulated } from '../model/simulate-apart.ts'

export const STATES = ['waiting', 'running', 'done', 'cancelled', 'stopped'] as const
export type SimulationState = (typeof STATES)[number]

/** A simulation as it stands. */
export interface StoredSimulation {
  id: string
  service: string
  version: number
  language: string
  plan: Plan
  begunAt: string
  state: SimulationState
  share: number
  why: Stop | null
  result: WaySimulated[] | null
}

/** @returns false when this person has one that is not over */
export async function insertSimulation(
  tx: Tx,
  simulation: Pick<StoredSimulation, 'id' | 'service' | 'version' | 'language' | 'plan'>,
  by: string,
  now: string,
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `insert into redesign.simulation (id, service, version, language, plan, by_person, begun_at, state)
     values ($1, $2, $3, $4, $5, $6, $7, 'waiting')
     on conflict (by_person) where state in ('waiting', 'running') do nothing`,
    [
      simulation.id,
      simulation.service,
      simulation.version,
      simulation.language,
      JSON.stringify(simulation.plan),
      by,
      now,
    ],
  )
  return rowCount === 1
}

export async function findSimulation(tx: Tx, id: string): Promise<StoredSimulation | undefined> {
  return (
    await tx.query<StoredSimulation>(
      `select id, service, version, language, plan, begun_at as "begunAt", state, share, why, result
       from redesign.simulation where id = $1`,
      [id],
    )
  ).rows[0]
}

/** The one of a person that is not over. */
export async function findRunning(tx: Tx, by: string): Promise<{ id: string; service: string } | undefined> {
  return (
    await tx.query<{ id: string; service: string }>(
      `select id, service from redesign.simulation where by_person = $1 and state in ('waiting', 'running')`,
      [by],
    )
  ).rows[0]
}

export async function isBegunBy(tx: Tx, id: string, person: string): Promise<boolean> {
  const { rowCount } = await tx.query('select 1 from redesign.simulation where id = $1 and by_person = $2', [
    id,
    person,
  ])
  return rowCount === 1
}

/**
 * Counts that a worker begins it, or with -1 that one ended in peace before it was done.
 * @returns how many began it so far, this one too
 */
export async function countBeginning(tx: Pick<Tx, 'query'>, id: string, by: 1 | -1 = 1): Promise<number> {
  const { rows } = await tx.query<{ beginnings: number }>(
    'update redesign.simulation set beginnings = beginnings + $2 where id = $1 returning beginnings',
    [id, by],
  )
  return rows[0]?.beginnings ?? 0
}

/** Says how much is done. @returns false when it is to go on no more */
export async function setShare(database: Database, id: string, share: number): Promise<boolean> {
  const { rowCount } = await database.query(
    `update redesign.simulation set state = 'running', share = $2 where id = $1 and state in ('waiting', 'running')`,
    [id, share],
  )
  return rowCount === 1
}

/** Ends one that is not over; one that is stays as it ended. */
export async function endSimulation(
  tx: Tx,
  id: string,
  end: { state: 'done' | 'cancelled' | 'stopped'; why?: Stop; result?: readonly WaySimulated[] },
  now: string,
): Promise<void> {
  await tx.query(
    `update redesign.simulation set state = $2, why = $3, result = $4, ended_at = $5
     where id = $1 and state in ('waiting', 'running')`,
    [id, end.state, end.why ?? null, end.result ? JSON.stringify(end.result) : null, now],
  )
}

/** Forgets what ended before an instant. */
export async function forgetSimulations(tx: Tx, before: string): Promise<void> {
  await tx.query('delete from redesign.simulation where ended_at < $1', [before])
}
