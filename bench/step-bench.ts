import type { Database } from '../src/platform/database/index.ts'
import { caseNumbered, chainOn, copyCase, FIRST, tidy, type Chain } from './chain.ts'
import { recorded, replayOf, type Replay } from './replay.ts'
import { benchServer, type BenchServer } from './server.ts'

/** Cases of each side: the product's own, and those that others write to. */
const CASES = 20_000
/** People at their desks, and clients of pgbench; the product's pool has as many connections as it has by default. */
const DESKS = 10
const OPENED = 1

/** A database with cases to step through, and the product's step as a script for others. */
export interface StepBench {
  server: BenchServer
  database: Database
  replay: Replay
  /** Numbers of the cases that others may write to. */
  theirs: { first: number; count: number }
  /** The product's steps a second. */
  stepsPerSecond(seconds: number): Promise<number>
  end(): Promise<void>
}

/** @param tell shows what a step sends */
export async function stepBench(home: string, tell: (line: string) => void): Promise<StepBench> {
  const server = await benchServer(home)
  const { database } = server
  const chain = await chainOn(database)
  const [first, second] = [caseNumbered(0), caseNumbered(1)]
  for (const text of [first, second]) await chain.start(text)
  // the second time: by then the connection knows the statements, and the memory the model
  await chain.complete(second, OPENED)
  await copyCase(database, first, 10, 2 * CASES)
  const statements = await recorded(() => chain.complete(first, OPENED))
  tell(
    `a step sends ${statements.length} statements: ${statements.map((statement) => statement.text.replaceAll(/\s+/g, ' ').slice(0, 40)).join(' · ')}`,
  )
  const replay = await replayOf(database, statements, first, OPENED, { from: 10 + CASES, to: 9 + 2 * CASES })
  const next = new Map<number, number>()
  return {
    server,
    database,
    replay,
    theirs: { first: FIRST + 10 + CASES, count: CASES },
    stepsPerSecond: (seconds) => stepsPerSecond(chain, next, seconds),
    end: () => server.end(),
  }
}

/** After the tables are as autovacuum would leave them. */
export async function tidied<Answer>(database: Database, work: () => Promise<Answer>): Promise<Answer> {
  await tidy(database)
  return work()
}

/** Ten people at ten desks, each with cases of their own, one click after another. */
async function stepsPerSecond(chain: Chain, next: Map<number, number>, seconds: number): Promise<number> {
  const begun = performance.now()
  const until = begun + seconds * 1000
  let done = 0
  const desk = async (first: number) => {
    for (let n = first; performance.now() < until; n = n + DESKS < CASES ? n + DESKS : first) {
      next.set(n, await chain.complete(caseNumbered(10 + n), next.get(n) ?? OPENED))
      done++
    }
  }
  await Promise.all(Array.from({ length: DESKS }, (_, n) => desk(n)))
  return done / ((performance.now() - begun) / 1000)
}
