import { createHash, hash as hashOnce, randomUUID } from 'node:crypto'
import { leafHash, rootOf } from '../../kernel/merkle/index.ts'
import { sha256 } from '../../kernel/merkle/sha256.ts'
import type { Direction } from './seal.ts'

/** One message as one side keeps it. */
export interface LogEntry {
  part: 'sent' | 'received'
  direction: Direction
  /** X-Road-Id: the same of a request and its answer. */
  id: string
  /** RFC 3339, when this side sent or received it. */
  at: string
  client: string
  service: string
  /** X-Road-Issue: the case it was asked for. */
  issue: string
  /** First line and headers, as they were signed. */
  head: string
  /** The sender's seal; empty when it bore none. */
  seal: string
  body: Uint8Array
  /** SHA-512 of exactly this body, where it was needed before: the log need not hash it again. */
  bodyHash?: Uint8Array | undefined
  /** Name of what was wrong with it; empty when it was accepted. */
  problem: string
}

/** Entries that were written together, joined to those before them. */
export interface LogBatch {
  /** One chain for each process that writes, and a new one after a batch whose fate is not known. */
  writer: string
  number: number
  previous: Uint8Array
  root: Uint8Array
  /** Over all of the above: what the next batch names. */
  hash: Uint8Array
  at: string
  entries: readonly LogEntry[]
  /** Of each entry: what its leaf holds of the body. */
  bodyHashes: readonly string[]
}

/** Where a side keeps its log. */
export interface LogStore {
  /** Writes a batch and its entries in one commit. */
  keep(batch: LogBatch): Promise<void>
}

export interface MessageLog {
  /** Resolves when they are written for good: nothing is answered, and no answer used, before. */
  append(entries: readonly LogEntry[]): Promise<void>
}

/** Bytes that an entry's leaf is made of; the body stands in it by its hash, so that it may be forgotten one day. */
export const entryBytes = (entry: Omit<LogEntry, 'body' | 'bodyHash'>, bodyHash: string): Uint8Array =>
  Buffer.from(
    `darcha-log-1\n${entry.part} ${entry.direction}\n${entry.id}\n${entry.at}\n${entry.client}\n${entry.service}\n${entry.issue}\n${entry.problem}\n${entry.seal}\n${bodyHash}\n${entry.head}`,
  )

export const bodyHashOf = (body: Uint8Array): string => hashOnce('sha512', body, 'hex')

/** Leaf of an entry in its batch. */
export const leafOfEntry = (entry: Omit<LogEntry, 'body' | 'bodyHash'>, bodyHash: string): Uint8Array =>
  leafHash(sha256, entryBytes(entry, bodyHash))

/** Hash of a batch over its place, its root and the hash of the batch before it. */
export const hashOfBatch = (
  batch: Pick<LogBatch, 'writer' | 'number' | 'previous' | 'root' | 'at'>,
  size: number,
): Uint8Array =>
  new Uint8Array(
    createHash('sha256')
      .update(batch.previous)
      .update(batch.root)
      .update(`${batch.writer}\n${batch.number}\n${size}\n${batch.at}`)
      .digest(),
  )

/** Bytes of a message that is not believed which are kept: anybody may send such, as long and as often as they like. */
const KEPT_OF_REFUSED = 2_000

/** The entry of a message that is not believed. */
export const disbelieved = ({ bodyHash: _, ...entry }: LogEntry, problem: string): LogEntry => ({
  ...entry,
  body: entry.body.subarray(0, KEPT_OF_REFUSED),
  problem,
})

/** Entries of one commit at most. */
const MOST = 500

interface Chain {
  writer: string
  number: number
  hash: Uint8Array
}
const newChain = (): Chain => ({ writer: randomUUID(), number: 0, hash: new Uint8Array() })

/**
 * Writes a side's log: whatever comes while one batch is being written goes into the next, so that many calls share one
 * commit, and each batch names the one before it. When the store fails, nobody knows whether the batch stands there (a
 * connection may end between commit and answer): the next one begins a new chain, for the same number can't be taken
 * twice and a number left out would read as a batch that was removed.
 */
export function messageLog(store: LogStore, clock: () => string): MessageLog {
  let chain = newChain()
  const waiting: { entries: readonly LogEntry[]; done(): void; failed(error: unknown): void }[] = []
  let writing = false
  const write = async (): Promise<void> => {
    while (waiting.length > 0) {
      const some: typeof waiting = []
      let size = 0
      while (waiting.length > 0 && (some.length === 0 || size + waiting[0]!.entries.length <= MOST)) {
        size += waiting[0]!.entries.length
        some.push(waiting.shift()!)
      }
      const entries = some.flatMap((item) => item.entries)
      const bodyHashes = entries.map(({ body, bodyHash }) =>
        bodyHash ? Buffer.from(bodyHash).toString('hex') : bodyHashOf(body),
      )
      const batch = {
        writer: chain.writer,
        number: chain.number + 1,
        previous: chain.hash,
        root: rootOf(
          sha256,
          entries.map((entry, at) => leafOfEntry(entry, bodyHashes[at]!)),
        ),
        at: clock(),
      }
      const hash = hashOfBatch(batch, entries.length)
      try {
        await store.keep({ ...batch, hash, entries, bodyHashes })
        chain = { writer: batch.writer, number: batch.number, hash }
        for (const { done } of some) done()
      } catch (error) {
        chain = newChain()
        for (const { failed } of some) failed(error)
      }
    }
    // at once: what is appended before a promise of this could tell must not wait for the next
    writing = false
  }
  return {
    append: (entries) =>
      new Promise((done, failed) => {
        waiting.push({ entries, done, failed })
        if (writing) return
        writing = true
        // those that come in the same turn are written together
        setImmediate(() => void write())
      }),
  }
}
