import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  consistencyProof,
  EMPTY_TREE,
  grown,
  inclusionProof,
  leafHash,
  rootOf,
  rootOfGrowing,
  sameHash,
  verifyConsistency,
  verifyInclusion,
  wholeTree,
} from './index.ts'
import { sha256 } from './sha256.ts'

const bytes = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'))
const hex = (value: Uint8Array) => Buffer.from(value).toString('hex')
// test vectors of the Certificate Transparency project for RFC 6962 trees
const inputs = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'].map(
  bytes,
)
const roots = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]
const leaves = inputs.map((input) => leafHash(sha256, input))

describe('the published test vectors', () => {
  it('of no leaves', () =>
    expect(hex(rootOf(sha256, []))).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'))
  it.each(roots.map((root, at) => [at + 1, root] as const))('of %i leaves', (count, root) =>
    expect(hex(rootOf(sha256, leaves.slice(0, count)))).toBe(root),
  )
})

it('a tree kept whole has the same root and the same proofs', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 70 }), (count) => {
      const hashes = Array.from({ length: count }, (_unused, place) => leafHash(sha256, Uint8Array.of(place)))
      const whole = wholeTree(sha256, new Uint8Array(Buffer.concat(hashes)))
      expect([whole.size, hex(whole.root)]).toEqual([count, hex(rootOf(sha256, hashes))])
      for (let index = 0; index < count; index++)
        expect(whole.proof(index).map(hex)).toEqual(inclusionProof(sha256, hashes, index).map(hex))
      expect(() => whole.proof(count)).toThrow(RangeError)
    }),
  )
})

const tree = fc
  .array(fc.uint8Array({ maxLength: 8 }), { minLength: 1, maxLength: 70 })
  .map((values) => values.map((value) => leafHash(sha256, value)))
const at = (count: number, share: number) => Math.min(count - 1, Math.floor(count * share))
const share = fc.double({ min: 0, max: 1, noNaN: true })
const changed = (value: Uint8Array) => {
  const copy = value.slice()
  copy[0]! ^= 1
  return copy
}

describe('proofs of any tree', () => {
  it('show each leaf in its place, and no other', () => {
    fc.assert(
      fc.property(tree, share, (all, where) => {
        const index = at(all.length, where)
        const claim = {
          leaf: all[index]!,
          index,
          size: all.length,
          root: rootOf(sha256, all),
          proof: inclusionProof(sha256, all, index),
        }
        expect(verifyInclusion(sha256, claim)).toBe(true)
        expect(verifyInclusion(sha256, { ...claim, leaf: changed(claim.leaf) })).toBe(false)
        expect(verifyInclusion(sha256, { ...claim, root: changed(claim.root) })).toBe(false)
        expect(verifyInclusion(sha256, { ...claim, size: claim.index })).toBe(false)
        expect(verifyInclusion(sha256, { ...claim, proof: [...claim.proof, claim.leaf] })).toBe(false)
        if (claim.proof.length > 0) {
          expect(verifyInclusion(sha256, { ...claim, proof: claim.proof.slice(1) })).toBe(false)
          expect(
            verifyInclusion(sha256, { ...claim, proof: [changed(claim.proof[0]!), ...claim.proof.slice(1)] }),
          ).toBe(false)
        }
      }),
    )
  })
  it('show an earlier tree to be the beginning of a later one, and no changed one', () => {
    fc.assert(
      fc.property(tree, share, share, (all, where, which) => {
        const size = at(all.length, where) + 1
        const before = { size, root: rootOf(sha256, all.slice(0, size)) }
        const claim = {
          before,
          after: { size: all.length, root: rootOf(sha256, all) },
          proof: consistencyProof(sha256, all, size),
        }
        expect(verifyConsistency(sha256, claim)).toBe(true)
        // one entry of the past rewritten: the later tree no longer begins with the earlier one
        const rewritten = all.with(at(size, which), changed(all[at(size, which)]!))
        expect(
          verifyConsistency(sha256, {
            before,
            after: { size: all.length, root: rootOf(sha256, rewritten) },
            proof: consistencyProof(sha256, rewritten, size),
          }),
        ).toBe(false)
        expect(verifyConsistency(sha256, { ...claim, before: { size: 0, root: before.root } })).toBe(false)
        expect(verifyConsistency(sha256, { ...claim, proof: [...claim.proof, before.root] })).toBe(false)
      }),
    )
  })
  it('need the right number of leaves: all pairs up to 33', () => {
    const many = Array.from({ length: 33 }, (_, index) => leafHash(sha256, Uint8Array.of(index)))
    for (let size = 1; size <= 33; size++) {
      const some = many.slice(0, size)
      const root = rootOf(sha256, some)
      for (let before = 1; before <= size; before++) {
        expect(
          verifyConsistency(sha256, {
            before: { size: before, root: rootOf(sha256, some.slice(0, before)) },
            after: { size, root },
            proof: consistencyProof(sha256, some, before),
          }),
        ).toBe(true)
        expect(
          verifyInclusion(sha256, {
            leaf: some[before - 1]!,
            index: before - 1,
            size,
            root,
            proof: inclusionProof(sha256, some, before - 1),
          }),
        ).toBe(true)
      }
    }
  })
  it('refuse places that do not exist', () => {
    expect(() => inclusionProof(sha256, leaves, 8)).toThrow(RangeError)
    expect(() => consistencyProof(sha256, leaves, 0)).toThrow(RangeError)
    expect(verifyInclusion(sha256, { leaf: leaves[0]!, index: -1, size: 1, root: leaves[0]!, proof: [] })).toBe(false)
    expect(verifyInclusion(sha256, { leaf: leaves[0]!, index: 0.5, size: 1, root: leaves[0]!, proof: [] })).toBe(false)
  })
})

it('a growing tree has the root of all its leaves at each size', () => {
  fc.assert(
    fc.property(tree, (all) => {
      let growing = EMPTY_TREE
      all.forEach((leaf, index) => {
        growing = grown(sha256, growing, leaf)
        expect(sameHash(rootOfGrowing(sha256, growing), rootOf(sha256, all.slice(0, index + 1)))).toBe(true)
      })
      expect(growing.size).toBe(all.length)
      expect(growing.peaks.length).toBe([...all.length.toString(2)].filter((digit) => digit === '1').length)
    }),
  )
})
