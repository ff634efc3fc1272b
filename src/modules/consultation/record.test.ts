import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { judgeBytes } from '../../commands/verify.ts'
import { inclusionProof } from '../../kernel/merkle/index.ts'
import { sha256 } from '../../kernel/merkle/sha256.ts'
import {
  commitmentOf,
  leavesOf,
  PROOF,
  recordRoot,
  RECORD,
  type PublishedProof,
  type PublishedRecord,
  type RecordItem,
} from './model/record.ts'
import { consultationBench, type ConsultationBench } from '../../../e2e/testing/consultation-bench.ts'

const alone = { trust: () => Promise.reject(new Error('not asked')), ask: async () => undefined }
const bytesOf = (file: unknown) => new TextEncoder().encode(JSON.stringify(file))
const judge = (file: unknown) => judgeBytes(bytesOf(file), alone)

/** What anybody makes of a published record with the tree of RFC 6962 alone. */
function proofOf(record: PublishedRecord, comment: string): PublishedProof | undefined {
  const { format, discussion } = record
  const place = record.comments.findIndex(({ id }) => id === comment)
  if (place < 0) return undefined
  const leaves = leavesOf(discussion, record.comments, format)
  const index = place + leaves.length - record.comments.length
  const path = (at: number) => inclusionProof(sha256, leaves, at).map((hash) => Buffer.from(hash).toString('hex'))
  return {
    kind: PROOF,
    format,
    discussion,
    root: record.root,
    ...(record.key === undefined ? {} : { key: record.key }),
    comment: record.comments[place]!,
    index,
    size: leaves.length,
    path: path(index),
    ...(format === 1 ? {} : { headPath: path(0) }),
  }
}

let bench: ConsultationBench
let record: PublishedRecord
let ids: string[]
beforeAll(async () => {
  bench = await consultationBench()
  const id = await bench.publish()
  ids = []
  for (const words of ['Too high', 'Жуда баланд', 'Слишком много']) {
    const comment = await bench.comment(id, { words })
    ids.push(comment)
    await bench.answer(id, comment, { reason: `We heard this and decided otherwise: ${words}` })
  }
  await bench.over(id)
  expect((await bench.ask('lawyer', 'POST', `/consultations/${id}/close`)).status).toBe(200)
  record = (await bench.ask(undefined, 'GET', `/consultations/${id}/record`)).body
})
afterAll(() => bench?.close())

