import { refusals } from '../../../platform/use-case/index.ts'

/** All that this room says no to, beside what every room does. */
export const refusal = refusals('redesign', {
  'simulation-running': 409,
  'amendment-taken': 409,
  'amendment-settled': 409,
  'amendment-own': 409,
  'amendment-in-discussion': 409,
  'amendment-undiscussed': 409,
  'amendment-words': 422,
  'law-open': 409,
  'law-later': 409,
})
