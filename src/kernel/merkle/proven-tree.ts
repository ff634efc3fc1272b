import { nodeHash, sameHash, type Hash } from './tree.ts'
import type { Inclusion } from './proofs.ts'

/** A tree of which nothing but size and root is known at first. */
export interface ProvenTree {
  /** Whether a leaf stands in it: the same answers as `verifyInclusion`, for any claim. */
  holds(claim: Pick<Inclusion, 'leaf' | 'index' | 'proof'>): boolean
}

/** Nodes kept of a tree: enough for all of a batch of 64 leaves. */
const MOST_KEPT = 256

/**
 * Checks many leaves of one tree (RFC 9162, section 2.1.3.2) and keeps the nodes that led to the root: of a batch whose
 * leaves all come, each inner node is hashed once rather than once for each leaf below it.
 */
export function provenTree(hash: Hash, { size, root }: { size: number; root: Uint8Array }): ProvenTree {
  const proven = new Map<number, Uint8Array>()
  const isTree = Number.isSafeInteger(size) && size > 0 && size < MOST_LEAVES
  return {
    holds({ leaf, index, proof }) {
      if (!isTree || !Number.isSafeInteger(index) || index < 0 || index >= size) return false
      const way: [number, Uint8Array][] = []
      let [level, at, last] = [0, index, size - 1]
      /** Undefined from the first node on that is proven: all that leads from it to the root is kept with it. */
      let reached: Uint8Array | undefined = leaf
      for (const sibling of proof) {
        if (last === 0) return false
        // a last node without a neighbour goes up as it is
        while (at === last && at % 2 === 0) [level, at, last] = [level + 1, at / 2, last / 2]
        const isRight = at % 2 === 1
        const [here, beside] = [placeOf(level, at), placeOf(level, isRight ? at - 1 : at + 1)]
        const known = proven.get(here)
        if (known) {
          if ((reached && !sameHash(known, reached)) || !sameHash(proven.get(beside)!, sibling)) return false
          reached = undefined
        } else {
          way.push([here, reached!], [beside, sibling])
          reached = isRight ? nodeHash(hash, sibling, reached!) : nodeHash(hash, reached!, sibling)
        }
        ;[level, at, last] = [level + 1, Math.floor(at / 2), Math.floor(last / 2)]
      }
      if (last !== 0 || (reached && !sameHash(reached, root))) return false
      if (proven.size + way.length <= MOST_KEPT) for (const [place, node] of way) proven.set(place, node)
      return true
    },
  }
}

/** A node's place as one number: trees have fewer than 64 levels. */
const placeOf = (level: number, at: number): number => at * 64 + level
const MOST_LEAVES = 2 ** 46
