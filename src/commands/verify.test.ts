import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PDFDocument } from '@cantoo/pdf-lib'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import {
  prepareEffect,
  renderer,
  renderReceipt,
  resultFile,
  signEffect,
  withdrawResult,
  type Renderer,
  type ResultParts,
} from '../modules/documents/index.ts'
import { keepSealsOfOthers } from '../platform/audit/receive-seals.ts'
import {
  lastSeal,
  publicText,
  sealEvents,
  settledPosition,
  signSeal,
  verifyAudit,
  witnessKey,
  witnessLine,
} from '../platform/audit/index.ts'
import { EnvironmentFailure } from '../platform/config/index.ts'
import { newId } from '../platform/database/index.ts'
import { runCommand } from '../../e2e/testing/start-instance.ts'
import { directly } from '../platform/jobs/testing.ts'
import { testDatabase } from '../platform/database/testing.ts'
import { openFiles } from '../platform/files/index.ts'
import { loadTexts } from '../platform/i18n/index.ts'
import { demoAuthority } from '../platform/sign/index.ts'
import { WrongUsage } from './arguments.ts'
import { exit } from './command.ts'
import { verify } from './verify.ts'
import type { Verdict } from '../platform/module/index.ts'
import { conventions } from '../platform/i18n/testing.ts'
import { eventBus } from '../platform/events/index.ts'

const now = () => new Date().toISOString()
let home: string
let test: Awaited<ReturnType<typeof testDatabase>>
let drawing: Renderer
let parts: ResultParts
let code: string
let issued: Uint8Array
const file = (name: string, bytes: Uint8Array | string) => {
  const path = join(home, name)
  writeFileSync(path, bytes)
  return path
}

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'verify-'))
  test = await testDatabase()
  drawing = renderer(process.cwd())
  const authority = await demoAuthority(join(home, 'ca'))
  const files = openFiles(join(home, 'files'))
  parts = {
    files,
    renderer: drawing,
    texts: loadTexts('texts', conventions),
    timeZone: 'Asia/Tashkent',
    origin: 'http://localhost:3000',
    demo: true,
    authority,
    officialName: () => 'Хокимият',
    clock: now,
    events: eventBus([], () => ({}) as never),
    describe: async () => ({
      kind: 'permit',
      outcome: 'granted',
      service: 'rebuild-house',
      language: 'ru',
      title: 'Разрешение',
      paragraphs: ['Разрешается.'],
      facts: [],
      holder: { kind: 'person', name: 'Дилноза Каримова', number: '41704889990010' },
      owner: { person: newId(now()), organisation: null },
      number: '2026-10-000007',
      office: 'khokimiyat-1726266',
      officeName: 'Хокимият',
      validUntil: null,
    }),
  }
  const caseId = newId(now())
  for (const effect of [prepareEffect(test.database, parts), signEffect(test.database, parts)]) {
    const job = { jobId: effect.job, caseId, wait: 1, element: 'x', attributes: {}, attempts: 1 }
    const outcome = await effect.effect(job, directly)
    await test.database.transaction((tx) => effect.finish!(tx, job, outcome, now()))
  }
  const result = (await test.database.transaction((tx) => resultFile(tx, caseId)))!
  code = result.code
  issued = await files.bytes(result.sha256)
})
afterAll(async () => {
  await drawing.close()
  await test.drop()
  rmSync(home, { recursive: true })
})
beforeEach(() => {
  vi.stubEnv('DARCHA_HOME', home)
  vi.stubEnv('DATABASE_URL', test.url)
})
afterEach(() => {
  vi.unstubAllEnvs()
})

async function run(...args: string[]): Promise<[number, Verdict]> {
  let text = ''
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    text += String(chunk)
    return true
  })
  const status = await verify.run([...args, '--json']).finally(() => spy.mockRestore())
  return [status, JSON.parse(text) as Verdict]
}
const codes = (verdict: Verdict) => verdict.problems.map((problem) => problem.code)

it('calls good what was issued, by file and by code', async () => {
  const [status, verdict] = await run(file('good.pdf', issued))
  expect(verdict).toMatchObject({
    valid: true,
    kind: 'result',
    facts: {
      code,
      status: 'valid',
      signedBy: 'Хокимият',
      timeProven: true,
      level: 'B-LTA',
      verifiableUntil: '2099-12-31T23:59:59.000Z',
      number: '2026-10-000007',
      holder: 'Д. К. •••••••••••010',
    },
    problems: [],
  })
  expect(status).toBe(exit.good)
  expect(await run(code.toLowerCase())).toMatchObject([
    exit.good,
    { valid: true, kind: 'result', facts: { code, status: 'valid' } },
  ])
})

