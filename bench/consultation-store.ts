import { createHash, randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { BenchmarkRun, Measure } from '../src/commands/benchmark.ts'
import { writeAkomaNtoso } from '../src/kernel/act/index.ts'
import { leafHash, verifyInclusion, wholeTree } from '../src/kernel/merkle/index.ts'
import { sha256 } from '../src/kernel/merkle/sha256.ts'
import { makeAct } from '../src/kernel/difference/testing.ts'
import { labelledComments } from '../src/kernel/grouping/testing.ts'
import { signComment } from '../src/modules/consultation/model/sign-comment.ts'
import { consultationRights } from '../src/modules/consultation/rights.ts'
import { insertComment, insertComments, type NewComment } from '../src/modules/consultation/store/comments.ts'
import { insertDiscussion } from '../src/modules/consultation/store/discussions.ts'
import { confirmGroup, moveMembers } from '../src/modules/consultation/store/groups.ts'
import { insertText } from '../src/modules/consultation/store/texts.ts'
import { addComment } from '../src/modules/consultation/use/add-comment.ts'
import { answerComments } from '../src/modules/consultation/use/answer-comments.ts'
import { enterComments } from '../src/modules/consultation/use/enter-comments.ts'
import { getDiscussion } from '../src/modules/consultation/use/get-discussion.ts'
import { listCommentGroups } from '../src/modules/consultation/use/groups.ts'
import { listAllComments } from '../src/modules/consultation/use/list-comments.ts'
import { newId, type Database } from '../src/platform/database/index.ts'
import { performer, type Performer } from '../src/platform/use-case/index.ts'
import { compare, inTurn, percentile } from './compare.ts'
import { benchServer } from './server.ts'

const NOW = '2026-03-04T08:00:00.000Z'
const BODY = 'ministry-justice'
/** As the product's pool has by default. */
const SENDERS = 10
const BATCH = 100

const asked = (value: number) => ({ name: 'asked for', value })
const who = (roles: { role: string; body: string }[] = []) => ({
  principal: { personId: newId(NOW), name: 'Made Up', roles },
  language: 'en',
  now: NOW,
})

/** What the tables and use cases of discussions cost: taking comments in, showing many, answering a group, sealing. */
export async function consultationStore(given: BenchmarkRun): Promise<Measure[]> {
  const server = await benchServer(join(given.home, 'consultation'))
  try {
    const { database } = server
    const bench = new Bench(
      database,
      performer(database, consultationRights, { country: { localDate: (at: string) => at.slice(0, 10) } } as never),
    )
    return [...(await intake(bench, given)), ...(await showing(bench, given)), ...sealing(given)]
  } finally {
    await server.end()
  }
}

class Bench {
  readonly act = makeAct(60, 41)
  readonly words = labelledComments(2_000, 42).texts
  readonly database: Database
  readonly performer: Performer
  constructor(database: Database, performer: Performer) {
    this.database = database
    this.performer = performer
  }

  async discussion(): Promise<string> {
    const id = newId(NOW)
    await this.database.transaction(async (tx) => {
      await insertDiscussion(tx, {
        id,
        body: BODY,
        kind: 'draft',
        title: 'Made up',
        language: 'en',
        note: 'For a benchmark',
        costs: [],
        openedAt: NOW,
        until: '2026-04-04T08:00:00.000Z',
        amendment: null,
        openedBy: newId(NOW),
      })
      const akn = writeAkomaNtoso(this.act.act, {
        country: 'xx',
        name: id,
        date: '2026-03-04',
        author: BODY,
        version: 1,
      })
      await insertText(tx, { discussion: id, number: 1, akn, at: NOW, note: '' })
    })
    return id
  }

  comment(discussion: string, at: number): NewComment {
    const unit = `art_${(at % 60) + 1}`
    const words = `${this.words[at % this.words.length]} ${at}`
    return {
      discussion,
      id: newId(NOW),
      version: 1,
      unit,
      from: null,
      until: null,
      passage: null,
      words,
      proposal: null,
      language: 'uz',
      author: newId(NOW),
      authorName: 'Made Up',
      business: null,
      at: NOW,
      confirmedAt: NOW,
      salt: randomBytes(16).toString('base64url'),
      place: { state: 'same', unit, from: null, until: null, instead: null },
      placedOn: 1,
      ...signComment(this.act.act, words, null),
    }
  }
}

/** Comments a second, against rows of the same words put into a table that nothing watches over. */
async function intake(bench: Bench, { seconds, rounds, tell }: BenchmarkRun): Promise<Measure[]> {
  const { database, performer } = bench
  await database.query(
    `create table consultation.bench_bare (discussion uuid, id uuid, version int, unit text, words text, language text, author uuid,
     author_name text, at timestamptz, salt text, primary key (discussion, id))`,
    [],
  )
  const [first, second, third] = [await bench.discussion(), await bench.discussion(), await bench.discussion()]
  let at = 0
  const rate = async (each: number, send: () => Promise<unknown>): Promise<number> => {
    const begun = performance.now()
    const until = begun + seconds * 1000
    let done = 0
    await Promise.all(
      Array.from({ length: SENDERS }, async () => {
        while (performance.now() < until) {
          await send()
          done += each
        }
      }),
    )
    return done / ((performance.now() - begun) / 1000)
  }
  const found = await inTurn(
    { rounds, tell },
    {
      bare: () =>
        rate(1, () => {
          const { words } = bench.comment(first, at++)
          return database.transaction((tx) =>
            tx.query('insert into consultation.bench_bare values ($1, $2, 1, $3, $4, $5, $6, $7, $8, $9)', [
              first,
              newId(NOW),
              'art_1',
              words,
              'uz',
              newId(NOW),
              'Made Up',
              NOW,
              'x',
            ]),
          )
        }),
      guarded: () =>
        rate(1, () => {
          const comment = bench.comment(first, at++)
          return database.transaction(async (tx) => {
            const written = insertComment(tx, comment)
            const event = tx.query('select audit.append($1, $2, $3, $4, $5)', [
              comment.author,
              NOW,
              'consultation.add-comment',
              `person:${comment.author}`,
              JSON.stringify({ discussion: first, comment: comment.id }),
            ])
            await Promise.all([written, event])
          })
        }),
      batched: () =>
        rate(BATCH, () =>
          performer.perform(
            enterComments,
            {
              discussion: second,
              source: 'paper',
              origin: 'Letter 1',
              comments: Array.from({ length: BATCH }, () => ({
                received: NOW.slice(0, 10),
                unit: `art_${(at % 60) + 1}`,
                words: `${bench.words[at % bench.words.length]} ${at++}`,
                name: 'Made Up',
              })),
            },
            who([{ role: 'officer', body: BODY }]),
          ),
        ),
      whole: () =>
        rate(1, () =>
          performer.perform(
            addComment,
            { discussion: third, unit: 'art_2', words: bench.words[at++ % bench.words.length] },
            who(),
          ),
        ),
    },
  )
  const reference = { name: 'bare insert', value: found.bare }
  const figure = (name: string, value: number, goal: number, note?: string) =>
    compare({ name, value, unit: 'comments/s', reference, goal, better: 'higher', ...(note ? { note } : {}) })
  return [
    figure('intake: row with event, signature and closing rule', found.guarded, 0.75),
    figure(
      'intake: a hundred at once',
      found.batched,
      2,
      'the whole use case: comments of a paper or of another portal, with rights, places, receipts, history and closing rule',
    ),
    figure(
      'intake: the whole use case',
      found.whole,
      0.75,
      'rights, place in the text, job and history too; no goal was given for it, that of the row stands here',
    ),
  ]
}

/** A discussion with very many comments: what its page asks, and one answer to a group of 3,000. */
async function showing(bench: Bench, { full, tell }: BenchmarkRun): Promise<Measure[]> {
  const { database, performer } = bench
  const discussion = await bench.discussion()
  const count = full ? 100_000 : 20_000
  tell(`puts ${count} comments into a discussion`)
  const ids: string[] = []
  for (let part = 0; part < count / 1_000; part++) {
    const comments = Array.from({ length: 1_000 }, (_unused, at) => bench.comment(discussion, part * 1_000 + at))
    ids.push(...comments.map(({ id }) => id))
    await database.transaction((tx) => insertComments(tx, comments))
  }
  const groups = Array.from({ length: 5 }, (_unused, at) => ids.slice(at * 3_000, (at + 1) * 3_000))
  for (const members of groups)
    await database.transaction(async (tx) => {
      await moveMembers(tx, discussion, members, members[0]!)
      await confirmGroup(tx, discussion, members[0]!, { by: newId(NOW), now: NOW, members: members.length })
    })
  const official = who([{ role: 'officer', body: BODY }])
  const reads = async (): Promise<number[]> => {
    await database.query('vacuum analyze consultation.comment', [])
    const taken: number[] = []
    for (let round = 0; round < 220; round++) {
      const begun = performance.now()
      await performer.perform(getDiscussion, { discussion }, official)
      await performer.perform(listAllComments, { discussion, unit: 'art_2' }, official)
      await performer.perform(listCommentGroups, { discussion }, official)
      if (round >= 20) taken.push(performance.now() - begun)
    }
    return taken
  }
  const waiting = await reads()
  const answering: number[] = []
  for (const [at, members] of groups.entries()) {
    const begun = performance.now()
    await performer.perform(
      answerComments,
      {
        discussion,
        group: { id: members[0], revision: 1 },
        outcome: 'not-accepted',
        reason: `This is answered for the benchmark, number ${at}`,
      },
      official,
    )
    answering.push(performance.now() - begun)
  }
  const reading = await reads()
  return [
    compare({
      name: `page of ${count} comments: text with margins, newest comments, groups; half of the reads`,
      value: percentile(reading, 0.5),
      unit: 'ms',
      reference: asked(2),
      goal: 1,
      better: 'lower',
      note: 'three use cases with their transactions, PostgreSQL and driver included',
    }),
    compare({
      name: `page of ${count} comments, ${groups.length * 3_000} of them in groups that wait: half of the reads`,
      value: percentile(waiting, 0.5),
      unit: 'ms',
      reference: asked(2),
      goal: 1,
      better: 'lower',
    }),
    compare({
      name: `page of ${count} comments: 99 of 100 reads`,
      value: percentile(reading, 0.99),
      unit: 'ms',
      reference: asked(15),
      goal: 1,
      better: 'lower',
    }),
    compare({
      name: 'answering a group of 3,000',
      value: percentile(answering, 0.5),
      unit: 'ms',
      reference: asked(100),
      goal: 1,
      better: 'lower',
    }),
  ]
}

/** Root over a million comments with a proof for each, and the check of one. */
function sealing({ full, tell }: BenchmarkRun): Measure[] {
  const count = full ? 1_000_000 : 100_000
  tell(`seals ${count} comments`)
  const cpu = process.cpuUsage()
  const leaves = new Uint8Array(count * 32)
  for (let at = 0; at < count; at++) {
    const commitment = createHash('sha256').update(`salt ${at}`).digest('hex')
    const fields = [
      '0190c0de-0000-7000-8000-00000000beef',
      at,
      NOW,
      1,
      'art_1',
      null,
      commitment,
      ['outside', 'It is about something else', null, 'Made Up', NOW],
    ]
    leaves.set(leafHash(sha256, Buffer.from(JSON.stringify(fields))), at * 32)
  }
  const tree = wholeTree(sha256, leaves)
  let hashes = 0
  for (let at = 0; at < count; at++) hashes += tree.proof(at).length
  const { user, system } = process.cpuUsage(cpu)
  tell(`proofs of ${hashes} hashes`)
  const checks = 2_000
  const begun = performance.now()
  for (let round = 0; round < checks; round++) {
    const index = Math.floor((round * count) / checks)
    const leaf = leaves.subarray(index * 32, index * 32 + 32)
    if (!verifyInclusion(sha256, { leaf, index, size: count, root: tree.root, proof: tree.proof(index) }))
      throw new Error('a proof does not hold')
  }
  const check = (performance.now() - begun) / checks
  return [
    compare({
      name: 'root and proofs, for a million',
      value: ((user + system) / 1e6) * (1_000_000 / count),
      unit: 'CPU s',
      reference: asked(10),
      goal: 1,
      better: 'lower',
    }),
    compare({ name: 'one proof checked', value: check, unit: 'ms', reference: asked(1), goal: 1, better: 'lower' }),
  ]
}
