import { setTimeout as pause } from 'node:timers/promises'
import type { Benchmark, Measure } from '../src/commands/benchmark.ts'
import { newId } from '../src/platform/database/index.ts'
import { startWorker } from '../src/platform/jobs/index.ts'
import { effectHandlers, engineHandlers } from '../src/modules/process/index.ts'
import { chainOn } from './chain.ts'
import { compare, median, percentile } from './compare.ts'
import { benchServer } from './server.ts'

const quiet = { info() {}, warn() {}, error() {}, debug() {} }

/** How long an automatic step waits for its worker, against how long a commit takes on this disk. */
export const latency: Benchmark = {
  name: 'latency',
  summary: "from a step's commit to the start of the next automatic step against the time of a commit",
  async run({ seconds, home, tell }) {
    const server = await benchServer(home)
    const { database } = server
    const chain = await chainOn(database, { length: 1, automatic: 'effect' })
    const begun = new Map<string, number>()
    const effect = effectHandlers(chain.engine, [
      {
        job: 'bench',
        async effect(job) {
          if (!begun.has(job.caseId)) begun.set(job.caseId, performance.now())
          return null
        },
      },
    ])
    const worker = startWorker(database, [...engineHandlers(chain.engine), ...effect], { log: quiet })
    try {
      await pause(300)
      const [waits, commits]: [number[], number[]] = [[], []]
      await database.query('create table bench_commit (id bigint generated always as identity, at timestamptz)')
      for (const until = performance.now() + seconds * 2000; performance.now() < until; ) {
        const id = newId(new Date().toISOString())
        await chain.start(id)
        const committed = performance.now()
        for (let n = 0; n < 5000 && !begun.has(id); n++) await pause(1)
        waits.push(Math.max(0, begun.get(id)! - committed))
        // the case ends with its effect: each step is measured on a worker at rest
        for (let n = 0; n < 5000 && (await database.query('select 1 from jobs.job limit 1', [])).rows.length > 0; n++)
          await pause(1)
        await pause(5)
        const start = performance.now()
        await database.query('insert into bench_commit (at) values ($1)', [new Date().toISOString()])
        commits.push(performance.now() - start)
      }
      tell(
        `${waits.length} steps: wait median ${median(waits).toFixed(2)} ms, p99 ${percentile(waits, 0.99).toFixed(2)} ms; commit median ${median(commits).toFixed(2)} ms, p99 ${percentile(commits, 0.99).toFixed(2)} ms`,
      )
      const measures: Measure[] = [
        compare({
          name: 'latency: next automatic step begins, p99',
          value: percentile(waits, 0.99),
          unit: 'ms',
          reference: { name: 'a commit of one row, p99', value: percentile(commits, 0.99) },
          goal: 3,
          better: 'lower',
        }),
        compare({
          name: 'latency: next automatic step begins, median',
          value: median(waits),
          unit: 'ms',
          reference: { name: 'a commit of one row, median', value: median(commits) },
          goal: 3,
          better: 'lower',
        }),
      ]
      return { measures, versions: { postgresql: server.version } }
    } finally {
      await worker.stop()
      await server.end()
    }
  },
}
