import type { Benchmark } from '../src/commands/benchmark.ts'
import { windowOf } from '../src/kernel/case/index.ts'
import { readCountry } from '../src/platform/country/index.ts'
import type { Database } from '../src/platform/database/index.ts'
import { compileSelection, runSelection } from '../src/modules/proactive/index.ts'
import { projectRoot } from '../src/commands/project-root.ts'
import { join } from 'node:path'
import { compare, inTurn, median } from './compare.ts'
import { benchServer } from './server.ts'

const FEED = 'population persons'
const SERVICE = 'pension'
const TODAY = '2026-11-06'
const NOW = `${TODAY}T01:00:00Z`
const triggerSince = (since: string) => ({
  event: 'old-age',
  register: 'population',
  feed: 'persons',
  since,
  reaches: [
    { group: 'male', after: { years: 60 } },
    { group: 'female', after: { years: 55 } },
  ],
  notice: { months: 1 },
  prepare: { days: 14 },
  silence: { after: { amount: 10, unit: 'calendar-day' as const }, means: 'assign' as const },
  shadow: false,
})
const YOUNG = triggerSince('2026-11-01')
/** A service that has come by itself for ten years: each night looks through all whom it found before. */
const OLD = triggerSince('2016-11-06')
/** People whose facts a feed corrects, by night: late, changed, and withdrawn. */
const CHANGED = 2_200
const COLUMNS =
  'service, event, known, state, version, date, grouping, event_on, notice_on, selected_at, number, district'

/** Whom the night selects among a country's people: the compiled statement against the one a person would write. */
export const selection: Benchmark = {
  name: 'selection',
  summary: 'nightly selection among 1 million generated people (37 million with --full) against bare SQL',
  async run({ full, rounds, home, tell }) {
    const server = await benchServer(home)
    try {
      const { database } = server
      const people = full ? 37_000_000 : 1_000_000
      await insertPeople(database, people, tell)
      const compiled = compileSelection(YOUNG, {
        service: SERVICE,
        version: 1,
        state: 'selected',
        feed: FEED,
        today: TODAY,
        now: NOW,
      })!
      const bare = bareSelection()
      const first = await inTurn(
        { rounds, tell },
        {
          bare: () => undone(database, bare),
          darcha: () => undone(database, compiled.text, compiled.values),
        },
      )
      const found = (await database.query(compiled.text, compiled.values)).rowCount
      await database.query('vacuum analyze proactive.occasion', [])
      const next = await inTurn(
        { rounds, tell },
        {
          bare: () => milliseconds(20, () => database.query(bare)),
          darcha: () => milliseconds(20, () => database.query(compiled.text, compiled.values)),
        },
      )
      const nights = await wholeNights(database, rounds, tell)
      return {
        measures: [
          compare({
            name: `selection: the first night finds ${found} among ${people} people`,
            value: first.darcha,
            unit: 'ms',
            reference: { name: 'bare SQL with its anti-join, the same rows written', value: first.bare },
            goal: 1.2,
            better: 'lower',
          }),
          compare({
            name: `selection: a night that finds nobody new among ${people} people`,
            value: next.darcha,
            unit: 'ms',
            reference: { name: 'bare SQL with its anti-join, planned each night as ours is', value: next.bare },
            goal: 1.2,
            better: 'lower',
          }),
          compare({
            name: `selection: whole night after ten years, ${CHANGED} facts late or corrected`,
            value: nights.took,
            unit: 'ms',
            reference: { name: 'asked for', value: 10_000 },
            goal: 1,
            better: 'lower',
            note: `${nights.before} were found before`,
          }),
        ],
        versions: { postgresql: server.version },
      }
    } finally {
      await server.end()
    }
  },
}

async function insertPeople(database: Database, people: number, tell: (line: string) => void): Promise<void> {
  for (let from = 1; from <= people; from += 1_000_000) {
    await database.query(
      `insert into proactive.known (feed, record, number, date, grouping, facts, changed_at)
       select $1, n::text, 'N' || n, date '1926-01-01' + (n * 7919 % 36500)::int, case n % 2 when 0 then 'male' else 'female' end,
         '{"district": "1726266"}', now()
       from generate_series($2::bigint, $3::bigint) n`,
      [FEED, from, Math.min(from + 999_999, people)],
    )
    tell(`${Math.min(from + 999_999, people)} people`)
  }
  await database.query('vacuum analyze proactive.known', [])
}

