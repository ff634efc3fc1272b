import type { Benchmark } from '../src/commands/benchmark.ts'
import { exchangeModule, listAccesses, messageStore } from '../src/modules/exchange/index.ts'
import { performer } from '../src/platform/use-case/index.ts'
import { messageLog, type LogEntry } from '../src/platform/wire/index.ts'
import { compare, inTurn, median } from './compare.ts'
import { benchServer } from './server.ts'

const NOW = '2026-11-30T10:00:00.000Z'
const NUMBER = 'N1'
/** One of so many people is looked at, so that a page of theirs is found among all others'. */
const PEOPLE = 10_000

const entry = (at: number): LogEntry => ({
  part: 'sent',
  direction: at % 2 === 0 ? 'request' : 'answer',
  id: `${at >> 1}`,
  at: NOW,
  client: 'XX/GOV/1/asks',
  service: 'XX/GOV/2/answers/evidence',
  issue: `2026-11/${String(at).padStart(6, '0')}`,
  head: 'POST /r1/XX/GOV/2/answers/evidence\nx-road-client: XX/GOV/1/asks\n',
  seal: '',
  body: Buffer.from(`{"subject":{"number":"N${at % PEOPLE}"}}`),
  problem: '',
})

/** How fast the whole log is looked through, and how soon a person sees who looked at them. */
export const exchangeLog: Benchmark = {
  name: 'exchange-log',
  summary: 'verification of the log of the exchange, and the page of who looked at me, against reading the rows',
  async run({ full, rounds, home, tell }) {
    const server = await benchServer(home)
    try {
      const { database } = server
      const entries = full ? 1_000_000 : 100_000
      const log = messageLog(messageStore(database), () => NOW)
      for (let from = 0; from < entries; from += 1_000)
        await log.append(Array.from({ length: Math.min(1_000, entries - from) }, (_, at) => entry(from + at)))
      tell(`${entries} entries`)
      const reads = full ? 100_000_000 : 1_000_000
      for (let from = 0; from < reads; from += 1_000_000)
        await database.query(
          `insert into exchange.access (subject, id, at, register, evidence, purpose, basis, case_id, case_number, own_case, body, actor, status, source, as_of, took_ms, message)
           select 'N' || n % $1, lpad(to_hex(n), 32, '0')::uuid, $2, 'population', 'personal-data', 'service', 'law', gen_random_uuid(), n::text, true, 'body', 'system', 'found', 's', $2, 1, n::text
           from generate_series($3::bigint, $4::bigint) n`,
          [PEOPLE, NOW, from, Math.min(from + 999_999, reads - 1)],
        )
      await database.query('vacuum analyze exchange.message, exchange.access', [])
      tell(`${reads} reads kept`)
      const check = exchangeModule.verifies.records.find(({ name }) => name === 'exchange')!
      const seconds = async (work: () => Promise<unknown>) => {
        const begun = performance.now()
        await work()
        return (performance.now() - begun) / 1000
      }
      const verified = await inTurn(
        { rounds, tell },
        {
          read: () =>
            seconds(async () => {
              for (let after = 0; after < entries / 1_000; after += 500)
                await database.query(
                  'select * from exchange.message where number > $1 and number <= $1 + 500 order by writer, number, place',
                  [after],
                )
            }),
          darcha: () =>
            seconds(async () => {
              const found = await check.check(database, home)
              if (found!.problems.length > 0) throw new Error('the log of the benchmark does not hold')
            }),
        },
      )
      const performing = performer(database, {}, {})
      const milliseconds = async (work: () => Promise<unknown>) => {
        const took: number[] = []
        await work()
        for (let times = 0; times < 50; times++) took.push((await seconds(work)) * 1000)
        return median(took)
      }
      const page = await inTurn(
        { rounds, tell },
        {
          bare: () =>
            milliseconds(() =>
              database.query(
                `select id, at, register, evidence, purpose, basis, body, status, case_id, case_number
                 from exchange.access where subject = $1 order by id desc limit 51`,
                [NUMBER],
              ),
            ),
          darcha: () =>
            milliseconds(() =>
              performing.perform(
                listAccesses,
                {},
                {
                  principal: { personId: '00000000-0000-7000-8000-000000000001', number: NUMBER, roles: [] },
                  language: 'en',
                  now: NOW,
                },
              ),
            ),
        },
      )
      return {
        measures: [
          compare({
            name: `log: ${entries} entries of the exchange verified`,
            value: entries / verified.darcha,
            unit: 'entries/s',
            reference: { name: '65,000 entries a second', value: 65_000 },
            goal: 1,
            better: 'higher',
            note: `merely reading the rows takes ${Math.round(verified.read * 1000)} ms`,
          }),
          compare({
            name: `accesses: a person's page among ${reads} reads`,
            value: page.darcha,
            unit: 'ms',
            reference: { name: 'the bare index scan', value: page.bare },
            goal: 1.5,
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
