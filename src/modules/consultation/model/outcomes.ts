/** What an answer can say. */
export const OUTCOMES = ['accepted', 'in-part', 'not-accepted', 'outside'] as const
export type AnswerOutcome = (typeof OUTCOMES)[number]

/** Those that name a change of the text. */
export const CHANGES_TEXT: readonly AnswerOutcome[] = ['accepted', 'in-part']

/** Reasons shorter than this say nothing. */
export const SHORTEST_REASON = 20
