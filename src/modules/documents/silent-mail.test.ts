import { createServer, type AddressInfo, type Socket } from 'node:net'
import { afterAll, expect, it } from 'vitest'
import { newId } from '../../platform/database/index.ts'
import { enqueue, startWorker, type JobHandler } from '../../platform/jobs/index.ts'
import { directly } from '../../platform/jobs/testing.ts'
import { queueMessage, sender, sendHandler } from '../../platform/notify/index.ts'
import { draftFile, prepareEffect } from './index.ts'
import { job, resultBench } from './testing.ts'

const bench = await resultBench()
const { database, parts, inTx } = bench
afterAll(bench.close)

it('is made while a mail server takes connections and never says a word', async () => {
  const silent = new Set<Socket>()
  const server = createServer((socket) => silent.add(socket.on('error', () => undefined)))
  await new Promise<void>((go) => server.listen(0, '127.0.0.1', go))
  const letters = sender({
    config: {
      smtpUrl: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
      mailFrom: 'Darcha <a@darcha.example>',
    },
    texts: parts.texts,
    readPhone: () => undefined,
    origin: parts.origin,
  })
  const preparing = prepareEffect(database, parts)
  const caseOf = ({ payload }: { payload: unknown }) => (payload as { caseId: string }).caseId
  const certificates: JobHandler = {
    kind: 'certificate',
    effect: (item) => preparing.effect(job(caseOf(item), item.id), directly),
    finish: async (tx, item, made) => {
      await preparing.finish!(tx, job(caseOf(item), item.id), made as never, bench.time)
    },
  }
  const log = { info() {}, warn() {}, error() {}, debug() {} }
  const worker = startWorker(database, [sendHandler(letters), certificates], { log, clock: () => bench.time })
  const left = async (kind: string) =>
    (await database.query<{ n: number }>('select count(*)::int as n from jobs.job where kind = $1', [kind])).rows[0]!.n
  try {
    const letter = {
      channel: 'email',
      to: 'a@people.example',
      name: 'A',
      language: 'uz',
      text: 'mail.received',
    } as const
    await inTx(async (tx) => {
      for (let n = 0; n < 40; n++)
        await queueMessage(
          tx,
          { ...letter, parameters: { service: 'x', number: 'y', date: 'z' }, link: '/' },
          bench.time,
        )
    })
    await expect.poll(() => silent.size, { timeout: 15_000, interval: 20 }).toBeGreaterThan(0)
    const cases = Array.from({ length: 10 }, () => newId(bench.time))
    await inTx(async (tx) => {
      for (const caseId of cases) await enqueue(tx, { kind: 'certificate', payload: { caseId } }, bench.time)
    })
    await expect.poll(() => left('certificate'), { timeout: 60_000, interval: 20 }).toBe(0)
    for (const caseId of cases) expect(await inTx((tx) => draftFile(tx, caseId))).toBeDefined()
    expect(await left('notify.send')).toBe(40)
  } finally {
    for (const socket of silent) socket.destroy()
    server.close()
    await worker.stop()
    letters.close()
    await database.query("delete from jobs.job where kind = 'notify.send'")
  }
}, 90_000)
