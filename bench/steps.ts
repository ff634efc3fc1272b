import { join } from 'node:path'
import type { Benchmark, Measure } from '../src/commands/benchmark.ts'
import type { Database } from '../src/platform/database/index.ts'
import { caseNumbered, chainOn, copyCase, tidy, type Chain } from './chain.ts'
import { compare, inTurn } from './compare.ts'
import { pin } from './cores.ts'
import { pgbench, pgbenchVersion } from './pgbench.ts'
import { recorded, replayOf } from './replay.ts'
import { benchServer } from './server.ts'

const CASES = 20_000
const CONNECTIONS = 10

/** Steps of cases with all that belongs to them, against the same statements sent by PostgreSQL's own load program. */
export const steps: Benchmark = {
  name: 'steps',
  summary: 'steps of cases a second against pgbench with the same statements',
  async run({ seconds, rounds, home, tell }) {
    const version = pgbenchVersion()
    const server = await benchServer(home, CONNECTIONS)
    try {
      const { database } = server
      const chain = await chainOn(database)
      const [first, second] = [caseNumbered(0), caseNumbered(1)]
      for (const one of [first, second]) await chain.start(one)
      const opened = 1
      // the second time: by then the connection knows the statements, and the memory the model
      await chain.complete(second, opened)
      await copyCase(database, first, 10, 2 * CASES)
      const statements = await recorded(database, () => chain.complete(first, opened))
      tell(`a step sends ${statements.length} statements: ${statements.map((one) => one.text.replaceAll(/\s+/g, ' ').slice(0, 40)).join(' · ')}`)
      const replay = await replayOf(database, statements, first, opened, { from: 10 + CASES, to: 9 + 2 * CASES })
      const next = new Map<number, number>()
      const product = () => stepsPerSecond(chain, next, opened, seconds)
      const script = (name: 'interactive' | 'single', cores: string | undefined) => pgbench(server, { file: join(home, `${name}.sql`), text: replay[name], variables: replay.variables, clients: CONNECTIONS, seconds, cores })
      await stepsPerSecond(chain, next, opened, 2)

      const measures: Measure[] = []
      for (const place of [{ name: 'one core for all', server: '0', client: '0', limit: 0.55 }, { name: 'a core for each', server: '0', client: '1', limit: 0.85 }]) {
        const pinned = pin(server.processes(), place.server) && pin([process.pid], place.client)
        const found = await inTurn({ rounds, tell: (line) => tell(`${place.name}: ${line}`) }, {
          interactive: () => tidied(database, () => script('interactive', place.client)),
          darcha: () => tidied(database, product),
          single: () => tidied(database, () => script('single', place.client)),
        })
        const note = pinned ? place.name : `${place.name}: processes could not be bound to cores here`
        const both = { value: found.darcha, unit: 'steps/s', better: 'higher', note } as const
        measures.push(
          compare({ name: `steps, ${place.name}: same transaction`, ...both, reference: { name: 'pgbench, same statements one by one', value: found.interactive }, goal: 0.85 }),
          compare({ name: `steps, ${place.name}: single-statement limit`, ...both, reference: { name: 'pgbench, all in one statement', value: found.single }, goal: place.limit }))
      }
      return { measures, versions: { postgresql: server.version, pgbench: version } }
    } finally {
      pin([process.pid], '0-1023')
      await server.end()
    }
  },
}

async function tidied(database: Database, work: () => Promise<number>): Promise<number> {
  await tidy(database)
  return work()
}

/** Ten people at ten desks, each with cases of their own, one click after another. */
async function stepsPerSecond(chain: Chain, next: Map<number, number>, opened: number, seconds: number): Promise<number> {
  const begun = performance.now()
  const until = begun + seconds * 1000
  let done = 0
  const desk = async (first: number) => {
    for (let n = first; performance.now() < until; n = n + CONNECTIONS < CASES ? n + CONNECTIONS : first) {
      next.set(n, await chain.complete(caseNumbered(10 + n), next.get(n) ?? opened))
      done++
    }
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, (_, n) => desk(n)))
  return done / ((performance.now() - begun) / 1000)
}
