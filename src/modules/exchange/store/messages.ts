import type { Database, Tx } from '../../../platform/database/index.ts'
import type { LogStore } from '../../../platform/wire/index.ts'

/** The exchange's log in our database: a batch and its messages by one statement. */
export const messageStore = (database: Database): LogStore => ({
  async keep({ writer, number, previous, root, hash, at, entries, bodyHashes }) {
    const column = <Value>(of: (entry: (typeof entries)[number]) => Value) => entries.map(of)
    let end = 1
    const begins = column(({ body }) => (end += body.length) - body.length)
    await database.query(
      `with batch as (
         insert into exchange.log_batch (writer, number, previous, root, hash, at, size) values ($1, $2, $3, $4, $5, $6, $7)
       ), head as (
         insert into exchange.log_head (writer, number, hash) values ($1, $2, $5)
         on conflict (writer) do update set number = excluded.number, hash = excluded.hash, anchored = null
       )
       insert into exchange.message (writer, number, place, part, direction, id, at, client, service, issue, head, seal, body, body_hash, problem)
       select $1, $2, row.place - 1, row.part, row.direction, row.id, row.at, row.client, row.service, row.issue, row.head, row.seal,
         substring($17::bytea from row.begins for row.length), row.body_hash, row.problem
       from unnest($8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::text[], $16::text[],
         $18::int[], $19::int[], $20::text[], $21::text[]) with ordinality
         as row (part, direction, id, at, client, service, issue, head, seal, begins, length, body_hash, problem, place)`,
      [
        writer,
        number,
        Buffer.from(previous),
        Buffer.from(root),
        Buffer.from(hash),
        at,
        entries.length,
        column((entry) => entry.part),
        column((entry) => entry.direction),
        column((entry) => entry.id),
        column((entry) => entry.at),
        column((entry) => entry.client),
        column((entry) => entry.service),
        column((entry) => entry.issue),
        column((entry) => entry.head),
        column((entry) => entry.seal),
        // as bytes, one after another: in an array each would travel as text, twice as long
        Buffer.concat(entries.map(({ body }) => body)),
        begins,
        column(({ body }) => body.length),
        bodyHashes,
        column((entry) => entry.problem),
      ],
    )
  },
})

/** A message as it stands in the log. */
export interface KeptMessage {
  writer: string
  number: number
  place: number
  part: 'sent' | 'received'
  direction: 'request' | 'answer'
  id: string
  at: string
  client: string
  service: string
  issue: string
  head: string
  seal: string
  body: Buffer | null
  bodyHash: string
  problem: string
}

const MESSAGE =
  'writer, number, place, part, direction, id, at, client, service, issue, head, seal, body, body_hash as "bodyHash", problem'

/** Question and answer of one X-Road-Id, as often as it was asked. */
export const messagesOf = async (tx: Tx, id: string): Promise<KeptMessage[]> =>
  (
    await tx.query<KeptMessage>(
      `select ${MESSAGE} from exchange.message where id = $1 order by writer, number, place`,
      [id],
    )
  ).rows

/** What was answered to questions, by their X-Road-Ids; one whose words were forgotten since is left out. */
export const answersTo = async (tx: Tx, ids: readonly string[]): Promise<Map<string, string>> =>
  new Map(
    (
      await tx.query<{ id: string; body: Buffer }>(
        `select distinct on (id) id, body from exchange.message
         where id = any($1) and direction = 'answer' and part = 'received' and problem = '' and body is not null order by id, at desc`,
        [ids],
      )
    ).rows.map(({ id, body }) => [id, body.toString('utf8')]),
  )

export interface KeptBatch {
  writer: string
  number: number
  previous: Buffer
  root: Buffer
  hash: Buffer
  at: string
  size: number
}

/** Batches behind one, in the order of their chains. */
export const batchesAfter = async (tx: Tx, writer: string, number: number, most: number): Promise<KeptBatch[]> =>
  (
    await tx.query<KeptBatch>(
      `select writer, number, previous, root, hash, at, size from exchange.log_batch where (writer, number) > ($1, $2)
       order by writer, number limit $3`,
      [writer, number, most],
    )
  ).rows

/** Messages of the batches from one to another, in their order. */
export const messagesBetween = async (tx: Tx, from: KeptBatch, until: KeptBatch): Promise<KeptMessage[]> =>
  (
    await tx.query<KeptMessage>(
      `select ${MESSAGE} from exchange.message where (writer, number) >= ($1, $2) and (writer, number) <= ($3, $4)
       order by writer, number, place`,
      [from.writer, from.number, until.writer, until.number],
    )
  ).rows

/** One batch. */
export const findBatch = async (tx: Tx, writer: string, number: number): Promise<KeptBatch | undefined> =>
  (await batchesAfter(tx, writer, number - 1, 1)).find((batch) => batch.writer === writer && batch.number === number)
