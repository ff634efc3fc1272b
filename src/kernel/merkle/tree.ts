/**
 * Hashes bytes, 32 of them for SHA-256; given in, so that trees are computed alike in the server and in a browser. What
 * it is given is overwritten as soon as it returns.
 */
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
export function sameHash(bytes: Uint8Array, other: Uint8Array): boolean {
  if (bytes.length !== other.length) return false
  for (let at = 0; at < bytes.length; at++) if (bytes[at] !== other[at]) return false
  return true
}

const LEAF = 0
const NODE = 1

/** Room for what is hashed next: an array of its own for each costs as much as hashing it, and trees have millions. */
const room = new Uint8Array(2_048)
const node = room.subarray(0, 65)

// written out rather than for any number of parts: trees of a million leaves ask for it two million times
function joined(mark: number, left: Uint8Array, right?: Uint8Array): Uint8Array {
  const size = 1 + left.length + (right?.length ?? 0)
  const all = size === node.length ? node : size <= room.length ? room.subarray(0, size) : new Uint8Array(size)
  all[0] = mark
  all.set(left, 1)
  if (right) all.set(right, 1 + left.length)
  return all
}
