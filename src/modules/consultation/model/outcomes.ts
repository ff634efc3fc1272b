/** What an answer can say. */
export const OUTCOMES = ['accepted', 'in-part', 'not-accepted', 'outside'] as const
export type AnswerOutcome = (typeof OUTCOMES)[number]

/** Those that name a change of the text. */
export const CHANGES_TEXT: readonly AnswerOutcome[] = ['accepted', 'in-part']

/** Reasons shorter than this say nothing. */
export const SHORTEST_REASON = 20
/** Nor do those with fewer letters: a row of dots is no reason. The tables ask for as many. */
const FEWEST_LETTERS = 10

/** Whether a text is long enough, and in words, to be a reason. */
export const givesReason = (text: string): boolean =>
  text.trim().length >= SHORTEST_REASON && (text.match(/[\p{L}\p{N}]/gu)?.length ?? 0) >= FEWEST_LETTERS
