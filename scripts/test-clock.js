// `npm run test:clock`: runs tests on other days than today, so that what passes today passes every day.
//   npm run test:clock                          the short form: tests most likely to know a date, on the first three days
//   npm run test:clock -- --all [PATH…]         all days below; without a path every test that uses a date or a database
//   npm run test:clock -- --at TIME [PATH…]     one time, such as 2028-02-29T03:00:00+05:00
import { spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { buildChanged } from './built.js'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const DAYS = {
  'a Sunday': '2026-11-29T11:00:00+05:00',
  'the last minutes of a year': '2026-12-31T23:50:00+05:00',
  'a leap day at night': '2028-02-29T03:00:00+05:00',
  'a holiday': '2027-03-21T10:00:00+05:00',
  'another holiday': '2029-05-09T15:00:00+05:00',
  'New Year': '2027-01-01T00:05:00+05:00',
}
const SHORT = [
  'e2e/golden',
  'src/modules/casework/represented.test.ts',
  'src/modules/casework/pages/desk',
  'src/modules/documents',
  'src/platform/audit',
  'src/platform/clock',
  'src/platform/identity',
  'src/platform/pay',
]
const LONG = ['e2e', 'src/modules', 'src/platform', 'src/commands', 'src/portal', 'src/kernel/terms', 'demo']

const given = process.argv.slice(2)
const all = given[0] === '--all'
const at = given[0] === '--at' ? given[1] : undefined
const paths = given.slice(at ? 2 : all ? 1 : 0)
const days = at ? [['then', at]] : Object.entries(DAYS).slice(0, all ? undefined : 3)
const tests = paths.length > 0 ? paths : all ? LONG : SHORT

await buildChanged()
/** Runs the tests with the clock at that time; tells whether they passed. */
function passesAt(time) {
  const { status } = spawnSync(
    process.execPath,
    [join(root, 'node_modules', '.bin', 'vitest'), 'run', '--reporter=dot', ...tests],
    {
      cwd: root,
      stdio: 'inherit',
      env: {
        ...process.env,
        NO_COLOR: '1',
        CLOCK_AT: time,
        NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --import=${pathToFileURL(join(root, 'scripts', 'shifted-clock.js'))}`,
      },
    },
  )
  return status === 0
}

const failed = []
for (const [name, time] of days) {
  process.stdout.write(`\nThe clock stands at ${time} (${name}):\n`)
  if (passesAt(time)) continue
  // as `npm test` does in CI: a fault of the day fails again, one of the machine's load does not, and is named
  if (process.env.CI && passesAt(time)) process.stdout.write(`unsteady, failed first and passed again: ${time}\n`)
  else failed.push(time)
}
process.stdout.write(
  failed.length > 0
    ? `\nTests depend on the day; they fail at ${failed.join(', ')}.\nOne of these alone: npm run test:clock -- --at ${failed[0]} PATH\n`
    : `\nThe same on ${days.length === 1 ? 'another day' : `${days.length} other days`}.\n`,
)
process.exit(failed.length > 0 ? 1 : 0)
