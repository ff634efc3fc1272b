import { demoPeople } from './process/demo-people.ts'
import { REGISTERS } from './process/register-data.ts'
import { registers } from './process/registers.ts'
import { runProvider } from './process/run-provider.ts'

// Environment: PORT, PEOPLE_FILE, REGISTERS (names separated by commas; absent: all), LATENCY_MS, OUTAGE (names, or
// `all`).
const list = (name: string) =>
  (process.env[name] ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)

const unknown = list('REGISTERS').filter((name) => !REGISTERS[name])
if (unknown.length > 0) {
  process.stderr.write(
    `demo registers: there is no register ${unknown.join(', ')}; there are ${Object.keys(REGISTERS).join(', ')}\n`,
  )
  process.exit(2)
}

await runProvider('registers', () => ({
  listener: registers({
    people: demoPeople(),
    only: list('REGISTERS'),
    latency: Number(process.env['LATENCY_MS'] ?? 0),
    outage: list('OUTAGE'),
  }),
}))
