import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync, chmodSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { append } from '../../platform/audit/append.ts'
import { verifyAudit, vouch } from '../../platform/audit/index.ts'
import { newId } from '../../platform/database/index.ts'
import { markSpent, requestPayment } from '../../platform/pay/index.ts'
import { PAYMENT_DIGEST } from '../../platform/pay/payments.ts'
import { demoPersonId } from '../../platform/identity/index.ts'
import { ROLE_DIGESTS } from '../../platform/identity/roles.ts'
import { MODULES } from '../../commands/modules.ts'
import { RESULT_DIGEST } from '../documents/index.ts'
import { ACCESS_DIGEST, KEPT_DIGESTS, SYSTEM_DIGESTS } from '../exchange/index.ts'
import { AGREEMENT_DIGESTS } from './store/agreements.ts'
import { insertUnusual, markExamined, UNUSUAL_DIGESTS } from './store/unusual-looks.ts'
import { APPLICATION_DIGEST } from './store/applications.ts'
import { FILES_DIGESTS } from './store/attachments.ts'
import { SAID_ROWS } from './store/said-rows.ts'
import { caseBench, type CaseBench } from './testing.ts'

const SERVICE = 'guardianship-incapacitated-adult'
let bench: CaseBench
let id: string
beforeAll(async () => {
  bench = await caseBench([SERVICE])
  ;({ id } = await bench.file(SERVICE))
  await bench.work()
  const office = await bench.as('jasur')
  const asked = [
    ['ask', { text: 'Who lives in the house?' }],
    ['ask-body', { office: 'interior-1726266', question: 'Is the address known?' }],
  ] as const
  for (const [path, fields] of asked)
    expect((await office.post(`/en/desk/cases/${id}/${path}`, fields)).status, path).toBe(303)
  const visitor = await bench.as('dilnoza')
  expect((await visitor.post(`/en/applications/${id}/withdraw`, { reason: 'Not needed' })).status).toBe(303)
  await bench.work()
})
afterAll(async () => {
  await bench?.close()
})

async function problems(): Promise<string[]> {
  const { database, config } = bench.instance
  const found: string[] = (await verifyAudit(database)).problems.map(({ code }) => code)
  for (const { check } of MODULES.flatMap((module) => module.verifies.records))
    found.push(...((await check(database, config.home))?.problems ?? []).map(({ code }) => code))
  return found
}
const change = (text: string, values: unknown[] = []) => bench.instance.database.query(text, values)
/** Does something past the product, looks what is found, and undoes it. */
async function found(doing: string, undoing: string, values: unknown[] = []): Promise<string[]> {
  await change(doing, values)
  const answer = await problems()
  await change(undoing, values)
  return answer
}

it('finds nothing wrong with what the product wrote', async () => {
  expect(await problems()).toEqual([])
})

it('finds a changed status, outcome and answer of an application, and one that is gone', async () => {
  expect(
    await found(
      "update casework.application set status = 'completed' where case_id = $1",
      "update casework.application set status = 'annulled' where case_id = $1",
      [id],
    ),
  ).toEqual(['row-altered'])
  expect(
    await found(
      "update casework.application set outcome = 'granted' where case_id = $1",
      "update casework.application set outcome = 'withdrawn' where case_id = $1",
      [id],
    ),
  ).toEqual(['row-altered'])
  expect(
    await found(
      'update casework.application set answers = answers || \'{"more": 1}\' where case_id = $1',
      "update casework.application set answers = answers - 'more' where case_id = $1",
      [id],
    ),
  ).toEqual(['row-altered'])
})

it('finds what was said, found or decided and changed afterwards, row by row', async () => {
  const inCase = 'where case_id = $1'
  for (const [table, column] of [
    ['evidence', 'source'],
    ['evidence', 'register'],
    ['decision', 'note'],
    ['decision', 'office'],
    ['message', 'text'],
    ['inquiry', 'question'],
  ] as const) {
    expect((await change(`select 1 from casework.${table} ${inCase}`, [id])).rows.length, table).toBeGreaterThan(0)
    await change(`create table casework.kept as select * from casework.${table} ${inCase}`, [id])
    const found = new Set()
    await change(`update casework.${table} set ${column} = coalesce(${column}, '') || '!' ${inCase}`, [id])
    for (const code of await problems()) found.add(code)
    await change(`delete from casework.${table} ${inCase}`, [id])
    for (const code of await problems()) found.add(code)
    await change(`insert into casework.${table} select * from casework.kept`)
    await change('drop table casework.kept')
    expect([table, column, ...found]).toEqual([table, column, 'row-altered', 'row-missing'])
  }
  expect(await problems()).toEqual([])
})