it('finds an altered byte, an addition, another file under the same code', async () => {
  const copy = issued.slice()
  copy[1000]! ^= 1
  expect(codes((await run(file('altered.pdf', copy)))[1])).toContain('altered')
  expect(codes((await run(file('longer.pdf', Buffer.concat([issued, Buffer.from('\n')]))))[1])).toContain(
    'not-whole-document',
  )
  const { signPdf } = await import('../platform/sign/index.ts')
  const again = await signPdf(issued, {
    signer: await parts.authority.signerFor({ office: 'other', officeName: 'Other' }),
    reason: 'x',
    at: now(),
  })
  // who signed it is what its certificate says, whatever the record has
  expect(await run(file('again.pdf', again))).toMatchObject([
    exit.problem,
    { problems: [{ code: 'not-as-issued' }, { code: 'signer-differs' }], facts: { signedBy: 'Other' } },
  ])
})

it('judges the signature without a database, and believes only the roots that are named', async () => {
  vi.stubEnv('DATABASE_URL', '')
  const path = file('good.pdf', issued)
  expect(await run(path)).toMatchObject([exit.good, { valid: true, facts: { status: 'not asked' } }])
  expect(await run(path, '--root', join(home, 'ca/root/certificate.pem'))).toMatchObject([exit.good, { valid: true }])
  const elsewhere = file('root.pem', readFileSync(join(home, 'ca/root/certificate.pem')))
  vi.stubEnv('DARCHA_HOME', join(home, 'nothing'))
  // the document brings the list; one that was signed before documents did needs it from elsewhere
  expect(await run(path, '--root', elsewhere)).toMatchObject([exit.good, { valid: true, facts: { level: 'B-LTA' } }])
  const { signPdf } = await import('../platform/sign/index.ts')
  const { name, signDetached } = await parts.authority.signerFor({ office: 'other', officeName: 'Other' })
  const plain = await PDFDocument.create()
  plain.addPage()
  const before = file(
    'before.pdf',
    await signPdf(await plain.save(), { signer: { name, signDetached }, reason: 'x', at: now() }),
  )
  expect(codes((await run(before, '--root', elsewhere))[1])).toContain('no-revocation-data')
  expect(await run(before, '--root', elsewhere, '--crl', join(home, 'ca/root.crl'))).toMatchObject([
    exit.good,
    { valid: true, facts: { level: 'B-T' } },
  ])
  expect(codes((await run(path))[1])).toContain('unknown-issuer')
  vi.stubEnv('DARCHA_HOME', home)
  vi.stubEnv('DARCHA_DEMO', '0')
  expect(codes((await run(path))[1])).toContain('unknown-issuer')
})

it('says what came after: a revocation that leaves the document valid', async () => {
  const { X509CrlReason } = await import('@peculiar/x509')
  const { issueRevocationList } = await import('../platform/sign/issue-certificates.ts')
  const { createPrivateKey } = await import('node:crypto')
  const root = {
    certificate: new Uint8Array(readFileSync(join(home, 'ca/root/certificate.der'))),
    key: createPrivateKey(readFileSync(join(home, 'ca/root/key.pem'))),
  }
  const { serialNumber } = JSON.parse(readFileSync(join(home, 'ca/issued/khokimiyat-1726266/about.json'), 'utf8')) as {
    serialNumber: string
  }
  const list = (at: string) =>
    issueRevocationList(root, [{ serialNumber, at, reason: X509CrlReason.keyCompromise }], now())
  const path = file('good.pdf', issued)
  expect(
    await run(path, '--crl', file('later.crl', await list(new Date(Date.now() + 60_000).toISOString()))),
  ).toMatchObject([exit.good, { valid: true, problems: [], remarks: [{ code: 'revoked-later' }] }])
  expect(await run(path, '--crl', file('earlier.crl', await list('2026-01-01T00:00:00Z')))).toMatchObject([
    exit.problem,
    { valid: false, problems: [{ code: 'revoked' }] },
  ])
})

it('tells receipts, strange files and unknown codes', async () => {
  const receipt = await renderReceipt(
    drawing,
    parts,
    {
      language: 'en',
      number: '1',
      code: 'R7K4-2M9X-QD3T',
      path: '/receipts/x',
      service: 's',
      applicant: 'a',
      officeName: 'o',
      filedAt: now(),
      countsFrom: now(),
      dueAt: null,
    },
    await parts.authority.signerFor({ office: 'o', officeName: 'O' }),
  )
  expect(await run(file('receipt.pdf', receipt))).toMatchObject([
    exit.problem,
    { kind: 'receipt', problems: [{ code: 'unknown' }] },
  ])
  const plain = await PDFDocument.create()
  plain.addPage()
  expect(await run(file('plain.pdf', await plain.save()))).toMatchObject([
    exit.problem,
    { kind: 'pdf', problems: [{ code: 'no-signature' }] },
  ])
  expect(await run(file('x.txt', 'text'))).toMatchObject([exit.problem, { kind: 'unknown', valid: false }])
  expect(await run('0000-0000-0000')).toMatchObject([exit.problem, { valid: false, problems: [{ code: 'unknown' }] }])
})

