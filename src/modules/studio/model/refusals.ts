import { refusals } from '../../../platform/use-case/index.ts'

/** All that this room says no to, beside what every room does. */
export const refusal = refusals('studio', {
  'id-taken': 409,
  'id-unfit': 422,
  'template-unknown': 422,
  'keeper-other': 409,
  closed: 409,
  'file-unknown': 422,
  'place-unknown': 422,
  'step-bound': 422,
  'file-unreadable': 422,
  'file-large': 413,
  'not-done': 422,
  'not-sent': 409,
  'own-work': 409,
  'not-approved': 409,
  faults: 409,
  'base-moved': 409,
  publishing: 409,
  'zip-unfit': 422,
})
