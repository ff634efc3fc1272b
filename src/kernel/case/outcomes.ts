/**
 * How a decision, a case or a document came out. Written down when it is made; nothing stands for it: no status, and no
 * document that is there.
 */
export const OUTCOMES = [
  'granted',
  'granted-in-part',
  'refused',
  'upheld',
  'overturned',
  'terminated',
  'withdrawn',
  'lapsed',
  // by the applicant's own word: what was offered, or was to be confirmed, is not wanted
  'declined',
] as const
export type Outcome = (typeof OUTCOMES)[number]

/** Outcomes by which the applicant has what was asked for, at least in part. */
export const isFavourable = (outcome: Outcome): boolean => outcome === 'granted' || outcome === 'granted-in-part'

/** Outcomes that say no: they rest on a ground, and where the law gives a way to appeal, it is open. */
export const isRefusal = (outcome: Outcome): boolean => outcome === 'refused' || outcome === 'upheld'

/** Outcomes of a case that ended without a word of an office about what was asked for: one may ask for it again. */
export const isEnded = (outcome: Outcome): boolean =>
  outcome === 'terminated' || outcome === 'withdrawn' || outcome === 'lapsed' || outcome === 'declined'

export const isOutcome = (text: unknown): text is Outcome => (OUTCOMES as readonly unknown[]).includes(text)
