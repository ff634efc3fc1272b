import { refusals } from '../../../platform/use-case/index.ts'

/** All that this room says no to, beside what every room does. */
export const refusal = refusals('consultation', {
  closed: 409,
  'time-over': 409,
  unanswered: 409,
  answered: 409,
  'group-changed': 409,
  'group-not-split': 422,
  'group-not-confirmed': 409,
  'passage-unknown': 422,
  'unit-unknown': 422,
  'change-unknown': 422,
  'text-empty': 422,
  'text-unreadable': 422,
  'text-too-large': 413,
  'text-same': 409,
  'own-comment': 409,
  'reason-copied': 422,
  'proof-wrong': 422,
  'proof-used': 409,
  'link-used': 410,
  'not-hidden': 409,
  'hidden-before': 409,
  'own-hiding': 403,
  'report-not-set': 422,
})