it('finds a role that nobody gave, one prolonged and one taken away', async () => {
  const person = demoPersonId('dilnoza')
  expect(
    await found(
      "insert into identity.role (person, role, body, since, given_by) values ($1, 'head', 'khokimiyat-1726266', '2026-01-01', 'system')",
      'delete from identity.role where person = $1',
      [person],
    ),
  ).toEqual(['row-added'])
  const officer = demoPersonId('jasur')
  expect(
    await found(
      "update identity.role set until = '2099-01-01' where person = $1",
      'update identity.role set until = null where person = $1',
      [officer],
    ),
  ).toEqual(['row-altered'])
})

it('finds money that was changed, and a payment that is gone', async () => {
  const { database } = bench.instance
  const now = bench.clock()
  const asked = { caseId: newId(now), reason: 'fee', amount: 5_000, purpose: 'A fee', tells: 'nobody' }
  const { id: payment } = await database.transaction((tx) => requestPayment(tx, asked, now))
  await database.transaction((tx) => markSpent(tx, payment, now))
  expect(await problems()).toEqual([])
  const kept = ['amount = 5000', "state = 'created'", 'cash_receipt = null', 'spent = false']
  for (const [at, changed] of ['amount = 1', "state = 'paid'", "cash_receipt = 'K-1'", 'spent = true'].entries())
    expect(
      await found(
        `update pay.payment set ${changed} where id = $1`,
        `update pay.payment set ${kept[at]} where id = $1`,
        [payment],
      ),
    ).toEqual(['row-altered'])
  await change('delete from pay.payment where id = $1', [payment])
  expect(await problems()).toEqual(['row-missing'])
  await database.transaction((tx) => vouch(tx, payment, 'payment', null, { now }))
})

it('finds a look that was changed, taken away or made up', async () => {
  const { rows } = await change('select id from exchange.access order by id limit 1')
  const [access] = rows as { id: string }[]
  expect(access).toBeDefined()
  expect(
    await found(
      "update exchange.access set actor = actor || '!' where id = $1",
      "update exchange.access set actor = rtrim(actor, '!') where id = $1",
      [access!.id],
    ),
  ).toEqual(['row-altered'])
  await change('create table casework.taken as select * from exchange.access')
  expect(
    await found(
      'delete from exchange.access where id = $1',
      'insert into exchange.access select * from casework.taken where id = $1',
      [access!.id],
    ),
  ).toEqual(['row-missing'])
})

it('vouches for systems and kept answers that an older release wrote', async () => {
  const system = randomUUID()
  const by = demoPersonId('aziza')
  const write = [
    `insert into exchange.system (id, client, account, named_at, named_by) values ('${system}', 'UZ/GOV/309990934/old', '${by}', now(), '${by}')`,
    `insert into exchange.system_key (fingerprint, system, key, since, given_at, given_by) values ('older-key-000001', '${system}', '\\x00', now(), now(), '${by}'), ('older-key-000002', '${system}', '\\x01', now(), now(), '${by}')`,
    `insert into exchange.system_right (system, service, since, given_by) values ('${system}', 'readCase', now(), '${by}'), ('${system}', 'listTasks', now(), '${by}')`,
    `insert into exchange.kept_answer (case_id, subject, register, question, answer, message, asked_at, until) values ('${id}', 'x', 'tax', 'q', '{}', 'm', now(), '2099-01-01'), ('${id}', 'y', 'tax', 'q', '[]', 'n', now(), '2099-01-01')`,
  ]
  for (const text of write) await change(text)
  expect(await problems()).toEqual(['row-added', 'row-added', 'row-added', 'row-added', 'row-added'])
  await change(readFileSync('src/modules/exchange/migrations/0013_vouch-for-systems.sql', 'utf8'))
  expect(await problems()).toEqual([])
  await change("update exchange.system_key set until = '2026-01-01' where system = $1", [system])
  expect(await problems()).toEqual(['row-altered'])
  await change('update exchange.system_key set until = null where system = $1', [system])
})

