export { EMPTY_TREE, grown, rootOfGrowing, type GrowingTree } from './growing-tree.ts'
export {
  consistencyProof,
  inclusionProof,
  verifyConsistency,
  verifyInclusion,
  type Consistency,
  type Inclusion,
} from './proofs.ts'
export { wholeTree, type WholeTree } from './whole-tree.ts'
export { leafHash, rootOf, sameHash, type Hash } from './tree.ts'
