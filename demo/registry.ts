import { demoPeople, peopleFile } from './process/demo-people.ts'
import { REGISTERS } from './process/register-data.ts'
import { registers } from './process/registers.ts'
import { tlsIn } from '../src/platform/wire/index.ts'
import { runProvider } from './process/run-provider.ts'

// Environment: PORT, PEOPLE_FILE, EXCHANGE_FOLDER (members and each register's own key and database; absent: one that is
// removed at the end), REGISTERS (names separated by commas; absent: all), LATENCY_MS, OUTAGE (names, or `all`), EXCHANGE_TLS (a folder
// with ca.pem, cert.pem and key.pem: mutual TLS).
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

const tls = process.env['EXCHANGE_TLS']
await runProvider(
  'registers',
  (url) => {
    const { listener, folder, stop } = registers({
      people: demoPeople(),
      peopleFile: peopleFile(),
      url,
      folder: process.env['EXCHANGE_FOLDER'] || undefined,
      only: list('REGISTERS'),
      latency: Number(process.env['LATENCY_MS'] ?? 0),
      outage: list('OUTAGE'),
    })
    return { listener, facts: { exchange: folder }, stop }
  },
  tls ? { tls: { ...tlsIn(tls), requestCert: true, rejectUnauthorized: true } } : {},
)
