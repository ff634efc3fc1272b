/** Hashes bytes, 32 of them for SHA-256; given in, so that trees are computed alike in the server and in a browser. */
export type Hash = (bytes: Uint8Array) => Uint8Array

/**
 * Hash of a leaf's bytes (RFC 6962, section 2.1: 0x00 before a leaf, 0x01 before a node, so that one can't pass for the
 * other).
 */
export const leafHash = (hash: Hash, leaf: Uint8Array): Uint8Array => hash(joined(LEAF, leaf))

/** Hash of an inner node. */
export const nodeHash = (hash: Hash, left: Uint8Array, right: Uint8Array): Uint8Array => hash(joined(NODE, left, right))

/** Root of a tree over leaf hashes in their order (RFC 6962 MTH); of no leaves, the hash of nothing. */
export function rootOf(hash: Hash, leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length === 0) return hash(new Uint8Array())
  return subtree(hash, leaves, 0, leaves.length)
}

/** Root over `leaves[from]` to `leaves[to - 1]`. */
export function subtree(hash: Hash, leaves: readonly Uint8Array[], from: number, to: number): Uint8Array {
  if (to - from === 1) return leaves[from]!
  const middle = from + largestPowerBelow(to - from)
  return nodeHash(hash, subtree(hash, leaves, from, middle), subtree(hash, leaves, middle, to))
}

/** The largest power of two below a count of two or more: where RFC 6962 splits a tree. */
export function largestPowerBelow(count: number): number {
  let power = 1
  while (power * 2 < count) power *= 2
  return power
}

/** Whether two hashes are the same bytes. Roots are public, so this need not take constant time. */
export const sameHash = (bytes: Uint8Array, other: Uint8Array): boolean =>
  bytes.length === other.length && bytes.every((byte, at) => byte === other[at])

const LEAF = Uint8Array.of(0)
const NODE = Uint8Array.of(1)

// written out rather than for any number of parts: trees of a million leaves ask for it two million times
function joined(mark: Uint8Array, left: Uint8Array, right?: Uint8Array): Uint8Array {
  const all = new Uint8Array(1 + left.length + (right?.length ?? 0))
  all[0] = mark[0]!
  all.set(left, 1)
  if (right) all.set(right, 1 + left.length)
  return all
}
