import type { Benchmark, Measure } from '../src/commands/benchmark.ts'
import { openDatabase } from '../src/platform/database/index.ts'
import { automaticSteps } from './automatic.ts'
import { commitTime, tellCommit } from './commit-time.ts'
import { compare, inTurn } from './compare.ts'
import { pin } from './cores.ts'
import { drive } from './drive.ts'
import { peerFolder, versionIn } from './peers.ts'
import { stepBench, tidied } from './step-bench.ts'

/**
 * Steps of cases against durable workflows that keep a checkpoint a step, with and without the rows that a step writes.
 */
export const dbos: Benchmark = {
  name: 'dbos',
  summary: 'steps of cases a second against @dbos-inc/dbos-sdk',
  async run({ seconds, rounds, home, tell }) {
    const folder = peerFolder('dbos', tell)
    const bench = await stepBench(home, () => undefined)
    try {
      const { server, database, replay } = bench
      await database.query('create database dbos_system')
      const system = openDatabase({ url: server.url.replace(`/${server.name}?`, '/dbos_system?'), connections: 1 })
      await system.close()
      const environment = { SYSTEM_URL: system.url, BUSINESS_URL: server.url, SECONDS: String(seconds) }
      const step = JSON.stringify({ text: replay.call.text, values: replay.call.values, cases: bench.theirs })
      const automatic = await automaticSteps(database)
      await bench.stepsPerSecond(seconds)
      pin(server.processes(), '0')
      pin([process.pid], '0')
      const found = await inTurn(
        { rounds, tell },
        {
          'with rows': () =>
            tidied(
              database,
              async () => (await drive<{ perSecond: number }>(folder, { ...environment, STEP: step }, '0')).perSecond,
            ),
          automatic: () => tidied(database, () => automatic(seconds)),
          darcha: () => tidied(database, () => bench.stepsPerSecond(seconds)),
          'checkpoint only': () =>
            tidied(
              database,
              async () => (await drive<{ perSecond: number }>(folder, { ...environment, STEP: '' }, '0')).perSecond,
            ),
        },
      )
      const commit = tellCommit(await commitTime(database))
      const rows = { name: '@dbos-inc/dbos-sdk, rows in one statement a step', value: found['with rows'] }
      const checkpoint = { name: '@dbos-inc/dbos-sdk, checkpoint only', value: found['checkpoint only'] }
      // their steps run by themselves, as the worker's do; a person's click is one transaction of its own
      const measures: Measure[] = (
        [
          ['by the worker', found.automatic],
          ['by people, one by one', found.darcha],
        ] as const
      ).flatMap(([who, value]) =>
        [rows, checkpoint].map((reference) =>
          compare({
            name: `dbos: durable steps ${who}`,
            value,
            unit: 'steps/s',
            better: 'higher',
            goal: 5,
            note: `one core for all; ${commit}`,
            reference,
          }),
        ),
      )
      return {
        measures,
        versions: { postgresql: server.version, '@dbos-inc/dbos-sdk': versionIn(folder, '@dbos-inc/dbos-sdk')! },
      }
    } finally {
      pin([process.pid], '0-1023')
      await bench.end()
    }
  },
}
