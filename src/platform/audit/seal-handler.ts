import type { Clock } from '../clock/index.ts'
import type { Database, Tx } from '../database/index.ts'
import { repeating, scheduleRepeating, type JobHandler } from '../jobs/index.ts'
import { keepMonths } from './keep-months.ts'
import { sealEvents, settledPosition } from './seal-events.ts'

const SEAL = 'audit.seal'

/** Seconds between seals when little happens; a full batch is followed by the next at once. */
const EVERY_SECONDS = 60

/** Puts the first sealing into the outbox; it renews itself. */
export const scheduleSealing = (tx: Tx, now: string): Promise<void> => scheduleRepeating(tx, SEAL, now)

/** Seals what was recorded since the last seal, again and again. */
export function sealHandler(database: Database, clock: Clock, everySeconds = EVERY_SECONDS): JobHandler {
  return repeating(SEAL, everySeconds, {
    effect: async () => {
      await keepMonths(database, clock())
      return settledPosition(database)
    },
    async finish(tx, outcome, now) {
      const sealed = outcome === undefined ? undefined : await sealEvents(tx, outcome as number, now)
      return { soon: sealed?.more === true }
    },
  })
}
