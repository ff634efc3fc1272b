import { createHash } from 'node:crypto'
import { EMPTY_TREE, grown, leafHash, rootOfGrowing, type GrowingTree } from '../../kernel/merkle/index.ts'
import { sha256 } from '../../kernel/merkle/sha256.ts'

/** The last event of a subject within a batch. */
export interface Head {
  subject: string
  seq: number
  hash: Uint8Array
}

/** What a seal fixes. */
export interface Seal {
  number: number
  from: number
  /** Exclusive. */
  until: number
  events: number
  subjects: number
  root: Uint8Array
  previous: Uint8Array
  /** RFC 3339. */
  sealedAt: string
  /** Hash over the place and time of each event (`placeLine`); null in seals of older versions. */
  places: Uint8Array | null
}

/** An event's place and time as a seal hashes them, one line each in the order of positions; `at` in milliseconds. */
export const placeLine = (event: { place: string; subject: string; seq: number; at: string }): string =>
  `${event.place} ${event.subject} ${event.seq} ${event.at}\n`

/** Root over the heads of a batch in the order of their subjects. */
export function rootOfHeads(heads: Iterable<Head>): Uint8Array {
  let tree: GrowingTree = EMPTY_TREE
  for (const { subject, seq, hash } of [...heads].sort((head, other) => (head.subject < other.subject ? -1 : 1))) {
    tree = grown(
      sha256,
      tree,
      leafHash(sha256, Buffer.from(`${subject}\n${seq}\n${Buffer.from(hash).toString('hex')}`)),
    )
  }
  return rootOfGrowing(sha256, tree)
}

/** Hash of a seal: of the previous seal's hash and all it says, fields joined by line feeds. */
export function hashOfSeal(seal: Seal): Uint8Array {
  const fields = [
    seal.number,
    seal.from,
    seal.until,
    seal.events,
    seal.subjects,
    Buffer.from(seal.root).toString('hex'),
    Date.parse(seal.sealedAt),
    ...(seal.places ? [Buffer.from(seal.places).toString('hex')] : []),
  ]
  return new Uint8Array(createHash('sha256').update(seal.previous).update(fields.join('\n')).digest())
}
