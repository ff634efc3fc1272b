import type { Tx } from '../../../platform/database/index.ts'
import { repeating, scheduleRepeating, type JobHandler } from '../../../platform/jobs/index.ts'
import { countFigures, keepFigures } from '../store/figures.ts'

const COUNT = 'casework.count-figures'
/** How old the figures on the home page become, in seconds. */
const EVERY_SECONDS = 60

/** Puts the first count into the outbox; it renews itself. */
export const scheduleCounting = (tx: Tx, now: string): Promise<void> => scheduleRepeating(tx, COUNT, now)

/** Counts what the home page shows, again and again: a month of applications is too much to count for every visitor. */
export const countFiguresAgain = (): JobHandler =>
  repeating(COUNT, EVERY_SECONDS, {
    finish: async (tx, _outcome, now) => keepFigures(tx, await countFigures(tx, now), now),
  })
