import type { Clock } from '../clock/index.ts'
import type { Database, Tx } from '../database/index.ts'
import { enqueue, type JobHandler } from '../jobs/index.ts'
import { keepMonths } from './keep-months.ts'
import { sealEvents, settledPosition } from './seal-events.ts'

const SEAL = 'audit.seal'

/** Seconds between seals when little happens; a full batch is followed by the next at once. */
const EVERY_SECONDS = 60

/** Puts the first sealing into the outbox; it renews itself. */
export const scheduleSealing = (tx: Tx, now: string): Promise<void> => enqueue(tx, { kind: SEAL, key: SEAL }, now)

/** Seals what was recorded since the last seal, again and again. */
export function sealHandler(database: Database, clock: Clock, everySeconds = EVERY_SECONDS): JobHandler {
  return {
    kind: SEAL,
    // sealing never gives up: an incident would leave the record unsealed until someone looks
    attempts: Number.MAX_SAFE_INTEGER,
    effect: async () => {
      await keepMonths(database, clock())
      return settledPosition(database)
    },
    async finish(tx, _job, outcome, now) {
      const sealed = outcome === undefined ? undefined : await sealEvents(tx, outcome as number, now)
      const wait = sealed?.more ? 0 : everySeconds * 1000
      await enqueue(tx, { kind: SEAL, key: SEAL, runAt: new Date(Date.parse(now) + wait).toISOString() }, now)
    },
  }
}
