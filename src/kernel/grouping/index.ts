export { differingWords, hasWord, type DifferingWord } from './differing-words.ts'
export { groupsOf, type Signed } from './groups.ts'
export { likeness, runsOfAct, signatureOf, VALUES, type Signature } from './signature.ts'
export { wordHashes } from './word-hashes.ts'
