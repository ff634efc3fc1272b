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
] as const
export type Outcome = (typeof OUTCOMES)[number]

/** Outcomes by which the applicant has what was asked for, at least in part. */
export const isFavourable = (outcome: Outcome): boolean => outcome === 'granted' || outcome === 'granted-in-part'

/** Outcomes that say no: they rest on a ground, and where the law gives a way to appeal, it is open. */
export const isRefusal = (outcome: Outcome): boolean => outcome === 'refused' || outcome === 'upheld'

export const isOutcome = (text: unknown): text is Outcome => (OUTCOMES as readonly unknown[]).includes(text)
