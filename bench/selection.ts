import type { Benchmark } from '../src/commands/benchmark.ts'
import { windowOf } from '../src/kernel/case/index.ts'
import { compileSelection } from '../src/modules/proactive/index.ts'
import { compare, inTurn, median } from './compare.ts'
import { benchServer } from './server.ts'

const FEED = 'population persons'
const TODAY = '2026-11-06'
const TRIGGER = {
  event: 'old-age',
  register: 'population',
  feed: 'persons',
  since: '2026-11-01',
  reaches: [
    { group: 'male', after: { years: 60 } },
    { group: 'female', after: { years: 55 } },
  ],
  notice: { months: 1 },
  prepare: { days: 14 },
  silence: { after: { amount: 10, unit: 'calendar-day' as const }, means: 'assign' as const },
  shadow: false,
}

/** Whom the night selects among a country's people: the compiled statement against the one a person would write. */
export const selection: Benchmark = {
  name: 'selection',
  summary: 'nightly selection among 1 million generated people (37 million with --full) against bare SQL',
  async run({ full, rounds, home, tell }) {
    const server = await benchServer(home)
    try {
      const { database } = server
      const people = full ? 37_000_000 : 1_000_000
      for (let from = 1; from <= people; from += 1_000_000) {
        await database.query(
          `insert into proactive.known (feed, record, number, date, grouping, facts, changed_at)
           select $1, n::text, 'N' || n, date '1926-01-01' + (n * 7919 % 36500)::int, case n % 2 when 0 then 'male' else 'female' end, '{}', now()
           from generate_series($2::bigint, $3::bigint) n`,
          [FEED, from, Math.min(from + 999_999, people)],
        )
        tell(`${Math.min(from + 999_999, people)} people`)
      }
      await database.query('vacuum analyze proactive.known', [])
      const compiled = compileSelection(TRIGGER, { service: 'pension', feed: FEED, today: TODAY })!
      const [men, women] = TRIGGER.reaches.map((rule) => windowOf(TRIGGER, rule, TODAY)!) as unknown as [
        { from: string; until: string },
        { from: string; until: string },
      ]
      const bare = `select id from proactive.known where feed = '${FEED}' and grouping = 'male' and date between '${men.from}' and '${men.until}' and ended is null
           and not exists (select 1 from proactive.occasion o where o.service = 'pension' and o.event = 'old-age' and o.known = known.id and o.state <> 'withdrawn')
         union all select id from proactive.known where feed = '${FEED}' and grouping = 'female' and date between '${women.from}' and '${women.until}' and ended is null
           and not exists (select 1 from proactive.occasion o where o.service = 'pension' and o.event = 'old-age' and o.known = known.id and o.state <> 'withdrawn')`
      const milliseconds = async (text: string, values: unknown[]) => {
        const took: number[] = []
        for (let times = 0; times < 20; times++) {
          const begun = performance.now()
          await database.query(text, values)
          took.push(performance.now() - begun)
        }
        return median(took)
      }
      const found = await inTurn(
        { rounds, tell },
        { bare: () => milliseconds(bare, []), darcha: () => milliseconds(compiled.text, compiled.values) },
      )
      return {
        measures: [
          compare({
            name: `selection: whom a night selects among ${people} people`,
            value: found.darcha,
            unit: 'ms',
            reference: { name: 'bare SQL with its anti-join', value: found.bare },
            goal: 1.2,
            better: 'lower',
          }),
        ],
        versions: { postgresql: server.version },
      }
    } finally {
      await server.end()
    }
  },
}
