import { fold } from '../text/index.ts'

/** A word that some members of a group have and others have not. */
export interface DifferingWord {
  /** As most of them write it. */
  word: string
  /** What it is compared by. */
  folded: string
  /** How many members have it. */
  members: number
  /** It may turn the meaning round. */
  negates: boolean
}

/**
 * Words of a person may differ by signature and typing: only what a real share of the group has is shown. What may turn
 * the meaning round is shown though one alone has it: that one would be answered with the others.
 */
const LEAST_SHARE = 0.08
const SHOWN_AT_MOST = 12
/** Of these, so many may negate: names and typing that only look so leave room for the others. */
const NEGATING_AT_MOST = 8

/**
 * The words in which members of a group differ, those that may negate first. No likeness of texts tells "I support it"
 * from "I do not support it": a person must see the difference before one answer goes to both.
 * @param isNegation whether a folded word may turn the meaning round, as the language has it
 */
export function differingWords(texts: readonly string[], isNegation: (folded: string) => boolean): DifferingWord[] {
  const found = new Map<string, { members: number; written: Map<string, number> }>()
  for (const text of texts) {
    const own = new Map<string, string>()
    for (const [written] of text.matchAll(/[\p{L}\p{M}'’ʻʼ`‘]+/gu))
      own.set(fold(written).toLowerCase(), written.toLowerCase())
    for (const [folded, written] of own) {
      const known = found.get(folded) ?? { members: 0, written: new Map<string, number>() }
      known.members++
      known.written.set(written, (known.written.get(written) ?? 0) + 1)
      found.set(folded, known)
    }
  }
  const least = Math.max(1, LEAST_SHARE * texts.length)
  const closeToHalf = (members: number) => Math.abs(members / texts.length - 0.5)
  const words = [...found]
    .filter(([folded, { members }]) => folded !== '' && members < texts.length)
    .map(([folded, { members, written }]) => ({
      word: [...written].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]![0],
      folded,
      members,
      negates: isNegation(folded),
    }))
    .filter(({ members, negates }) => negates || (members >= least && members <= texts.length - least))
    .sort((a, b) => closeToHalf(a.members) - closeToHalf(b.members) || (a.folded < b.folded ? -1 : 1))
  const negating = words.filter(({ negates }) => negates).slice(0, NEGATING_AT_MOST)
  return [...negating, ...words.filter(({ negates }) => !negates)].slice(0, SHOWN_AT_MOST)
}

/** Whether a text has a word, in whatever script it was written. */
export const hasWord = (text: string, folded: string): boolean =>
  [...text.matchAll(/[\p{L}\p{M}'’ʻʼ`‘]+/gu)].some(([written]) => fold(written).toLowerCase() === folded)
