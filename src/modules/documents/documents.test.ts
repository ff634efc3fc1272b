import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { newId } from '../../platform/database/index.ts'
import { directly } from '../../platform/jobs/testing.ts'
import { performer, Refusal } from '../../platform/use-case/index.ts'
import { nobody, type Principal } from '../../platform/rights/index.ts'
import { verifyPdf } from '../../platform/sign/index.ts'
import {
  checkResult,
  documentsRights,
  draftFile,
  getResultFile,
  listResults,
  prepareEffect,
  renderReceipt,
  resultFile,
  resultsOfCase,
  signEffect,
  withdrawResult,
} from './index.ts'
import { judgePdf } from './model/judge-file.ts'
import { judgeSigned } from './model/judge-signed.ts'
import { content, HEAD, job, person, readsBack, resultBench, whoseCases } from './testing.ts'

const bench = await resultBench()
const { folder, database, drawing, files, authority, parts, prepare, sign, inTx, asked, check, text } = bench
afterAll(bench.close)

const citizen: Principal = { personId: person, roles: [] }

it('prepares a draft, signs it word for word, and anyone can check it', async () => {
  const caseId = newId(bench.time)
  const { code } = await prepare(caseId)
  expect(await check(code)).toEqual({ status: 'unknown' })
  expect(await inTx((tx) => resultFile(tx, caseId))).toBeUndefined()
  const draft = await files.bytes((await inTx((tx) => draftFile(tx, caseId)))!.sha256)
  // what the head saw is what is signed, though the case says something else by now
  bench.said = { ...content, paragraphs: ['changed meanwhile'] }
  bench.time = '2026-03-03T04:00:00.000Z'
  const signed = await sign(caseId).finally(() => {
    bench.said = content
  })
  expect(signed.code).toBe(code)
  const file = (await inTx((tx) => resultFile(tx, caseId)))!
  expect(file.name).toBe(`2026-03-000001-${code}.pdf`)
  const pdf = await files.bytes(file.sha256)
  expect(await verifyPdf(pdf, { roots: [authority.root], crl: [], now: '2056-03-03T04:00:00.000Z' })).toMatchObject({
    valid: true,
    signedBy: 'Nargiza Rahimova, Yunusobod tumani hokimligi',
    signedAt: bench.time,
    timeProven: true,
    level: 'B-LTA',
  })
  expect(await check(code.toLowerCase().replaceAll('-', ' '))).toEqual({
    status: 'valid',
    code,
    kind: 'certificate',
    outcome: 'granted',
    service: 'housing-availability-certificate',
    title: content.title,
    language: 'uz',
    number: '2026-03-000001',
    issuedAt: '2026-03-03T04:00:00Z',
    office: 'khokimiyat-1726266',
    officeName: 'Yunusobod tumani hokimligi',
    signedBy: 'Nargiza Rahimova, Yunusobod tumani hokimligi',
    signer: { name: 'Nargiza Rahimova', role: 'head', office: 'khokimiyat-1726266' },
    holder: 'D. K. •••••••••••010',
    facts: [{ name: 'Tuman', value: 'Yunusobod' }],
    validUntil: '2026-04-01',
  })
  if (!readsBack) return
  expect(text(draft)).toContain('Loyiha')
  const words = text(pdf)
  for (const word of [
    'Yunusobod tumani hokimligi',
    content.title,
    '2026-yil 3-mart',
    'sizda turar joy mavjud emas',
    '#panic("never read as markup") *x* $y$ @z',
    'Dilnoza Karimova',
    '41704889990010',
    `http://localhost:3000/results/${code}`,
    'Elektron imzolangan: Nargiza Rahimova',
    'yuridik kuchga ega emas',
  ])
    expect(words).toContain(word)
  expect(words).not.toContain('Loyiha')
  expect(words).toContain('Faylning oʻzi imzo haqiqiyligini internetsiz ham isbotlaydi: 2100-yil 1-yanvargacha')
  // what is appended takes nothing from what it was
  expect(Buffer.from(pdf).indexOf('pdfaid:part>2')).toBeGreaterThan(0)
  writeFileSync(join(folder, 'signed.pdf'), pdf)
  expect(spawnSync('pdfinfo', [join(folder, 'signed.pdf')], { encoding: 'utf8' }).stdout).toMatch(/Tagged: +yes/)
})

