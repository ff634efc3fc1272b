import type { Database } from '../src/platform/database/index.ts'
import { median } from './compare.ts'

const COMMITS = 200

/**
 * How long this disk takes for a commit of one row, which is most of a step: a ratio is to be read beside it.
 * @returns milliseconds, median of commits one after the other by one client
 */
export async function commitTime(database: Database): Promise<number> {
  await database.query(
    'create table if not exists bench_commit (id bigint generated always as identity, at timestamptz)',
  )
  const took: number[] = []
  for (let n = 0; n < COMMITS; n++) {
    const begun = performance.now()
    await database.query('insert into bench_commit (at) values ($1)', [new Date().toISOString()])
    took.push(performance.now() - begun)
  }
  return median(took)
}

/** As a remark of a measure. */
export const tellCommit = (milliseconds: number): string => `a commit takes ${milliseconds.toPrecision(2)} ms`
