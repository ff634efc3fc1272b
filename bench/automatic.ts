import { engineHandlers } from '../src/modules/process/index.ts'
import type { Database } from '../src/platform/database/index.ts'
import { startWorker, type JobHandler } from '../src/platform/jobs/index.ts'
import { caseNumbered, chainOn, copyCase } from './chain.ts'

/** Apart from the numbers that other measurements use. */
const FIRST_NUMBER = 1_000_000
const quiet = { info() {}, warn() {}, error() {}, debug() {} }

/**
 * Cases whose steps nobody waits for in front of a screen, each always with a next one.
 * @returns steps a second by the worker as `darcha work` runs it
 */
export async function automaticSteps(database: Database, cases = 5_000): Promise<(seconds: number) => Promise<number>> {
  const chain = await chainOn(database, { automatic: true })
  const first = caseNumbered(FIRST_NUMBER)
  await chain.start(first)
  await copyCase(database, first, FIRST_NUMBER + 1, cases)
  const handlers = engineHandlers(chain.engine)
  return (seconds) => workedPerSecond(database, handlers, seconds)
}

async function workedPerSecond(database: Database, handlers: readonly JobHandler[], seconds: number): Promise<number> {
  const steps = async () =>
    Number(
      (await database.query<{ n: string }>("select count(*) as n from audit.event where kind = 'process.complete'", []))
        .rows[0]!.n,
    )
  const before = await steps()
  const begun = performance.now()
  const worker = startWorker(database, handlers, { log: quiet })
  await new Promise((done) => setTimeout(done, seconds * 1000))
  await worker.stop()
  const lasted = (performance.now() - begun) / 1000
  return ((await steps()) - before) / lasted
}
