// Durable workflows of ten steps, ten at a time; each step does what the environment says. Prints steps a second.
import { DBOS } from '@dbos-inc/dbos-sdk'
import pg from 'pg'

const { SYSTEM_URL, BUSINESS_URL, SECONDS, STEP } = process.env
const step = STEP ? JSON.parse(STEP) : undefined // { text, values, cases: { first, count } }
const system = new pg.Pool({ connectionString: SYSTEM_URL, max: 10 })
const business = new pg.Pool({ connectionString: BUSINESS_URL, max: 10 })
// it takes no address of a Unix socket; the pool is what it asks
DBOS.setConfig({ name: 'bench', systemDatabaseUrl: 'postgresql://darcha@localhost/dbos_system', systemDatabasePool: system, logLevel: 'error' })

async function work() {
  if (!step) return
  const number = step.cases.first + Math.floor(Math.random() * step.cases.count)
  await business.query({ name: 'step', text: step.text, values: [`00000000-0000-7000-8000-${number}`, ...step.values] })
}
const STEPS = 10
const ten = DBOS.registerWorkflow(async () => {
  for (let n = 0; n < STEPS; n++) await DBOS.runStep(work, { name: `s${n}` })
}, { name: 'ten' })
await DBOS.launch()

async function perSecond(seconds) {
  const begun = performance.now()
  let done = 0
  await Promise.all(Array.from({ length: 10 }, async () => {
    while (performance.now() < begun + seconds * 1000) { await ten(); done += STEPS }
  }))
  return done / ((performance.now() - begun) / 1000)
}
await perSecond(Math.min(3, Number(SECONDS)))
console.log(JSON.stringify({ perSecond: await perSecond(Number(SECONDS)) }))
await DBOS.shutdown()
process.exit(0)
