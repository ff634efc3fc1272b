import { resolve } from 'node:path'
import { keepMonths } from '../platform/audit/index.ts'
import { readConfig } from '../platform/config/index.ts'
import { readCountry } from '../platform/country/index.ts'
import { findMigrations, migrate } from '../platform/database/index.ts'
import { readArguments } from './arguments.ts'
import { checkerOf, readBefore } from './checked-services.ts'
import { exit, type Command } from './command.ts'
import { loadPeople } from './load-data.ts'
import { loadServices, type DraftService } from './load-services.ts'
import { progress } from './progress.ts'
import { projectRoot } from './project-root.ts'
import { reachDatabase } from './reach-database.ts'
import { refuseDemoData } from './refuse-demo-data.ts'
import { endWithParent } from './supervise.ts'

const USAGE = 'Usage: darcha prepare'

/** All that stands before servers and workers: `start` runs it as a process of its own, whose memory goes when it ends. */
export const prepare: Command = {
  help: `${USAGE}

Applies migrations that are missing, publishes each folder of services/ whose version is new, and puts the first runs of what renews itself
into the queue; with DARCHA_DEMO=1 (as it is unless it is set) demo people too. \`darcha start\` does it by itself: this is for servers that are
started one by one. Safe to run again: what is there stays.`,
  async run(args) {
    readArguments(args, {}, USAGE)
    const config = readConfig(projectRoot)
    const shown = progress()
    const now = new Date().toISOString()
    let close = async () => {}
    const end = endWithParent(() => close())
    try {
      const { database, ...reached } = await reachDatabase(config, { direct: true })
      close = reached.close
      await shown.step(
        'schema',
        async () => {
          const done = await migrate(database, findMigrations(projectRoot))
          await keepMonths(database, now)
          return done
        },
        (done) => (done.length > 0 ? `${done.length} migration${done.length === 1 ? '' : 's'}` : 'newest'),
      )
      await refuseDemoData(database, config)
      const country = readCountry(resolve(projectRoot, 'country', config.country))
      const { drafts } = await shown.step(
        'services',
        () =>
          loadServices(database, country, now, {
            check: checkerOf(config.country),
            before: readBefore(config.country),
          }),
        ({ all, running }) => `${all}, ${running} of them run here`,
      )
      tellDrafts(drafts)
      await shown.step(
        'people',
        () => loadPeople(database, config.demo, country, now),
        (count) => (count > 0 ? `${count} demo people` : 'none'),
      )
      return exit.good
    } catch (error) {
      if (end.asked()) return new Promise<never>(() => undefined)
      throw error
    } finally {
      await close()
    }
  },
}

/** Folders that are not published, and why: they keep nobody from opening. */
function tellDrafts(drafts: readonly DraftService[]): void {
  for (const { folder, problem, problems } of drafts)
    process.stderr.write(
      `  draft, not published: services/${folder}/${problem.file}:${problem.line}: ${problem.message}${problems > 1 ? `, and ${problems - 1} more` : ''}\n    darcha check services/${folder}\n`,
    )
}
