import { readAkomaNtoso, type Act } from '../../../kernel/act/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import { apart } from '../model/act-apart.ts'

export interface TextVersion {
  number: number
  at: string
  note: string
}

export async function insertText(
  tx: Tx,
  item: { discussion: string; number: number; akn: string; at: string; note: string },
): Promise<void> {
  await tx.query('insert into consultation.text (discussion, number, akn, at, note) values ($1, $2, $3, $4, $5)', [
    item.discussion,
    item.number,
    item.akn,
    item.at,
    item.note,
  ])
}

/** Which texts there are, in their order. */
export async function listTexts(tx: Tx, discussion: string): Promise<TextVersion[]> {
  return (
    await tx.query<TextVersion>(
      'select number, at, note from consultation.text where discussion = $1 order by number',
      [discussion],
    )
  ).rows
}

/** The Akoma Ntoso of a text. */
export async function findAkn(tx: Tx, discussion: string, number: number): Promise<string | undefined> {
  return (
    await tx.query<{ akn: string }>('select akn from consultation.text where discussion = $1 and number = $2', [
      discussion,
      number,
    ])
  ).rows[0]?.akn
}

// a text is never changed once it is there: what was read of it can be kept
const read = new Map<string, Act>()
const KEPT_AT_MOST = 50

/** A text as an act; texts read last are kept, since a text never changes. */
export async function findAct(tx: Tx, discussion: string, number: number): Promise<Act | undefined> {
  const key = `${discussion} ${number}`
  const known = read.get(key)
  if (known) return known
  const akn = await findAkn(tx, discussion, number)
  if (akn === undefined) return undefined
  const act = await readOnce(key, akn)
  if (read.size >= KEPT_AT_MOST && !read.has(key)) read.delete(read.keys().next().value!)
  read.set(key, act)
  return act
}

/** Longer ones are read apart, so that others are answered meanwhile. */
const LONG = 200_000
const reading = new Map<string, Promise<Act>>()

/** Reads a text; who asks for a long one while it is read waits for the same. */
async function readOnce(key: string, akn: string): Promise<Act> {
  if (akn.length <= LONG) return readAkomaNtoso(akn)
  const begun = reading.get(key)
  if (begun) return begun
  const made = apart({ task: 'akn', source: akn }).finally(() => reading.delete(key))
  reading.set(key, made)
  return made
}