describe('the record of a closed discussion', () => {
  it('proves itself from the file alone, and its root stands in the audit log', async () => {
    expect(await judge(record)).toMatchObject({
      valid: true,
      kind: 'consultation-record',
      facts: { comments: 3, accepted: 0, 'not-accepted': 3, hidden: 0, changeOwed: 0 },
    })
    const { rows } = await bench.instance.database.query<{ body: string }>(
      "select body::text from audit.history where kind = 'consultation.closed' and subject = $1",
      [record.discussion.id],
    )
    expect(JSON.parse(rows[0]!.body)).toMatchObject({ root: record.root, comments: 3 })
  })

  it('holds what the commenter was given when they sent it, which the audit log holds too', async () => {
    const id = await bench.publish()
    const { body } = await bench.ask('citizen', 'POST', `/consultations/${id}/comments`, { words: 'Keep my receipt' })
    const { rows } = await bench.instance.database.query<{ body: string }>(
      "select body::text from audit.history where kind = 'consultation.add-comment' order by position desc limit 1",
      [],
    )
    expect(JSON.parse(rows[0]!.body)).toMatchObject({ comment: body.id, commitment: body.commitment })
    await bench.answer(id, body.id)
    await bench.over(id)
    await bench.ask('lawyer', 'POST', `/consultations/${id}/close`)
    const sealed = (await bench.ask(undefined, 'GET', `/consultations/${id}/record`)).body
    expect(sealed.comments[0]).toMatchObject({ commitment: body.commitment, salt: body.salt })
  })

  it("proves one comment's fate from what is published alone", async () => {
    const { body } = await bench.ask(
      undefined,
      'GET',
      `/consultations/${record.discussion.id}/comments/${ids[1]}/proof`,
    )
    const verdict = await judge(body)
    expect(verdict).toMatchObject({
      valid: true,
      kind: 'comment',
      facts: { words: 'Жуда баланд', outcome: 'not-accepted', reason: expect.stringContaining('Жуда баланд') },
    })
    expect(proofOf(record, ids[1]!)).toEqual(body)
    const codes = async (change: (copy: any) => void) => {
      const copy = structuredClone(body)
      change(copy)
      return (await judge(copy)).problems.map(({ code }) => code)
    }
    expect(await codes((copy) => (copy.discussion.title = 'On something else'))).toEqual(['root'])
    expect(await codes((copy) => (copy.discussion.closedAt = '2099-01-01T00:00:00Z'))).toEqual(['root'])
    expect(await codes((copy) => delete copy.headPath)).toEqual(['root'])
    expect(await codes((copy) => (copy.format = 1))).toEqual(['not-in-record'])
    expect(await codes((copy) => (copy.comment.answer.outcome = 'accepted'))).toEqual(['not-in-record'])
  })

  it('names the texts that were discussed, as anybody downloads them', async () => {
    const { id, texts } = record.discussion
    const { akn } = (await bench.ask(undefined, 'GET', `/consultations/${id}/texts/1`)).body
    expect(texts).toEqual([{ number: 1, hash: createHash('sha256').update(akn).digest('hex') }])
  })

  it('that was sealed before title and dates stood under its root holds as it did', async () => {
    const content = { words: 'Too high', proposal: null, name: 'Dilnoza Karimova', business: null }
    const answer = {
      outcome: 'accepted',
      reason: 'You are right: the fee will be lowered.',
      change: null,
      owed: 'Article 2 will name five units.',
      by: 'Timur',
      at: '2026-03-03T10:00:00.000Z',
    }
    const item = {
      id: '0190c0de-0000-7000-8000-000000000001',
      at: '2026-03-02T10:00:00.000Z',
      version: 1,
      unit: 'art_2',
      passage: null,
      commitment: 'ad274fd9a01840672d50a09bd2da7de45fdb7eb188eae35069c598169cbe95aa',
      hidden: null,
      answer,
      content,
      salt: 'salt',
    }
    const old = {
      kind: RECORD,
      format: 1,
      discussion: {
        id: '0190c0de-0000-7000-8000-00000000beef',
        title: 'On street trade',
        body: 'ministry-justice',
        openedAt: '2026-03-01T10:00:00.000Z',
        until: '2026-03-02T12:00:00.000Z',
        closedAt: '2026-03-04T10:00:00.000Z',
      },
      root: '0a946f3e16bfe332fb44af2ec58821101fecfd6906f8592edd96b4d11c1cba88',
      comments: [item],
    }
    expect((await judge(old)).valid).toBe(true)
    expect((await judge(proofOf(old as PublishedRecord, item.id))).valid).toBe(true)
    expect((await judge({ ...old, format: 2 })).problems.map(({ code }) => code)).toEqual(['root'])
  })

  it('is found out when a word, an answer or a comment was changed, added or left out', async () => {
    const changed = (change: (copy: any) => void) => {
      const copy = structuredClone(record)
      change(copy)
      return judge(copy)
    }
    const changes: [string, (copy: any) => void][] = [
      ['altered', (copy) => (copy.comments[0].content.words = 'A good law')],
      ['root', (copy) => (copy.comments[0].answer.reason = 'Another reason than was given then')],
      ['root', (copy) => (copy.comments[1].answer.outcome = 'accepted')],
      ['root', (copy) => copy.comments.splice(1, 1)],
      ['root', (copy) => (copy.comments[2].unit = 'art_1')],
      ['order', (copy) => copy.comments.reverse()],
      ['altered', (copy) => delete copy.comments[0].content],
      ['hidden', (copy) => (copy.comments[0].hidden = 'dislike')],
      ['early', (copy) => (copy.discussion.until = '2099-01-01T00:00:00Z')],
      ['root', (copy) => (copy.discussion.title = 'On something else')],
      ['root', (copy) => (copy.discussion.body = 'ministry-finance')],
      ['root', (copy) => (copy.discussion.openedAt = '2026-01-01T00:00:00Z')],
      ['root', (copy) => (copy.discussion.closedAt = '2099-01-02T00:00:00Z')],
      ['root', (copy) => (copy.discussion.texts[0].hash = '0'.repeat(64))],
      ['root', (copy) => delete copy.discussion.texts],
      // nor is it told as one of before, whose root was over the comments alone
      ['root', (copy) => (copy.format = 1)],
      ['unanswered', (copy) => (copy.comments[0].answer = null)],
      ['unreadable', (copy) => (copy.root = 'no')],
    ]
    for (const [code, change] of changes) {
      const verdict = await changed(change)
      expect([verdict.valid, verdict.problems.map((problem) => problem.code)], code).toEqual([
        false,
        expect.arrayContaining([code]),
      ])
    }
  })
})

