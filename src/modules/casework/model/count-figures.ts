import type { Tx } from '../../../platform/database/index.ts'
import { enqueue, type JobHandler } from '../../../platform/jobs/index.ts'
import { countFigures, keepFigures } from '../store/figures.ts'

const COUNT = 'casework.count-figures'
/** How old the figures on the home page become, in seconds. */
const EVERY_SECONDS = 60

/** Puts the first count into the outbox; it renews itself. */
export const scheduleCounting = (tx: Tx, now: string): Promise<void> => enqueue(tx, { kind: COUNT, key: COUNT }, now)

/** Counts what the home page shows, again and again: a month of applications is too much to count for every visitor. */
export function countFiguresAgain(): JobHandler {
  return {
    kind: COUNT,
    // figures never give up: the next run counts anew
    attempts: Number.MAX_SAFE_INTEGER,
    async finish(tx, _job, _outcome, now) {
      await keepFigures(tx, await countFigures(tx, now), now)
      await enqueue(
        tx,
        { kind: COUNT, key: COUNT, runAt: new Date(Date.parse(now) + EVERY_SECONDS * 1000).toISOString() },
        now,
      )
    },
  }
}
