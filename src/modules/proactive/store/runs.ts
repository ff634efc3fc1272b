import { newId, type Tx } from '../../../platform/database/index.ts'

export interface Run {
  service: string
  version: number
  begunAt: string
  selected: number
  withdrawn: number
  tookMs: number
}

export async function insertRun(tx: Tx, run: Run): Promise<void> {
  await tx.query(
    'insert into proactive.run (id, service, version, begun_at, selected, withdrawn, took_ms) values ($1, $2, $3, $4, $5, $6, $7)',
    [newId(run.begunAt), run.service, run.version, run.begunAt, run.selected, run.withdrawn, run.tookMs],
  )
}

/** Last runs of all services, newest first. */
export const lastRuns = async (tx: Tx, most: number): Promise<Run[]> =>
  (
    await tx.query<Run>(
      `select service, version, begun_at as "begunAt", selected, withdrawn, took_ms as "tookMs" from proactive.run
       order by begun_at desc, service limit $1`,
      [most],
    )
  ).rows

/** People of one service who wait for a person to look, with why. */
export interface Trouble {
  service: string
  /** A text's key, `decided-before`, or what failed. */
  problem: string
  count: number
  /** When the first of them was selected. */
  since: string
  /** Cases of the first of them, where they have one. */
  cases: string[]
}

/** Cases that are named of each trouble. */
const NAMED = 10

/** What keeps people from what is due to them, or was decided on facts that are others now; most people first. */
export const troubles = async (tx: Tx, most: number): Promise<Trouble[]> =>
  (
    await tx.query<Trouble>(
      `select service, problem, count(*)::int as count, min(selected_at) as since,
         coalesce((array_agg(case_id order by tried_at desc) filter (where case_id is not null))[1:$2], '{}') as cases from proactive.occasion
       where problem is not null and state <> 'withdrawn' group by service, problem order by count desc, service, problem limit $1`,
      [most, NAMED],
    )
  ).rows
