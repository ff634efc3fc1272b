import { expect, it } from 'vitest'
import { runCrashTest, tellCrashReport } from './run-crash-test.ts'

it('loses nothing and does nothing twice when web server, worker and PostgreSQL are killed at any moment', async () => {
  const report = await runCrashTest({ cases: 60, kills: 8 })
  process.stdout.write(tellCrashReport(report))
  // what went wrong stands in what the instance said
  if (report.problems.length > 0) process.stdout.write(`${report.log.slice(-12_000)}\n`)
  expect(report.problems).toEqual([])
  expect(report.kills).toEqual({ web: 2, worker: 2, backend: 2, postmaster: 2 })
}, 400_000)
