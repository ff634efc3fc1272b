import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { createTransport } from 'nodemailer'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { testDatabase } from '../database/testing.ts'
import { newId } from '../database/index.ts'
import { claimJobs, runJob } from '../jobs/index.ts'
import { append } from './append.ts'
import { mailSeal, scheduleMailing } from './mail-seal.ts'
import { keepSealsOfOthers } from './receive-seals.ts'
import {
  lastSeal,
  publicText,
  readWitness,
  scheduleSealing,
  sealEvents,
  sealHandler,
  settledPosition,
  signSeal,
  verifyAudit,
  witnessKey,
  witnessLine,
} from './index.ts'

const now = '2026-03-02T10:00:00.000Z'
const NAME = 'ministry'
const home = mkdtempSync(join(tmpdir(), 'darcha-witness-'))
let test: Awaited<ReturnType<typeof testDatabase>>
let subject: string
let url: string
let close = () => {}
/** What a witness that does not take a seal leads to in the log. */
const errors: unknown[] = []
const log = { info() {}, warn() {}, debug() {}, error: (said: unknown) => void errors.push(said) }

beforeAll(async () => {
  test = await testDatabase()
  subject = newId(now)
  const app = new Hono()
  keepSealsOfOthers(app, { [NAME]: publicText(witnessKey(home)) }, join(home, 'other'))
  const server = createServer(getRequestListener(app.fetch, { overrideGlobalObjects: false }))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/witness/${NAME}`
  close = () => server.close()
})
afterAll(async () => {
  close()
  await test?.drop()
  rmSync(home, { recursive: true })
})

async function record(body: unknown): Promise<void> {
  await test.database.transaction((tx) => append(tx, { subject, at: now, kind: 'test.done', actor: 'system', body }))
  const settled = (await settledPosition(test.database))!
  await test.database.transaction((tx) => sealEvents(tx, settled, now))
}
const line = async () => witnessLine((await lastSeal(test.database))!)
const post = (body: unknown, to = url) =>
  fetch(to, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
const kept = async () => readWitness(await (await fetch(url)).text())!
/** Runs what is due of one kind of job. */
async function run(handler: ReturnType<typeof sealHandler>): Promise<void> {
  const job = (await claimJobs(test.database, now, 5)).find(({ kind }) => kind === handler.kind)
  await runJob(test.database, handler, job!, () => now, log)
}

it('gives each last seal to another body, signed, by which a log that was cut with its seals is found', async () => {
  await record({ first: true })
  const handler = sealHandler(test.database, () => now, { witnesses: [url], key: () => witnessKey(home), log })
  await test.database.transaction((tx) => scheduleSealing(tx, now))
  await run(handler)
  expect((await kept()).map(({ number }) => number)).toEqual([1])
  await record({ second: true })
  expect((await post(signSeal(witnessKey(home), await line()))).status).toBe(200)
  const known = await kept()
  expect(known.map(({ number }) => number)).toEqual([1, 2])
  expect((await verifyAudit(test.database, known)).problems).toEqual([])
  expect(errors).toEqual([])

  const letter = await line()
  await test.database.query('delete from audit.seal where number = 2')
  await test.database.query('delete from audit.event where seq = 2')
  await test.database.query('update audit.head set seq = 1, hash = (select hash from audit.event where seq = 1)')
  expect((await verifyAudit(test.database)).problems).toEqual([])
  expect((await verifyAudit(test.database, known)).problems).toMatchObject([{ code: 'seal-missing', seal: 2 }])
  // written anew under the same number it is another one: the witness refuses it, and the log says so
  await record({ other: true })
  expect(await line()).not.toBe(letter)
  expect((await post(signSeal(witnessKey(home), await line()))).status).toBe(409)
  expect(await kept()).toEqual(known)
})

it('takes seals of nobody whose key is not known, and nothing that is none', async () => {
  const seal = await line()
  const stranger = generateKeyPairSync('ed25519').privateKey
  const right = signSeal(witnessKey(home), seal)
  expect((await post(signSeal(stranger, seal))).status).toBe(403)
  expect((await post({ ...right, seal: right.seal.replace(/^\d+/, '77') })).status).toBe(403)
  for (const odd of [
    {},
    { ...right, seal: 'x' },
    { ...right, signature: '' },
    { ...right, seal: `${seal}\n9:${'a'.repeat(64)} x` },
  ])
    expect([403, 422]).toContain((await post(odd)).status)
  expect((await post({ ...right, more: 'x'.repeat(5_000_000) })).status).toBe(413)
  for (const name of ['nobody', '__proto__', '..%2Fministry'])
    expect((await post(right, url.replace(NAME, name))).status).toBe(404)
})

it('writes a letter every hour where an address is named, and reads it back as a mail program saved it', async () => {
  const handler = mailSeal('witness@example.org', 'en')
  await test.database.transaction((tx) => scheduleMailing(tx, now))
  await run(handler)
  const { rows } = await test.database.query<{ payload: any }>(
    `select payload from jobs.job where payload ->> 'text' = 'mail.seal'`,
  )
  expect(rows).toMatchObject([{ payload: { channel: 'email', to: 'witness@example.org' } }])
  const seal = await line()
  expect(rows[0]!.payload.parameters.seal).toBe(seal)
  const words = `Oʻzbekcha soʻzlar, чтобы письмо кодировалось.\n\n${seal}\n\nTo check, save this letter.`
  for (const encoding of ['quoted-printable', 'base64', '8bit'] as const) {
    const raw = await createTransport({ streamTransport: true, buffer: true }).sendMail({
      from: 'darcha@example.org',
      to: 'witness@example.org',
      subject: 'Seal 2',
      text: words,
      html: `<p>${words}</p>`,
      textEncoding: encoding as never,
      encoding,
    })
    expect(readWitness(String(raw.message))).toEqual([{ number: 2, hash: seal.slice(2, 66) }])
  }
  expect(readWitness('Subject: nothing\n\nDear all')).toBeUndefined()
  expect(readFileSync('texts/en/mail.yaml', 'utf8')).toContain('{seal}')
})

it('mails a seal whose letter was not kept, and one that was kept once, by however many workers', async () => {
  await record({ mailed: true })
  const letters = async () =>
    (
      await test.database.query<{ seal: string }>(
        `select payload -> 'parameters' ->> 'seal' as seal from jobs.job where payload ->> 'text' = 'mail.seal' order by id`,
      )
    ).rows.map(({ seal }) => seal)
  const before = (await letters()).length
  const [handler, other] = [mailSeal('witness@example.org', 'en'), mailSeal('witness@example.org', 'en')]
  const runs = (of: typeof handler, more?: () => never) =>
    test.database.transaction(async (tx) => {
      await of.finish!(tx, {} as never, undefined, now)
      more?.()
    })
  await expect(
    runs(handler, () => {
      throw new Error('the worker was ended before its commit')
    }),
  ).rejects.toThrow('ended')
  expect((await letters()).slice(before)).toEqual([])
  await runs(handler)
  await runs(handler)
  // another worker, or this one started anew, knows it too
  await runs(other)
  expect((await letters()).slice(before)).toEqual([await line()])
  // another witness has not had it
  await runs(mailSeal('archive@example.org', 'en'))
  expect((await letters()).slice(before)).toHaveLength(2)
})
