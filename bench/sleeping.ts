import { totalmem } from 'node:os'
import type { Benchmark, Measure } from '../src/commands/benchmark.ts'
import type { Database } from '../src/platform/database/index.ts'
import { claimJobs } from '../src/platform/jobs/index.ts'
import { performer } from '../src/platform/use-case/index.ts'
import { combineRights } from '../src/platform/rights/index.ts'
import { CONNECTIONS } from '../src/platform/config/index.ts'
import { caseworkRights, listTasks } from '../src/modules/casework/index.ts'
import { showCase } from '../src/modules/process/index.ts'
import { caseNumbered, chainOn, copyCase, NOW, OFFICE, tidy, type Chain } from './chain.ts'
import { compare, median, percentile } from './compare.ts'
import { benchServer } from './server.ts'

const SMALL = 100_000
/** Bytes of a sleeping case, tables and indexes together. */
const BYTES = 1_200
const TABLES = ['process.instance', 'process.task', 'process.subscription', 'jobs.job', 'audit.head', 'audit.event']

/** Cases that wait for months: what a row costs, and whether pages stay as quick when there are ten times as many. */
export const sleeping: Benchmark = {
  name: 'sleeping',
  summary: 'bytes of a sleeping case; worklist, case and timer scan as their number grows tenfold',
  async run({ full, home, tell }) {
    // a quarter of the memory for the database's own cache, as its manual advises (19.4.1)
    const server = await benchServer(home, CONNECTIONS, [
      `shared_buffers=${Math.max(1, Math.floor(totalmem() / 2 ** 32))}GB`,
    ])
    try {
      const { database } = server
      const chain = await chainOn(database)
      await chain.start(caseNumbered(0))
      const empty = await size(database)
      const large = full ? SMALL * 100 : SMALL * 10
      await copyCase(database, caseNumbered(0), 1, SMALL)
      await scatter(database)
      tell(`${SMALL} cases`)
      await tidy(database)
      const look = looks(database, chain)
      const before = await times(database, look, SMALL, tell)
      for (let at = SMALL + 1; at < large; at += 500_000) {
        await copyCase(database, caseNumbered(0), at, Math.min(500_000, large - at + 1))
        tell(`${Math.min(at + 499_999, large)} cases`)
      }
      await scatter(database)
      await tidy(database)
      const after = await times(database, look, large, tell)
      const bytes = ((await size(database)) - empty) / large
      for (const { name, bytes: part } of await parts(database))
        tell(`${name} ${(part / large).toFixed(1)} bytes a case`)
      const measures: Measure[] = [
        compare({
          name: `sleeping: bytes of a case with one open task and ${await eventsOf(database)} event, ${large} cases`,
          value: bytes,
          unit: 'bytes',
          reference: { name: 'goal', value: BYTES },
          goal: 1,
          better: 'lower',
          note: `tables and indexes of instance, task, subscription, job and audit; each further event of its history takes about ${Math.round((await size(database, ['audit.event'])) / large / (await eventsOf(database)))} bytes`,
        }),
        ...(['worklist', 'deep', 'case', 'timers'] as const).map((name) =>
          compare({
            name: `sleeping: ${WHAT[name]}, ${large} cases`,
            value: after[name],
            unit: 'ms',
            reference: { name: `${SMALL} cases`, value: before[name] },
            goal: 1.5,
            better: 'lower',
          }),
        ),
      ]
      return { measures, versions: { postgresql: server.version } }
    } finally {
      await server.end()
    }
  },
}

const WHAT = {
  worklist: 'first page of a worklist',
  deep: 'a page deep in a worklist',
  case: 'page of a case with its diagram',
  timers: 'claiming due jobs',
}

/** What the pages ask, by the way that people's requests go: rights, questions, answer. */
function looks(database: Database, { country, engine }: Chain) {
  const { perform } = performer(database, combineRights(caseworkRights), {
    country,
    engine,
    namesOfElements: async () => () => undefined,
    whoseCases: async () => [],
  })
  const circumstances = (role: string, body: string) => ({
    principal: { personId: '00000000-0000-7000-8000-00000000beef', roles: [{ role, body }] },
    language: 'en',
    now: NOW,
  })
  return {
    worklist: (office: string, after?: string) =>
      perform(listTasks, { office, ...(after ? { after } : {}) }, circumstances('officer', office)),
    case: (id: string) => perform(showCase, { case: id }, circumstances('auditor', OFFICE)),
  }
}

/** Four hundred offices, and terms over a year, as in life. */
async function scatter(database: Database): Promise<void> {
  await database.query(
    `update process.task set office = $1 || '-' || (('x' || substr(md5(case_id::text), 1, 6))::bit(24)::int % 400), due_at = $2::timestamptz + make_interval(mins => ('x' || substr(md5(case_id::text), 7, 6))::bit(24)::int % 500000) where office = $1`,
    [OFFICE, NOW],
  )
  // an update leaves the old rows behind, which a sleeping case has not
  await database.query('vacuum full process.task')
}

async function size(database: Database, tables: readonly string[] = TABLES): Promise<number> {
  // a partitioned table has its size in its partitions
  const found = await database.query<{ bytes: string }>(
    `select sum(pg_total_relation_size(coalesce(p.relid, t::regclass)))::text as bytes from unnest($1::text[]) t left join lateral pg_partition_tree(t::regclass) p on true`,
    [tables],
  )
  return Number(found.rows[0]!.bytes)
}

/** Tables and indexes apart. */
async function parts(database: Database): Promise<{ name: string; bytes: number }[]> {
  return (
    await database.query<{ name: string; bytes: string }>(
      `select c.oid::regclass::text as name, pg_relation_size(c.oid)::text as bytes from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('process', 'audit', 'jobs') and c.relkind in ('r', 'i') and pg_relation_size(c.oid) > 1000000 order by 1`,
      [],
    )
  ).rows.map((row) => ({ name: row.name, bytes: Number(row.bytes) }))
}

async function eventsOf(database: Database): Promise<number> {
  return (
    await database.query<{ n: number }>('select count(*)::int as n from audit.event where subject = $1', [
      caseNumbered(1),
    ])
  ).rows[0]!.n
}

/** Medians in milliseconds, at places chosen anew each time. */
async function times(
  database: Database,
  look: ReturnType<typeof looks>,
  cases: number,
  tell: (line: string) => void,
): Promise<Record<keyof typeof WHAT, number>> {
  const random = (most: number) => Math.floor(Math.random() * most)
  const office = () => `${OFFICE}-${random(400)}`
  const deep = () =>
    Buffer.from(
      `${new Date(Date.parse(NOW) + random(500_000) * 60_000).toISOString()},${caseNumbered(random(cases))},1`,
    ).toString('base64url')
  const timed = async (name: string, work: () => Promise<unknown>) => {
    for (let n = 0; n < 50; n++) await work()
    const taken: number[] = []
    for (let n = 0; n < 400; n++) {
      const begun = performance.now()
      await work()
      taken.push(performance.now() - begun)
    }
    tell(`${name} ${median(taken).toFixed(2)} ms, p99 ${percentile(taken, 0.99).toFixed(2)} ms`)
    return median(taken)
  }
  return {
    worklist: await timed(WHAT.worklist, () => look.worklist(office())),
    deep: await timed(WHAT.deep, () => look.worklist(office(), deep())),
    case: await timed(WHAT.case, () => look.case(caseNumbered(random(cases)))),
    timers: await timed(WHAT.timers, () => claimJobs(database, NOW, 20)),
  }
}