it('is kept for the discussions asked last, and read anew for one asked before them', async () => {
  const { database } = bench.instance
  const closed: { id: string; comment: string }[] = []
  for (let count = 0; count < 9; count++) {
    const id = await bench.publish()
    const comment = await bench.comment(id, { words: `Too high, ${count}` })
    await bench.answer(id, comment)
    await bench.over(id)
    expect((await bench.ask('lawyer', 'POST', `/consultations/${id}/close`)).status).toBe(200)
    closed.push({ id, comment })
  }
  const holds = async ({ id, comment }: { id: string; comment: string }) =>
    (await judge((await bench.ask(undefined, 'GET', `/consultations/${id}/comments/${comment}/proof`)).body)).valid
  // each with its own head, though one after another is asked
  for (const one of [...closed, ...closed]) expect(await holds(one)).toBe(true)
  // whoever could write past the tables changes a text: what is kept of the ninth still holds, and the first, which is
  // read anew, no longer fits its root
  const alter = (to: string) =>
    database.transaction(async (tx) => {
      await tx.query('alter table consultation.text disable trigger refuse_loss', [])
      await tx.query('update consultation.text set akn = replace(akn, $2, $3) where discussion = any($1)', [
        closed.map(({ id }) => id),
        to === 'nine units' ? 'ten units' : 'nine units',
        to,
      ])
      await tx.query('alter table consultation.text enable trigger refuse_loss', [])
    })
  await alter('nine units')
  expect([await holds(closed[8]!), await holds(closed[0]!)]).toEqual([true, false])
  await alter('ten units')
})

/** Another key of the same form: keys are made by chance, so the first letter may already be the one written. */
const anotherKey = (key: string) => key.replace(/^./, (first) => (first === 'A' ? 'B' : 'A'))

