import { largestPowerBelow, nodeHash, sameHash, subtree, type Hash } from './tree.ts'

/**
 * The hashes that lead from a leaf to the root (RFC 6962, section 2.1.1), nearest first.
 * @throws RangeError when there is no such leaf
 */
export function inclusionProof(hash: Hash, leaves: readonly Uint8Array[], index: number): Uint8Array[] {
  if (!Number.isInteger(index) || index < 0 || index >= leaves.length)
    throw new RangeError(`there is no leaf ${index} of ${leaves.length}`)
  const path: Uint8Array[] = []
  let [from, to] = [0, leaves.length]
  while (to - from > 1) {
    const middle = from + largestPowerBelow(to - from)
    if (index < middle) {
      path.push(subtree(hash, leaves, middle, to))
      to = middle
    } else {
      path.push(subtree(hash, leaves, from, middle))
      from = middle
    }
  }
  return path.reverse()
}

/** What is claimed of a leaf: that it stands at `index` in the tree of `size` leaves with this root. */
export interface Inclusion {
  leaf: Uint8Array
  index: number
  size: number
  root: Uint8Array
  proof: readonly Uint8Array[]
}

/** Checks an inclusion (RFC 9162, section 2.1.3.2). False for any claim that does not hold, however it is malformed. */
export function verifyInclusion(hash: Hash, { leaf, index, size, root, proof }: Inclusion): boolean {
  if (!whole(index) || !whole(size) || index >= size) return false
  let [at, last, reached] = [index, size - 1, leaf]
  for (const sibling of proof) {
    if (last === 0) return false
    if (at % 2 === 1 || at === last) {
      reached = nodeHash(hash, sibling, reached)
      while (at % 2 === 0 && at !== 0) {
        at = half(at)
        last = half(last)
      }
    } else {
      reached = nodeHash(hash, reached, sibling)
    }
    at = half(at)
    last = half(last)
  }
  return last === 0 && sameHash(reached, root)
}

/**
 * The hashes that show the tree of the first `before` leaves to be the beginning of the whole tree (RFC 6962, section
 * 2.1.2).
 * @throws RangeError when `before` is not from 1 to the number of leaves
 */
export function consistencyProof(hash: Hash, leaves: readonly Uint8Array[], before: number): Uint8Array[] {
  if (!Number.isInteger(before) || before < 1 || before > leaves.length)
    throw new RangeError(`there is no tree of ${before} leaves within ${leaves.length}`)
  const path: Uint8Array[] = []
  let [from, to, known] = [0, leaves.length, true]
  let count = before
  while (count !== to - from) {
    const half = largestPowerBelow(to - from)
    if (count <= half) {
      path.push(subtree(hash, leaves, from + half, to))
      to = from + half
    } else {
      path.push(subtree(hash, leaves, from, from + half))
      from += half
      count -= half
      known = false
    }
  }
  if (!known) path.push(subtree(hash, leaves, from, to))
  return path.reverse()
}

/** What is claimed of two trees: that the second only adds to the first. */
export interface Consistency {
  before: { size: number; root: Uint8Array }
  after: { size: number; root: Uint8Array }
  proof: readonly Uint8Array[]
}

/**
 * Checks that nothing in the earlier tree was changed or removed (RFC 9162, section 2.1.4.2). An empty earlier tree is
 * not accepted: it proves nothing.
 */
export function verifyConsistency(hash: Hash, { before, after, proof }: Consistency): boolean {
  if (!whole(before.size) || !whole(after.size) || before.size < 1 || before.size > after.size) return false
  if (before.size === after.size) return proof.length === 0 && sameHash(before.root, after.root)
  let [at, last] = [before.size - 1, after.size - 1]
  while (at % 2 === 1) {
    at = half(at)
    last = half(last)
  }
  // a first tree that is a whole power of two is itself the first hash of the path
  const path = at === 0 ? [before.root, ...proof] : proof
  const first = path[0]
  if (!first) return false
  let [old, now] = [first, first]
  for (const sibling of path.slice(1)) {
    if (last === 0) return false
    if (at % 2 === 1 || at === last) {
      old = nodeHash(hash, sibling, old)
      now = nodeHash(hash, sibling, now)
      while (at % 2 === 0 && at !== 0) {
        at = half(at)
        last = half(last)
      }
    } else {
      now = nodeHash(hash, now, sibling)
    }
    at = half(at)
    last = half(last)
  }
  return last === 0 && sameHash(old, before.root) && sameHash(now, after.root)
}

// trees may have more than 2^31 leaves, where shifts of 32 bits go wrong
const half = (value: number): number => Math.floor(value / 2)
const whole = (value: number): boolean => Number.isSafeInteger(value) && value >= 0
