import { createPublicKey } from 'node:crypto'
import { readSeal, sealJudge, type SealJudge } from '../../../platform/wire/index.ts'

/** A public key that was given a system here. */
export interface KnownKey {
  fingerprint: string
  /** SPKI */
  key: Buffer
}

/** Judges by one key; the same key's judge remembers what it has verified. */
export function judgesOfKeys(): (known: KnownKey) => SealJudge {
  const judges = new Map<string, SealJudge>()
  return ({ fingerprint, key }) => {
    const before = judges.get(fingerprint)
    if (before) return before
    const opened = createPublicKey({ key, format: 'der', type: 'spki' })
    const judge = sealJudge({ find: (member) => ({ member, key: opened }) })
    judges.set(fingerprint, judge)
    return judge
  }
}

/**
 * Judges seals by keys that were given here, and by the members of the exchange.
 * @param keys those that hold now @param only no other key is believed: some was given to the system
 */
export const judgeByKeys = (
  members: SealJudge,
  keys: readonly KnownKey[],
  judgeOf: (known: KnownKey) => SealJudge,
  only = false,
): SealJudge => {
  const namedIn = (text: string | undefined) => {
    const seal = text === undefined ? undefined : readSeal(text)
    return seal && keys.find(({ fingerprint }) => fingerprint === seal.key)
  }
  return {
    knows: (text) => namedIn(text) !== undefined || (!only && members.knows(text)),
    judge(text, direction, digest, member) {
      const known = namedIn(text)
      if (known) return judgeOf(known).judge(text, direction, digest, member)
      if (!only) return members.judge(text, direction, digest, member)
      if (!text) return 'unsigned'
      return readSeal(text) ? 'signed-by-another' : 'altered'
    },
  }
}
