import type { Clock } from '../clock/index.ts'
import type { Database, Tx } from '../database/index.ts'
import { repeating, scheduleRepeating, type JobHandler } from '../jobs/index.ts'
import type { UnfinishedFiles } from './unfinished-files.ts'
import { removeExpired } from './uploads.ts'

const FORGET = 'files.forget-uploads'
const HOUR = 3_600_000

/** Puts the first hourly clean-up of unfinished uploads into the outbox; it renews itself. */
export const scheduleUploadForgetting = (tx: Tx, now: string): Promise<void> => scheduleRepeating(tx, FORGET, now)

/** Removes uploads that nobody went on with for a day, with their bytes; and bytes of which nobody knows any more. */
export const forgetUploads = (database: Database, unfinished: UnfinishedFiles, clock: Clock): JobHandler =>
  repeating(FORGET, HOUR / 1000, {
    async effect() {
      for (const id of await removeExpired(database, clock())) await unfinished.drop(id)
      await unfinished.sweep(Date.parse(clock()) - 25 * HOUR)
    },
  })