it('tells whoever asks what the signature in the file says, as often as they like at the price of one check', async () => {
  const caseId = newId(bench.time)
  const { code } = await prepare(caseId)
  await sign(caseId)
  let read = 0
  const counted = {
    bytes: (sha256: string) => {
      read++
      return files.bytes(sha256)
    },
  }
  const world = {
    judgeSigned: judgeSigned(counted, async () => ({ roots: [authority.root], crl: [] })),
    whoseCases,
  }
  const perform = performer(database, documentsRights, world)
  for (let n = 0; n < 3; n++)
    expect(await perform.perform(checkResult, { code }, asked())).toMatchObject({
      status: 'valid',
      signature: { valid: true, level: 'B-LTA', signedAt: bench.time, verifiableUntil: '2099-12-31T23:59:59.000Z' },
    })
  // the file is looked at each time, its signature once
  expect(read).toBe(3)
  const nothingKept = {
    whoseCases,
    judgeSigned: judgeSigned(
      {
        bytes: async () => {
          throw Object.assign(new Error('gone'), { code: 'ENOENT' })
        },
      },
      async () => ({ roots: [], crl: [] }),
    ),
  }
  const gone = await performer(database, documentsRights, nothingKept).perform(checkResult, { code }, asked())
  expect([gone.status, gone.signature]).toEqual(['damaged', undefined])
})

it('never calls a document genuine whose stored file was altered after it was looked at', async () => {
  const caseId = newId(bench.time)
  const { code } = await prepare(caseId)
  await sign(caseId)
  let spoiled = false
  const spoilt = {
    bytes: async (sha256: string) => {
      const bytes = new Uint8Array(await files.bytes(sha256))
      if (spoiled) bytes[bytes.length - 10]! ^= 1
      return bytes
    },
  }
  for (const trust of [async () => ({ roots: [authority.root], crl: [] }), undefined]) {
    spoiled = false
    const perform = performer(database, documentsRights, { judgeSigned: judgeSigned(spoilt, trust), whoseCases })
    expect((await perform.perform(checkResult, { code }, asked())).status).toBe('valid')
    spoiled = true
    expect((await perform.perform(checkResult, { code }, asked())).status).toBe('damaged')
  }
})

it('is in force to the end of its last day in the country, then expired; withdrawn says since when and why', async () => {
  const caseId = newId(bench.time)
  const { code } = await prepare(caseId)
  await sign(caseId)
  const before = bench.time
  bench.time = '2026-04-01T18:59:59.000Z'
  expect((await check(code)).status).toBe('valid')
  bench.time = '2026-04-01T19:00:00.000Z'
  expect((await check(code)).status).toBe('expired')
  bench.time = before
  const withdraw = (word: string) =>
    inTx((tx) =>
      withdrawResult(tx, parts.events, { code: word, reason: 'VMQ 1-band', actor: 'system', now: bench.time }),
    )
  await withdraw(code)
  expect(await check(code)).toMatchObject({
    status: 'withdrawn',
    withdrawnAt: '2026-03-03T04:00:00Z',
    reason: 'VMQ 1-band',
  })
  await expect(withdraw(code)).rejects.toMatchObject({ kind: { code: 'documents.not-in-force' } })
  await expect(withdraw('0000-0000-0000')).rejects.toMatchObject({ kind: { status: 404 } })
  expect((await inTx((tx) => resultFile(tx, caseId)))!.status).toBe('withdrawn')
})

