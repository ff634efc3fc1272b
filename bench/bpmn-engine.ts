import type { Benchmark } from '../src/commands/benchmark.ts'
import { automaticSteps } from './automatic.ts'
import { compare, inTurn } from './compare.ts'
import { pin } from './cores.ts'
import { drive } from './drive.ts'
import { peerFolder, versionIn } from './peers.ts'
import { stepBench, tidied } from './step-bench.ts'

/** Steps of cases against the field's BPMN engine for Node with its state kept in the same database. */
export const bpmnEngine: Benchmark = {
  name: 'bpmn-engine',
  summary: 'steps of cases a second against bpmn-engine with saved state',
  async run({ seconds, rounds, home, tell }) {
    const folder = peerFolder('bpmn-engine', tell)
    const bench = await stepBench(home, () => undefined)
    try {
      const { server, database } = bench
      const automatic = await automaticSteps(database)
      await bench.stepsPerSecond(seconds)
      pin(server.processes(), '0')
      pin([process.pid], '0')
      const found = await inTurn(
        { rounds, tell },
        {
          'bpmn-engine': () =>
            tidied(
              database,
              async () =>
                (
                  await drive<{ perSecond: number }>(
                    folder,
                    { BUSINESS_URL: server.url, SECONDS: String(seconds) },
                    '0',
                  )
                ).perSecond,
            ),
          automatic: () => tidied(database, () => automatic(seconds)),
          darcha: () => tidied(database, () => bench.stepsPerSecond(seconds)),
        },
      )
      const measures = (
        [
          ['by people, one by one', found.darcha],
          ['by the worker', found.automatic],
        ] as const
      ).map(([who, value]) =>
        compare({
          name: `bpmn-engine: stored steps ${who}`,
          value,
          unit: 'steps/s',
          better: 'higher',
          goal: 18,
          reference: { name: 'bpmn-engine, state row alone', value: found['bpmn-engine'] },
          note: 'one core for all; bpmn-engine writes no task, history or job rows',
        }),
      )
      return { measures, versions: { postgresql: server.version, 'bpmn-engine': versionIn(folder, 'bpmn-engine')! } }
    } finally {
      pin([process.pid], '0-1023')
      await bench.end()
    }
  },
}
