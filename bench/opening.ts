import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Benchmark } from '../src/commands/benchmark.ts'
import { composeInstance } from '../src/commands/compose.ts'
import { loadServices } from '../src/commands/load-services.ts'
import { projectRoot } from '../src/commands/project-root.ts'
import { openOccasions, runSelection } from '../src/modules/proactive/index.ts'
import type { Country } from '../src/platform/country/index.ts'
import { readConfig } from '../src/platform/config/index.ts'
import { compare, inTurn, median } from './compare.ts'
import { cpuSeconds } from './cores.ts'
import { benchServer } from './server.ts'

const SERVICE = 'old-age-pension-proactive'
const NOW = '2026-11-06T05:00:00.000Z'
/** As many cases as the product opens in one transaction go into one of the reference. */
const IN_ONE = 25

/** What an opened case consists of: tables, and by which column its rows are found. */
const ROWS = [
  ['casework.application', 'case_id'],
  ['casework.number', 'case_id'],
  ['casework.receipt', 'case_id'],
  ['process.instance', 'case_id'],
  ['jobs.job', 'case_id'],
  ['proactive.occasion', 'case_id'],
  ['audit.head', 'subject'],
  ['audit.event_other', 'subject'],
] as const
const copyOf = (table: string) => `bench.${table.replace('.', '_')}`
const stageOf = (table: string) => `${copyOf(table)}_staged`

/** How many cases that begin by themselves are opened, against inserts of the same rows with the same indexes. */
export const opening: Benchmark = {
  name: 'opening',
  summary: 'opening of cases that begin by themselves against bare inserts of the same rows',
  async run({ full, rounds, home, tell }) {
    const server = await benchServer(home)
    try {
      const { database } = server
      mkdirSync(join(home, 'product'), { recursive: true })
      const instance = await composeInstance({
        config: { ...readConfig(projectRoot, {}), home: join(home, 'product') },
        database,
        origin: 'http://localhost',
      })
      const { country, world } = instance
      await loadServices(database, country, NOW)
      const each = full ? 20_000 : 2_000
      const people = each * (rounds + 1)
      const numbers = personNumbers(country, people)
      await database.query(
        `insert into identity.person (id, number, name, birth_date, sex, district, language, changed_at)
         select ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, number, 'Person ' || n, '1966-12-01', 'male', '1726266', 'uz', $1
         from unnest($2::text[]) with ordinality as made (number, n)`,
        [NOW, numbers],
      )
      await database.query(
        `insert into proactive.known (feed, record, number, date, grouping, facts, changed_at)
         select 'population persons', n::text, number, '1966-12-01', 'male', '{"district": "1726266"}', $1
         from unnest($2::text[]) with ordinality as made (number, n)`,
        [NOW, numbers],
      )
      const service = await world.services.get(database, SERVICE)
      await runSelection(database, world, { service, now: NOW })
      await database.query('create schema bench')
      for (const [table, key] of ROWS) {
        await database.query(`create table ${copyOf(table)} (like ${table} including all)`)
        await database.query(`create unlogged table ${stageOf(table)} (like ${table})`)
        await database.query(`create index on ${stageOf(table)} (${key})`)
      }
      const insert = `with ${ROWS.map(
        ([table, key], n) =>
          `t${n} as (insert into ${copyOf(table)} overriding system value select * from ${stageOf(table)} where ${key} = $1)`,
      ).join(', ')} select 1`
      const opened: string[] = []
      const open = async () => {
        let done = 0
        const [begun, before] = [performance.now(), cpuSeconds(server.processes())]
        while (done < each) {
          const now = await openOccasions(database, world, NOW)
          if (now === 0) throw new Error('the cases of the benchmark can’t be opened')
          done += now
        }
        const took = performance.now() - begun
        used.darcha.push(done / (cpuSeconds(server.processes()) - before))
        const { rows } = await database.query<{ id: string }>(
          "select case_id as id from proactive.occasion where state = 'opened' and not case_id = any($1)",
          [opened],
        )
        waiting = rows.map(({ id }) => id)
        opened.push(...waiting)
        for (const [table, key] of ROWS) {
          await database.query(`truncate ${stageOf(table)}`)
          await database.query(`insert into ${stageOf(table)} select * from ${table} where ${key} = any($1)`, [waiting])
        }
        await database.query(`vacuum analyze ${ROWS.flatMap(([table]) => [table, stageOf(table)]).join(', ')}`)
        return done / (took / 1000)
      }
      let waiting: string[] = []
      const used = { darcha: [] as number[], bare: [] as number[] }
      await open()
      used.darcha.pop()
      const found = await inTurn(
        { rounds, tell },
        {
          darcha: open,
          bare: async () => {
            const [begun, before] = [performance.now(), cpuSeconds(server.processes())]
            for (let at = 0; at < waiting.length; at += IN_ONE)
              await database.transaction((tx) =>
                Promise.all(waiting.slice(at, at + IN_ONE).map((id) => tx.query(insert, [id]))),
              )
            const took = performance.now() - begun
            used.bare.push(waiting.length / (cpuSeconds(server.processes()) - before))
            return waiting.length / (took / 1000)
          },
        },
      )
      return {
        measures: [
          compare({
            name: 'opening of cases that begin by themselves',
            value: found.darcha,
            unit: 'cases/s',
            reference: { name: 'bare inserts of the same rows, as many in a transaction', value: found.bare },
            goal: 0.55,
            better: 'higher',
            note: 'two transactions side by side, as a night opens them; the reference has one',
          }),
          compare({
            name: 'opening: processor of PostgreSQL alone',
            value: median(used.darcha),
            unit: 'cases/CPU s',
            reference: { name: 'bare inserts of the same rows', value: median(used.bare) },
            goal: 0.55,
            better: 'higher',
            note: 'as the goal was first measured; what the server computes of a case is not in it',
          }),
        ],
        versions: { postgresql: server.version },
      }
    } finally {
      await server.end()
    }
  },
}

/** Numbers of nobody, right by their last digit. */
function personNumbers(country: Pick<Country, 'checkPersonNumber'>, count: number): string[] {
  return Array.from({ length: count }, (_, n) => {
    const stem = `3011266${String(n).padStart(6, '0')}`
    const read = Array.from({ length: 10 }, (_, digit) => country.checkPersonNumber(`${stem}${digit}`)).find(
      ({ ok }) => ok,
    )
    if (!read?.ok) throw new Error(`no last digit makes ${stem} a number`)
    return read.number
  })
}