it('looks through the audit', async () => {
  const [status, verdict] = await run('--audit')
  expect([status, verdict.kind, verdict.valid]).toEqual([exit.good, 'audit', true])
  expect(await run('--audit', '--seal', `9:${'0'.repeat(64)}`)).toMatchObject([
    exit.problem,
    { problems: [{ code: 'seal-missing' }] },
  ])
  // an archived case whose file is gone: the log is whole, what stood in the file is not there
  mkdirSync(join(home, 'archive'), { recursive: true })
  await test.database.query(
    "insert into process.archive (case_id, definition, label, status, started_at, ended_at, archived_at, file, sha256, events, head) values (gen_random_uuid(), 'x@1', 'x', 1, now(), now(), now(), '2026-03/x.jsonl.gz', '\\x00', 1, '\\x00')",
  )
  expect(await run('--audit')).toMatchObject([
    exit.problem,
    {
      facts: { archiveFiles: 1 },
      problems: [{ code: 'archive', message: expect.stringContaining('it is not there') }],
    },
  ])
  await test.database.query('delete from process.archive')
  await test.database.query(
    "update audit.event set actor = audit.actor_bytes('person:x') where kind = 'documents.issued'",
  )
  expect(await run('--audit')).toMatchObject([exit.problem, { valid: false, problems: [{ code: 'altered' }] }])
  expect((await verifyAudit(test.database)).valid).toBe(false)
})

it('says what was withdrawn since', async () => {
  await test.database.transaction((tx) =>
    withdrawResult(tx, parts.events, { code, reason: 'Бекор', actor: 'system', now: now() }),
  )
  expect(await run(file('good.pdf', issued))).toMatchObject([
    exit.problem,
    { problems: [{ code: 'withdrawn' }], facts: { reason: 'Бекор' } },
  ])
  expect(await run(code)).toMatchObject([exit.problem, { valid: false, facts: { status: 'withdrawn' } }])
})

it('keeps the exit codes of wrong usage and of a failing environment', async () => {
  for (const args of [
    [],
    ['a', 'b'],
    ['no-such-file'],
    ['--audit', 'x'],
    ['--audit', '--seal', 'x'],
    [code, '--no-such'],
    [file('good.pdf', issued), '--root', '/nowhere'],
    [file('good.pdf', issued), '--root', file('none.pem', 'x')],
  ]) {
    await expect(verify.run(args), args.join(' ')).rejects.toBeInstanceOf(WrongUsage)
  }
  vi.stubEnv('DATABASE_URL', 'postgresql://nobody@127.0.0.1:1/none')
  await expect(verify.run([code])).rejects.toBeInstanceOf(EnvironmentFailure)
  vi.stubEnv('DATABASE_URL', '')
  vi.stubEnv('DARCHA_HOME', join(home, 'nothing'))
  await expect(verify.run(['--audit'])).rejects.toBeInstanceOf(EnvironmentFailure)
})

it('holds the log against another body’s seals, asked by the command itself', async () => {
  const known = { ministry: publicText(witnessKey(home)) }
  const app = new Hono()
  keepSealsOfOthers(app, known, join(home, 'of-others'))
  app.get('/page', (context) => context.html('<h1>Sign in</h1>'))
  app.get('/elsewhere', (context) => context.redirect('/witness/ministry'))
  const server = createServer(getRequestListener(app.fetch, { overrideGlobalObjects: false }))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const url = `${origin}/witness/ministry`
  const codesOf = (verdict: Verdict) => [codes(verdict), verdict.remarks?.map(({ code }) => code) ?? []]
  const give = (line: string) =>
    fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(signSeal(witnessKey(home), line)),
    })
  try {
    // a witness that keeps nothing proves nothing, and that is said
    const [, empty] = await run('--audit', '--witness', url)
    expect(codesOf(empty)[1]).toContain('witness-empty')
    const settled = (await settledPosition(test.database))!
    await test.database.transaction((tx) => sealEvents(tx, settled, now()))
    const last = (await lastSeal(test.database))!
    expect((await give(witnessLine(last))).status).toBe(200)
    const before = codes((await run('--audit'))[1])
    const [, held] = await run('--audit', '--witness', url)
    expect(codesOf(held)).toEqual([before, expect.not.arrayContaining(['witness-empty'])])
    // the log was cut off with its last seals: the other body still has them, and the command itself says so
    expect((await give(`${last.number + 1}:${'a'.repeat(64)} ${now()}`)).status).toBe(200)
    const command = await runCommand(
      { DARCHA_HOME: home, DATABASE_URL: test.url, DARCHA_WITNESS_URL: 'http://127.0.0.1:1/witness/x' },
      ...['verify', '--audit', '--json', '--witness', url],
    )
    expect(codes(JSON.parse(command.stdout) as Verdict), command.stderr).toEqual([...before, 'seal-missing'])
    expect(command.code).toBe(exit.problem)
    // the one of the settings was read without being named; it is away, which is said, and the log was looked at
    expect(command.stderr).toContain('http://127.0.0.1:1/witness/x gives no seals')
    // one that was named and gives no seals is no proof, whatever it answers
    for (const odd of [`${origin}/witness/nobody`, `${origin}/page`, `${origin}/elsewhere`, 'http://127.0.0.1:1/x'])
      await expect(verify.run(['--audit', '--witness', odd]), odd).rejects.toBeInstanceOf(EnvironmentFailure)
  } finally {
    server.closeAllConnections()
    server.close()
  }
}, 60_000)
