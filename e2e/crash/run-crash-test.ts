import pg from 'pg'
import { startInstance, type StartedInstance } from '../testing/start-instance.ts'
import { countDamage, ENDS, PRESENT, type Counted } from './count-damage.ts'
import { driveCases } from './drive-cases.ts'
import { killer, type Kills } from './kill-parts.ts'
import { collectLetters } from './letters.ts'

export interface CrashReport extends Counted {
  kills: Kills
  repeatedRequests: number
  seconds: number
  log: string
}

/**
 * Files cases and drives them to their end while web server, worker and PostgreSQL are killed with signal 9, then
 * counts.
 * @param patience milliseconds from the last filing to the end; a dead worker's jobs come free after their lease
 */
export async function runCrashTest({
  cases,
  kills,
  patience = 150_000,
}: {
  cases: number
  kills: number
  patience?: number
}): Promise<CrashReport> {
  const begun = Date.now()
  const instance = await startInstance({ environment: { DARCHA_REQUESTS_PER_MINUTE: '1000000', LOG_LEVEL: 'warn' } })
  try {
    const killing = killer(instance, { kills, cases })
    const letters = collectLetters(instance.demo['mailbox']!)
    const driven = await driveCases(instance, { cases, patience, onFiled: killing.filed })
    const killed = await killing.end()
    await untilQuiet(instance, patience)
    const counted = await countDamage(instance, driven.accepted, await letters.end())
    return {
      ...counted,
      problems: [...driven.problems, ...counted.problems],
      kills: killed,
      repeatedRequests: driven.repeated,
      seconds: Math.round((Date.now() - begun) / 1000),
      log: instance.log(),
    }
  } catch (error) {
    // what stood still can only be told from what the instance said last
    throw new Error(`${(error as Error).message}\n${instance.log().slice(-6_000)}`, { cause: error })
  } finally {
    await instance.stop()
  }
}

/** Waits until only what renews itself is left in the outbox. */
async function untilQuiet(instance: StartedInstance, patience: number): Promise<void> {
  for (const until = Date.now() + patience; Date.now() < until; await new Promise((done) => setTimeout(done, 300))) {
    const client = new pg.Client({ connectionString: instance.databaseUrl })
    client.on('error', () => undefined)
    try {
      await client.connect()
      const left = await client.query(`select 1 from jobs.job where stopped_at is null and ${ENDS} and ${PRESENT}`)
      if (left.rows.length === 0) return
    } catch {
      /* it was killed a moment ago */
    } finally {
      await client.end().catch(() => undefined)
    }
  }
}

/** The report as people read it. */
export function tellCrashReport(report: CrashReport): string {
  const { kills } = report
  const all = Object.values(kills).reduce((sum, count) => sum + count, 0)
  return `${[
    `${report.facts['cases']} cases, ${all} times killed with signal 9: ${Object.entries(kills)
      .map(([part, count]) => `${part} ${count}`)
      .join(', ')}`,
    `${Object.entries(report.facts)
      .map(([name, value]) => `${name} ${value}`)
      .join(', ')}; requests repeated by clients ${report.repeatedRequests}; ${report.seconds} s`,
    report.problems.length === 0
      ? 'nothing lost, nothing doubled'
      : `${report.problems.length} problems:\n${report.problems
          .slice(0, 40)
          .map((problem) => `  ${problem}`)
          .join('\n')}`,
  ].join('\n')}\n`
}
