import type { Tx } from '../database/index.ts'
import type { Job } from './claim.ts'
import type { Outside } from './outside.ts'

/** What a kind of job does. */
export interface JobHandler {
  kind: string
  /**
   * The effect outside (a register, a mail server, a PDF), with no transaction open. May happen again after a crash:
   * outside parties get the job's id as idempotency key.
   * @param outside how other systems are asked: one that is silent then stops nobody else
   */
  effect?(job: Job, outside: Outside): Promise<unknown>
  /** Writes the outcome in the transaction that also removes the job: together or not at all. */
  finish?(tx: Tx, job: Job, outcome: unknown, now: string): Promise<void>
  /**
   * Does several jobs without an effect in one transaction; handlers that share this function are taken together.
   * @returns ids of the jobs that were done: those are removed in the same transaction, the others are run one by one
   */
  together?(tx: Tx, jobs: readonly Job[], now: string): Promise<ReadonlySet<string>>
  /** Attempts before the job becomes an incident; default 8. */
  attempts?: number
  /** Seconds after which a job that repeats itself comes again at the latest. */
  repeats?: number
  /** True when its instant was chosen for what it is (a term, a timer of a model): no clock that goes back moves it. */
  timer?: true
}

/** A failure that a new try can't mend: the job becomes an incident at once. */
export class PermanentFailure extends Error {}

/** Longest wait between two tries, in seconds. */
export const BACK_OFF_AT_MOST = 3600

/** Seconds until the next try: 1, 4, 16, 64 … at most an hour. */
export const backOffSeconds = (attempts: number): number => Math.min(BACK_OFF_AT_MOST, 4 ** (attempts - 1))
