/**
 * What a person does in a task: who does it and which outcomes it has (docs/handbook/service-format.md; casework gives
 * each its screen).
 */
export const ACTS: Readonly<Record<string, { performer: 'office' | 'applicant'; outcomes: readonly string[] }>> = {
  examine: { performer: 'office', outcomes: ['ok', 'correct'] },
  opinion: { performer: 'office', outcomes: ['agree', 'object'] },
  inspect: { performer: 'office', outcomes: ['fit', 'unfit'] },
  decide: { performer: 'office', outcomes: ['grant', 'refuse'] },
  sign: { performer: 'office', outcomes: ['sign', 'return'] },
  appeal: { performer: 'office', outcomes: ['uphold', 'overturn'] },
  correct: { performer: 'applicant', outcomes: ['corrected'] },
  'choose-slot': { performer: 'applicant', outcomes: ['chosen'] },
  confirm: { performer: 'applicant', outcomes: ['confirmed', 'declined'] },
  pay: { performer: 'applicant', outcomes: ['paid'] },
}

/** Outcomes that must name a ground of the passport. */
export const NEEDS_GROUND: readonly string[] = ['refuse']

/** Outcomes that undo another's work or say no: they need a note. */
export const NEEDS_NOTE: readonly string[] = ['return', 'object', 'unfit', 'correct', 'overturn']
