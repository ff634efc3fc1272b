import { afterAll, beforeAll, expect, it } from 'vitest'
import { settledPosition } from '../../platform/audit/index.ts'
import { claimJobs, PermanentFailure, runJob, type Job } from '../../platform/jobs/index.ts'
import { caseBench, type CaseBench, type Visitor } from './testing.ts'
import { APPEALED, paymentBench } from './testing/payment-bench.ts'

const SERVICE = 'tree-felling-permit'
let bench: CaseBench
let citizen: Visitor
const { rpc, begins, performs, pays, takesBack, filedAndPaid, resultsOf, caseOf, ...acts } = paymentBench(() => bench)
const { refused, appealed, judges, wonUnpaid, termOver } = acts
beforeAll(async () => {
  bench = await caseBench([SERVICE, APPEALED])
  citizen = await bench.as('dilnoza')
})
afterAll(async () => {
  await bench?.close()
})

const quiet = { info() {}, warn() {}, error() {}, debug() {} }
const handlerOf = (kind: string) => bench.handlers.find((handler) => handler.kind === kind)
/** An appeal is won, and the job that signs the document is in the hands of a worker. */
async function beingSigned(id: string): Promise<Job> {
  const { database } = bench.instance
  const task = await bench.task(id, 'appeal')
  const decided = await bench.api('appeal-2', 'POST', `/tasks/${task}/complete`, { outcome: 'overturn', note: 'Seen' })
  expect(decided.status).toBe(200)
  for (;;) {
    const [job] = await claimJobs(database, bench.clock(), 1)
    if (!job || job.kind === 'process.result.sign') return job!
    await runJob(database, handlerOf(job.kind), job, bench.clock, quiet)
  }
}
/** A document that is won waits for its fee, and is issued when that is paid. */
async function waitsForFee(id: string): Promise<void> {
  expect(await caseOf(id)).toEqual({ status: 'awaiting_payment', outcome: 'overturned' })
  expect((await resultsOf(id)).filter((said) => said === 'granted valid')).toEqual([])
  await pays(id, `again ${id}`)
  expect(await caseOf(id)).toEqual({ status: 'completed', outcome: 'granted' })
  expect(await resultsOf(id)).toEqual(['granted valid', 'refused withdrawn'])
}

it('stops a case whose payment the provider cancelled after it was made, and says so to the applicant', async () => {
  const id = await filedAndPaid(SERVICE)
  expect((await caseOf(id)).status).toBe('in_progress')
  expect((await rpc('CancelTransaction', { id: `t ${id}`, reason: 5 })).error).toBeUndefined()
  await bench.work()
  expect(await caseOf(id)).toEqual({ status: 'annulled', outcome: 'terminated' })
  expect((await citizen.get(`/en/applications/${id}`)).text).toContain('The payment was cancelled and the case stopped')
  const { rows } = await bench.instance.database.query(
    "select from audit.event where subject = $1 and kind = 'casework.payment-undone'",
    [id],
  )
  expect(rows).toHaveLength(1)
  // told again, nothing more is done
  await bench.work()
  expect(await caseOf(id)).toEqual({ status: 'annulled', outcome: 'terminated' })
})

it('takes what was granted out of force when the provider was quicker than the end of the case', async () => {
  const id = await filedAndPaid(SERVICE)
  await rpc('CancelTransaction', { id: `t ${id}`, reason: 5 })
  // the case ended between the call and its being told
  await bench.instance.database.query(
    "update casework.application set status = 'completed', outcome = 'granted' where case_id = $1",
    [id],
  )
  await bench.work()
  expect(await caseOf(id)).toEqual({ status: 'completed', outcome: 'terminated' })
})

it('undoes nothing where the applicant withdrew and we asked for the money to go back', async () => {
  const id = await filedAndPaid(SERVICE)
  expect((await citizen.post(`/en/applications/${id}/withdraw`, { reason: 'Not needed' })).status).toBe(303)
  await rpc('CancelTransaction', { id: `t ${id}`, reason: 5 })
  await bench.work()
  expect((await caseOf(id)).outcome).toBe('withdrawn')
})

