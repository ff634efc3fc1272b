// `npm run test:crash -- [--cases N] [--kills K]`: the long version of the crash test; 1000 cases and 100 kills unless
// said.
import { parseArgs } from 'node:util'
import { runCrashTest, tellCrashReport } from './run-crash-test.ts'

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '1000' },
    kills: { type: 'string', default: '100' },
    log: { type: 'boolean', default: false },
  },
})
const report = await runCrashTest({ cases: Number(values.cases), kills: Number(values.kills), patience: 600_000 })
if (values.log) process.stderr.write(report.log)
process.stdout.write(tellCrashReport(report))
process.exitCode = report.problems.length === 0 ? 0 : 1
