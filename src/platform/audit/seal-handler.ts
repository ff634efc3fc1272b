import type { Clock } from '../clock/index.ts'
import type { Database, Tx } from '../database/index.ts'
import { repeating, scheduleRepeating, type JobHandler } from '../jobs/index.ts'
import { keepMonths } from './keep-months.ts'
import type { Log } from '../telemetry/index.ts'
import { keepWitness, lastSeal } from './witness.ts'
import { sealEvents, settledPosition } from './seal-events.ts'

const SEAL = 'audit.seal'

/** Seconds between seals when little happens; a full batch is followed by the next at once. */
const EVERY_SECONDS = 60

/** Puts the first sealing into the outbox; it renews itself. */
export const scheduleSealing = (tx: Tx, now: string): Promise<void> => scheduleRepeating(tx, SEAL, now)

/**
 * Seals what was recorded since the last seal, again and again.
 * @param options.witness file that keeps the last seal where the database can't reach; one that can't be written to is
 *   said in the log, and sealing goes on
 */
export function sealHandler(
  database: Database,
  clock: Clock,
  {
    everySeconds = EVERY_SECONDS,
    witness,
    log,
  }: { everySeconds?: number; witness?: string | undefined; log?: Pick<Log, 'error'> } = {},
): JobHandler {
  return repeating(SEAL, everySeconds, {
    effect: async () => {
      await keepMonths(database, clock())
      if (witness)
        await keepLast(database, witness).catch((error: unknown) =>
          log?.error({ witness, error: String(error) }, 'the last seal could not be written to its witness'),
        )
      return settledPosition(database)
    },
    async finish(tx, outcome, now) {
      const sealed = outcome === undefined ? undefined : await sealEvents(tx, outcome as number, now)
      return { soon: sealed?.more === true }
    },
  })
}

async function keepLast(database: Database, witness: string): Promise<void> {
  const seal = await lastSeal(database)
  if (seal) await keepWitness(witness, seal)
}