it('finds a key that nobody gave, a right that was prolonged, and a system that speaks for another', async () => {
  const publicKey = generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' })
  const letIn = { client: 'UZ/GOV/309990933/cases', name: 'System', body: 'ecology-1726266', publicKey }
  const { status, body } = await bench.api('administrator', 'POST', '/exchange/systems', letIn)
  expect(status).toBe(201)
  const { system } = body as { system: string }
  const right = { service: 'readCase', until: '2099-01-01' }
  expect((await bench.api('administrator', 'POST', `/exchange/systems/${system}/rights`, right)).status).toBe(201)
  expect(await problems()).toEqual([])
  const of = `where system = '${system}'`
  for (const [table, doing, where] of [
    ['system_key', "update exchange.system_key set key = '\\x00'", of],
    ['system_key', "update exchange.system_key set until = '2020-01-01'", of],
    ['system_key', 'delete from exchange.system_key', of],
    ['system_right', "update exchange.system_right set until = '2100-01-01'", of],
    ['system_right', "update exchange.system_right set service = service || '2'", of],
    ['system', 'update exchange.system set account = gen_random_uuid()', `where id = '${system}'`],
    ['system', "update exchange.system set body = 'cadastre-1726266'", `where id = '${system}'`],
    ['system', "update exchange.system set ended_at = '2026-01-01'", `where id = '${system}'`],
  ] as const) {
    await change(`create table casework.kept as select * from exchange.${table} ${where}`)
    await change(`${doing} ${where}`)
    const found = await problems()
    await change(`delete from exchange.${table} ${where}`)
    await change(`insert into exchange.${table} select * from casework.kept`)
    await change('drop table casework.kept')
    expect([doing, ...found]).toEqual([doing, doing.startsWith('delete') ? 'row-missing' : 'row-altered'])
  }
  expect(
    await found(
      "insert into exchange.system_right (system, service, since, given_by) select id, 'recordResult', '2099-01-01', named_by from exchange.system where id = $1",
      "delete from exchange.system_right where system = $1 and since = '2099-01-01'",
      [system],
    ),
  ).toEqual(['row-altered'])
  const ended = await bench.api('administrator', 'POST', '/exchange/systems/end', { client: letIn.client })
  expect([ended.status, ...(await problems())]).toEqual([200])
})

it('finds an unusual look or its note that was changed, removed or made up', async () => {
  const look = newId(bench.clock())
  const [viewer, auditor] = [demoPersonId('jasur'), demoPersonId('sardor')]
  await bench.instance.database.transaction(async (tx) => {
    const made = {
      id: look,
      at: bench.clock(),
      viewer,
      role: 'officer',
      body: 'khokimiyat-1726266',
      what: 'case' as const,
    }
    await insertUnusual(tx, { ...made, case: undefined, reasons: ['off-hours'], people: 1 }, bench.clock())
    await markExamined(tx, look, { person: auditor, note: 'On call', now: bench.clock(), actor: 'auditor' })
  })
  expect(await problems()).toEqual([])
  const row = `where id = '${look}'`
  for (const [column, value] of [
    ['note', "'Nothing'"],
    ['reasons', "'{}'"],
    ['examined_by', `'${viewer}'`],
    ['viewer', `'${auditor}'`],
    ['people', '2'],
  ]) {
    await change(`create table casework.was as select * from casework.unusual_look ${row}`)
    expect([
      column,
      ...(await found(
        `update casework.unusual_look set ${column} = ${value} ${row}`,
        `update casework.unusual_look l set ${column} = w.${column} from casework.was w where l.id = w.id`,
      )),
    ]).toEqual(column === 'viewer' ? [column, 'row-missing', 'row-added'] : [column, 'row-altered'])
    await change('drop table casework.was')
  }
  await change(`create table casework.was as select * from casework.unusual_look ${row}`)
  expect(
    await found(
      `delete from casework.unusual_look ${row}`,
      'insert into casework.unusual_look select * from casework.was',
    ),
  ).toEqual(['row-missing'])
  await change('drop table casework.was')
  // one that an older release wrote is vouched for from the next on
  const older = newId(bench.clock())
  await change(
    `insert into casework.unusual_look select '${older}', at, viewer, role, body, what, reasons, case_id, case_number, service, people from casework.unusual_look ${row}`,
  )
  expect(await problems()).toEqual(['row-added'])
  await change(readFileSync('src/modules/casework/migrations/0027_vouch-for-unusual-looks.sql', 'utf8'))
  expect(await problems()).toEqual([])
})

