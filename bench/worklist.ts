import type { Benchmark, Measure } from '../src/commands/benchmark.ts'
import type { Database } from '../src/platform/database/index.ts'
import { worklist as page } from '../src/modules/process/index.ts'
import { caseNumbered, FIRST, NOW, OFFICE } from './chain.ts'
import { compare, median, percentile } from './compare.ts'
import { benchServer } from './server.ts'

const SIZES = [10_000, 100_000, 1_000_000]
const MINUTES = 500_000

/** All tasks in one office, which is the worst there can be: a page of fifty anywhere in it. */
export const worklist: Benchmark = {
  name: 'worklist',
  summary: 'a page of 50 by keyset with ten thousand, a hundred thousand and a million open tasks',
  async run({ seconds, home, tell }) {
    const server = await benchServer(home)
    try {
      const { database } = server
      const found: { size: number; first: number; deep: number }[] = []
      for (const size of SIZES) {
        await fill(database, found.at(-1)?.size ?? 0, size)
        const first = await timed(seconds / 2, () => page(database, OFFICE, undefined))
        const deep = await timed(seconds / 2, () =>
          page(database, OFFICE, {
            dueAt: new Date(Date.parse(NOW) + Math.floor(Math.random() * MINUTES) * 60_000).toISOString(),
            caseId: caseNumbered(0),
            wait: 1,
          }),
        )
        tell(
          `${size} tasks: first page ${first.median.toFixed(2)} ms (p99 ${first.p99.toFixed(2)}), any page ${deep.median.toFixed(2)} ms (p99 ${deep.p99.toFixed(2)})`,
        )
        found.push({ size, first: first.median, deep: deep.median })
      }
      const [least] = found
      const measures: Measure[] = found.slice(1).flatMap(({ size, first, deep }) => [
        compare({
          name: `worklist: first page, ${size} tasks`,
          value: first,
          unit: 'ms',
          reference: { name: `${least!.size} tasks`, value: least!.first },
          goal: 1.5,
          better: 'lower',
        }),
        compare({
          name: `worklist: any page, ${size} tasks`,
          value: deep,
          unit: 'ms',
          reference: { name: `${least!.size} tasks`, value: least!.deep },
          goal: 1.5,
          better: 'lower',
        }),
      ])
      return { measures, versions: { postgresql: server.version } }
    } finally {
      await server.end()
    }
  },
}

async function fill(database: Database, from: number, to: number): Promise<void> {
  await database.query(
    `insert into process.task (case_id, wait, element, act, performer, office, role, service, label, opened_at, due_at, attributes)
     select ('00000000-0000-7000-8000-' || (${FIRST}::bigint + n))::uuid, 1, 'examine', 'examine', 'office', $1, 'officer', 'bench', '2026-03-' || lpad(n::text, 7, '0'), $2,
       $2::timestamptz + make_interval(mins => ('x' || substr(md5(n::text), 1, 7))::bit(28)::int % ${MINUTES}), '{"term": "2 working days", "name": "Examine"}'
     from generate_series($3::bigint, $4::bigint) n`,
    [OFFICE, NOW, from + 1, to],
  )
  await database.query('vacuum (analyze) process.task')
}

async function timed(seconds: number, work: () => Promise<unknown>): Promise<{ median: number; p99: number }> {
  for (let n = 0; n < 100; n++) await work()
  const taken: number[] = []
  for (const until = performance.now() + seconds * 1000; performance.now() < until; ) {
    const begun = performance.now()
    await work()
    taken.push(performance.now() - begun)
  }
  return { median: median(taken), p99: percentile(taken, 0.99) }
}
