import { join } from 'node:path'
import type { Benchmark } from '../src/commands/benchmark.ts'
import { claimJobs, runJob } from '../src/platform/jobs/index.ts'
import { engineHandlers } from '../src/modules/process/index.ts'
import { automaticSteps } from './automatic.ts'
import { caseNumbered, chainOn, copyCase, NOW, tidy } from './chain.ts'
import { commitTime, tellCommit } from './commit-time.ts'
import { compare, inTurn } from './compare.ts'
import { pin } from './cores.ts'
import { pgbench, pgbenchVersion } from './pgbench.ts'
import { recorded, replayOf } from './replay.ts'
import { benchServer } from './server.ts'

const CASES = 5_000
const quiet = { info() {}, warn() {}, error() {}, debug() {} }

/** Steps that nobody waits for in front of a screen: the worker takes those of many cases in one transaction. */
export const batch: Benchmark = {
  name: 'batch',
  summary: 'automatic steps of many cases together against the limit of single steps',
  async run({ seconds, rounds, home, tell }) {
    const version = pgbenchVersion()
    const server = await benchServer(home)
    try {
      const { database } = server
      const chain = await chainOn(database, { automatic: true })
      const handlers = engineHandlers(chain.engine)
      const first = caseNumbered(0)
      await chain.start(first)
      await copyCase(database, first, 10 + CASES, CASES)
      const before = await database.query<{ id: string }>('select id::text as id from jobs.job where case_id <> $1', [
        first,
      ])
      // what the single step is measured on is kept from the worker
      await database.query("update jobs.job set run_at = '9999-12-31T00:00:00Z' where id = any($1::bigint[])", [
        before.rows.map((row) => row.id),
      ])
      const [job] = await claimJobs(database, NOW, 1)
      const statements = await recorded(() =>
        runJob(
          database,
          handlers.find((handler) => handler.kind === job!.kind),
          job!,
          () => NOW,
          quiet,
        ),
      )
      const replay = await replayOf(database, statements, first, 1, { from: 10 + CASES, to: 9 + 2 * CASES })
      await database.query('delete from jobs.job where case_id = $1', [first])
      const perSecond = await automaticSteps(database, CASES)
      const pinned = pin(server.processes(), '0') && pin([process.pid], '0')
      const found = await inTurn(
        { rounds, tell },
        {
          single: async () => {
            await tidy(database)
            return pgbench(server, {
              file: join(home, 'single.sql'),
              text: replay.single,
              variables: replay.variables,
              seconds,
              cores: '0',
            })
          },
          darcha: async () => {
            await tidy(database)
            return perSecond(seconds)
          },
        },
      )
      const commit = tellCommit(await commitTime(database))
      const measure = compare({
        name: 'batch: automatic steps by the worker',
        value: found.darcha,
        unit: 'steps/s',
        better: 'higher',
        goal: 3,
        reference: { name: 'pgbench, one step in one statement', value: found.single },
        note: `${pinned ? 'one core for all' : 'processes could not be bound to cores here'}; ${commit}`,
      })
      return { measures: [measure], versions: { postgresql: server.version, pgbench: version } }
    } finally {
      pin([process.pid], '0-1023')
      await server.end()
    }
  },
}