it('is one result though the worker is killed at any moment', async () => {
  const caseId = newId(bench.time)
  const effect = prepareEffect(database, parts)
  // killed after the effect, twice at once, before anything was finished
  const outcomes = await Promise.all([1, 2, 3].map(() => effect.effect(job(caseId, '7'), directly)))
  expect(new Set(outcomes.map((outcome) => JSON.stringify(outcome))).size).toBe(1)
  const { code } = await prepare(caseId, '7')
  await signEffect(database, parts).effect(job(caseId, '8'), directly)
  expect((await sign(caseId, '8')).code).toBe(code)
  expect(
    (await database.query('select count(*)::int as n from documents.result where case_id = $1', [caseId])).rows,
  ).toEqual([{ n: 1 }])
  expect(
    (await database.query('select count(*)::int as n from documents.code where case_id = $1', [caseId])).rows,
  ).toEqual([{ n: 1 }])
})

it('replaces a draft that was returned; signs nothing without one', async () => {
  const caseId = newId(bench.time)
  await expect(signEffect(database, parts).effect(job(caseId, '1'), directly)).rejects.toThrow('nothing to be signed')
  const first = await prepare(caseId, '11')
  bench.said = { ...content, title: 'Tuzatilgan' }
  const second = await prepare(caseId, '12').finally(() => {
    bench.said = content
  })
  expect(second.code).not.toBe(first.code)
  await sign(caseId, '13')
  expect(
    (await inTx((tx) => resultsOfCase(tx, caseId))).map((result) => [result.code, result.title, result.status]),
  ).toEqual([[second.code, 'Tuzatilgan', 'valid']])
  expect(await check(first.code)).toEqual({ status: 'unknown' })
})

it('is listed to its owner and read by them and the office alone', async () => {
  const caseId = newId(bench.time)
  const { code } = await prepare(caseId)
  await sign(caseId)
  const perform = performer(database, documentsRights, { judgeSigned: undefined, whoseCases })
  const { items, next } = await perform.perform(listResults, {}, asked(citizen))
  expect(items.filter((item) => item.code === code)).toHaveLength(1)
  expect(next).toBeNull()
  const stranger: Principal = { personId: newId(bench.time), roles: [] }
  expect((await perform.perform(listResults, {}, asked(stranger))).items).toEqual([])
  expect(
    (await perform.perform(listResults, {}, asked({ ...citizen, actingFor: { number: '309990017', name: 'x' } })))
      .items,
  ).toEqual([])
  const read = (principal: Principal) => perform.perform(getResultFile, { code }, asked(principal))
  expect((await read(citizen)).sha256).toMatch(/^[0-9a-f]{64}$/)
  expect((await read({ ...stranger, roles: [{ role: 'head', body: 'khokimiyat-1726266' }] })).code).toBe(code)
  await expect(read(stranger)).rejects.toBeInstanceOf(Refusal)
  await expect(read({ ...stranger, roles: [{ role: 'head', body: 'other' }] })).rejects.toBeInstanceOf(Refusal)
  await expect(read(nobody)).rejects.toBeInstanceOf(Refusal)
})