it('leaves a refusal and the way to appeal it as they are when the money is taken back, and says so', async () => {
  const id = await refused()
  await takesBack(`t ${id}`)
  expect(await caseOf(id)).toEqual({ status: 'refused', outcome: 'refused' })
  expect(await resultsOf(id)).toEqual(['refused valid'])
  const page = await citizen.get(`/en/applications/${id}`)
  expect(page.text).toContain('The decision stands, and can be appealed as before')
  expect(page.text).not.toContain('the case stopped')
  expect((await citizen.get('/en/cabinet/messages')).text).toContain(
    'The decision stands, and you can appeal as before',
  )
  // the cabinet has it among what is over, and says that it need not be
  const listed = async () =>
    (await bench.api('citizen', 'GET', '/me/cabinet')).body.applications.find((each: { id: string }) => each.id === id)
  expect((await citizen.get('/en/cabinet')).text).toContain('You can appeal. Open it')
  expect((await listed()).mayAppeal).toBe(true)
  expect((await bench.api('citizen', 'POST', `/applications/${id}/appeal`, { grounds: 'It is mine' })).status).toBe(200)
  expect((await listed()).mayAppeal).toBe(false)
})

it('does not let who came back without paying wait for a payment that never comes', async () => {
  const { id } = await bench.file(SERVICE)
  await bench.work()
  const [pay] = (await bench.api('citizen', 'GET', `/applications/${id}`)).body.tasks
  const page = await citizen.get(`/en/tasks/${pay.id}/paid`)
  expect(page.text).toContain('nothing was taken from you')
  expect(page.text).toContain(`href="/en/tasks/${pay.id}">Go back to the payment<`)
})

it('lets an appeal go on whose fee was taken back: upheld, the refusal stands', async () => {
  const id = await appealed()
  await takesBack(`t ${id}`)
  expect(await caseOf(id)).toEqual({ status: 'in_progress', outcome: 'refused' })
  await judges(id, 'uphold')
  expect(await caseOf(id)).toEqual({ status: 'refused', outcome: 'upheld' })
  expect(await resultsOf(id)).toEqual(['refused valid', 'upheld valid'])
})

it('tells of a fee that was taken back as the appeal stands: it goes on, or what it won stays won', async () => {
  const said = async (id: string) => [
    (await citizen.get(`/en/applications/${id}`)).text,
    (await citizen.get('/en/cabinet/messages')).text,
  ]
  const [pending, won] = [await appealed(), await appealed()]
  await takesBack(`t ${pending}`)
  const [page, messages] = await said(pending)
  expect(page).toContain('The payment provider took the payment back. The appeal goes on as before')
  expect(page).not.toContain('can be appealed as before')
  expect(messages).toContain('Your appeal goes on as before')
  const job = await beingSigned(won)
  await takesBack(`t ${won}`)
  await runJob(bench.instance.database, handlerOf('process.result.sign'), job, bench.clock, quiet)
  const [later, letters] = await said(won)
  expect(later).toContain('The payment provider took the payment back. The refusal stays overturned')
  expect(later).not.toContain('can be appealed as before')
  expect(letters).toContain('The refusal stays overturned; your document is issued when the fee is paid')
})

it('issues nothing unpaid whose signing had begun when the fee was taken back', async () => {
  const id = await appealed()
  const job = await beingSigned(id)
  await takesBack(`t ${id}`)
  await runJob(bench.instance.database, handlerOf('process.result.sign'), job, bench.clock, quiet)
  await bench.work()
  await waitsForFee(id)
})

it('issues nothing unpaid when a signing that had stopped is tried again', async () => {
  const id = await appealed()
  const job = await beingSigned(id)
  const away = {
    kind: job.kind,
    effect: () => Promise.reject(new PermanentFailure('the keys are away')),
  }
  await runJob(bench.instance.database, away, job, bench.clock, quiet)
  await takesBack(`t ${id}`)
  const again = await bench.api('administrator', 'POST', `/incidents/${job.id}/retry`, { reason: 'The keys are back' })
  expect(again.status).toBe(202)
  await bench.work()
  await waitsForFee(id)
})