/**
 * What a person would write for this one service, on this one day: the index alone says who it is, and only theirs are the
 * rows that are read. Where the rows are asked for at once, PostgreSQL reads the whole table of 37 million.
 * Its days stand in it, so that each night's is another statement, planned when it is run: it is sent without a name, for
 * a plan kept from one run of the benchmark to the next would be that of no night. Ours is planned for its days each time.
 */
function bareSelection(): string {
  const of = (group: string, years: number, { from, until }: { from: string; until: string }) =>
    `select id, date, grouping, date + interval '${years} years' as event_on from proactive.known
     where feed = '${FEED}' and grouping = '${group}' and date between '${from}' and '${until}' and ended is null
       and not exists (select 1 from proactive.occasion o
         where o.service = '${SERVICE}' and o.event = 'old-age' and o.known = known.id and o.state <> 'withdrawn')`
  const [men, women] = YOUNG.reaches.map((rule) => windowOf(YOUNG, rule, TODAY)!)
  return `insert into proactive.occasion (${COLUMNS})
    select '${SERVICE}', 'old-age', id, 'selected', 1, found.date, found.grouping, found.event_on, found.event_on - interval '1 month',
      timestamptz '${NOW}', number, facts ->> 'district'
    from (${of('male', 60, men!)} union all ${of('female', 55, women!)}) as found join proactive.known using (id)
    on conflict do nothing`
}

async function milliseconds(times: number, work: () => Promise<unknown>): Promise<number> {
  const took: number[] = []
  for (let time = 0; time < times; time++) {
    const begun = performance.now()
    await work()
    took.push(performance.now() - begun)
  }
  return median(took)
}

/** The statement's own time; what it wrote is taken back each time. */
async function undone(database: Database, text: string, values?: unknown[]): Promise<number> {
  const took: number[] = []
  for (let time = 0; time < 5; time++) {
    await database
      .transaction(async (tx) => {
        took.push(await milliseconds(1, () => tx.query(text, values)))
        throw new Undone()
      })
      .catch((error: unknown) => {
        if (!(error instanceof Undone)) throw error
      })
    await database.query('vacuum proactive.occasion', [])
  }
  return median(took)
}

class Undone extends Error {}

/** Nights of a service that is ten years old, each after some thousand facts came late or were corrected. */
async function wholeNights(
  database: Database,
  rounds: number,
  tell: (line: string) => void,
): Promise<{ took: number; before: number }> {
  const service = { id: SERVICE, version: 1, passport: { trigger: OLD } } as Parameters<
    typeof runSelection
  >[2]['service']
  // nobody has a case here, so neither engine nor events are asked
  const world = { country: readCountry(join(projectRoot, 'country', 'uz')) } as Parameters<typeof runSelection>[1]
  const night = () => runSelection(database, world, { service, now: NOW })
  await night()
  await database.query('vacuum analyze proactive.occasion', [])
  const before = Number(
    (await database.query<{ n: string }>('select count(*) as n from proactive.occasion', [])).rows[0]!.n,
  )
  const took: number[] = []
  for (let round = 0; round < rounds; round++) {
    // late and changed dates, some so that the event is due, some so that it is no more, and whoever died
    await database.query(
      `update proactive.known set date = date + case n % 3 when 0 then 400 when 1 then -400 else 0 end,
         ended = case n % 3 when 2 then date '2026-11-01' end, changed = default
       from (select id, row_number() over () as n from proactive.known
         where grouping = 'male' and date between '1960-01-01' and '1968-01-01' and id % 97 = $1 limit $2) as chosen
       where chosen.id = known.id`,
      [round, CHANGED],
    )
    let ran = { selected: 0, withdrawn: 0 }
    took.push(await milliseconds(1, async () => (ran = await night())))
    tell(`night ${round + 1}: ${Math.round(took.at(-1)!)} ms, ${ran.selected} selected, ${ran.withdrawn} withdrawn`)
  }
  return { took: median(took), before }
}