describe('documents', () => {
  it.each(['uz', 'uz-cyrl', 'ru', 'en'] as const)('are set in %s, tagged, as PDF/A', async (language) => {
    bench.said = {
      ...content,
      language,
      paragraphs: ['Ўзбекистон қарори ҳақида, ғ', 'Oʻzbekiston maʼlumoti', 'Постановление № 149 ₽ €'],
    }
    const caseId = newId(bench.time)
    await prepare(caseId).finally(() => {
      bench.said = content
    })
    const pdf = await files.bytes((await inTx((tx) => draftFile(tx, caseId)))!.sha256)
    expect(Buffer.from(pdf).includes('pdfaid:part>2')).toBe(true)
    if (!readsBack) return
    expect(text(pdf)).toContain(
      { uz: 'Kimga berilgan', 'uz-cyrl': 'Кимга берилган', ru: 'Кому выдан', en: 'Given to' }[language],
    )
    writeFileSync(join(folder, 'tags.pdf'), pdf)
    expect(spawnSync('pdfinfo', [join(folder, 'tags.pdf')], { encoding: 'utf8' }).stdout).toMatch(/Tagged: +yes/)
  })

  it('are made of names in any script, with a sign of a hole for what no font has, and the next one is set again', async () => {
    bench.said = { ...content, title: '中文 ꯃꯤ', holder: { ...content.holder, name: '李小龙' } }
    const { code } = await prepare(newId(bench.time)).finally(() => {
      bench.said = content
    })
    expect(code).toMatch(/^[0-9A-Z]{4}-/)
    // more documents than one thread is used for
    for (let n = 0; n < 7; n++) await prepare(newId(bench.time))
  })

  it('say nothing that can not be seen', async () => {
    bench.said = { ...content, title: 'Rad\u202E etildi\u0000\u200B' }
    const caseId = newId(bench.time)
    const { code } = await prepare(caseId).finally(() => {
      bench.said = content
    })
    await sign(caseId)
    expect((await check(code)).title).toBe('Rad etildi')
    if (readsBack)
      expect(text(await files.bytes((await inTx((tx) => resultFile(tx, caseId)))!.sha256))).toContain('Rad etildi')
  })

  it('are receipts too', async () => {
    const pdf = await renderReceipt(drawing, parts, {
      language: 'ru',
      number: '2026-10-001234',
      code: 'R7K4-2M9X-QD3T',
      path: '/receipts/R7K4-2M9X-QD3T',
      service: 'Разрешение',
      applicant: 'Дилноза Каримова',
      officeName: 'Хокимият Юнусабадского района',
      filedAt: '2026-03-01T20:10:00Z',
      countsFrom: '2026-03-02T04:00:00Z',
      dueAt: '2026-03-14T13:00:00Z',
      facts: [{ name: 'Пошлина', value: '41 200 сумов' }],
    })
    if (!readsBack) return
    for (const word of [
      'Расписка о приёме заявления',
      '2026-10-001234',
      'R7K4-2M9X-QD3T',
      '2 марта 2026 г., 01:10',
      '14 марта 2026 г.',
      '41 200 сумов',
    ])
      expect(text(pdf)).toContain(word)
  })
})

it('is signed by the certificate of whoever signs, not of who signed first', async () => {
  const caseId = newId(bench.time)
  bench.head = { ...HEAD, id: 'aziza', name: 'Aziza Olimova' }
  bench.said = { ...content, validUntil: null }
  try {
    await prepare(caseId)
    await sign(caseId)
  } finally {
    bench.head = HEAD
    bench.said = content
  }
  const { sha256, code } = (await inTx((tx) => resultFile(tx, caseId)))!
  const pdf = await files.bytes(sha256)
  const now = '2056-03-03T04:00:00.000Z'
  expect(await verifyPdf(pdf, { roots: [authority.root], crl: [], now })).toMatchObject({
    valid: true,
    signedBy: 'Aziza Olimova, Yunusobod tumani hokimligi',
  })
  // a record that names another signer than the file is a problem, and the file's own word comes first
  const witnesses = {
    trust: async () => ({ roots: [authority.root], crl: [], now }),
    ask: async (work: (given: typeof database) => Promise<unknown>) => work(database),
  } as never
  expect(await judgePdf(pdf, witnesses)).toMatchObject({ valid: true, problems: [] })
  await database.query(
    "update documents.result set signed_by = 'Nargiza Rahimova, Yunusobod tumani hokimligi' where code = $1",
    [code],
  )
  const verdict = await judgePdf(pdf, witnesses)
  expect(verdict.valid).toBe(false)
  expect(verdict.problems.map((problem) => problem.code)).toContain('signer-differs')
  expect(verdict.facts['signedBy']).toBe('Aziza Olimova, Yunusobod tumani hokimligi')
})