it('asks for no fee where a case ended because nobody paid', async () => {
  const { id } = await bench.file(APPEALED, { operator: 'malika' })
  await bench.work()
  expect((await citizen.get(`/en/applications/${id}`)).text).toContain('Waits for you')
  await bench.instance.database.query("update jobs.job set run_at = $2 where case_id = $1 and kind = 'process.timer'", [
    id,
    bench.clock(),
  ])
  await bench.work()
  expect((await caseOf(id)).status).toBe('annulled')
  const page = await citizen.get(`/en/applications/${id}`)
  expect(page.text).not.toContain('Waits for you')
  // a term of the model's own: nobody decided, and what was not done is named
  expect(page.text).not.toContain('Decided by')
  expect(page.text).toMatch(/The application lapsed on [^<]*\. Asked of you on [^<]*: Pay /)
  expect((await bench.api('citizen', 'GET', `/applications/${id}`)).body.lapsed).toMatchObject({ act: 'pay' })
  expect((await citizen.get(`/ru/applications/${id}`)).text).toContain('Заявление утратило силу')
  expect(page.text).not.toContain(`/applications/${id}/pay`)
  const pay = await citizen.get(`/en/applications/${id}/pay`)
  expect([pay.status, pay.location]).toEqual([303, `/en/applications/${id}`])
  const cash = await bench.api('counter', 'POST', `/applications/${id}/cash`, { receipt: 'K-601' })
  expect([cash.status, cash.body.type]).toEqual([409, 'urn:darcha:problem:casework.payment-over'])
})

it('issues what an appeal won when its fee, taken back, is paid again: not before, and as often as it is taken back', async () => {
  const id = await wonUnpaid()
  const held = async () => {
    expect(await caseOf(id)).toEqual({ status: 'awaiting_payment', outcome: 'overturned' })
    expect((await resultsOf(id)).filter((said) => said === 'granted valid')).toEqual([])
    const page = await citizen.get(`/en/applications/${id}`)
    expect(page.text).toContain('The document waits for the fee')
    expect(page.text).toContain(`/en/applications/${id}/pay`)
  }
  await held()
  const pay = await citizen.get(`/en/applications/${id}/pay`)
  // to the provider's own page
  expect([pay.status, /^https?:\/\//.test(pay.location ?? '')]).toEqual([303, true])
  const stranger = await bench.as('farhod')
  expect((await stranger.get(`/en/applications/${id}/pay`)).status).toBe(403)
  const told = await bench.instance.database.query(
    "select from casework.notice where case_id = $1 and text = 'act.pay'",
    [id],
  )
  expect(told.rows).toHaveLength(2)
  await pays(id, `again ${id}`)
  expect(await caseOf(id)).toEqual({ status: 'completed', outcome: 'granted' })
  expect(await resultsOf(id)).toEqual(['granted valid', 'refused withdrawn'])
  // given and paid for: from now on the money stays
  expect((await rpc('CancelTransaction', { id: `again ${id}`, reason: 5 })).error).toBeDefined()
})

it('says until when a fee that was taken back is paid, and ends what waits for it after that day', async () => {
  const id = await wonUnpaid()
  const { database } = bench.instance
  const { payments } = (await bench.api('citizen', 'GET', `/applications/${id}`)).body
  const { until } = payments.find(({ state }: any) => state === 'created')
  // ten working days from today
  expect(Date.parse(until)).toBeGreaterThan(Date.parse(bench.clock()) + 13 * 86_400_000)
  // the last day counts, whatever the language
  for (const [language, said] of [
    ['en', 'after that day the case ends without a document'],
    ['ru', 'включительно. Документ по решению в вашу пользу выдаётся после оплаты; после этого дня дело закончится'],
    ['uz', 'shu kundan keyin ish hujjatsiz tugaydi'],
  ] as const)
    expect((await citizen.get(`/${language}/applications/${id}`)).text).toContain(said)
  const [job] = (
    await database.query<Job>(
      `select id, kind, case_id as "caseId", payload, run_at as "runAt" from jobs.job where case_id = $1 and kind = 'casework.fee-lapses'`,
      [id],
    )
  ).rows as [Job & { runAt: string }]
  expect(Date.parse(job.runAt)).toBe(Date.parse(until) + 1)
  const at = (now: string) =>
    database.transaction((tx) => handlerOf('casework.fee-lapses')!.finish!(tx, job, undefined as never, now))
  await at(until)
  expect(await caseOf(id)).toEqual({ status: 'awaiting_payment', outcome: 'overturned' })
  await at(job.runAt)
  await bench.work()
  expect((await caseOf(id)).outcome).toBe('lapsed')
  // what was overturned stays so, though no other document comes
  expect(await resultsOf(id)).toEqual(['granted draft', 'refused withdrawn'])
  const { results } = (await bench.api('citizen', 'GET', `/applications/${id}`)).body
  const checked = (await bench.nobody.get(`/en/verify?code=${results[0].code}`)).text
  expect(checked).toContain('The document has been revoked')
  expect(checked).toContain('The refusal was overturned on appeal.')
  const page = await citizen.get(`/en/applications/${id}`)
  expect(page.text).not.toContain(`/applications/${id}/pay`)
  // when and by which term, and what to do now; no office decided anything
  expect(page.text).not.toContain('Decided by')
  const day = (instant: string) =>
    new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'Asia/Tashkent' }).format(new Date(instant))
  expect(page.text).toMatch(
    new RegExp(`The application lapsed on [^<]*\\. Asked of you on [^<]*; it was not done by ${day(until)}: Pay `),
  )
  for (const said of ['Nobody has decided', 'You can apply again']) expect(page.text).toContain(said)
  // that it lapsed is nobody's decision, least of all of who decided for the applicant
  const view = (await bench.api('citizen', 'GET', `/applications/${id}`)).body
  expect(view.decisions.at(-1)).toMatchObject({ outcome: 'lapsed', decidedBy: null, office: view.owner })
})