it('vouches for every column of what it vouches for, but those that are told why not', async () => {
  const vouched: Record<string, string> = {
    'casework.application': APPLICATION_DIGEST,
    'casework.attachment': FILES_DIGESTS,
    'casework.agreement': AGREEMENT_DIGESTS,
    'casework.unusual_look': UNUSUAL_DIGESTS,
    ...Object.fromEntries(Object.values(SAID_ROWS).map(({ table, digest }) => [table, digest])),
    'documents.result': RESULT_DIGEST,
    'exchange.access': ACCESS_DIGEST,
    'exchange.kept_answer': KEPT_DIGESTS,
    'exchange.system': SYSTEM_DIGESTS,
    'exchange.system_key': SYSTEM_DIGESTS,
    'exchange.system_right': SYSTEM_DIGESTS,
    'identity.role': ROLE_DIGESTS,
    'pay.payment': PAYMENT_DIGEST,
  }
  const left: Record<string, string> = {
    case_id: 'whose history it stands in',
    'access.id': 'its name in the history',
    'payment.id': 'whose history it stands in',
    'payment.changed_at': 'when the row was written last: its history says so itself',
    'application.revision': 'counts changes, and goes with them',
    'message.read_at': 'a reader opened it: nothing was said',
    'access.took_ms': 'a measurement of the machine',
    'access.message': 'finds the message in the log of the wire, which is proven by itself',
  }
  const { rows } = await change(
    "select table_schema || '.' || table_name as table, column_name as column from information_schema.columns where table_schema || '.' || table_name = any($1) order by 1, 2",
    [Object.keys(vouched)],
  )
  expect(
    (rows as { table: string; column: string }[])
      .filter(({ table, column }) => !new RegExp(`\\b${column}\\b`).test(vouched[table]!))
      .map(({ table, column }) => (column in left ? column : `${table.split('.')[1]}.${column}`))
      .filter((name, at, all) => all.indexOf(name) === at)
      .sort(),
  ).toEqual(Object.keys(left).sort())
})

it('finds another language, counter, day of silence, decider and lender', async () => {
  const office = "'service-centre-1726266'"
  for (const [table, column, value, key] of [
    ['casework.application', 'language', "'ru'", `case_id = '${id}'`],
    ['casework.application', 'taken_by_office', office, `case_id = '${id}'`],
    ['casework.application', 'taken_by', 'gen_random_uuid()', `case_id = '${id}'`],
    ['casework.application', 'silent_at', "'2026-11-30'", `case_id = '${id}'`],
    ['casework.attachment', 'added_at', "added_at + interval '1 day'", `owner = '${id}'`],
    [
      'identity.role',
      'stands_for',
      '(select max(id::text)::uuid from identity.person)',
      `person = '${demoPersonId('jasur')}'`,
    ],
  ] as const) {
    await change(`create table casework.kept as select * from ${table} where ${key}`)
    expect((await change('select 1 from casework.kept')).rows.length, table).toBeGreaterThan(0)
    await change(`update ${table} set ${column} = ${value} where ${key}`)
    expect([column, ...(await problems())]).toEqual([column, 'row-altered'])
    await change(`delete from ${table} where ${key}`)
    await change(`insert into ${table} select * from casework.kept`)
    await change('drop table casework.kept')
  }
  expect(await problems()).toEqual([])
})

it('vouches anew for what stands as an older release told, and not for what was changed before', async () => {
  const { database } = bench.instance
  const migration = readFileSync('src/modules/casework/migrations/0018_vouch-for-who-took-it.sql', 'utf8')
  const [, before] = migration.match(/select case_id, 'application', (encode.*?'hex'\)), encode/)!
  const toldByOlder = async () => {
    const { rows } = await change(`select ${before} as digest from casework.application where case_id = $1`, [id])
    const [{ digest }] = rows as [{ digest: string }]
    await database.transaction((tx) =>
      append(tx, {
        subject: id,
        at: bench.clock(),
        kind: 'audit.recorded',
        actor: 'system',
        body: { rows: { application: digest } },
      }),
    )
  }
  await toldByOlder()
  expect(await problems()).toEqual(['row-altered'])
  await database.query(migration)
  expect(await problems()).toEqual([])
  // what somebody changed while the older release ran is not made good by the newer one
  await toldByOlder()
  await change("update casework.application set status = 'completed' where case_id = $1", [id])
  await database.query(migration)
  expect(await problems()).toEqual(['row-altered'])
  await change("update casework.application set status = 'annulled' where case_id = $1", [id])
  await database.query(migration)
  expect(await problems()).toEqual([])
})

it('finds a stored file that was altered', async () => {
  const root = join(bench.instance.config.home, 'files')
  const part = readdirSync(root).find((name) => /^[0-9a-f]{2}$/.test(name))!
  const path = join(root, part, readdirSync(join(root, part))[0]!)
  chmodSync(path, 0o600)
  writeFileSync(path, 'something else')
  expect(await problems()).toEqual(['file-altered'])
})