describe('the receipt of a comment', () => {
  it('is checked by itself, and against the record that was published', async () => {
    const id = await bench.publish()
    const sent = await bench.ask('citizen', 'POST', `/consultations/${id}/comments`, {
      unit: 'art_2',
      passage: 'fee of ten units',
      words: 'Besh birlik yetadi',
    })
    const at = `/consultations/${id}/comments/${sent.body.id}`
    const receipt = (await bench.ask('citizen', 'GET', `${at}/receipt`)).body
    expect((await bench.ask('business', 'GET', `${at}/receipt`)).status).toBe(403)
    expect(receipt.comment.commitment).toBe(sent.body.commitment)
    const codes = async (file: unknown, against?: unknown) => {
      const witnesses = against === undefined ? alone : { ...alone, record: bytesOf(against) }
      return (await judgeBytes(bytesOf(file), witnesses)).problems.map(({ code }) => code)
    }
    const verdict = await judge(receipt)
    expect(verdict).toMatchObject({ valid: true, kind: 'comment-receipt', remarks: [{ code: 'no-record' }] })
    const changed = (change: (copy: any) => void) => {
      const copy = structuredClone(receipt)
      change(copy)
      return copy
    }
    expect(await codes(changed((copy) => (copy.content.words = 'Oʻn birlik yetadi')))).toEqual(['altered'])
    expect(await codes(changed((copy) => (copy.comment.at = '2026-01-01T00:00:00Z')))).toEqual(['signature'])
    expect(await codes(changed((copy) => (copy.key = anotherKey(copy.key))))).toContain('signature')
    expect(await codes(changed((copy) => (copy.extra = 1)))).toEqual(['unreadable'])

    await bench.answer(id, sent.body.id)
    const other = await bench.comment(id, { words: 'Another one' })
    await bench.answer(id, other)
    await bench.over(id)
    await bench.ask('lawyer', 'POST', `/consultations/${id}/close`)
    const published = (await bench.ask(undefined, 'GET', `/consultations/${id}/record`)).body
    const proof = (await bench.ask(undefined, 'GET', `${at}/proof`)).body
    for (const against of [published, proof])
      expect(await judgeBytes(bytesOf(receipt), { ...alone, record: bytesOf(against) })).toMatchObject({
        valid: true,
        facts: { words: 'Besh birlik yetadi', outcome: 'not-accepted' },
      })
    // a body that leaves the comment out, or seals other words for it, breaks a promise that its author can show
    const without = published.comments.filter((item: RecordItem) => item.id !== sent.body.id)
    const left = { ...published, comments: without, root: recordRoot(published.discussion, without, 2) }
    expect(await codes(receipt, left)).toEqual(['not-in-record'])
    const content = { ...receipt.content, words: 'I like it' }
    const replaced = published.comments.map((item: RecordItem) =>
      item.id === sent.body.id ? { ...item, content, commitment: commitmentOf(item.salt!, content) } : item,
    )
    expect(
      await codes(receipt, { ...published, comments: replaced, root: recordRoot(published.discussion, replaced, 2) }),
    ).toEqual(['not-in-record'])
    expect(await codes(receipt, { ...published, key: anotherKey(receipt.key) })).toEqual(['other-key'])
    expect(await codes(receipt, record)).toEqual(['other-discussion'])
    expect(await codes(receipt, { any: 'thing' })).toEqual(['record-unreadable'])
  })
})

it('a proof holds for its own comment and for no other, whatever the size', async () => {
  const item = (at: number): RecordItem => {
    const content = { words: `w${at}`, proposal: null, name: null, business: null }
    return {
      id: `0190c0de-0000-7000-8000-${String(at).padStart(12, '0')}`,
      at: '2026-03-02T10:00:00Z',
      version: 1,
      unit: null,
      passage: null,
      commitment: commitmentOf('s', content),
      hidden: null,
      answer: {
        outcome: 'outside',
        reason: 'It is about something else',
        change: null,
        by: 'X',
        at: '2026-03-03T10:00:00Z',
      },
      content,
      salt: 's',
    }
  }
  const id = '0190c0de-0000-7000-8000-00000000beef'
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 2, max: 60 }), fc.nat(), fc.constantFrom(1, 2), async (size, pick, format) => {
      const comments = Array.from({ length: size }, (_unused, at) => item(at))
      const discussion = { id, title: 'T', body: 'b', openedAt: 'o', until: 'u', closedAt: 'c' }
      const of: PublishedRecord = {
        kind: RECORD,
        format,
        discussion,
        root: recordRoot(discussion, comments, format),
        comments,
      }
      const proof = proofOf(of, comments[pick % size]!.id)!
      expect((await judge(proof)).valid).toBe(true)
      const other = comments[(pick + 1) % size]!
      expect((await judge({ ...proof, comment: other })).valid).toBe(false)
      expect((await judge({ ...proof, path: proof.path.slice(1) })).valid).toBe(false)
    }),
    { numRuns: 30 },
  )
})
