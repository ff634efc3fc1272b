import { startWorker } from '../platform/jobs/index.ts'
import { findMigrations, outliveFailures, requireSchema, WORKER_LIMITS } from '../platform/database/index.ts'
import { readConfig, type Config } from '../platform/config/index.ts'
import { readArguments } from './arguments.ts'
import { exit, type Command } from './command.ts'
import { followCalendar } from '../platform/country/index.ts'
import { composeInstance } from './compose.ts'
import { originOf } from './origin-of.ts'
import { projectRoot } from './project-root.ts'
import { refuseDemoData } from './refuse-demo-data.ts'
import { reachDatabase, type Reached } from './reach-database.ts'
import { endWithParent } from './supervise.ts'

const USAGE = 'Usage: darcha work'

export const work: Command = {
  help: `${USAGE}

Does what cases wait for outside: registers, documents, signatures, letters, timers. Any number may run side by side on one database.`,
  async run(args) {
    readArguments(args, {}, USAGE)
    const config = readConfig(projectRoot)
    const reached = await reachDatabase(config, { limits: WORKER_LIMITS })
    const { worker, close } = await begin(config, reached).catch(async (error: unknown) => {
      // a connection that is left open keeps the process, which does nothing any more
      await reached.close()
      throw error
    })
    endWithParent(async () => {
      await worker.stop()
      await close()
      await reached.close()
    })
    process.stdout.write(`${JSON.stringify({ ready: true, name: 'worker' })}\n`)
    await worker.idle
    return exit.good
  },
}

async function begin(config: Config, { database }: Reached) {
  await requireSchema(database, findMigrations(projectRoot))
  await refuseDemoData(database, config)
  const instance = await composeInstance({ config, database, origin: originOf(config) })
  outliveFailures(instance.log)
  followCalendar(database, instance.country)
  const { handlers, close } = await instance.handlers()
  return { worker: startWorker(database, handlers, { log: instance.log }), close }
}