it('moves the term of a fee that is asked for again when a day off is decided, also of one the provider has taken up', async () => {
  const [id, held] = [await wonUnpaid(), await wonUnpaid()]
  const until = async (of: string): Promise<string> =>
    (await bench.api('citizen', 'GET', `/applications/${of}`)).body.payments.at(-1).until
  const before = await until(id)
  await begins(held, `held ${held}`)
  const { country } = bench.instance
  const off = await bench.api('administrator', 'POST', '/calendar/days', {
    date: country.localDate(before),
    kind: 'day-off',
    name: 'Day off by decree',
    source: 'Decree UP-1 (made up for this test)',
    sourceDate: country.localDate(bench.clock()),
  })
  expect(off.status).toBe(200)
  await bench.work()
  for (const each of [id, held]) {
    expect(Date.parse(await until(each))).toBeGreaterThan(Date.parse(before))
    // a line of its own in the history, as of other terms that move, and in the log
    const { timeline } = (await bench.api('citizen', 'GET', `/applications/${each}`)).body
    const lines = timeline.filter(({ kind }: any) => kind === 'fee-term-moved')
    expect(lines.map(({ facts }: any) => Date.parse(facts.date))).toEqual([Date.parse(await until(each))])
    expect((await citizen.get(`/en/applications/${each}`)).text).toContain('the fee can be paid until')
  }
  // the log shows nothing behind what may still be committed, be it another test's
  await settledPosition(bench.instance.database, 60_000)
  const log = await bench.api('auditor', 'GET', '/events?kind=casework.fee-term-moved')
  expect(log.body.items.map(({ subject }: any) => subject)).toEqual(expect.arrayContaining([id, held]))
  expect((await citizen.get('/en/cabinet/messages')).text).toContain('because days off changed')
})

it('leaves no refusal in force that was overturned when the applicant gives up what was won', async () => {
  const id = await wonUnpaid()
  expect(await resultsOf(id)).toEqual(['granted draft', 'refused valid'])
  expect((await citizen.post(`/en/applications/${id}/withdraw`, {})).status).toBe(303)
  await bench.work()
  expect(await caseOf(id)).toEqual({ status: 'annulled', outcome: 'withdrawn' })
  expect(await resultsOf(id)).toEqual(['granted draft', 'refused withdrawn'])
  const page = (await citizen.get(`/en/applications/${id}`)).text
  expect([page.includes('Decided by'), page.includes('Withdrawn on ')]).toEqual([false, true])
})

it('ends nothing that an administrator made to stand still: a term that is over meanwhile ends it when it goes on', async () => {
  const id = await wonUnpaid()
  const does = (what: string) =>
    bench.api('administrator', 'POST', `/cases/${id}/${what}`, { reason: 'The register is put in order' })
  expect((await does('suspend')).status).toBe(200)
  await termOver(id)
  expect(await caseOf(id)).toEqual({ status: 'awaiting_payment', outcome: 'overturned' })
  expect((await does('resume')).status).toBe(200)
  await bench.work()
  expect(await caseOf(id)).toEqual({ status: 'annulled', outcome: 'lapsed' })
})

