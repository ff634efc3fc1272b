import type { KeyObject } from 'node:crypto'
import type { Clock } from '../clock/index.ts'
import type { Database, Tx } from '../database/index.ts'
import { repeating, scheduleRepeating, type JobHandler } from '../jobs/index.ts'
import { keepMonths } from './keep-months.ts'
import type { Log } from '../telemetry/index.ts'
import { sendSeal } from './send-seal.ts'
import { keepWitness, lastSeal, witnessLine } from './witness.ts'
import { sealEvents, settledPosition } from './seal-events.ts'

const SEAL = 'audit.seal'

/** Seconds between seals when little happens; a full batch is followed by the next at once. */
const EVERY_SECONDS = 60

/** Puts the first sealing into the outbox; it renews itself. */
export const scheduleSealing = (tx: Tx, now: string): Promise<void> => scheduleRepeating(tx, SEAL, now)

/**
 * Seals what was recorded since the last seal, again and again.
 * @param options.witness file that keeps the last seal where the database can't reach
 * @param options.witnesses addresses of other bodies that keep it, and the key by which they know it is ours. A witness
 *   that does not take it is said in the log, and sealing goes on
 */
export function sealHandler(
  database: Database,
  clock: Clock,
  {
    everySeconds = EVERY_SECONDS,
    witness,
    witnesses = [],
    key,
    log,
  }: {
    everySeconds?: number
    witness?: string | undefined
    witnesses?: readonly string[]
    key?: () => KeyObject
    log?: Pick<Log, 'error'>
  } = {},
): JobHandler {
  const given = new Map<string, number>()
  return repeating(SEAL, everySeconds, {
    effect: async () => {
      await keepMonths(database, clock())
      if (witness)
        await keepLast(database, witness).catch((error: unknown) =>
          log?.error({ witness, error: String(error) }, 'the last seal could not be written to its witness'),
        )
      if (witnesses.length > 0 && key)
        await Promise.all(
          witnesses.map((url) =>
            giveLast(database, url, key(), given).catch((error: unknown) =>
              log?.error({ witness: url, error: String(error) }, 'the last seal was not taken by its witness'),
            ),
          ),
        )
      return settledPosition(database)
    },
    async finish(tx, outcome, now) {
      const sealed = outcome === undefined ? undefined : await sealEvents(tx, outcome as number, now)
      return { soon: sealed?.more === true }
    },
  })
}

/** @param given number of the seal that each witness has taken from this process */
async function giveLast(database: Database, url: string, key: KeyObject, given: Map<string, number>): Promise<void> {
  const seal = await lastSeal(database)
  if (!seal || given.get(url) === seal.number) return
  await sendSeal(url, witnessLine(seal), key)
  given.set(url, seal.number)
}

async function keepLast(database: Database, witness: string): Promise<void> {
  const seal = await lastSeal(database)
  if (seal) await keepWitness(witness, seal)
}
