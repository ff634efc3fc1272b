import { join } from 'node:path'
import type { Benchmark, Measure } from '../src/commands/benchmark.ts'
import { commitTime, tellCommit } from './commit-time.ts'
import { compare, inTurn } from './compare.ts'
import { pin } from './cores.ts'
import { pgbench, pgbenchVersion } from './pgbench.ts'
import { stepBench, tidied } from './step-bench.ts'

/** Steps of cases with all that belongs to them, against the same statements sent by PostgreSQL's own load program. */
export const steps: Benchmark = {
  name: 'steps',
  summary: 'steps of cases a second against pgbench with the same statements',
  async run({ seconds, rounds, home, tell }) {
    const version = pgbenchVersion()
    const bench = await stepBench(home, tell)
    try {
      const { server, database, replay } = bench
      const script = (name: 'interactive' | 'single', cores: string | undefined) =>
        pgbench(server, {
          file: join(home, `${name}.sql`),
          text: replay[name],
          variables: replay.variables,
          seconds,
          cores,
        })
      // until the code that runs often is compiled
      await bench.stepsPerSecond(seconds * 1.5)

      const measures: Measure[] = []
      for (const place of [
        { name: 'one core for all', server: '0', client: '0', limit: 0.55 },
        { name: 'a core for each', server: '0', client: '1', limit: 0.85 },
      ]) {
        const pinned = pin(server.processes(), place.server) && pin([process.pid], place.client)
        const found = await inTurn(
          { rounds, tell: (line) => tell(`${place.name}: ${line}`) },
          {
            interactive: () => tidied(database, () => script('interactive', place.client)),
            darcha: () => tidied(database, () => bench.stepsPerSecond(seconds)),
            single: () => tidied(database, () => script('single', place.client)),
          },
        )
        const bound = pinned ? place.name : `${place.name}: processes could not be bound to cores here`
        const note = `${bound}; ${tellCommit(await commitTime(database))}`
        const both = { value: found.darcha, unit: 'steps/s', better: 'higher', note } as const
        measures.push(
          compare({
            name: `steps, ${place.name}: same transaction`,
            ...both,
            reference: { name: 'pgbench, same statements one by one', value: found.interactive },
            goal: 0.85,
          }),
          compare({
            name: `steps, ${place.name}: single-statement limit`,
            ...both,
            reference: { name: 'pgbench, all in one statement', value: found.single },
            goal: place.limit,
          }),
        )
      }
      return { measures, versions: { postgresql: server.version, pgbench: version } }
    } finally {
      pin([process.pid], '0-1023')
      await bench.end()
    }
  },
}