it('waits at the end of the term for a fee that the provider has taken up, no longer than that can be paid', async () => {
  const [paid, released, silent] = [await wonUnpaid(), await wonUnpaid(), await wonUnpaid()]
  for (const id of [paid, released, silent]) {
    await begins(id, `late ${id}`)
    await termOver(id)
    expect(await caseOf(id)).toEqual({ status: 'awaiting_payment', outcome: 'overturned' })
  }
  await performs(`late ${paid}`)
  expect(await caseOf(paid)).toEqual({ status: 'completed', outcome: 'granted' })
  // let go by the provider after the term was over: it ends now, and not when the provider's time would have been over
  await takesBack(`late ${released}`)
  expect(await caseOf(released)).toEqual({ status: 'annulled', outcome: 'lapsed' })
  await termOver(silent, 11)
  expect(await caseOf(silent)).toEqual({ status: 'awaiting_payment', outcome: 'overturned' })
  await termOver(silent, 12)
  expect(await caseOf(silent)).toEqual({ status: 'annulled', outcome: 'lapsed' })
})

it('takes back an appeal, and leaves refusal, paper and fee as they were decided', async () => {
  const id = await appealed()
  expect((await citizen.get(`/en/applications/${id}/withdraw`)).text).toContain('Withdraw this appeal?')
  const done = await citizen.post(`/en/applications/${id}/withdraw`, {})
  expect([done.status, done.location]).toEqual([303, `/en/applications/${id}?done=appeal-withdrawn`])
  await bench.work()
  expect(await caseOf(id)).toEqual({ status: 'refused', outcome: 'refused' })
  expect(await resultsOf(id)).toEqual(['refused valid'])
  const page = await citizen.get(done.location!)
  expect(page.text).toContain('You withdrew the appeal')
  expect(page.text).not.toContain('The application was withdrawn')
  const { rows } = await bench.instance.database.query<{ state: string; asked: string | null }>(
    'select state, refund_asked_at as asked from pay.payment where case_id = $1',
    [id],
  )
  expect(rows).toEqual([{ state: 'paid', asked: null }])
  // it is over: neither an appeal nor a withdrawal follows
  for (const [path, body] of [
    ['appeal', { grounds: 'It is mine' }],
    ['withdraw', {}],
  ] as const)
    expect((await bench.api('citizen', 'POST', `/applications/${id}/${path}`, body)).status, path).toBe(409)
  await expect(bench.task(id, 'appeal')).rejects.toThrow()
})

it('asks again where what was paid again is taken back before the document is issued', async () => {
  const id = await wonUnpaid()
  // paid and taken back before anybody looked
  const transaction = `quick ${id}`
  await begins(id, transaction)
  await rpc('PerformTransaction', { id: transaction })
  await takesBack(transaction)
  expect(await caseOf(id)).toEqual({ status: 'awaiting_payment', outcome: 'overturned' })
  expect((await resultsOf(id)).filter((said) => said === 'granted valid')).toEqual([])
  await pays(id, `last ${id}`)
  expect(await caseOf(id)).toEqual({ status: 'completed', outcome: 'granted' })
})

it('leaves a refusal that stands for good as it is, and tells nobody that a case stopped', async () => {
  const id = await filedAndPaid(SERVICE)
  await bench.instance.database.query(
    "update casework.application set status = 'refused', outcome = 'upheld', closed_at = $2 where case_id = $1",
    [id, bench.clock()],
  )
  await rpc('CancelTransaction', { id: `t ${id}`, reason: 5 })
  await bench.work()
  expect(await caseOf(id)).toEqual({ status: 'refused', outcome: 'upheld' })
  const told = await bench.instance.database.query(
    "select from casework.notice where case_id = $1 and text = 'payment-undone'",
    [id],
  )
  expect(told.rows).toEqual([])
})

it('takes no dash for the number of a cash receipt, and finds at the counter what was pasted with marks', async () => {
  const { id } = await bench.file(SERVICE, { operator: 'malika' })
  await bench.work()
  const cash = (receipt: string) => bench.api('counter', 'POST', `/applications/${id}/cash`, { receipt })
  for (const none of ['-', ' – ', '№', '\u202a\u202c']) expect((await cash(none)).status, none).toBe(422)
  expect((await cash('\u202aK-501\u202c')).status).toBe(200)
  const query = `\u202a${bench.numberOf('dilnoza')}\u202c`
  const found = await bench.api('counter', 'POST', '/counter/find', { query, office: 'service-centre-1726266' })
  expect([found.status, found.body.person?.name]).toEqual([200, 'Dilnoza Karimova'])
})
