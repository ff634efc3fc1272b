import { createHash } from 'node:crypto'
import { z } from 'zod'
import { leafHash, rootOf } from '../../../kernel/merkle/index.ts'
import { sha256 } from '../../../kernel/merkle/sha256.ts'
import type { Database, Tx } from '../../../platform/database/index.ts'
import { domainEvent } from '../../../platform/events/index.ts'
import { repeating, scheduleRepeating, type JobHandler } from '../../../platform/jobs/index.ts'
import type { World } from '../../../platform/use-case/index.ts'
import { insertAnchor, lastAnchor, openHeads, type Anchor, type Head } from '../store/anchors.ts'

const ANCHOR = 'exchange.anchor'
/** Seconds between anchors: X-Road's interval between time stamps. */
const EVERY_SECONDS = 60
/** The one subject under which anchors stand in the record of changes. */
const LOG = '00000000-0000-7000-8000-0000000ec10a'

/** How far the exchange's log had come: in the record of changes, whose seals hold it fast. */
export const logAnchored = domainEvent({
  kind: 'exchange.log-anchored',
  about: 'system',
  facts: z.object({ number: z.int(), hash: z.string(), chains: z.int() }),
  readers: 'officials',
})

/** Puts the first anchor into the outbox; it renews itself. */
export const scheduleAnchoring = (tx: Tx, now: string): Promise<void> => scheduleRepeating(tx, ANCHOR, now)

/** Root over the heads that an anchor names. */
export const rootOfHeads = (heads: readonly Head[]): Uint8Array =>
  rootOf(
    sha256,
    heads.map(({ writer, number, hash }) => leafHash(sha256, Buffer.from(`${writer}\n${number}\n${hash}`))),
  )

/** Hash of an anchor over the one before it. */
export const hashOfAnchor = ({
  number,
  at,
  root,
  previous,
}: Pick<Anchor, 'number' | 'at'> & { root: Uint8Array; previous: Uint8Array }) =>
  createHash('sha256').update(previous).update(root).update(`${number}\n${at}`).digest()

/**
 * Names, every minute, where the chains of the log stand: stamped by a time-stamping authority where there is one, and
 * told to the record of changes.
 * @param stamp token over a SHA-256 hash; undefined: no authority is at hand
 */
export function anchorHandler(
  database: Database,
  { events }: Pick<World, 'events'>,
  clock: () => string,
  stamp: ((hash: Uint8Array) => Promise<Uint8Array>) | undefined,
): JobHandler {
  return repeating(ANCHOR, EVERY_SECONDS, {
    async effect() {
      const heads = await openHeads(database)
      if (heads.length === 0) return null
      const before = await lastAnchor(database)
      const [number, at, previous] = [(before?.number ?? 0) + 1, clock(), before?.hash ?? Buffer.alloc(0)]
      const root = rootOfHeads(heads)
      const hash = hashOfAnchor({ number, at, root, previous })
      const token = stamp ? await stamp(hash) : null
      return {
        number,
        at,
        heads,
        root: base64(root),
        previous: base64(previous),
        hash: base64(hash),
        token: token && base64(token),
      }
    },
    async finish(tx, outcome, now) {
      if (!outcome) return
      const made = outcome as {
        number: number
        at: string
        heads: Head[]
        root: string
        previous: string
        hash: string
        token: string | null
      }
      const hash = bytes(made.hash)
      await insertAnchor(tx, {
        ...made,
        root: bytes(made.root),
        previous: bytes(made.previous),
        hash,
        token: made.token === null ? null : bytes(made.token),
      })
      await events.tell(tx, logAnchored, {
        subject: LOG,
        at: now,
        actor: 'system',
        facts: { number: made.number, hash: hash.toString('hex'), chains: made.heads.length },
      })
    },
  })
}

const base64 = (given: Uint8Array): string => Buffer.from(given).toString('base64')
const bytes = (text: string): Buffer => Buffer.from(text, 'base64')
