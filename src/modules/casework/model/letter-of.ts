import type { Outcome } from '../../../kernel/case/index.ts'

/** Letter (`mail.…`) by which each outcome is told: none is told by the words of another. */
const OF_OUTCOMES: Readonly<Record<Outcome, string>> = {
  granted: 'granted',
  'granted-in-part': 'granted-in-part',
  refused: 'refused',
  upheld: 'upheld',
  overturned: 'overturned',
  terminated: 'annulled',
  withdrawn: 'withdrawn',
  lapsed: 'lapsed',
  declined: 'declined',
}
const OTHERS: Readonly<Record<string, string>> = { filed: 'received', question: 'question', hearing: 'hearing' }

/** The letter for what happened; what the applicant is to do has a letter of its own. @param said key of the notice */
export const letterOf = (said: string): string =>
  said.startsWith('outcome.') ? OF_OUTCOMES[said.slice(8) as Outcome] : (OTHERS[said] ?? 'message')
