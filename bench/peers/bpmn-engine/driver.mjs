// Cases of six human tasks whose state is kept in PostgreSQL between the steps, as a product on this engine would do:
// load, recover, resume, signal, save. Prints steps a second.
import { Engine } from 'bpmn-engine'
import pg from 'pg'

const { BUSINESS_URL, SECONDS } = process.env
const TASKS = 6
const CASES = 200
const tasks = Array.from({ length: TASKS }, (_, n) => `<userTask id="t${n}"/><sequenceFlow id="f${n}" sourceRef="t${n}" targetRef="${n + 1 < TASKS ? `t${n + 1}` : 'e'}"/>`).join('')
const source = `<?xml version="1.0"?><definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="bench"><process id="p" isExecutable="true"><startEvent id="s"/><sequenceFlow id="fs" sourceRef="s" targetRef="t0"/>${tasks}<endEvent id="e"/></process></definitions>`
const pool = new pg.Pool({ connectionString: BUSINESS_URL, max: 10 })
await pool.query('drop table if exists bpmn_engine_state')
await pool.query('create table bpmn_engine_state (id integer primary key, at integer not null, state jsonb not null)')

const engine = new Engine({ name: 'bench', source })
const execution = await engine.execute()
const initial = JSON.stringify(await engine.getState())
await execution.stop()
for (let id = 0; id < CASES; id++) await pool.query('insert into bpmn_engine_state (id, at, state) values ($1, 0, $2)', [id, initial])

async function step(id) {
  const client = await pool.connect()
  try {
    await client.query('begin')
    const row = (await client.query({ name: 'load', text: 'select at, state from bpmn_engine_state where id = $1 for update', values: [id] })).rows[0]
    const recovered = new Engine({ name: 'bench' }).recover(row.state)
    const going = await recovered.resume()
    going.signal({ id: `t${row.at}` })
    const over = row.at + 1 === TASKS
    // a case that is through begins anew: its last state is not needed, but made like the others
    const state = JSON.stringify(await recovered.getState())
    // one that has come to its end is never told to have stopped
    if (!over) await going.stop()
    await client.query({ name: 'save', text: 'update bpmn_engine_state set at = $2, state = $3 where id = $1', values: [id, over ? 0 : row.at + 1, over ? initial : state] })
    await client.query('commit')
  } finally {
    client.release()
  }
}

async function perSecond(seconds) {
  const begun = performance.now()
  let done = 0
  await Promise.all(Array.from({ length: 10 }, async (_, first) => {
    for (let id = first; performance.now() < begun + seconds * 1000; id = (id + 10) % CASES) { await step(id); done++ }
  }))
  return done / ((performance.now() - begun) / 1000)
}
await perSecond(Math.min(3, Number(SECONDS)))
console.log(JSON.stringify({ perSecond: await perSecond(Number(SECONDS)), stateBytes: initial.length }))
process.exit(0)
