import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { archiveCase } from '../../src/modules/process/index.ts'
import { scheduleEscalation } from '../../src/modules/casework/index.ts'
import { readServiceFolder } from '../../src/modules/catalogue/index.ts'
import { scheduleSealing, verifyAudit } from '../../src/platform/audit/index.ts'
import { newId, type Database } from '../../src/platform/database/index.ts'
import { scheduleForgetting } from '../../src/platform/identity/index.ts'
import { claimJobs, incidents, nextDue, prolongLease, runJobs } from '../../src/platform/jobs/index.ts'
import { requestPayment } from '../../src/platform/pay/index.ts'
import { handleProviderCall } from '../../src/platform/pay/protocols/merchant-rpc/handle-provider-call.ts'
import type { Stage } from '../rights/open-stage.ts'
import { send } from '../rights/requests.ts'

const quiet = { info() {}, warn() {}, error() {}, debug() {} } as never

/**
 * What the rehearsed questions leave out, done for good and in this order: a draft is sent, a task corrected, an hour
 * chosen, money paid, timers run, a case archived, the log verified.
 */
export async function doForGood(stage: Stage): Promise<void> {
  const { bench, real } = stage
  const { database, country } = bench.instance
  const now = bench.clock()
  const dilnoza = await bench.as('dilnoza')
  const { answers } = readServiceFolder(`services/${real.service}`, country).service!.examples[0] as unknown as {
    answers: Record<string, unknown>
  }

  await dilnoza.post(`/en/drafts/${real.draft}/ward`, { wardName: 'Sanjar Karimov', relation: 'parent' })
  await stage.really('applicant', 'POST', `/drafts/${real.draft}/answers`, { answers })
  for (const key of ['golden', 'golden']) await dilnoza.post(`/en/drafts/${real.draft}/check`, { sure: 'true', key })
  const correction = await dilnoza.post(`/en/tasks/${real.correction}`, {})
  await dilnoza.post(`${correction.location}/check`, { sure: 'true' })
  const { items } = JSON.parse((await stage.really('applicant', 'GET', `/tasks/${real.slot}/slots`)).text) as {
    items: string[]
  }
  await stage.really('applicant', 'POST', `/tasks/${real.slot}/slot`, { at: items[0] })
  const filed = await bench.file(real.service)
  for (const query of [filed.number, real.receipt])
    await send(stage, 'casework.find-person', 'counter', { office: real.counter, query })
  const jasur = await bench.as('jasur')
  await jasur.get(`/en/desk?q=${filed.number}`)
  await bench.nobody.post(`/en/drafts/${real.draft}/check`, { sure: 'true' })

  await pay(database, now)
  await database.transaction(async (tx) => {
    await scheduleEscalation(tx, now)
    await scheduleForgetting(tx, now)
    await scheduleSealing(tx, now)
  })
  // two cases go back to the applicant: each then waits for a timer
  for (const { id } of [await bench.file('electricity-connection'), await bench.file('electricity-connection')]) {
    await bench.work()
    const wait = Number((await bench.task(id, 'examine')).split('.')[1])
    await database.transaction((tx) =>
      bench.instance.world.engine.send(
        tx,
        id,
        { type: 'complete', wait, result: { outcome: 'correct', note: 'The house is missing' } },
        { now, actor: 'system' },
      ),
    )
  }
  await bench.work()
  await actAsWorker(stage)
  await archive(database, real.code, now)
  await verifyAudit(database)
}

/** A payment asked for, paid and told of through the provider's own calls. */
async function pay(database: Database, now: string): Promise<void> {
  const payment = await database.transaction((tx) =>
    requestPayment(
      tx,
      { caseId: newId(now), reason: 'fee', amount: 100_000, purpose: 'State fee', tells: 'golden.paid', context: {} },
      now,
    ),
  )
  const time = Date.parse(now)
  const calls = [
    ['CreateTransaction', { id: 'golden', time, amount: 100_000, account: { payment: payment.id } }],
    ['PerformTransaction', { id: 'golden' }],
    ['CheckTransaction', { id: 'golden' }],
    ['GetStatement', { from: time, to: time + 1 }],
  ] as const
  for (const [method, params] of calls)
    await database.transaction((tx) =>
      handleProviderCall(
        tx,
        { jsonrpc: '2.0', id: 1, method, params },
        `Basic ${Buffer.from('Paycom:golden').toString('base64')}`,
        { key: 'golden', login: 'Paycom' },
        () => ({}),
        now,
      ),
    )
}

/**
 * What a worker sends beside the jobs themselves, all timers at once, and the grouping of comments, which waits a while
 * for more of them: long after they were due. Called one by one instead of by a running worker: which of these one
 * sends depends on what comes in when.
 */
async function actAsWorker({ bench }: Stage): Promise<void> {
  const { database } = bench.instance
  const later = '2099-01-01T00:00:00.000Z'
  const { handlers, close } = await bench.instance.handlers()
  const jobs = await claimJobs(database, later, 500)
  await Promise.all([nextDue(database), prolongLease(database, jobs, later), incidents(database)])
  const timers = jobs.filter((job) => job.kind === 'process.timer')
  const groupings = jobs.filter((job) => job.kind === 'consultation.group-comments')
  await runJobs(database, new Map(handlers.map((handler) => [handler.kind, handler])), [...timers, ...groupings], {
    clock: () => later,
    concurrency: 1,
    log: quiet,
    held: new Set(),
  })
  await close()
  if (timers.length < 2)
    throw new Error('the scenario needs two timers that wait: nothing would be heard of doing them together')
}

async function archive(database: Database, code: string, now: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'darcha-golden-'))
  const closed = (
    await database.query<{ case_id: string }>('select case_id from documents.result where code = $1', [code])
  ).rows[0]!.case_id
  await archiveCase(database, closed, folder, { now, actor: 'system' })
  rmSync(folder, { recursive: true, force: true })
}
