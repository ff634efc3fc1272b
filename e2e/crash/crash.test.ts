import { expect, it } from 'vitest'
import { runCrashTest, tellCrashReport } from './run-crash-test.ts'

it('loses nothing and does nothing twice when web server, worker and PostgreSQL are killed at any moment', async () => {
  const report = await runCrashTest({ cases: 60, kills: 8 })
  process.stdout.write(tellCrashReport(report))
  expect(report.problems).toEqual([])
  expect(report.kills).toEqual({ web: 2, worker: 2, backend: 2, postmaster: 2 })
}, 400_000)
