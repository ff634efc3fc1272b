import { nodeHash, type Hash } from './tree.ts'

/**
 * A tree that only grows, kept as the roots of its full subtrees: at most one hash for each power of two. Plain data,
 * to be stored between batches.
 */
export interface GrowingTree {
  readonly size: number /** Largest subtree first. */
  readonly peaks: readonly Uint8Array[]
}

export const EMPTY_TREE: GrowingTree = { size: 0, peaks: [] }

/** The tree with one more leaf hash; the given tree is not changed. */
export function grown(hash: Hash, tree: GrowingTree, leaf: Uint8Array): GrowingTree {
  const peaks = [...tree.peaks, leaf]
  for (let size = tree.size; size % 2 === 1; size = (size - 1) / 2) {
    const right = peaks.pop()!
    peaks.push(nodeHash(hash, peaks.pop()!, right))
  }
  return { size: tree.size + 1, peaks }
}

/** Root of a growing tree: the same as rootOf all its leaves. */
export function rootOfGrowing(hash: Hash, tree: GrowingTree): Uint8Array {
  if (tree.peaks.length === 0) return hash(new Uint8Array())
  return tree.peaks.reduceRight((right, left) => nodeHash(hash, left, right))
}
