import { likeness, signatureOf, VALUES, wordHashes } from '../../../kernel/grouping/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import { lockReasons, reasonsOf } from '../store/answers.ts'
import { reasonHash } from './reason-hash.ts'

/** From this share of common runs of words on, a reason is one that was given before, with a word put in or changed. */
const SAME_REASON = 0.5
const NO_ACT: ReadonlySet<number> = new Set()

/** What a reason is compared by. */
interface Compared {
  /** Absent for one that is too short for its runs of words: its words are compared then. */
  values: Uint32Array | undefined
  /** None of a long one: no short one says the same. */
  words: ReadonlySet<number>
}

/** A reason of so many different words is long. */
const MANY_WORDS = 16

const MOST_WORDS = 4_096
const buffer = new Uint32Array(MOST_WORDS)

function compared(reason: string): Compared {
  const { values } = signatureOf(reason, NO_ACT)
  const words = new Set(buffer.slice(0, wordHashes(reason, buffer)))
  return { values, words: words.size > MANY_WORDS ? new Set() : words }
}

/** Whether two reasons say nearly the same words, in whatever script. */
function alike(one: Compared, other: Compared): boolean {
  if (one.values && other.values) {
    const both = new Uint32Array(2 * VALUES)
    both.set(one.values)
    both.set(other.values, VALUES)
    return likeness(both, 0, 1) >= SAME_REASON
  }
  const common = [...one.words].filter((word) => other.words.has(word)).length
  return common / (one.words.size + other.words.size - common) >= SAME_REASON
}

// the first reason of a hash never changes: what it is compared by is kept for the discussions answered last
const kept = new Map<string, Map<string, Compared>>()
const KEPT_AT_MOST = 20

/**
 * The hash that a reason is counted under: that of the first reason of the discussion which says nearly the same, so
 * that one added word does not make boilerplate look new; else its own.
 */
export async function hashOfReason(tx: Tx, discussion: string, reason: string): Promise<string> {
  // two that are given in the same instant would not see each other
  await lockReasons(tx, discussion)
  const own = reasonHash(reason)
  const known = kept.get(discussion) ?? new Map<string, Compared>()
  kept.delete(discussion)
  if (kept.size >= KEPT_AT_MOST) kept.delete(kept.keys().next().value!)
  kept.set(discussion, known)
  const given = await reasonsOf(tx, discussion, [...known.keys()])
  for (const { hash, reason: first } of given) if (first !== null) known.set(hash, compared(first))
  if (known.has(own)) return own
  const mine = compared(reason)
  return given.find(({ hash }) => alike(known.get(hash)!, mine))?.hash ?? own
}
