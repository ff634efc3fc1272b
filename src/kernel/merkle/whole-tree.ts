import { nodeHash, type Hash } from './tree.ts'

/** A tree with all its nodes at hand: a proof is a look-up, where `inclusionProof` computes half the tree anew. */
export interface WholeTree {
  readonly size: number
  readonly root: Uint8Array
  /** The same hashes as `inclusionProof`. @throws RangeError when there is no such leaf */
  proof(index: number): Uint8Array[]
}

const BYTES = 32

/**
 * Computes a tree over leaf hashes of 32 bytes, level by level: two of a level make one of the next, a last one without
 * a neighbour goes up as it is, which is the tree of RFC 6962.
 * @param leaves one after another: 32 bytes each, twice that in all is kept
 */
export function wholeTree(hash: Hash, leaves: Uint8Array): WholeTree {
  const size = leaves.length / BYTES
  const levels = [leaves]
  for (let level = leaves; level.length > BYTES; ) {
    const count = level.length / BYTES
    const next = new Uint8Array(Math.ceil(count / 2) * BYTES)
    for (let at = 0; at < count; at += 2) {
      const left = level.subarray(at * BYTES, (at + 1) * BYTES)
      const node = at + 1 < count ? nodeHash(hash, left, level.subarray((at + 1) * BYTES, (at + 2) * BYTES)) : left
      next.set(node, (at / 2) * BYTES)
    }
    levels.push(next)
    level = next
  }
  return {
    size,
    root: size === 0 ? hash(new Uint8Array()) : levels.at(-1)!,
    proof(index) {
      if (!Number.isInteger(index) || index < 0 || index >= size)
        throw new RangeError(`there is no leaf ${index} of ${size}`)
      const path: Uint8Array[] = []
      let at = index
      for (const level of levels) {
        const sibling = at % 2 === 0 ? at + 1 : at - 1
        if ((sibling + 1) * BYTES <= level.length) path.push(level.slice(sibling * BYTES, (sibling + 1) * BYTES))
        at = Math.floor(at / 2)
      }
      return path
    },
  }
}
